import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { run } from './bench/stubs';
import { LmiEndpoint, LmiInstanceType, LmiModel, LmiQuantization, LmiVersion, MemoryFit, ModelArchitecture, NeuronxBackend } from '../../src';
import { MODELS } from '../../src/facts/models';
import { problemsOf } from '../stacks';
import { part } from '../sweep';

const TYPES = Object.values(LmiInstanceType).filter((type): type is LmiInstanceType => type instanceof LmiInstanceType);

const fit = async (...argv: string[]) => {
  const { exitCode, out, err } = await run(['fit', ...argv, '--json']);
  expect(err).toBe('');
  return { exitCode, ...JSON.parse(out) };
};

test('agrees with MemoryFit for every model and type', async () => {
  const wrong: string[] = [];
  for (const [constant, { modelId }] of part(Object.entries(MODELS), 0, 4)) {
    const { types } = await fit(modelId);
    expect(types.map(({ instanceType }: any) => instanceType).sort()).toEqual(
      TYPES.filter(({ name, coreCount }) => coreCount !== undefined && !name.startsWith('ml.inf1.')).map(({ name }) => name).sort());
    for (const row of types) {
      const expected = MemoryFit.estimate({ architecture: (ModelArchitecture as any)[constant], instanceType: LmiInstanceType.of(row.instanceType) });
      const { fits, reason, weightsGib, kvCacheGib, kvCacheTokens, maxModelLen } = row;
      const own = { fits, reason, weightsGib, kvCacheGib, kvCacheTokens, maxModelLen };
      const theirs = {
        fits: expected.fits, reason: expected.reason, weightsGib: expected.weightsGib, kvCacheGib: expected.kvCacheGib, kvCacheTokens: expected.kvCacheTokens,
        maxModelLen: expected.maxModelLen,
      };
      if (JSON.stringify(own) !== JSON.stringify(theirs)) {
        wrong.push(`${modelId} ${row.instanceType}`);
      }
    }
  }
  expect(wrong).toEqual([]);
}, 120_000);

// djl-serving pull requests 3054, 3074 and 3075: the vLLM of LMI V27 and later is built for compute capability 8.0 and later. PyTorch issue 172352: its builds with CUDA 13.0, which are in
// the images from V25 on, begin with 7.5. NVIDIA gives 7.0 to the V100 of ml.p3 and 7.5 to the T4 of ml.g4dn.
test.each([
  ['V24', 'p3', true], ['V25', 'p3', false], ['V26', 'p3', false], ['V29', 'p3', false], ['V26', 'g4dn', true], ['V27', 'g4dn', false], ['V28', 'g4dn', false], ['V29', 'g4dn', false],
])('LMI %s on ml.%s can fit: %s', async (version, family, can) => {
  for (const model of ['Qwen/Qwen3-0.6B', 'Qwen/Qwen3-4B-Instruct-2507']) {
    const { types } = await fit(model, '--context', '2048', '--version', version, '--among', family);
    expect(types.length).toBeGreaterThan(2);
    expect(types.some(({ fits }: any) => fits)).toBe(can);
    expect(can || types.every(({ reason }: any) => /compute capability (8\.0|7\.5)/.test(reason))).toBe(true);
  }
});

test('takes context, weight format, and version into account', async () => {
  const { types, version } = await fit('meta-llama/Llama-2-13b-hf', '--context', '2000', '--quantize', 'int8', '--version', 'V12', '--among', 'ml.g5.2xlarge');
  const { fits, kvCacheTokens } = MemoryFit.estimate({
    architecture: ModelArchitecture.LLAMA_2_13B, instanceType: LmiInstanceType.G5_2XLARGE, maxModelLen: 2000, weightFormat: 'int8' as any, version: LmiVersion.V12,
  });
  expect(version).toBe('V12');
  expect(types).toEqual([expect.objectContaining({ instanceType: 'ml.g5.2xlarge', fits, kvCacheTokens, concurrency: Math.floor(kvCacheTokens / 2000), hourlyPrice: 1.515 })]);
});

