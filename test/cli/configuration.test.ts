import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as cdk from 'aws-cdk-lib';
import { run } from './bench/stubs';
import { containerOf } from './synthesized';
import * as library from '../../src';
import { CONFIGURATIONS, PublishedConfiguration } from '../corpus/corpus';

const DIRECTORY = mkdtempSync(join(tmpdir(), 'configurations-'));

function file(name: string, text: string): string {
  const path = join(DIRECTORY, name);
  writeFileSync(path, text);
  return path;
}

describe('check', () => {
  const check = async (path: string, ...more: string[]) => {
    const { exitCode, out } = await run(['check', path, '--json', ...more]);
    return { exitCode, ...JSON.parse(out) };
  };

  test('reports errors like the library, with the names that the user wrote', async () => {
    const { exitCode, findings } = await check(file('serving.properties', 'option.model_id=gpt2\noption.max_rolling_batch_size=0\noption.max_modle_len=12\n'), '--version', 'V12');
    expect(exitCode).toBe(1);
    const scope = new cdk.Stack();
    let words: string[] = [];
    try {
      new library.VllmBackend(scope, 'B', { version: library.LmiVersion.V12, maxRollingBatchSize: 0 });
    } catch (error) {
      words = (error as library.LmiError).faults;
    }
    expect(findings).toEqual([
      { level: 'error', name: 'option.max_rolling_batch_size', message: words[0] },
      { level: 'warning', name: 'option.max_modle_len', message: expect.stringContaining('Did you mean OPTION_MAX_MODEL_LEN?') },
    ]);
  });

  test('accepts a valid configuration', async () => {
    const path = file('fine.env', '# a comment\nexport HF_MODEL_ID="TheBloke/Llama-2-7B-fp16"\nOPTION_MAX_MODEL_LEN=2048 # short\n\nOPTION_ROLLING_BATCH=\'vllm\'\n');
    expect(await check(path, '--version', '0.30.0', '--instance', 'g5.2xlarge')).toMatchObject({ exitCode: 0, backend: 'vLLM', version: 'V12', findings: [] });
  });

  // The engines' own names for themselves: docs.vllm.ai, nvidia.github.io/TensorRT-LLM, deepspeed.ai, and the guides of djl-serving.
  test.each([
    ['vllm', 'vLLM'], ['trtllm', 'TensorRT-LLM'], ['neuronx', 'Transformers NeuronX'], ['lmi-dist', 'LMI-Dist'], ['deepspeed', 'DeepSpeed'],
  ])('--backend %s is called %s in all output, which --backend accepts, too', async (word, title) => {
    const path = file('backend.env', 'HF_MODEL_ID=TheBloke/Llama-2-7B-fp16\n');
    const { backend, version } = await check(path, '--backend', word);
    expect(backend).toBe(title);
    expect(await check(path, '--backend', backend)).toMatchObject({ backend, version });
    expect((await run(['check', path, '--backend', word])).out).toContain(`as ${title} of LMI ${version} reads it`);
  });

  test('reports that a model does not fit', async () => {
    const { exitCode, findings } = await check(file('large.json', JSON.stringify({ HF_MODEL_ID: 'TheBloke/Llama-2-70B-fp16' })), '--instance', 'ml.g5.2xlarge', '--version', 'V12');
    expect(exitCode).toBe(1);
    expect(findings).toEqual([{ level: 'error', name: 'HF_MODEL_ID', message: expect.stringMatching(/does not fit ml\.g5\.2xlarge/) }]);
  });

  test('names no variable if a message starts with an ordinary word', async () => {
    const { findings } = await check(file('sentence.env', 'HF_MODEL_ID=Qwen/Qwen3-8B\n'), '--version', 'V8', '--backend', 'vllm');
    expect(findings).toEqual([expect.objectContaining({ level: 'error', message: expect.stringMatching(/^the model has/) })]);
    expect(['', 'HF_MODEL_ID']).toContain(findings[0].name);
  });

  test('names the variable of a model that needs a token', async () => {
    const { findings } = await check(file('gated.env', 'HF_MODEL_ID=meta-llama/Llama-3.2-1B-Instruct\n'));
    expect(findings).toEqual([{ level: 'warning', name: 'HF_MODEL_ID', message: expect.stringContaining('is gated') }]);
  });

  test('rejects a variable that only other versions read, like the library', async () => {
    const { exitCode, findings } = await check(file('early.env', 'HF_MODEL_ID=gpt2\nOPTION_KV_CACHE_DTYPE=fp8\n'), '--version', 'V13', '--backend', 'vllm');
    expect(exitCode).toBe(1);
    expect(findings).toEqual([{ level: 'error', name: 'OPTION_KV_CACHE_DTYPE', message: expect.stringContaining('V14 and later') }]);
  });

  test('rejects a token in plain text', async () => {
    const { findings } = await check(file('token.env', `HF_MODEL_ID=gpt2\nHF_TOKEN=hf_${'a'.repeat(34)}\n`));
    expect(findings).toEqual([{ level: 'error', name: 'HF_TOKEN', message: expect.stringContaining('literal secret') }]);
  });

  test.each([
    ['the output of DescribeModel', { ModelName: 'm', PrimaryContainer: { Image: '763104351884.dkr.ecr.us-east-1.amazonaws.com/djl-inference:0.30.0-lmi12.0.0-cu124', Environment: { HF_MODEL_ID: 'gpt2' } } }],
    ['a template', { Resources: { M: { Type: 'AWS::SageMaker::Model', Properties: { PrimaryContainer: { Image: 'x/djl-inference:0.30.0-lmi12.0.0-cu124', Environment: { HF_MODEL_ID: 'gpt2', OTHER: { Ref: 'P' } } } } } } }],
  ])('reads the version from the image of %s', async (_name, value) => {
    expect(await check(file('model.json', JSON.stringify(value)))).toMatchObject({ exitCode: 0, backend: 'vLLM', version: 'V12' });
  });
});

