import { Construct } from 'constructs';
import { LmiVariantProps } from './lmi-variant-props';
import { LmiBackend } from '../backend/lmi-backend';
import { NeuronxBackend } from '../backend/neuronx-backend';
import { VllmBackend } from '../backend/vllm-backend';
import { instancePools } from '../capacity/instance-pools';
import { AcceleratorKind } from '../facts/accelerators';
import { smallestInstance } from '../hosting/smallest-instance';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { Faults } from '../internal/faults';

/** The instance types of a variant in the order in which they are tried; undefined when there is none to choose. */
export function chooseInstanceTypes(scope: Construct, faults: Faults, props: LmiVariantProps): LmiInstanceType[] | undefined {
  const pools = instancePools(faults, props);
  if (pools) {
    return pools;
  }
  const { instanceType } = props;
  if (instanceType !== undefined && instanceType !== null) {
    return faults.made('instanceType', instanceType, LmiInstanceType, 'take a constant of it, or LmiInstanceType.of') ? [instanceType] : undefined;
  }
  const smallest = props.model ? smallestInstance(scope, faults, props) : undefined;
  return smallest && [smallest];
}

/** The backend of a variant that names none: Transformers NeuronX on Inferentia and Trainium, vLLM everywhere else. */
export function defaultBackend(scope: Construct, instanceType: LmiInstanceType): LmiBackend {
  return instanceType.accelerator?.kind === AcceleratorKind.NEURON ? new NeuronxBackend(scope, 'Backend') : new VllmBackend(scope, 'Backend');
}
