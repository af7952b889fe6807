/* How vLLM treats a quantization method that differs from the checkpoint's: test/golden/quantized-checkpoints.json, recorded by running vLLM's own check in each version. */
import { architectureOf, Request, serve } from './containers';
import { LmiEndpoint, LmiInstanceType, LmiModel, LmiVersion, VllmBackend } from '../../src';
import { fateOf, needsQuantizedCheckpoint } from '../../src/backend/checkpoint-fate';
import { BackendName } from '../../src/facts/backends';
import golden from '../golden/quantized-checkpoints.json';
import { testStack, warningsOf } from '../stacks';

type ByVersion = { readonly [version: string]: { readonly [method: string]: readonly string[] } };
const STARTS = golden.starts as ByVersion;
const REPLACED = golden.replaced as ByVersion;
const WORDS = golden.words as { readonly [version: string]: readonly string[] };

describe.each(Object.keys(STARTS))('V%s', (version) => {
  test.each(Object.keys(STARTS[version]))('a checkpoint of %s', (method) => {
    const modelType = method === 'mxfp4' ? 'gpt_oss' : 'llama';
    const fates = WORDS[version].map((word) => [word, fateOf(word, { version: Number(version), method, modelType })] as const);
    // Up to V15, ModelOpt's method may be in a file that vLLM does not compare; gptq_marlin_24 is for some GPTQ checkpoints, and humming has its own message for gpt-oss.
    // LMI V10 itself rejects gptq_marlin.
    const isLeft = (word: string) => (method === 'modelopt' && Number(version) < 16) || (method === 'gptq' && word === 'gptq_marlin_24')
      || (method === 'mxfp4' && word === 'humming') || (Number(version) === 10 && word === 'gptq_marlin');
    const refused = fates.filter(([word, fate]) => fate === 'refuses' && !isLeft(word)).map(([word]) => word);
    expect(refused).toEqual(WORDS[version].filter((word) => !STARTS[version][method].includes(word) && !isLeft(word)));
    const ignored = fates.filter(([, fate]) => fate === 'ignores').map(([word]) => word);
    // Other names for the checkpoint's own method do not count as ignored.
    expect(ignored).toEqual((REPLACED[version][method] ?? []).filter((word) => !/^modelopt|mxfp4$/.test(word) || (method === 'modelopt') !== word.startsWith('modelopt')));
  });
});

function outcome(modelId: string, method: string, version: LmiVersion): string[] {
  const stack = testStack();
  const make = () => new LmiEndpoint(stack, 'Llm', {
    model: LmiModel.fromHuggingFace(modelId),
    backend: new VllmBackend(stack, 'Vllm', { version, maxModelLen: 2048 }),
    instanceType: LmiInstanceType.P5_48XLARGE,
    environment: { OPTION_QUANTIZE: method },
  });
  try {
    make();
  } catch (error) {
    return (error as { faults: string[] }).faults;
  }
  return warningsOf(stack).filter((sentence) => /quantized/.test(sentence));
}

test.each([
  ['openai/gpt-oss-20b', 'fp8', 24, 'mxfp4'], ['openai/gpt-oss-20b', 'awq', 16, 'mxfp4'], ['Qwen/Qwen3-8B-FP8', 'awq', 29, 'fp8'], ['Qwen/Qwen3-8B-FP8', 'gptq', 29, 'fp8'],
  ['Qwen/Qwen3-8B-AWQ', 'fp8', 29, 'awq'], ['Qwen/Qwen3-8B-AWQ', 'gptq', 16, 'awq'], ['TheBloke/Llama-2-70B-AWQ', 'fp8', 15, 'awq'], ['TheBloke/Llama-2-70B-AWQ', 'gptq', 29, 'awq'],
] as const)('%s with %s is an error of V%d that names both', (modelId, method, version, own) => {
  expect(outcome(modelId, method, (LmiVersion as any)[`V${version}`])).toEqual([expect.stringMatching(
    new RegExp(`^environment.OPTION_QUANTIZE is "${method}", but the checkpoint is quantized with "${own}".*Omit environment.OPTION_QUANTIZE`))]);
});

test('a newer vLLM loads gpt-oss as is and ignores the method', () => {
  expect(outcome('openai/gpt-oss-20b', 'fp8', LmiVersion.V25)).toEqual([
    expect.stringContaining('environment.OPTION_QUANTIZE is "fp8", which has no effect: the checkpoint is quantized with "mxfp4", and LMI V25 loads it that way. Omit environment.OPTION_QUANTIZE.'),
  ]);
});

