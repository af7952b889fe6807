import { Construct } from 'constructs';
import { LmiVariantProps } from './lmi-variant-props';
import { LmiBackend } from '../backend/lmi-backend';
import { VllmBackend } from '../backend/vllm-backend';
import { smallestInstance } from '../hosting/smallest-instance';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { Faults } from '../internal/faults';

/** The instance types of a variant in the order in which they are tried; undefined when there is none to choose. */
export function chooseInstanceTypes(scope: Construct, faults: Faults, props: LmiVariantProps): LmiInstanceType[] | undefined {
  if (props.instanceType !== undefined && props.instanceType !== null) {
    return [props.instanceType];
  }
  const smallest = props.model ? smallestInstance(scope, faults, props) : undefined;
  return smallest && [smallest];
}

/** The backend of a variant that names none. */
export function defaultBackend(scope: Construct, _instanceType: LmiInstanceType): LmiBackend {
  return new VllmBackend(scope, 'Backend');
}
