/*
 * How the vLLM handlers serve models that embed or rank. Source: djl-serving, engines/python/setup/djl_python/lmi_vllm/vllm_async_service.py: up to 0.36.0-lmi24-dlc it has one
 * service for chat and one for completions; from 0.36.0-lmi25-dlc on, `task in ("text-embedding", "feature-extraction")` replaces both by one for embeddings.
 */
import { App, Stack } from 'aws-cdk-lib';
import { architectureOf, serve } from './containers';
import { LmiEndpoint, LmiInstanceType, LmiModel, LmiVersion, TrtLlmBackend, VllmBackend } from '../../src';
import { testStack, warningsOf } from '../stacks';

function outcome(modelId: string, version: number | undefined, props: object = {}, environment: { [name: string]: string } = {}): { errors: string[]; warnings: string[] } {
  const stack: Stack = testStack();
  try {
    new LmiEndpoint(stack, 'Llm', {
      model: LmiModel.fromHuggingFace(modelId),
      backend: version === undefined ? undefined : new VllmBackend(stack, 'Vllm', { version: (LmiVersion as any)[`V${version}`], ...props }),
      instanceType: LmiInstanceType.G6E_2XLARGE,
      environment,
    });
  } catch (error) {
    return { errors: (error as { faults: string[] }).faults, warnings: [] };
  }
  return { errors: [], warnings: warningsOf(stack).filter((sentence) => /embedding-task|no-route/.test(sentence)) };
}

test.each(['Qwen/Qwen3-Embedding-0.6B', 'intfloat/e5-mistral-7b-instruct'])('%s generates text without the task', (modelId) => {
  expect(outcome(modelId, undefined)).toEqual({ errors: [], warnings: [expect.stringContaining('Pass task: "text-embedding" to VllmBackend.')] });
  expect(outcome(modelId, 25, { task: 'generate' }).warnings).toHaveLength(1);
  expect(outcome(modelId, 25, { task: 'text-embedding' })).toEqual({ errors: [], warnings: [] });
  expect(outcome(modelId, 25, {}, { OPTION_TASK: 'feature-extraction' })).toEqual({ errors: [], warnings: [] });
  expect(outcome(modelId, 24).warnings).toEqual([expect.stringContaining('Use VllmBackend with LMI V25 or later and task: "text-embedding".')]);
});

test('a reranker that is a language model, and a text model, are fine without a task', () => {
  expect(outcome('Qwen/Qwen3-Reranker-0.6B', 29)).toEqual({ errors: [], warnings: [] });
  expect(outcome('Qwen/Qwen3-0.6B', 29)).toEqual({ errors: [], warnings: [] });
});

test.each(['BAAI/bge-m3', 'BAAI/bge-large-en-v1.5'])('%s does not generate text, so it requires the task', (modelId) => {
  expect(outcome(modelId, undefined)).toEqual({ errors: [], warnings: [expect.stringContaining('Pass task: "text-embedding" to VllmBackend, or')] });
  expect(outcome(modelId, 25, { task: 'text-embedding' })).toEqual({ errors: [], warnings: [] });
  expect(outcome(modelId, 24, {}).warnings).toEqual([expect.stringContaining('LMI V25 or later')]);
});

test('a cross-encoder has no route', () => {
  for (const props of [{}, { task: 'classify' }]) {
    expect(outcome('BAAI/bge-reranker-v2-m3', 29, props)).toEqual({ errors: [], warnings: [expect.stringContaining('XLMRobertaForSequenceClassification')] });
  }
});

test('a custom handler may serve anything', () => {
  const architecture = architectureOf('bert', { architectureClass: 'BertForSequenceClassification' });
  const noRoute = expect.arrayContaining([expect.stringContaining('no-route')]);
  expect(serve({ version: 29, architecture }).warnings).toEqual(noRoute);
  expect(serve({ version: 29, architecture, environment: { OPTION_ENTRYPOINT: 'rank.py' } })).toMatchObject({ faults: [], warnings: expect.not.arrayContaining([expect.stringContaining('no-route')]) });
});

test('no other backend embeds', () => {
  const stack = new Stack(new App(), 'Test', { env: { region: 'us-east-1' } });
  new LmiEndpoint(stack, 'Llm', {
    model: LmiModel.fromHuggingFace('intfloat/e5-mistral-7b-instruct'),
    backend: new TrtLlmBackend(stack, 'Trt', { version: LmiVersion.V14 }),
    instanceType: LmiInstanceType.G6E_2XLARGE,
  });
  expect(warningsOf(stack)).toEqual(expect.arrayContaining([expect.stringContaining('TensorRT-LLM in LMI V14 generates text with it. Use VllmBackend with LMI V25')]));
});