test.each([['Qwen/Qwen3-8B-AWQ', 'awq_marlin'], ['nvidia/Qwen3-8B-FP8', 'modelopt']])('%s with %s serves', (modelId, method) => {
  expect(outcome(modelId, method, LmiVersion.V24).filter((sentence) => !sentence.includes('fastest'))).toEqual([]);
});

test('an override of the model\'s config hides the method from the library', () => {
  const architecture = architectureOf('llama', { quantizationMethod: 'awq', quantizationBits: 4 });
  const faultsWith = (environment: { readonly [name: string]: string }) => serve({ version: 24, architecture, environment: { OPTION_QUANTIZE: 'fp8', ...environment } }).faults;
  expect(faultsWith({})).toHaveLength(1);
  expect(faultsWith({ OPTION_HF_OVERRIDES: '{"quantization_config": {"quant_method": "fp8"}}' })).toEqual([]);
});

test('LMI-Dist is built on a vLLM whose version is known since V12', () => {
  const architecture = architectureOf('llama', { quantizationMethod: 'awq', quantizationBits: 4 });
  const faultsOf = (version: number) => serve({ backend: 'LmiDist', version, architecture, environment: { OPTION_QUANTIZE: 'gptq' } }).faults;
  expect(faultsOf(12)).toEqual([expect.stringContaining('quantized with "awq"')]);
  expect(faultsOf(11)).toEqual([]);
});

/*
 * Which checkpoints the other backends load: the branches of _update_from_hf_quant_config in TensorRT-LLM 0.21 (V15), the tensors that transformers-neuronx looks up in a checkpoint, and
 * AUTO_QUANTIZATION_CONFIG_MAPPING of Transformers 4.39.0 with the libraries in the DeepSpeed image of V9; all read 2026-11-26. The toolkit of TensorRT-LLM in V7 to V14 is not public.
 */
describe('a quantized checkpoint with another backend', () => {
  const METHODS = ['aqlm', 'awq', 'bitsandbytes', 'compressed-tensors', 'fbgemm_fp8', 'fp8', 'gptq', 'modelopt', 'modelopt_fp4', 'quanto'];
  const faultsOf = (backend: BackendName, version: number, quantizationMethod: string, more: Partial<Request> = {}) => serve({
    backend, version, architecture: architectureOf('llama', { quantizationMethod, quantizationBits: 4 }), instanceType: backend === 'Neuronx' ? LmiInstanceType.INF2_24XLARGE : LmiInstanceType.P5_48XLARGE,
    props: backend === 'Neuronx' ? { nPositions: 2048 } : {}, ...more,
  }).faults;

  test.each<[BackendName, number, readonly string[]]>([
    ['TrtLlm', 14, []],
    ['TrtLlm', 15, ['aqlm', 'awq', 'bitsandbytes', 'compressed-tensors', 'fbgemm_fp8', 'gptq', 'quanto']],
    ...[7, 8, 9, 10, 11, 12].map((version) => ['Neuronx', version, ['awq', 'gptq']] as [BackendName, number, readonly string[]]),
    ['DeepSpeed', 7, ['awq']],
    ['DeepSpeed', 8, ['awq']],
    ['DeepSpeed', 9, ['aqlm', 'awq', 'compressed-tensors', 'fbgemm_fp8', 'fp8', 'modelopt', 'modelopt_fp4', 'quanto']],
  ])('%s of V%d cannot load %j', (backend, version, refused) => {
    expect(METHODS.filter((method) => faultsOf(backend, version, method).length > 0)).toEqual(refused);
  });

  test.each<[BackendName, number, string, string]>([
    ['TrtLlm', 15, 'awq', 'the checkpoint is quantized with "awq", which TensorRT-LLM in LMI V15 cannot load: it loads weights that ModelOpt quantized, FP8 weights with a scale per block, and weights that '
      + 'are not quantized. Use another copy of the model, or VllmBackend.'],
    ['Neuronx', 12, 'gptq', 'the checkpoint is quantized with "gptq", which Transformers NeuronX in LMI V12 cannot load: it loads weights that are not quantized, which it can quantize itself (quantize). Use '
      + 'another copy of the model, or VllmBackend.'],
  ])('%s of V%d names %s', (backend, version, method, sentence) => {
    expect(faultsOf(backend, version, method)).toEqual([sentence]);
  });

  test('whether or not it is to be quantized', () => {
    expect(faultsOf('Neuronx', 12, 'awq', { environment: { OPTION_QUANTIZE: 'static_int8' } })).toEqual([expect.stringContaining('"awq"')]);
    expect(faultsOf('DeepSpeed', 9, 'awq', { environment: { OPTION_QUANTIZE: 'dynamic_int8' } })).toEqual([expect.stringContaining('"awq"')]);
  });

  test.each(['compressed-tensors', 'fbgemm_fp8', 'fp8', 'modelopt', 'modelopt_fp4', 'quark'])('%s loses its scales with NeuronX', (quantizationMethod) => {
    const { faults, warnings } = serve({ backend: 'Neuronx', version: 12, architecture: architectureOf('llama', { quantizationMethod, quantizationBits: 8 }) });
    expect(faults).toEqual([]);
    expect(warnings.filter((warning) => warning.includes('scales-lost'))).toEqual([
      expect.stringContaining(`the checkpoint is quantized with "${quantizationMethod}", but Transformers NeuronX in LMI V12 reads no scales: the container does not start, or its responses are wrong.`),
    ]);
  });

  test.each<[BackendName, string, object]>([
    ['Neuronx', 'bitsandbytes', {}], ['DeepSpeed', 'gptq', {}], ['TrtLlm', 'fp8', {}], ['Neuronx', 'fp8', { OPTION_ENTRYPOINT: 'model.py' }],
  ])('nothing is known of %s with %s', (backend, quantizationMethod, environment) => {
    const { warnings } = serve({ backend, version: 9, architecture: architectureOf('llama', { quantizationMethod, quantizationBits: 8 }), environment: environment as Request['environment'] });
    expect(warnings.filter((warning) => warning.includes('scales'))).toEqual([]);
  });

  test('a handler of your own may load it', () => {
    expect(faultsOf('Neuronx', 12, 'awq', { environment: { OPTION_ENTRYPOINT: 'model.py' } })).toEqual([]);
    expect(faultsOf('Neuronx', 12, 'awq', { environment: { OPTION_ENTRYPOINT: 'djl_python.transformers_neuronx' } })).toHaveLength(1);
  });

  test('weights in S3 may be an engine of TensorRT-LLM, but nothing that Transformers NeuronX reads', () => {
    expect(faultsOf('TrtLlm', 15, 'awq', { local: true })).toEqual([]);
    expect(faultsOf('Neuronx', 12, 'awq', { local: true })).toHaveLength(1);
  });
});

