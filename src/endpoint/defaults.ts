import { Construct } from 'constructs';
import { instancePools } from './instance-pools';
import { LmiVariantProps } from './lmi-variant-props';
import { LmiBackend } from '../backend/lmi-backend';
import { NeuronxBackend } from '../backend/neuronx-backend';
import { VllmBackend } from '../backend/vllm-backend';
import { Problems } from '../checks/problems';
import { smallestInstance } from '../container/smallest-instance';
import { AcceleratorKind } from '../facts/accelerators';
import { LmiInstanceType } from '../instance/lmi-instance-type';

/** The instance types of a variant in the order in which they are tried; undefined if none can be chosen. */
export function chooseInstanceTypes(scope: Construct, problems: Problems, props: LmiVariantProps): LmiInstanceType[] | undefined {
  const pools = instancePools(problems, props);
  if (pools) {
    return pools;
  }
  if (props.instanceType) {
    return [props.instanceType];
  }
  if (props.instancePools || !props.model || problems.isReported('instanceType', 'instancePools', 'backend', 'environment', 'sizing')) {
    return undefined;
  }
  const smallest = smallestInstance(scope, problems, props);
  return smallest && [smallest];
}

/** The default backend of a variant: Transformers NeuronX on Inferentia and Trainium, vLLM everywhere else. */
export function defaultBackend(scope: Construct, instanceType: LmiInstanceType): LmiBackend {
  return instanceType.accelerator?.kind === AcceleratorKind.NEURON ? new NeuronxBackend(scope, 'Backend') : VllmBackend._byDefault(scope, 'Backend');
}