describe('bad input is one line and exit code 2:', () => {
  const noise = Buffer.from(Array.from({ length: 10_000_000 }, (_, index) => (index * 7919) % 251));
  const cases: readonly (readonly [string, string | Buffer, RegExp])[] = [
    ['noise.json', noise, /larger than/], ['noise.properties', noise.subarray(0, 5000), /neither|no property/], ['empty.env', '', /is empty/],
    ['text.txt', 'hello world\n', /neither/], ['half.json', '{"OPTION_DTYPE": ', /not JSON/], ['list.json', '[1, 2]', /no variables/],
    ['null.json', 'null', /no variables/], ['nested.json', '{"a": {"b": 1}}', /no variables/], ['template.json', '{"Resources": {}}', /no AWS::SageMaker::Model/],
    ['none.properties', 'a=b\n', /no property of LMI/], ['map.json', '{"a": 1, "name": "x"}', /no variables/],
    ['template.yaml', 'Resources:\n  M:\n    Type: AWS::SageMaker::Model\n', /no AWS::SageMaker::Model with variables/], ['template', 'AWSTemplateFormatVersion: 2010-09-09\n', /no variables/],
  ];
  test.each(cases)('%s', async (name, content, words) => {
    const path = join(DIRECTORY, name);
    writeFileSync(path, content);
    for (const command of ['check', 'convert']) {
      const { exitCode, out, err } = await run([command, path]);
      expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
      expect(err.trim().split('\n')).toHaveLength(1);
      expect(err).toMatch(words);
    }
  });

  test.each([
    [['check', '/nonexistent'], /no file/], [['check', 'test/cli'], /is a directory/], [['check', 'test/cli/variables.env', '--backend', 'foo'], /not a backend/], [['check', 'x.env', '--nope'], /unknown option/],
    [['convert', '/nonexistent', '--language', 'java'], /typescript, python/],
    [['fit', 'no/such-model'], /not known/], [['fit', 'gpt-oss-20b'], /Did you mean openai\/gpt-oss-20b\?/], [['fit', 'Qwen/Qwen3-80B'], /not known\. Download/], [['fit', '/nonexistent/config.json'], /no file/], [['fit', 'package.json'], /./], [['fit', 'Qwen/Qwen3-8B', '--quantize', 'x'], /not a known quantization/],
    [['fit', 'Qwen/Qwen3-8B', '--among', 'foo'], /neither an instance type nor a family/], [['fit', 'Qwen/Qwen3-8B', '--region', 'moon'], /not a known region/],
    [['fit', 'Qwen/Qwen3-8B', '--version', 'V1'], /not a known LMI version/], [['fit', 'Qwen/Qwen3-8B', '--context', '0'], /whole number/],
    [['price', 'ml.nope'], /not an instance type/], [['price', 'ml.g5.2xlarge', '--region', 'x'], /not a region/], [['price', 'no/such'], /not known/],
  ])('%j', async (argv, words) => {
    const { exitCode, out, err } = await run(argv);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).toMatch(words);
  });
});

