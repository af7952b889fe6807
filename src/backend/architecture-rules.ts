import { hasOwnHandler, ModelRule, ModelSituation } from './rule';
import { LMI_RELEASES } from '../facts/lmi-releases';
import {
  LMI_DIST_ARCHITECTURES, rangesOf, VLLM_BUILD_AHEAD, VLLM_MULTIMODAL_FALLBACK_SINCE, VLLM_THROUGH_TRANSFORMERS, VLLM_TRANSFORMERS_FALLBACK_SINCE,
} from '../facts/vllm-architectures';
import { covers, Ordinal } from '../options/option';

/** The LMI version whose list of architectures applies to a container with vLLM or LMI-Dist; undefined if no list is known. */
function listOf({ backend, version }: ModelSituation): Ordinal | undefined {
  return backend === 'LmiDist' ? LMI_DIST_ARCHITECTURES[version] : version;
}

/** The model's architecture classes if the list has none of them; empty if one is listed, or no list is known. */
function missingClasses(container: ModelSituation): readonly string[] {
  const list = listOf(container);
  // T5 has its own rule.
  if (list === undefined || container.modelType === 't5' || hasOwnHandler(container)) {
    return [];
  }
  const { architectures } = container;
  return architectures.some((name) => rangesOf(name).some(({ since, until }) => covers(list, since, until))) ? [] : architectures;
}

/** Whether the container installs Python packages at startup, which can replace vLLM. */
function installsPackages({ files }: ModelSituation): boolean {
  return files?.includes('requirements.txt') === true;
}

/** Whether the container may serve a class that is not in its list. */
function maySlipThrough(container: ModelSituation, names: readonly string[]): boolean {
  const { version, backend } = container;
  if (installsPackages(container)) {
    return true;
  }
  if (backend !== 'Vllm' || version < VLLM_TRANSFORMERS_FALLBACK_SINCE) {
    return false;
  }
  const isAhead = version === VLLM_BUILD_AHEAD.version && names.some((name) => rangesOf(name)[0].since === VLLM_BUILD_AHEAD.next);
  const isMultimodal = version >= VLLM_MULTIMODAL_FALLBACK_SINCE
    && names.some((name) => rangesOf(name)[0].multimodal && rangesOf(name)[0].since > version);
  return isAhead || isMultimodal || names.some((name) => VLLM_THROUGH_TRANSFORMERS.includes(name));
}

function describeClasses(names: readonly string[]): string {
  return names.length === 1 ? `the architecture ${names[0]}` : `one of the architectures ${names.join(', ')}`;
}

function vllmOf({ backend, version }: ModelSituation): string {
  const vllm = LMI_RELEASES.find(({ ordinal }) => ordinal === version)?.vllm;
  return backend === 'LmiDist' ? `LMI-Dist in LMI V${version} is built on an older vLLM` : `LMI V${version} has vLLM ${vllm}`;
}

/** Describes which versions of vLLM serve one of the classes, and the fix. */
function whereServed(container: ModelSituation, names: readonly string[]): string {
  const { version, backend } = container;
  const ranges = names.flatMap(rangesOf);
  const later = ranges.map(({ since }) => since).filter((since) => since > version);
  const use = backend === 'Vllm' ? 'use' : 'use VllmBackend with';
  if (later.length > 0 || backend !== 'Vllm') {
    const since = Math.min(...later.length > 0 ? later : ranges.map((range) => range.since));
    return `which vLLM serves from LMI V${since} on, but ${vllmOf(container)}: ${use} LMI V${since} or later`;
  }
  const last = Math.max(...ranges.map(({ until }) => until ?? version));
  return `which vLLM serves up to LMI V${last}, but ${vllmOf(container)}: ${use} LMI V${last}`;
}

/** Whether the engine of a version supports the model's architecture, as far as both are known. */
export const ARCHITECTURE_RULES: readonly ModelRule[] = [
  {
    id: 'unsupported-architecture',
    backends: ['Vllm', 'LmiDist'],
    violation: (container) => {
      const names = missingClasses(container).filter((name) => rangesOf(name).length > 0);
      return names.length > 0 && !maySlipThrough(container, names)
        ? `the model has ${describeClasses(names)}, ${whereServed(container, names)}.`
        : undefined;
    },
  },
  {
    id: 'unlisted-architecture',
    backends: ['Vllm', 'LmiDist'],
    warning: 'untested-model',
    violation: (container) => {
      const names = missingClasses(container);
      const known = names.filter((name) => rangesOf(name).length > 0);
      if (names.length === 0 || (known.length > 0 && !maySlipThrough(container, known))) {
        return undefined;
      }
      const fallback = installsPackages(container) ? 'requirements.txt may install a vLLM that does' : container.version >= VLLM_TRANSFORMERS_FALLBACK_SINCE && container.backend === 'Vllm'
        ? 'vLLM may serve it through the Transformers library of the image'
        : 'vLLM of this version serves only what it lists';
      const since = known.map((name) => rangesOf(name)[0].since);
      return `the model has ${describeClasses(names)}, which is not in the list of vLLM in LMI V${container.version}; ${fallback}: test it before you rely on it`
        + (since.length > 0 ? `, or use LMI V${Math.min(...since)} or later` : '');
    },
  },
];