// The properties of Transformers NeuronX in djl-serving 0.30.0 accept only static_int8; vLLM has FP8 kernels from compute capability 8.0 on.
test('a type whose backend refuses the quantization does not fit, with the message of the backend', async () => {
  const { types } = await fit('meta-llama/Llama-3.3-70B-Instruct', '--quantize', 'fp8', '--context', '16384', '--concurrency', '8');
  const neuron = types.filter(({ backend }: any) => backend === 'Transformers NeuronX');
  expect(neuron.length).toBeGreaterThan(5);
  for (const { instanceType, fits, reason } of neuron) {
    const stack = new Stack(new App(), 'Stack', { env: { region: 'us-east-1', account: '123456789012' } });
    const [said] = problemsOf(() => new NeuronxBackend(stack, instanceType, { quantize: LmiQuantization.FP8 }));
    expect({ fits, reason }).toEqual({ fits: false, reason: said });
  }
  expect(types[0].instanceType).toBe('ml.g7e.12xlarge');
  const { types: old } = await fit('Qwen/Qwen3-4B-Instruct-2507', '--quantize', 'fp8', '--context', '2048', '--version', 'V24', '--among', 'g4dn,g5');
  expect(old.filter(({ instanceType }: any) => instanceType.startsWith('ml.g4dn')).every(({ fits, reason }: any) => !fits && /compute capability 8\.0/.test(reason))).toBe(true);
  expect(old.filter(({ instanceType }: any) => instanceType.startsWith('ml.g5.')).every(({ fits }: any) => fits)).toBe(true);
});

// quant_method of openai/gpt-oss-20b is mxfp4; vLLM checks that an explicit method matches the checkpoint; newer versions ignore it for gpt-oss.
test.each(['V24', 'V29'])('a checkpoint that is quantized by another method does not get smaller in LMI %s', async (version) => {
  const { types } = await fit('openai/gpt-oss-20b', '--quantize', 'fp8', '--version', version, '--among', 'g6e');
  expect(types.every(({ fits, reason }: any) => !fits && reason.includes('quantized with "mxfp4"'))).toBe(true);
});

test('8 bits means static_int8 on Neuron, and 4 bits is not available there', async () => {
  const { types } = await fit('meta-llama/Llama-3.1-8B-Instruct', '--quantize', 'int8', '--context', '4096', '--among', 'inf2');
  expect(types.every(({ fits }: any) => fits)).toBe(true);
  const { types: four } = await fit('meta-llama/Llama-3.1-8B-Instruct', '--quantize', 'int4', '--context', '4096', '--among', 'inf2');
  expect(four.every(({ fits, reason }: any) => !fits && reason.includes('static_int8'))).toBe(true);
});

test('no reason recommends a type that does not fit', async () => {
  const { types } = await fit('meta-llama/Llama-3.3-70B-Instruct', '--quantize', 'fp8', '--context', '16384', '--concurrency', '8', '--region', 'us-east-1');
  const fitting = types.filter(({ fits }: any) => fits).map(({ instanceType }: any) => instanceType);
  const recommended = types.flatMap(({ reason = '' }: any) => /use (ml\.[\w-]+\.\w+)/.exec(reason)?.[1] ?? []);
  expect(recommended.length).toBeGreaterThan(10);
  expect([...new Set(recommended)].filter((name) => !fitting.includes(name))).toEqual([]);
});

test('shows the ten cheapest, and reasons once for all types that share them, unless --all is set', async () => {
  const argv = ['fit', 'openai/gpt-oss-20b', '--region', 'us-east-1'];
  const { out } = await run(argv);
  const { types } = await fit(...argv.slice(1));
  const good = types.filter(({ fits, doubt }: any) => fits && doubt === undefined);
  const rows = (text: string) => text.split('\n\n')[1].match(/^ml\..*vLLM/gm)!;
  expect(rows(out)).toHaveLength(10);
  expect(out).toContain(`and ${good.length - 10} more; --all shows them`);
  expect(rows((await run([...argv, '--all'])).out)).toHaveLength(good.length);
  expect(out.match(/T4 has 7\.5/g)).toHaveLength(1);
  expect(out.split('Does not fit:')[1]).not.toContain('gpt-oss');
});

test('if nothing fits, the advice is in terms of the command\'s options', async () => {
  const { exitCode, out } = await run(['fit', 'Qwen/Qwen3-8B', '--among', 'ml.g5.2xlarge']);
  expect(exitCode).toBe(1);
  const [, limit] = /set --context to at most (\d+)/.exec(out)!;
  expect(out).toContain('--quantize fp8');
  expect(out).not.toMatch(/maxModelLen|WeightFormat/);
  expect((await run(['fit', 'Qwen/Qwen3-8B', '--among', 'ml.g5.2xlarge', '--context', limit])).exitCode).toBe(0);
  expect((await run(['fit', 'Qwen/Qwen3-8B', '--among', 'ml.g5.2xlarge', '--quantize', 'fp8'])).exitCode).toBe(0);
});

