import { Match } from 'aws-cdk-lib/assertions';
import { LmiEndpoint, LmiInstanceType, LmiModel, LmiVersion, VllmBackend } from '../../src';
import { faultsOf, templateOf, testEndpoint, testStack } from '../stacks';

test('the quick start tells the container its three settings and takes the image of the guide', () => {
  const stack = testStack();
  const endpoint = new LmiEndpoint(stack, 'Llama2', {
    model: LmiModel.fromHuggingFace('TheBloke/Llama-2-7B-fp16'),
    backend: new VllmBackend(stack, 'Vllm', { version: LmiVersion.V8 }),
    instanceType: LmiInstanceType.G5_2XLARGE,
  });
  templateOf(endpoint).hasResourceProperties('AWS::SageMaker::Model', {
    PrimaryContainer: {
      Image: '763104351884.dkr.ecr.us-east-1.amazonaws.com/djl-inference:0.26.0-deepspeed0.12.6-cu121',
      Environment: Match.exact({
        HF_MODEL_ID: 'TheBloke/Llama-2-7B-fp16',
        TENSOR_PARALLEL_DEGREE: 'max',
        OPTION_ROLLING_BATCH: 'vllm',
      }),
    },
  });
});

test('fails when a hub model is to be isolated', () => {
  expect(faultsOf(() => testEndpoint({ networkIsolation: true }))).toEqual([expect.stringContaining('networkIsolation is true')]);
});
