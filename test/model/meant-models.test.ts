/* Ids and keys that users mix up with others. */
import * as s3 from 'aws-cdk-lib/aws-s3';
import { LmiModel } from '../../src';
import { informationOf, problemsOf, testEndpoint, testStack } from '../stacks';

function messagesOf(modelId: string): string {
  const stack = testStack();
  testEndpoint({ model: LmiModel.fromHuggingFace(modelId) }, stack);
  return informationOf(stack).filter((sentence) => sentence.includes('memory-unchecked')).join();
}

test.each([
  ['gpt-oss-20b', 'openai/gpt-oss-20b'], ['Qwen/Qwen3-8b', 'Qwen/Qwen3-8B'], ['meta-lama/Llama-3.1-8B-Instruct', 'meta-llama/Llama-3.1-8B-Instruct'],
  ['qwen3-8b', 'Qwen/Qwen3-8B'], ['Qwen/Qwn3-8Bx', 'Qwen/Qwen3-8B'],
])('%s probably means %s', (modelId, meant) => {
  expect(messagesOf(modelId)).toContain(`did you mean ${meant}? Otherwise pass architecture`);
});

/* Models of these names are on the Hub, or could be: gpt2 has no organization, and another number is another model. */
test.each(['gpt2', 'org/model', 'Qwen/Qwen9-8B', 'Qwen/Qwen3-80B', 'Qwen/Qn3-8Bxy', 'my-org/my-finetune'])('%s is accepted as is', (modelId) => {
  expect(messagesOf(modelId)).not.toContain('did you mean');
});

/* validate_repo_id of huggingface_hub 1.29.0.dev0, and its docstring: "no double dots or hyphens, no period or hyphen at either end, 96 characters". */
test.each(['./model', '../weights', '/opt/ml/model', '~/model', 'org/', '/model', 'org/model.', '-org/model', 'org/a--b', 'org/a..b', 'org/model.git', `org/${'a'.repeat(97)}`])(
  '%s is not an id', (modelId) => {
    expect(problemsOf(() => testEndpoint({ model: LmiModel.fromHuggingFace(modelId) }))).toEqual([expect.stringMatching(/^modelId is .*must be an id on the Hugging Face Hub/)]);
  });

test.each(['a', 'a/b', 'org/model-1.5_b', '01-ai/Yi-6B', `org/${'a'.repeat(96)}`])('%s is an id', (modelId) => {
  expect(messagesOf(modelId)).toContain('memory-unchecked');
});

test('the error for a local directory names the method for it', () => {
  expect(problemsOf(() => testEndpoint({ model: LmiModel.fromHuggingFace('./model') }))[0]).toContain('LmiModel.fromAsset');
});

test.each(['p/model.tar.gz', 'model.tgz'])('the key %s is not a prefix', (key) => {
  const stack = testStack();
  const bucket = s3.Bucket.fromBucketName(stack, 'Weights', 'weights');
  expect(problemsOf(() => testEndpoint({ model: LmiModel.fromS3(bucket, key) }, stack))).toEqual([expect.stringMatching(/^prefix is .*Use LmiModel.fromTarball\.$/)]);
});

test('a prefix may look like a file name', () => {
  const stack = testStack();
  testEndpoint({ model: LmiModel.fromS3(s3.Bucket.fromBucketName(stack, 'Weights', 'weights'), 'model.v1.5/') }, stack);
});
