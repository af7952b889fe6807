import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { architectureOf, serve } from './containers';
import { LmiEndpoint, LmiInstanceType, LmiModel, LmiSizing, LmiVersion, ModelArchitecture, VllmBackend } from '../../src';
import { BackendName, versionsOf } from '../../src/facts/backends';
import { MODELS } from '../../src/facts/models';
import { rangesOf } from '../../src/facts/vllm-architectures';
import { problemsOf, testStack, warningsOf } from '../stacks';

const P5 = LmiInstanceType.P5_48XLARGE;

function ofClass(architectureClass: string, version: number, backend: BackendName = 'Vllm') {
  return serve({ backend, version, architecture: architectureOf('other', { architectureClass }), instanceType: P5 });
}

/**
 * First and last LMI version that serves a class, according to vLLM's release notes and issues: gpt-oss came with 0.10.1, Qwen3 with 0.8.4 (vllm-project/vllm#17578),
 * Gemma 3 with 0.8.0, Llama 4 with 0.8.3, DeepSeek V3 with 0.6.6, Mixtral with 0.2.5, Qwen2.5-VL with 0.7.2, Qwen3-Next with 0.10.2; Mllama left with the V1 engine in 0.11.
 */
test.each([
  ['GptOssForCausalLM', 16, undefined], ['Qwen3ForCausalLM', 15, undefined], ['Gemma3ForConditionalGeneration', 15, undefined],
  ['Llama4ForConditionalGeneration', 15, undefined], ['DeepseekV3ForCausalLM', 14, undefined], ['MixtralForCausalLM', 8, undefined],
  ['Qwen2_5_VLForConditionalGeneration', 14, undefined], ['Qwen3NextForCausalLM', 16, undefined], ['MllamaForConditionalGeneration', 12, 16],
  ['LlamaForCausalLM', 7, undefined],
])('vLLM serves %s from V%i to V%s', (name, first, last) => {
  for (const version of versionsOf('Vllm')) {
    const { faults } = ofClass(name, version);
    const isServed = version >= first && version <= (last ?? version);
    expect([version, faults.filter((fault) => fault.includes(name)).length]).toEqual([version, isServed ? 0 : 1]);
    if (!isServed) {
      expect(faults.join()).toContain(version < first ? `LMI V${first} or later` : `use LMI V${last}`);
    }
  }
});

test('the error for a class that vLLM removed and added again names the next version that has it', () => {
  expect(ofClass('ChatGLMForConditionalGeneration', 13).faults).toEqual([]);
  expect(ofClass('ChatGLMForConditionalGeneration', 14).faults).toEqual([expect.stringContaining('use LMI V15 or later')]);
  expect(ofClass('ChatGLMForConditionalGeneration', 15).faults).toEqual([]);
});

test.each([7, 13, 14, 28])('an unknown class is at most a warning, in V%i', (version) => {
  const { faults, warnings } = ofClass('NeverHeardOfForCausalLM', version);
  expect(faults).toEqual([]);
  expect(warnings.filter((text) => text.includes('cdk-sagemaker-lmi:untested-model')).join()).toContain('NeverHeardOfForCausalLM');
});

test('the image of V24 is newer than its table, and Transformers may serve classes that vLLM does not implement', () => {
  expect(ofClass('DeepseekV4ForCausalLM', 23).faults).toEqual([expect.stringContaining('use LMI V25 or later')]);
  for (const [name, version] of [['DeepseekV4ForCausalLM', 24], ['SmolLM3ForCausalLM', 15], ['Qwen3VLForConditionalGeneration', 16]] as const) {
    const { faults, warnings } = ofClass(name, version);
    expect(faults).toEqual([]);
    expect(warnings.join()).toContain(name);
  }
});

