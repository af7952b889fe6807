import { FitEstimate } from './fit-estimate';
import { isKnown, NEWEST_NEURON } from './fit-input';
import { byPrice, isOffered, isOfFamily, listedTypes } from './listed-types';
import { MemoryFitProps } from './memory-fit-props';
import { plural } from '../checks/plural';
import { Problems } from '../checks/problems';
import { NEWEST_ORDINAL } from '../facts/lmi-releases';
import { SizingEngine } from '../facts/sizing-engine';
import { LmiInstanceType } from '../instance/lmi-instance-type';
import { isReportedToFail, whyNot } from '../memory/can-run';

const PATH = 'MemoryFit';

/** The load to find an instance type for, and the types to choose from. */
export interface Search extends Omit<MemoryFitProps, 'instanceType'> {
  readonly concurrency?: number;
  /** Length of the concurrent sequences. Default: the maximum length. */
  readonly concurrencyAtTokens?: number;
  /** The tensor parallel degree. Default: all accelerators of the type. */
  readonly fixedDegree?: number;
  readonly among?: LmiInstanceType[];
  readonly family?: string;
  readonly region?: string;
}

/** The cheapest instance type that serves a load; throws an error with the reason if there is none. */
export function cheapest(search: Search): LmiInstanceType {
  const problems = new Problems(PATH);
  const candidates = candidatesOf(search);
  const found = candidates.find((instanceType) => serves(search, instanceType));
  if (found === undefined) {
    problems.add(unserved(search, candidates));
  }
  problems.throwIfAny();
  return found!;
}

/** Instance types that can run the model, in the order in which they are tried. */
export function candidatesOf({ among, architecture, engine, family, region, version, fixedDegree = 1 }: Search): readonly LmiInstanceType[] {
  const isNeuron = engine === SizingEngine.TRANSFORMERS_NEURONX;
  const workload = {
    geometry: architecture._geometry,
    engine: engine ?? SizingEngine.VLLM,
    ordinal: version?._ordinal ?? (isNeuron ? NEWEST_NEURON : NEWEST_ORDINAL),
  };
  // A type that is not in the price list at all counts only if the user names it.
  const offered = (candidate: LmiInstanceType): boolean => region === undefined || (isOffered(candidate, region) ?? among !== undefined);
  const runs = (candidate: LmiInstanceType): boolean => among !== undefined
    || (whyNot(workload, candidate.accelerator!._fact) === undefined && !isReportedToFail(candidate.name, workload));
  return (among === undefined ? listedTypes(engine, region) : byPrice(among.filter(isKnown), region))
    .filter((candidate) => (family === undefined || isOfFamily(candidate, family)) && offered(candidate)
      && candidate.coreCount! >= fixedDegree && runs(candidate));
}

/** Whether an instance type serves a load. */
export function serves(search: Search, instanceType: LmiInstanceType): boolean {
  const { concurrency = 1 } = search;
  const load = { ...loadOf(search), instanceType };
  const fit = new FitEstimate(PATH, load);
  if (!fit.fits || concurrency === 1) {
    return fit.fits;
  }
  // The engine must also be configured for this concurrency, and its buffers grow with it.
  const busy = concurrency > fit.memory.maxNumSeqs ? new FitEstimate(PATH, { ...load, maxNumSeqs: concurrency }) : fit;
  return busy.fits && busy.sequencesOf(search.concurrencyAtTokens ?? busy.memory.maxModelLen) >= concurrency;
}

function loadOf(search: Search): Omit<MemoryFitProps, 'instanceType'> {
  const { concurrency, concurrencyAtTokens, among, family, region, fixedDegree, ...load } = search;
  return { ...load, tensorParallelDegree: fixedDegree };
}

function unserved(search: Search, candidates: readonly LmiInstanceType[]): string {
  const { architecture, concurrency = 1, family, region } = search;
  const where = `${family === undefined ? '' : ` of the family ${family}`}${region === undefined ? '' : ` in ${region}`}`;
  if (candidates.length === 0) {
    return `architecture is ${architecture}, but no instance type${where} is known that could run it: allow more types, or set instanceType`;
  }
  const total = ({ accelerator, acceleratorCount }: LmiInstanceType): number => accelerator!._fact.memoryGib * acceleratorCount!;
  const largest = [...candidates].sort((a, b) => total(b) - total(a))[0];
  const { memory } = new FitEstimate(PATH, { ...loadOf(search), instanceType: largest });
  return `architecture is ${architecture}, which fits none of ${candidates.length} instance types${where} with a context of ${memory.maxModelLen} tokens `
    + `and ${plural(concurrency, 'sequence')} at a time: ${memory.longestContext > 0
      ? `the largest, ${largest.name}, holds a context of ${memory.longestContext} tokens; set maxModelLen, or use fewer bits per weight`
      : 'use fewer bits per weight, or allow larger types'}`;
}

