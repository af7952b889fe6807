import { Bucket } from 'aws-cdk-lib/aws-s3';
import { LmiDistBackend, LmiEndpoint, LmiEndpointProps, LmiInstanceType, LmiModel, LmiVersion, VllmBackend } from '../../src';
import { problemsOf, templateOf, testStack, warningsOf } from '../stacks';

function withDraft(props: object, endpoint: Partial<LmiEndpointProps> = {}) {
  const stack = testStack();
  return new LmiEndpoint(stack, 'Llm', {
    model: LmiModel.fromS3(Bucket.fromBucketName(stack, 'Weights', 'weights'), 'llama/'),
    backend: new LmiDistBackend(stack, 'LmiDist', { version: LmiVersion.V13, ...props }),
    instanceType: LmiInstanceType.G5_12XLARGE,
    ...endpoint,
  });
}

test('a draft model in S3 turns off the default isolation with a warning, and is readable', () => {
  const endpoint = withDraft({ speculativeDraftModel: 's3://drafts/llama-68m/' });
  expect(warningsOf(endpoint.stack).join()).toContain('OPTION_SPECULATIVE_DRAFT_MODEL=s3://drafts/llama-68m/');
  const template = templateOf(endpoint);
  template.hasResourceProperties('AWS::SageMaker::Model', { EnableNetworkIsolation: false });
  expect(JSON.stringify(template.toJSON())).toContain(':s3:::drafts/llama-68m/*');
});

test.each([
  { speculativeDraftModel: 's3://drafts/llama-68m/' }, { speculativeDraftModel: 'org/draft' },
])('explicit isolation makes %j an error', (props) => {
  expect(problemsOf(() => withDraft(props, { networkIsolation: true }))).toEqual([expect.stringContaining('isolated from the network')]);
});

test.each([{ speculativeDraftModel: '/opt/ml/model/draft' }, {}])('%j leaves the container isolated', (props) => {
  const endpoint = withDraft(props);
  templateOf(endpoint).hasResourceProperties('AWS::SageMaker::Model', { EnableNetworkIsolation: true });
  expect(warningsOf(endpoint.stack).filter((text) => text.includes('isolation-off'))).toEqual([]);
});

test('there is no warning if isolation was turned off explicitly', () => {
  expect(warningsOf(withDraft({ speculativeDraftModel: 'org/draft' }, { networkIsolation: false }).stack).filter((text) => text.includes('isolation-off'))).toEqual([]);
});

test('a model inside JSON counts too', () => {
  const stack = testStack();
  const endpoint = new LmiEndpoint(stack, 'Llm', {
    model: LmiModel.fromS3(Bucket.fromBucketName(stack, 'Weights', 'weights'), 'llama/'),
    backend: new VllmBackend(stack, 'Vllm', { version: LmiVersion.V28, speculativeConfig: { model: 'org/draft', num_speculative_tokens: 3 } }),
    instanceType: LmiInstanceType.G5_12XLARGE,
  });
  expect(warningsOf(stack).join()).toContain('cdk-sagemaker-lmi:isolation-off');
  templateOf(endpoint).hasResourceProperties('AWS::SageMaker::Model', { EnableNetworkIsolation: false });
});

test.each(['OPTION_TOKENIZER', 'OPTION_SPECULATIVE_MODEL', 'OPTION_HF_CONFIG_PATH', 'OPTION_COMPILED_GRAPH_PATH'])('a URI without a bucket in %s is an error', (name) => {
  for (const uri of ['s3://', 's3:///x', 's3:// /x', 's3://bucket/a\nb']) {
    expect(problemsOf(() => withDraft({}, { environment: { [name]: uri } })).join()).toContain(`${name} is ${JSON.stringify(uri)}; it must be an S3 URI with a bucket`);
  }
});
