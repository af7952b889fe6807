import { AcceleratorKind } from './accelerators';
import { ImageFamily, LMI_RELEASES, LmiReleaseFact } from './lmi-releases';
import { SizingEngine } from './sizing-engine';

/**
 * Which image families contain which backend, and from which LMI version on it is removed although the image family continues.
 *
 * Source: djl-serving branches 0.25.0-dlc to 0.36.0-lmi27-dlc (handlers, rolling-batch values and image files), read 2026-08-21. DeepSpeed
 * was removed in 0.28.0, LMI-Dist in 0.33.0; NeuronX code remained until 0.34.0, its last published image is 0.30.0.
 */
interface BackendFact {
  readonly title: string;
  readonly imageFamilies: readonly ImageFamily[];
  readonly until?: number;
  readonly accelerator: AcceleratorKind;
  /** The engine whose memory model is used. */
  readonly sizing: SizingEngine;
}

export const BACKENDS = {
  Vllm: { title: 'vLLM', imageFamilies: ['djl-deepspeed', 'djl-lmi'], accelerator: AcceleratorKind.GPU, sizing: SizingEngine.VLLM },
  TrtLlm: { title: 'TensorRT-LLM', imageFamilies: ['djl-tensorrtllm'], accelerator: AcceleratorKind.GPU, sizing: SizingEngine.TENSORRT_LLM },
  Neuronx: { title: 'Transformers NeuronX', imageFamilies: ['djl-neuronx'], accelerator: AcceleratorKind.NEURON, sizing: SizingEngine.TRANSFORMERS_NEURONX },
  LmiDist: { title: 'LMI-Dist', imageFamilies: ['djl-deepspeed', 'djl-lmi'], until: 14, accelerator: AcceleratorKind.GPU, sizing: SizingEngine.VLLM },
  DeepSpeed: { title: 'DeepSpeed', imageFamilies: ['djl-deepspeed'], accelerator: AcceleratorKind.GPU, sizing: SizingEngine.VLLM },
} as const satisfies { readonly [name: string]: BackendFact };

export type BackendName = keyof typeof BACKENDS;

/** The image family that contains a backend in a release, if any. */
export function imageFamilyOf(backend: BackendName, release: LmiReleaseFact): ImageFamily | undefined {
  const fact: BackendFact = BACKENDS[backend];
  if (fact.until !== undefined && release.ordinal > fact.until) {
    return undefined;
  }
  return fact.imageFamilies.find((imageFamily) => release.images[imageFamily] !== undefined);
}

const VERSIONS: { readonly [backend: string]: readonly number[] } = Object.fromEntries((Object.keys(BACKENDS) as BackendName[]).map((backend) => [
  backend, LMI_RELEASES.filter((release) => imageFamilyOf(backend, release) !== undefined).map((release) => release.ordinal),
]));

/** The LMI versions that have an image with the backend, oldest first. */
export function versionsOf(backend: BackendName): readonly number[] {
  return VERSIONS[backend];
}

/** Version numbers in words: `V7 to V12, V14, V15`. */
export function describeVersions(ordinals: readonly number[]): string {
  const runs: number[][] = [];
  for (const ordinal of ordinals) {
    const run = runs[runs.length - 1];
    if (run && run[run.length - 1] === ordinal - 1) {
      run.push(ordinal);
    } else {
      runs.push([ordinal]);
    }
  }
  return runs
    .map((run) => run.length > 2 ? `V${run[0]} to V${run[run.length - 1]}` : run.map((ordinal) => `V${ordinal}`).join(', '))
    .join(', ');
}