describe('convert', () => {
  const synthesize = (code: string) => containerOf(code).Environment;

  /** A value without insignificant differences: case of Booleans, spaces in JSON, trailing zeros. */
  function folded(value: unknown): unknown {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    if (/^(true|false)$/i.test(text)) {
      return text.toLowerCase();
    }
    try {
      const parsed = JSON.parse(text.replace(/^\./, '0.'));
      return typeof parsed === 'number' ? [parsed] : parsed;
    } catch {
      return text.split(',').map((each) => each.trim()).join(',');
    }
  }

  const OF_THE_MODEL = ['HF_MODEL_ID', 'OPTION_MODEL_ID', 'OPTION_S3URL', 'SERVING_LOAD_MODELS', 'HF_TOKEN', 'HUGGING_FACE_HUB_TOKEN', 'HF_REVISION', 'OPTION_REVISION'];
  // LMI V17 and later start the asynchronous handler by default (LmiConfigRecommender of 0.35 and 0.36), so the three variables that name it are omitted.
  const ASYNC_TRIO = ['OPTION_ASYNC_MODE', 'OPTION_ROLLING_BATCH', 'OPTION_ENTRYPOINT'];
  // Aliases that the start script of the image translates (dockerd-entrypoint-with-cuda-compat.sh).
  const TRANSLATED: { readonly [name: string]: string } = {
    OPTION_TENSOR_PARALLEL_DEGREE: 'TENSOR_PARALLEL_DEGREE', SM_NUM_GPUS: 'TENSOR_PARALLEL_DEGREE', HF_MODEL_TRUST_REMOTE_CODE: 'OPTION_TRUST_REMOTE_CODE',
    MAX_BATCH_SIZE: 'OPTION_MAX_ROLLING_BATCH_SIZE', MAX_CONCURRENT_REQUESTS: 'SERVING_JOB_QUEUE_SIZE', MAX_BATCH_PREFILL_TOKENS: 'OPTION_MAX_ROLLING_BATCH_PREFILL_TOKENS',
    OPTION_MAX_NUM_SEQS: 'OPTION_MAX_ROLLING_BATCH_SIZE', OPTION_MAX_NUM_BATCHED_TOKENS: 'OPTION_MAX_ROLLING_BATCH_PREFILL_TOKENS', HF_TASK: 'OPTION_TASK',
  };

  function lost({ variables }: PublishedConfiguration, version: number, made: { readonly [name: string]: string }): string[] {
    return Object.entries(variables).filter(([name, value]) => {
      const found = made[name] ?? made[TRANSLATED[name] ?? ''];
      return !OF_THE_MODEL.includes(name) && !(version >= 17 && ASYNC_TRIO.includes(name) && found === undefined)
        && JSON.stringify(folded(found ?? 'absent')) !== JSON.stringify(folded(value));
    }).map(([name, value]) => `${name}=${value}, made ${made[name] ?? made[TRANSLATED[name] ?? '']}`);
  }

  const all = CONFIGURATIONS.flatMap((configuration) => configuration.versions.map((version) => ({ configuration, version })));
  const step = process.env.LMI_ALL_CONFIGURATIONS ? 1 : Math.floor(all.length / 60);
  const sample = all.filter((_, index) => index % step === 0);

  test('writes code that synthesizes to the same variables, or reports the error of the library', async () => {
    const wrong: string[] = [];
    let made = 0;
    for (const { configuration, version } of sample) {
      const path = file('variables.json', JSON.stringify(configuration.variables));
      const argv = ['--backend', configuration.backend, '--version', `V${version}`, '--instance', configuration.instanceType];
      const checked = await run(['check', path, ...argv, '--json']);
      const converted = await run(['convert', path, ...argv]);
      const errors = JSON.parse(checked.out).findings.filter(({ level, name }: any) => level === 'error' && !/TOKEN/.test(name));
      if (errors.length > 0) {
        // Both reject it, with the same message.
        errors.filter(({ message }: any) => !converted.err.includes(message)).forEach(({ message }: any) => wrong.push(`${configuration.source} V${version}: ${message}`));
        continue;
      }
      made += 1;
      const differences = lost(configuration, version, synthesize(converted.out));
      if (converted.exitCode !== 0 || differences.length > 0) {
        wrong.push(`${configuration.source} V${version}: ${converted.exitCode} ${differences.join('; ')}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(made).toBeGreaterThanOrEqual(process.env.LMI_ALL_CONFIGURATIONS ? 600 : 30);
  }, 600_000);

  test('a Hub token becomes a reference to a secret', async () => {
    const { out, err } = await run(['convert', file('token.env', `HF_MODEL_ID=gpt2\nHF_TOKEN=hf_${'a'.repeat(34)}\n`), '--version', 'V12']);
    expect(out).not.toContain('hf_a');
    expect(err).toContain('AWS Secrets Manager');
    expect(JSON.stringify(synthesize(out).HF_TOKEN)).toContain('{{resolve:secretsmanager:');
  });

  test.each(['OPTION_HF_TOKEN', 'HUGGINGFACE_HUB_TOKEN', 'HUGGINGFACE_API_TOKEN', 'MY_KEY'])('a token in %s is not written into the code', async (name) => {
    const { out, err } = await run(['convert', file('other-token.env', `HF_MODEL_ID=gpt2\n${name}=hf_${'a'.repeat(34)}\n`), '--version', 'V12']);
    expect(out).not.toMatch(/hf_a|MY_KEY/);
    expect(out).toContain('Secret.fromSecretNameV2');
    expect(err).toContain('AWS Secrets Manager');
  });

  test('a gated model with a token in the code gets no note about a missing token', async () => {
    const { out, err } = await run(['convert', file('gated-token.env', `HF_MODEL_ID=meta-llama/Llama-3.2-1B-Instruct\nHF_TOKEN=hf_${'a'.repeat(34)}\n`)]);
    expect(out).toContain('token: Secret');
    expect(err).not.toContain('no token');
  });

  test('without an instance type, the code has one on which the model fits', async () => {
    const { exitCode, out, err } = await run(['convert', file('serving.properties', 'option.model_id=Qwen/Qwen3-32B-FP8\n')]);
    const found = library.MemoryFit.smallestInstanceType({ architecture: library.ModelArchitecture.QWEN3_32B_FP8, region: 'us-east-1' });
    expect(exitCode).toBe(0);
    expect(err).toContain(`the code has ${found.name}, the cheapest that fits`);
    expect(synthesize(out)).toBeDefined();
  });

  test('if no type is found, a note says that the default was not checked', async () => {
    const { exitCode, err } = await run(['convert', file('unknown.env', 'HF_MODEL_ID=nobody/nothing-known\n')]);
    expect(exitCode).toBe(0);
    expect(err).toContain('ml.g5.2xlarge, without a check that the model fits');
  });

  test('text that looks like code is quoted', async () => {
    const { out } = await run(['convert', file('quotes.json', JSON.stringify({ HF_MODEL_ID: 'gpt2', OPTION_CHAT_TEMPLATE: 'a\'b"c\\d\n${e}`f' })), '--version', 'V18']);
    expect(synthesize(out).OPTION_CHAT_TEMPLATE).toBe('a\'b"c\\d\n${e}`f');
  });

  test('--json prints the code and the notes', async () => {
    const { out } = await run(['convert', file('plain.env', 'HF_MODEL_ID=gpt2\n'), '--json', '--language', 'python']);
    expect(JSON.parse(out)).toMatchObject({ language: 'python', code: expect.stringContaining('LmiModel.from_hugging_face("gpt2")'), notes: [expect.stringContaining('instance type')] });
  });
});
