import { Construct } from 'constructs';
import { LmiBackend } from './lmi-backend';
import { NeuronxBackend } from './neuronx-backend';
import { VllmBackend } from './vllm-backend';
import { AcceleratorKind } from '../facts/accelerators';
import { LmiInstanceType } from '../instance/lmi-instance-type';

/** What serves when nobody chose a backend: Transformers NeuronX on Inferentia and Trainium, vLLM everywhere else. */
export function defaultBackend(scope: Construct, id: string, instanceType: LmiInstanceType): LmiBackend {
  return instanceType.accelerator?.kind === AcceleratorKind.NEURON ? new NeuronxBackend(scope, id) : new VllmBackend(scope, id);
}