/* A checkpoint of compressed-tensors is not one of fp8 to vLLM, whatever its weights are: the golden file. Copies that have either method on the Hub are not compared. */
test.each([
  ['RedHatAI/Llama-3.3-70B-Instruct-FP8-dynamic', 'compressed-tensors', []],
  ['RedHatAI/Llama-3.3-70B-Instruct-FP8-dynamic', 'fp8', [expect.stringContaining('quantized with "compressed-tensors"')]],
  ['RedHatAI/Llama-3.3-70B-Instruct-FP8', 'compressed-tensors', []],
  ['RedHatAI/Llama-3.3-70B-Instruct-FP8', 'fp8', []],
  ['RedHatAI/Llama-3.3-70B-Instruct-FP8', 'awq', []],
] as const)('%s with %s', (modelId, method, said) => {
  expect(outcome(modelId, method, LmiVersion.V24).filter((sentence) => !sentence.includes('fastest'))).toEqual(said);
});

/* get_config_filenames and constructors of vLLM 0.19.0 (LMI V24). */
test.each([
  ['compressed-tensors', true], ['modelopt', true], ['modelopt_fp4', true], ['fbgemm_fp8', true], ['quark', true], ['moe_wna16', true], ['awq_marlin', true], ['auto-round', true],
  ['fp8', false], ['experts_int8', false], ['bitsandbytes', false], ['mxfp4', false], ['fp_quant', false],
])('whether %s needs a quantized checkpoint: %s', (method, isNeeded) => {
  expect(needsQuantizedCheckpoint(method, 24)).toBe(isNeeded);
});

test.each(['compressed-tensors', 'modelopt', 'modelopt_fp4'])('%s on a checkpoint that is not quantized is a warning', (method) => {
  expect(outcome('Qwen/Qwen3-8B', method, LmiVersion.V24)).toEqual([
    expect.stringContaining(`environment.OPTION_QUANTIZE is "${method}", a method for checkpoints that are quantized already, but that of the model is not, so that the container does not `
      + 'start. Use a quantized copy of the model, or a method that quantizes at startup, such as "fp8".'),
  ]);
});
