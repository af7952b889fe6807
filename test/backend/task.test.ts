/*
 * How the vLLM handlers serve models that embed or rank. Source: djl-serving, engines/python/setup/djl_python/lmi_vllm/vllm_async_service.py: up to 0.36.0-lmi24-dlc it has one
 * service for chat and one for completions; from 0.36.0-lmi25-dlc on, `task in ("text-embedding", "feature-extraction")` replaces both by one for embeddings.
 */
import { App, Lazy, Stack } from 'aws-cdk-lib';
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

/* PyModel.java: another engine, no rolling batch, a model.py or a task that this library does not know; the endpoint of the handler of LMI is what the warning is about. */
test.each<[string, object, object]>([
  ['another engine', {}, { OPTION_ENGINE: 'Python' }], ['the Hugging Face handler', { entryPoint: 'djl_python.huggingface' }, { OPTION_ROLLING_BATCH: 'disable' }],
  ['a task that is known at deployment', {}, { OPTION_TASK: Lazy.string({ produce: () => 'text-embedding' }) }],
])('with %s nobody knows here what answers', (_name, props, environment) => {
  expect(outcome('BAAI/bge-reranker-v2-m3', 29, props, environment as { [name: string]: string })).toEqual({ errors: [], warnings: [] });
  expect(outcome('BAAI/bge-m3', 29, props, environment as { [name: string]: string })).toEqual({ errors: [], warnings: [] });
});

test('LMI\'s own handler is not a custom one', () => {
  expect(outcome('BAAI/bge-m3', 29, { entryPoint: 'djl_python.lmi_vllm.vllm_async_service' }).warnings).toHaveLength(1);
});

test('the warning says what to do instead', () => {
  expect(outcome('BAAI/bge-reranker-v2-m3', 29).warnings.map((warning) => warning.replace(/ \[ack.*$/, ''))).toEqual([
    'the model has the architecture XLMRobertaForSequenceClassification, which returns scores, for which the handler of vLLM in LMI V29 has no route: every request fails, whatever the '
    + 'task. Serve it with a handler of your own (model.py next to the weights), or take a reranker that is a language model.',
  ]);
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
