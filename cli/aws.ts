// Everything that the command uses from the AWS SDK, in one module: the build bundles it first, so that the rest of the SDK stays out of the package.
export {
  DescribeEndpointCommand, DescribeEndpointConfigCommand, DescribeInferenceComponentCommand, DescribeModelCommand, SageMakerClient,
} from '@aws-sdk/client-sagemaker';
export { InvokeEndpointCommand, InvokeEndpointWithResponseStreamCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
