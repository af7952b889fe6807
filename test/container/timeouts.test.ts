import { Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { LmiBackend, LmiEndpoint, LmiInstanceType, LmiModel, LmiSizing, LmiVersion, ModelArchitecture, NeuronxBackend, TrtLlmBackend, VllmBackend } from '../../src';
import { templateOf, testStack } from '../stacks';

/*
 * Timeouts that follow from the size of the weights, in seconds: 120 GiB take 820 from the Hub (150 MiB a second), 615 by SageMaker (200), 1,536 as a tarball (80),
 * and 410 from the disk to the accelerators (300); the server starts in 300, or in 900 if it compiles the model first.
 */

const ARCHITECTURE = ModelArchitecture.of({
  parameters: 60 * 2 ** 30, layers: 80, hiddenSize: 8192, attentionHeads: 64, keyValueHeads: 8, intermediateSize: 28_672, vocabularySize: 32_000,
  maxPositionEmbeddings: 4096,
});

type Made = (stack: Stack) => LmiModel;
const hub: Made = () => LmiModel.fromHuggingFace('org/model', { architecture: ARCHITECTURE });
const prefix: Made = (stack) => LmiModel.fromS3(s3.Bucket.fromBucketName(stack, 'Weights', 'weights'), 'model', { architecture: ARCHITECTURE });
const tarball: Made = (stack) => LmiModel.fromTarball(s3.Bucket.fromBucketName(stack, 'Weights', 'weights'), 'model.tar.gz', { architecture: ARCHITECTURE });

const vllm = (stack: Stack) => new VllmBackend(stack, 'Vllm', { version: LmiVersion.V14 });
const trtllm = (stack: Stack) => new TrtLlmBackend(stack, 'TrtLlm', { version: LmiVersion.V14 });
const neuronx = (stack: Stack) => new NeuronxBackend(stack, 'Neuronx', { version: LmiVersion.V12 });

test.each<[string, Made, (stack: Stack) => LmiBackend, LmiInstanceType, number, number | undefined]>([
  ['vLLM from the Hub', hub, vllm, LmiInstanceType.P4DE_24XLARGE, 820 + 410 + 300, undefined],
  // 410 + 300 are less than the container waits by default.
  ['vLLM from a prefix', prefix, vllm, LmiInstanceType.P4DE_24XLARGE, 1200, 1200],
  ['vLLM from a tarball', tarball, vllm, LmiInstanceType.P4DE_24XLARGE, 1200, 1536],
  ['TensorRT-LLM from the Hub', hub, trtllm, LmiInstanceType.P4DE_24XLARGE, 820 + 410 + 900, undefined],
  ['TensorRT-LLM from a prefix', prefix, trtllm, LmiInstanceType.P4DE_24XLARGE, 410 + 900, 1200],
  ['Transformers NeuronX from the Hub', hub, neuronx, LmiInstanceType.INF2_48XLARGE, 820 + 410 + 900, undefined],
])('%s', (_, model, backend, instanceType, startup, download) => {
  const stack = testStack();
  const endpoint = new LmiEndpoint(stack, 'Llm', { model: model(stack), backend: backend(stack), instanceType, sizing: LmiSizing.skip() });
  const [config] = Object.values<any>(templateOf(endpoint).findResources('AWS::SageMaker::EndpointConfig'));
  const [variant] = config.Properties.ProductionVariants;
  expect([variant.ContainerStartupHealthCheckTimeoutInSeconds, variant.ModelDataDownloadTimeoutInSeconds]).toEqual([startup, download]);
  expect(endpoint.environment.OPTION_MODEL_LOADING_TIMEOUT).toBe(startup > 1200 ? String(startup) : undefined);
});
