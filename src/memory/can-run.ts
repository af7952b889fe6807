import { Geometry } from './geometry';
import { AcceleratorFact, AcceleratorKind } from '../facts/accelerators';
import { BLACKWELL, BUILT_FOR, METHOD_CAPABILITIES, TURING } from '../facts/gpu-requirements';
import { hostFailure } from '../facts/host-drivers';
import { cudaOf, LMI_RELEASES } from '../facts/lmi-releases';
import { MODEL_FAMILIES } from '../facts/model-families';
import { SizingEngine } from '../facts/sizing-engine';

/** A model and the engine that runs it. */
interface Workload {
  readonly geometry: Geometry;
  readonly engine: SizingEngine;
  /** Number of the LMI version. */
  readonly ordinal: number;
}

/** Why an accelerator cannot run a model at all, regardless of memory; undefined if there is no known reason. */
export function whyNot({ geometry, engine, ordinal }: Workload, accelerator: AcceleratorFact): string | undefined {
  const isNeuron = accelerator.kind === AcceleratorKind.NEURON;
  if (accelerator.kind === AcceleratorKind.GAUDI || (engine === SizingEngine.TRANSFORMERS_NEURONX) !== isNeuron) {
    return `the engine ${engine} does not run on ${accelerator.name}`;
  }
  const { computeCapability: capability, name } = accelerator;
  if (capability === undefined) {
    return undefined;
  }
  const has = () => `, and ${name} has ${capability.toFixed(1)}`;
  const cuda = imageCuda(ordinal, engine);
  if (capability >= BLACKWELL.computeCapability && cuda !== undefined && cuda < BLACKWELL.cuda) {
    return `the image of LMI V${ordinal} has CUDA ${dotted(cuda)}, and ${name} needs ${dotted(BLACKWELL.cuda)} or later`;
  }
  if (engine !== SizingEngine.VLLM) {
    return undefined;
  }
  if (ordinal >= BUILT_FOR.since && capability < BUILT_FOR.computeCapability) {
    return `vLLM in LMI V${BUILT_FOR.since} and later is built for compute capability ${BUILT_FOR.computeCapability.toFixed(1)} and later${has()}`;
  }
  if (capability < TURING.computeCapability && cuda !== undefined && cuda >= TURING.since) {
    return `the image of LMI V${ordinal} has CUDA ${dotted(cuda)}, which needs compute capability ${TURING.computeCapability.toFixed(1)} or later${has()}`;
  }
  const method = kernelsOf(geometry);
  const needed = Object.prototype.hasOwnProperty.call(METHOD_CAPABILITIES, method) ? METHOD_CAPABILITIES[method] : 0;
  if (capability < needed) {
    return `its ${method} weights need compute capability ${needed.toFixed(1)} or later${has()}`;
  }
  const family = Object.prototype.hasOwnProperty.call(MODEL_FAMILIES, geometry.modelType ?? '') ? MODEL_FAMILIES[geometry.modelType!] : undefined;
  return family?.noFloat16 && !accelerator.bf16
    ? `vLLM refuses to run ${geometry.modelType} models in float16, and ${name} does not compute in bfloat16`
    : undefined;
}

/** The method whose kernels run the model. FP8 weights of a method for several formats have those of FP8 checkpoints. */
function kernelsOf({ quantizationMethod = '', format }: Geometry): string {
  return format === 'fp8' && ['', 'compressed-tensors', 'quark'].includes(quantizationMethod) ? 'fp8' : quantizationMethod;
}

/** Whether the image is reported to fail on the hosts of an instance type. */
export function isReportedToFail(instanceType: string, { engine, ordinal, geometry }: Workload): boolean {
  const cuda = engine === SizingEngine.TRANSFORMERS_NEURONX ? undefined : imageCuda(ordinal, engine);
  // On the default host of the family: the host image of a variant is not known here.
  return hostFailure(instanceType, { cuda, usesAwq: /awq/.test(geometry.quantizationMethod ?? '') }) !== undefined;
}

/** CUDA versions of the images of each LMI version, times ten, newest LMI version first. */
const IMAGE_CUDA = [...LMI_RELEASES].reverse().map(({ ordinal, images }) => ({
  ordinal, tensorrtLlm: cudaOf(images['djl-tensorrtllm']), vllm: cudaOf(images['djl-lmi'] ?? images['djl-deepspeed']),
}));

/** CUDA version of the image of an LMI version, times ten; undefined if unknown. An LMI version that is not listed has that of the newest one before it. */
function imageCuda(ordinal: number, engine: SizingEngine): number | undefined {
  const images = IMAGE_CUDA.find((candidate) => candidate.ordinal <= ordinal);
  return engine === SizingEngine.TENSORRT_LLM ? images?.tensorrtLlm : images?.vllm;
}

function dotted(cuda: number): string {
  return (cuda / 10).toFixed(1);
}
