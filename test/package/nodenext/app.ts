import { App, Stack } from 'aws-cdk-lib';
import { ILmiEndpoint, LmiEndpoint, LmiEndpointProps, LmiError, LmiInstanceType, LmiModel, LmiVersion, VllmBackend, VllmMode } from 'cdk-sagemaker-lmi';

// Compiled as an ES module: imports classes, an enum, an interface, and a struct by name.
const stack = new Stack(new App(), 'NodeNext');
const props: LmiEndpointProps = {
  model: LmiModel.fromHuggingFace('TheBloke/Llama-2-7B-fp16'),
  backend: new VllmBackend(stack, 'Vllm', { version: LmiVersion.V18, mode: VllmMode.ASYNC }),
  instanceType: LmiInstanceType.G5_2XLARGE,
};
const endpoint: ILmiEndpoint = new LmiEndpoint(stack, 'Llama2', props);
if (endpoint.node.path !== 'NodeNext/Llama2' || LmiError.name !== 'LmiError') {
  throw new Error(`${endpoint.node.path}, ${LmiError.name}`);
}
console.log('an ES module compiled by NodeNext runs');