test('a type that holds fewer requests than requested does not fit, with the number that fits', async () => {
  const { types: [{ concurrency }] } = await fit('meta-llama/Llama-2-7b-hf', '--context', '4096', '--among', 'ml.g5.2xlarge');
  const enough = await fit('meta-llama/Llama-2-7b-hf', '--context', '4096', '--among', 'ml.g5.2xlarge', '--concurrency', String(concurrency));
  expect(enough).toMatchObject({ exitCode: 0, types: [{ fits: true }] });
  const more = await fit('meta-llama/Llama-2-7b-hf', '--context', '4096', '--among', 'ml.g5.2xlarge', '--concurrency', String(concurrency + 1));
  expect(more).toMatchObject({ exitCode: 1, types: [{ fits: false, reason: expect.stringContaining(`${concurrency} requests of 4096 tokens`) }] });
});

test('the cheapest type comes first, then those without a price, then those that do not fit', async () => {
  const { types } = await fit('meta-llama/Llama-3.1-8B-Instruct', '--context', '8192', '--region', 'us-east-1');
  const rank = ({ fits, hourlyPrice }: any) => fits ? hourlyPrice ?? 1e6 : 1e9;
  const ranks = types.map(rank);
  expect(ranks).toEqual([...ranks].sort((left, right) => left - right));
  expect(types[0].hourlyPrice).toBeDefined();
});

test('a region shows only the types that it offers', async () => {
  const { types: known } = await fit('Qwen/Qwen3-8B', '--region', 'eu-west-3');
  const names = known.map(({ instanceType }: any) => instanceType);
  expect(names).toContain('ml.g6.xlarge');
  expect(names).not.toContain('ml.p5.48xlarge');
});

test('a family that a region does not offer is reported as missing', async () => {
  const { exitCode, err } = await run(['fit', 'Qwen/Qwen3-8B', '--region', 'eu-west-3', '--among', 'g6e,g6']);
  expect(exitCode).toBe(2);
  expect(err).toMatch(/family g6e is not listed for eu-west-3/);
});

// The guide of Transformers NeuronX (djl-serving 0.30) does not list Qwen3; vLLM has it since 0.8.5, the version of LMI V15.
test('types whose backend is not known to serve the model come last, and none of them is the cheapest', async () => {
  const { types, leftOut } = await fit('Qwen/Qwen3-8B', '--region', 'us-east-1');
  const fitting = types.filter(({ fits }: any) => fits);
  const neuron = fitting.filter(({ backend }: any) => backend === 'Transformers NeuronX');
  expect(neuron.length).toBeGreaterThan(2);
  expect(fitting.slice(-neuron.length)).toEqual(neuron);
  expect(neuron.every(({ doubt, version }: any) => version === 'V12' && /qwen3/.test(doubt))).toBe(true);
  expect(fitting[0]).toMatchObject({ backend: 'vLLM', version: LmiVersion.LATEST.lmiVersion });
  expect(leftOut.map(({ instanceType }: any) => instanceType)).toContain('ml.inf1.xlarge');
  const { out } = await run(['fit', 'Qwen/Qwen3-8B', '--region', 'us-east-1']);
  expect(out).toContain(`fits ${fitting.length - neuron.length} of ${types.length} instance types`);
  expect(out.split('more types have enough memory, but the backend is not known to serve the model')[0]).not.toMatch(/NeuronX|ml\.(inf2|trn)/);
  // Llama is in the guide.
  const { types: known } = await fit('meta-llama/Llama-3.1-8B-Instruct', '--context', '8192');
  expect(known.filter(({ doubt }: any) => doubt !== undefined)).toEqual([]);
});

test('no LMI image runs on inf1', async () => {
  const { exitCode, err } = await run(['fit', 'Qwen/Qwen3-8B', '--among', 'inf1']);
  expect({ exitCode, says: err.includes('Inferentia2 and Trainium only') }).toEqual({ exitCode: 2, says: true });
});