test('a multimodal class that vLLM does not list falls back to Transformers from V16 on', () => {
  expect(ofClass('Qwen3VLForConditionalGeneration', 15).faults).toEqual([expect.stringContaining('use LMI V17 or later')]);
  expect(ofClass('Qwen3VLForConditionalGeneration', 16).warnings.join()).toContain('or use LMI V17 or later');
  expect(ofClass('Qwen3VLForConditionalGeneration', 17).warnings.join()).not.toContain('Qwen3VL');
  // vLLM does not serve classes that it has dropped, not even through Transformers.
  expect(ofClass('MllamaForConditionalGeneration', 17).faults).toEqual([expect.stringContaining('use LMI V16')]);
});

test('LMI-Dist is checked against the vLLM that it is built on, and the error suggests vLLM', () => {
  expect(ofClass('Qwen3ForCausalLM', 12, 'LmiDist').faults).toEqual([expect.stringContaining('use VllmBackend with LMI V15 or later')]);
  expect(ofClass('DeepseekV3ForCausalLM', 14, 'LmiDist').faults).toEqual([expect.stringContaining('use VllmBackend with LMI V14 or later')]);
  expect(ofClass('LlamaForCausalLM', 14, 'LmiDist').faults).toEqual([]);
  // Older versions have no list.
  expect(ofClass('DeepseekV3ForCausalLM', 9, 'LmiDist').faults).toEqual([]);
});

test.each([[14, 'openai/gpt-oss-20b', 16], [12, 'Qwen/Qwen3-8B', 15], [13, 'google/gemma-3-27b-it', 15], [15, 'Qwen/Qwen3-Next-80B-A3B-Instruct', 16]])(
  'in V%i %s is rejected by its id, and the error names the version to use', (version, id, first) => {
    const stack = testStack();
    const make = (lmi: number) => new LmiEndpoint(stack, `Llm${lmi}`, {
      model: LmiModel.fromHuggingFace(id),
      backend: new VllmBackend(stack, `Vllm${lmi}`, { version: (LmiVersion as any)[`V${lmi}`], maxModelLen: 4096 }),
      instanceType: P5,
      sizing: LmiSizing.skip(),
    });
    expect(problemsOf(() => make(version))).toEqual([expect.stringContaining(`use LMI V${first} or later`)]);
    make(first);
    expect(warningsOf(stack).filter((text) => text.includes('untested-model'))).toEqual([]);
  });

/* Deepseek/DeepSeek-R1-LMI-FP8.ipynb of aws-samples/sagemaker-genai-hosting-examples serves DeepSeek R1 with LMI V13 and vllm==0.7.0 in requirements.txt. */
test('packages that the container installs may include another vLLM', () => {
  const directory = mkdtempSync(join(tmpdir(), 'lmi-requirements-'));
  const requirements = join(directory, 'requirements.txt');
  writeFileSync(requirements, 'vllm==0.7.0\n');
  const serveR1 = (more: object) => {
    const stack = testStack();
    new LmiEndpoint(stack, 'Llm', {
      model: LmiModel.fromHuggingFace('deepseek-ai/DeepSeek-R1', more),
      backend: new VllmBackend(stack, 'Vllm', { version: LmiVersion.V13, maxModelLen: 8192 }),
      instanceType: LmiInstanceType.P5EN_48XLARGE,
    });
    return warningsOf(stack).join();
  };
  expect(serveR1({ requirements })).toContain('requirements.txt may install a vLLM that does');
  expect(problemsOf(() => serveR1({})).join()).toContain('use LMI V14 or later');
});

test('a custom handler may serve anything', () => {
  const architecture = ModelArchitecture.GPT_OSS_20B;
  expect(serve({ version: 14, architecture, props: { entryPoint: 'model.py' }, instanceType: P5 }).faults).toEqual([]);
});

test('the newest vLLM serves the class of every model in the catalog except T5 and Mllama', () => {
  const newest = Math.max(...versionsOf('Vllm'));
  const classes = Object.keys(MODELS).map((constant) => ModelArchitecture._listed(constant).architectureClass!).filter((name) => !/T5|Mllama/.test(name));
  expect(classes.filter((name) => !rangesOf(name).some(({ since, until }) => since <= newest && (until ?? newest) >= newest))).toEqual([]);
});
