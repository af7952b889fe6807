import { doubt, Finding } from './finding';
import { imageOf } from './image';
import { Source } from './source';
import { BackendName, BACKENDS, versionsOf } from '../../src/facts/backends';
import { LMI_RELEASES } from '../../src/facts/lmi-releases';
import { Failure } from '../failure';

/** The backend and version of a container. */
export interface Target {
  readonly backend: BackendName;
  readonly ordinal: number;
  /** Whether neither the user nor the image specifies the version. */
  readonly isAssumed: boolean;
}

const NAMES = Object.keys(BACKENDS) as BackendName[];
const SPELLINGS: { readonly [word: string]: BackendName } = {
  ...Object.fromEntries(NAMES.map((name) => [name.toLowerCase(), name])),
  tensorrtllm: 'TrtLlm', tensorrt: 'TrtLlm', neuron: 'Neuronx', transformersneuronx: 'Neuronx', tnx: 'Neuronx',
};

/** The backend and version that the user specifies, or that follow from image and variables. */
export function targetOf(source: Source, options: { readonly backend?: string; readonly version?: string }): Target {
  const image = source.image === undefined ? {} : imageOf(source.image);
  const backend = options.backend === undefined ? backendIn(source, image.family) : backendNamed(options.backend);
  const ordinal = options.version === undefined ? image.ordinal : ordinalOf(options.version);
  return { backend, ordinal: ordinal ?? Math.max(...versionsOf(backend)), isAssumed: ordinal === undefined };
}

function backendNamed(text: string): BackendName {
  const backend = SPELLINGS[text.toLowerCase().replace(/[-_ ]|backend$/g, '')];
  if (backend === undefined) {
    throw new Failure(`${JSON.stringify(text)} is not a backend`, 'Use vllm, trtllm, neuronx, lmi-dist or deepspeed');
  }
  return backend;
}

/** The number of a version such as `V18`, `18`, `0.36.0-lmi18` or `0.30.0`. */
export function ordinalOf(text: string): number {
  const [, number] = /^(?:lmi)?\s*v?(\d+)(?:\.0(?:\.0)?)?$/i.exec(text) ?? /-lmi(\d+)/.exec(text) ?? [];
  const release = number === undefined
    ? LMI_RELEASES.filter(({ djlVersion }) => djlVersion === text).pop()
    : LMI_RELEASES.find(({ ordinal }) => ordinal === Number(number));
  if (release === undefined) {
    const [first, last] = [LMI_RELEASES[0].ordinal, LMI_RELEASES[LMI_RELEASES.length - 1].ordinal];
    throw new Failure(`${JSON.stringify(text)} is not a known LMI version`, `Use V${first} to V${last}, or the version of DJL Serving such as ${LMI_RELEASES[0].djlVersion}`);
  }
  return release.ordinal;
}

function backendIn({ settings }: Source, family: string | undefined): BackendName {
  const valueOf = (variable: string) => settings.find((setting) => setting.variable === variable)?.value.toLowerCase();
  const rollingBatch = valueOf('OPTION_ROLLING_BATCH');
  const entryPoint = valueOf('OPTION_ENTRYPOINT') ?? '';
  if (family === 'djl-neuronx' || entryPoint.includes('neuronx') || rollingBatch === 'tnx') {
    return 'Neuronx';
  }
  if (family === 'djl-tensorrtllm' || rollingBatch === 'trtllm' || entryPoint.includes('trtllm') || entryPoint.includes('tensorrt_llm')) {
    return 'TrtLlm';
  }
  if (rollingBatch === 'lmi-dist') {
    return 'LmiDist';
  }
  return rollingBatch === 'deepspeed' || valueOf('OPTION_ENGINE') === 'deepspeed' || entryPoint.includes('deepspeed') ? 'DeepSpeed' : 'Vllm';
}

/** A warning if the version could not be determined from the image, so that the configuration was read for an assumed one. */
export function doubtOfImage(uri: string | undefined, { backend, ordinal, isAssumed }: Target): readonly Finding[] {
  if (uri === undefined || !isAssumed) {
    return [];
  }
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  const target = `${BACKENDS[backend].title} of LMI V${ordinal}`;
  return [doubt('Image', /djl-inference\b/.test(uri)
    ? `${name} is not the image of a known LMI version; the variables were read as ${target} reads them. Pass the version of the image with --version.`
    : `${name} is not an LMI image (djl-inference); the variables were read as if the model were moved to ${target}. If the image is a copy of an LMI image, `
      + 'pass its version with --version.')];
}