test('reports once what the estimates omit, and what the version does not serve', async () => {
  const { out } = await run(['fit', 'Qwen/Qwen3-8B', '--context', '1000000', '--among', 'p5,p5en']);
  expect(out.match(/longer than the model's own \(40960\)/g)).toHaveLength(1);
  const { exitCode, out: old } = await run(['fit', 'Qwen/Qwen3-8B', '--version', 'V8', '--among', 'g5']);
  expect(exitCode).toBe(0);
  expect(old.match(/serves from LMI V15 on/g)).toHaveLength(1);
  expect(old).toContain('vLLM, LMI V8 (see notes)');
});

test('if nothing fits there is no table, and no advice to use a type that --among excludes', async () => {
  const { exitCode, out } = await run(['fit', 'Qwen/Qwen3-32B', '--among', 'g6.xlarge']);
  expect(exitCode).toBe(1);
  expect(out).not.toContain('$/hour');
  expect(out.replace(/--among.*|ml\.g6\.xlarge/g, '')).not.toMatch(/ml\.(?!inf1)/);
  expect(out).toContain('allow other types with --among');
});

test('reads the config.json of a model', async () => {
  const { types } = await fit(join(__dirname, 'config.json'), '--context', '4096', '--among', 'g5');
  expect(types.length).toBeGreaterThan(5);
});

describe('price', () => {
  const price = async (...argv: string[]) => JSON.parse((await run(['price', ...argv, '--json'])).out);

  // AWS price list of us-east-1, version 20261005212151, rows USE1-Host.
  test('is the list price, and a month has 730 hours', async () => {
    expect(await price('ml.g5.2xlarge', '--region', 'us-east-1')).toMatchObject({
      instanceType: 'ml.g5.2xlarge', region: 'us-east-1', count: 1, hourlyPrice: 1.515, monthlyPrice: 1105.95, date: '2026-10-05',
    });
    expect(await price('g6e.12xlarge', '--region', 'us-east-1', '--count', '3', '--hours', '100')).toMatchObject({ hourlyPrice: 13.1158, monthlyPrice: 3934.74 });
    expect(await price('ml.g5.2xlarge', '--region', 'us-east-1', '--hours', '1')).toMatchObject({ monthlyPrice: 1.52 });
  });

  // The batch transform rows of us-west-2 state the year alone; they were read on 2026-11-25.
  test('names the day of its source, or the day on which it was read', async () => {
    expect((await run(['price', 'ml.g5.2xlarge', '--region', 'us-east-1'])).out).toContain('(list price of 2026-10-05)');
    expect((await run(['price', 'ml.g5.2xlarge', '--region', 'us-west-2'])).out).toContain('(list price of 2026, read on 2026-11-25)');
    expect((await run(['price', 'ml.g6.xlarge', '--region', 'us-east-2'])).out).toContain('(list price of 2026-09, read on 2026-11-25)');
  });

  test('is absent if no source lists it, unless the user passes it', async () => {
    const unknown = await price('ml.g7.2xlarge', '--region', 'eu-west-1');
    expect(Object.keys(unknown)).toEqual(['instanceType', 'region', 'count']);
    expect(await price('ml.g7.2xlarge', '--region', 'eu-west-1', '--hourly-price', '2')).toMatchObject({ hourlyPrice: 2, monthlyPrice: 1460 });
  });

  test.each(['mistralai/Mistral-7B-v0.1', 'meta-llama/Llama-3.3-70B-Instruct', 'openai/gpt-oss-20b', 'Qwen/Qwen3-8B'])(
    'of %s is that of the type that LmiEndpoint chooses, and the output describes how it is served', async (modelId) => {
      const stack = new Stack(new App(), 'Stack', { env: { region: 'us-east-1', account: '123456789012' } });
      const { memoryFit, hourlyPrice } = new LmiEndpoint(stack, 'Endpoint', { model: LmiModel.fromHuggingFace(modelId) });
      const { architecture: { maxPositionEmbeddings }, weightFormat, instanceType: { name } } = memoryFit!;
      const version = LmiVersion.LATEST.lmiVersion;
      expect(await price(modelId, '--region', 'us-east-1')).toMatchObject({
        instanceType: name, hourlyPrice, backend: 'vLLM', version, maxModelLen: maxPositionEmbeddings, weightFormat,
      });
      const { out } = await run(['price', modelId, '--region', 'us-east-1']);
      expect(out).toMatch(new RegExp(`chooses ${name} .*vLLM, LMI ${version}, a context of ${maxPositionEmbeddings.toLocaleString('en-US')} tokens, weights as ${weightFormat}`));
    });

  test('an unknown size of a known family is an error that names the sizes, unless the user knows its price', async () => {
    for (const argv of [['price', 'ml.g5.3xlarge'], ['price', 'g5.3xlarge', '--json'], ['fit', 'Qwen/Qwen3-8B', '--among', 'g5.3xlarge']]) {
      const { exitCode, out, err } = await run(argv);
      expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
      expect(err).toMatch(/ml\.g5\.3xlarge is not a known instance type\. The sizes of ml\.g5 are xlarge, 2xlarge, 4xlarge,/);
    }
    expect(await price('ml.g5.3xlarge', '--hourly-price', '2')).toMatchObject({ hourlyPrice: 2 });
    // A family that is newer than the table.
    expect(Object.keys(await price('ml.g99.xlarge', '--region', 'us-east-1'))).toEqual(['instanceType', 'region', 'count']);
  });

  test('is the same in every command', async () => {
    const { out } = await run(['fit', 'Qwen/Qwen3-0.6B', '--among', 'ml.g5.2xlarge', '--region', 'us-east-1']);
    expect(out).toContain('$1.515 ');
    expect((await run(['price', 'ml.g5.2xlarge', '--region', 'us-east-1'])).out).toContain('$1.515 an hour');
  });
});
