import { Construct } from 'constructs';
import { LmiEndpoint, LmiInstanceType, LmiModel, LmiVersion, VllmBackend } from 'cdk-sagemaker-lmi';

/** One scaled endpoint, created with this library. */
export function scaledEndpoint(scope: Construct, id: string): void {
  const endpoint = new LmiEndpoint(scope, id, {
    model: LmiModel.fromHuggingFace('TheBloke/Llama-2-7B-fp16'),
    backend: new VllmBackend(scope, `${id}Vllm`, { version: LmiVersion.V8 }),
    instanceType: LmiInstanceType.G5_2XLARGE,
  });
  endpoint.autoScaleInstanceCount({ maxCapacity: 4 }).scaleOnConcurrentRequests('Load', { targetRequests: 24 });
}
