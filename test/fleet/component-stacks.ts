import { Stack } from 'aws-cdk-lib';
import { LmiComponentEndpoint, LmiComponentEndpointProps, LmiInferenceComponent, LmiInferenceComponentProps, LmiInstanceType, LmiModel } from '../../src';
import { testStack } from '../stacks';

/** A fleet of instances with four GPUs. */
export function testFleet(props: Partial<LmiComponentEndpointProps> = {}, stack: Stack = testStack()): LmiComponentEndpoint {
  return new LmiComponentEndpoint(stack, 'Fleet', { instanceType: LmiInstanceType.G5_12XLARGE, ...props });
}

/** A model from the Hub on a fleet. */
export function testModel(props: Partial<LmiInferenceComponentProps> = {}, fleet: LmiComponentEndpoint = testFleet()): LmiInferenceComponent {
  return fleet.addModel('Llm', { model: LmiModel.fromHuggingFace('org/model'), acceleratorsPerCopy: 1, ...props });
}
