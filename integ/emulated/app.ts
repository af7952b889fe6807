import { App, CfnOutput, DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';
import { LmiEndpoint, LmiInstanceType, LmiModel, LmiVersion, VllmBackend } from '../../src';

const app = new App();
const stack = new Stack(app, 'LmiEmulated', {
  env: { region: 'us-east-1', account: '123456789012' },
  // The bootstrap version rule reads a parameter, which the emulator does not support in rules.
  synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
});

/**
 * The quick start on an instance type that the emulator knows, in the newest LMI version that runs on its GPUs, and without autoscaling, which the emulator does not
 * keep; the second deployment changes an option.
 */
const endpoint = new LmiEndpoint(stack, 'Qwen3', {
  model: LmiModel.fromHuggingFace('Qwen/Qwen3-8B'),
  backend: new VllmBackend(stack, 'Vllm', {
    version: LmiVersion.V26,
    maxRollingBatchSize: app.node.tryGetContext('updated') ? 64 : undefined,
  }),
  instanceType: LmiInstanceType.G4DN_12XLARGE,
});

new CfnOutput(stack, 'EndpointName', { value: endpoint.endpointName });
new CfnOutput(stack, 'ModelName', { value: endpoint.cfnModel.attrModelName });
new CfnOutput(stack, 'EndpointConfigName', { value: endpoint.cfnEndpointConfig.attrEndpointConfigName });

app.synth();
