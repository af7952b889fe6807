import { Construct } from 'constructs';
import { LmiVariantProps } from './lmi-variant-props';
import { LmiBackend } from '../backend/lmi-backend';
import { NeuronxBackend } from '../backend/neuronx-backend';
import { VllmBackend } from '../backend/vllm-backend';
import { instancePools } from '../capacity/instance-pools';
import { AcceleratorKind } from '../facts/accelerators';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { Faults } from '../internal/faults';

/** The instance types of a variant in the order in which they are tried; undefined when there is none to choose. */
export function chooseInstanceTypes(faults: Faults, props: LmiVariantProps): LmiInstanceType[] | undefined {
  const pools = instancePools(faults, props);
  if (pools) {
    return pools;
  }
  if (!faults.required('instanceType', props.instanceType, 'the architecture of the model is not known, so name the instance type')) {
    return undefined;
  }
  return faults.made('instanceType', props.instanceType, LmiInstanceType, 'take a constant of it, or LmiInstanceType.of') ? [props.instanceType!] : undefined;
}

/** The backend of a variant that names none: Transformers NeuronX on Inferentia and Trainium, vLLM everywhere else. */
export function defaultBackend(scope: Construct, instanceType: LmiInstanceType): LmiBackend {
  return instanceType.accelerator?.kind === AcceleratorKind.NEURON ? new NeuronxBackend(scope, 'Backend') : new VllmBackend(scope, 'Backend');
}
