import { MemoryFitProps, WeightFormat } from './memory-fit-props';
import { plural } from '../checks/plural';
import { Problems } from '../checks/problems';
import { checkedProps, FLAG, knownNow, needed, ownChecks, PropKinds, wordOf } from '../checks/prop-kinds';
import { AcceleratorFact, AcceleratorKind } from '../facts/accelerators';
import { LMI_RELEASES, NEWEST_ORDINAL } from '../facts/lmi-releases';
import { SizingEngine } from '../facts/sizing-engine';
import { VERSION } from '../image/lmi-version';
import { INSTANCE_TYPE, LmiInstanceType } from '../instance/lmi-instance-type';
import { isDivisible } from '../memory/memory-model';
import { VllmRules, vllmRules } from '../memory/vllm-rules';
import { checkpointFormat } from '../memory/weights';
import { ARCHITECTURE, ModelArchitecture } from '../model/model-architecture';

/** The input of an estimate with all defaults resolved. */
export interface FitInput {
  readonly architecture: ModelArchitecture;
  readonly instanceType: LmiInstanceType;
  readonly accelerator: AcceleratorFact;
  readonly accelerators: number;
  readonly engine: SizingEngine;
  readonly ordinal: number;
  readonly rules: VllmRules;
  readonly degree: number;
  readonly weightFormat: WeightFormat;
  readonly utilization: number;
}

/** The required model of an estimate. */
export const GIVEN_ARCHITECTURE = needed(ARCHITECTURE, ARCHITECTURE.fix!);

const FIT_KINDS: PropKinds<MemoryFitProps> = {
  ...ownChecks(
    'tensorParallelDegree', 'kvCacheBytesPerElement', 'gpuMemoryUtilization', 'maxModelLen', 'maxNumSeqs', 'maxNumBatchedTokens', 'maxLoras', 'maxLoraRank', 'cpuOffloadGib',
  ),
  architecture: GIVEN_ARCHITECTURE,
  instanceType: needed(INSTANCE_TYPE, INSTANCE_TYPE.fix!),
  version: VERSION,
  engine: knownNow(wordOf(SizingEngine)),
  weightFormat: knownNow(wordOf(WeightFormat)),
  chunkedPrefill: knownNow(FLAG),
  enforceEager: knownNow(FLAG),
  draftArchitecture: ARCHITECTURE,
};

const FIT_KIND_ROWS = Object.entries(FIT_KINDS);

/** Whether every prop exists and is of its kind, and no required one is missing. */
function isSound(props: { readonly [prop: string]: any }): boolean {
  return Object.keys(props).every((prop) => prop in FIT_KINDS) && FIT_KIND_ROWS.every(([prop, { accepts, needed: fix }]) => {
    const value = props[prop];
    return value === undefined ? fix === undefined : value !== null && accepts(value);
  });
}

/** Checks the props of an estimate and fills in the defaults. */
export function resolveInput(path: string, props: MemoryFitProps): FitInput {
  const problems = new Problems(path);
  // A search estimates thousands of times, so valid props are not copied.
  props = isSound(props) ? props : checkedProps(problems, props, FIT_KINDS);
  for (const name of ['tensorParallelDegree', 'maxModelLen', 'maxNumSeqs', 'maxNumBatchedTokens', 'maxLoras', 'maxLoraRank'] as const) {
    checkCount(problems, name, props[name]);
  }
  checkShare(problems, props.gpuMemoryUtilization);
  const bytes = props.kvCacheBytesPerElement;
  if (bytes !== undefined && !(Number.isFinite(bytes) && bytes > 0 && bytes <= 4)) {
    problems.invalid('kvCacheBytesPerElement', bytes, 'a number > 0 and <= 4', 'pass 1 for an 8-bit cache or 2 for a 16-bit one');
  }
  const offload = props.cpuOffloadGib;
  if (offload !== undefined && !(Number.isFinite(offload) && offload >= 0)) {
    problems.invalid('cpuOffloadGib', offload, 'a number >= 0', 'pass the GiB of weights that stay on the host, for each accelerator');
  }
  const { instanceType, weightFormat: format } = props;
  if (instanceType && !isKnown(instanceType)) {
    problems.invalid('instanceType', instanceType.name, 'a type whose accelerators are known',
      'pass accelerator and acceleratorCount to LmiInstanceType.of');
  }
  problems.throwIfAny();

  const accelerator = instanceType.accelerator!._fact;
  const accelerators = instanceType.coreCount!;
  const neuron = accelerator.kind === AcceleratorKind.NEURON;
  const engine = props.engine ?? (neuron ? SizingEngine.TRANSFORMERS_NEURONX : SizingEngine.VLLM);
  const degree = props.tensorParallelDegree;
  if (degree !== undefined) {
    checkDegree(problems, degree, accelerators, neuron, props.architecture, engine);
    problems.throwIfAny();
  }
  const ordinal = props.version?._ordinal ?? (engine === SizingEngine.TRANSFORMERS_NEURONX ? NEWEST_NEURON : NEWEST_ORDINAL);
  const rules = rulesOf(ordinal, accelerator.computeCapability);
  return {
    architecture: props.architecture,
    instanceType,
    accelerator,
    accelerators,
    engine,
    ordinal,
    rules,
    degree: degree ?? accelerators,
    weightFormat: format ?? checkpointFormat(props.architecture._geometry) as WeightFormat,
    // TensorRT-LLM's default is that of older versions of vLLM.
    utilization: props.gpuMemoryUtilization ?? (engine === SizingEngine.VLLM ? rules.utilization : 0.9),
  };
}

function checkDegree(
  problems: Problems, degree: number, accelerators: number, neuron: boolean, architecture: ModelArchitecture, engine: SizingEngine,
): void {
  const allowed = Array.from({ length: accelerators }, (_, index) => index + 1)
    .filter((candidate) => isDivisible(architecture._geometry, candidate, engine));
  if (degree > accelerators) {
    const parts = plural(accelerators, neuron ? 'NeuronCore' : 'accelerator');
    problems.invalid('tensorParallelDegree', degree, `at most the ${parts} of the instance type`,
      `set it to ${list(allowed)}, or use a larger instance type`);
  }
  if (!isDivisible(architecture._geometry, degree, engine)) {
    problems.invalid('tensorParallelDegree', degree,
      `a divisor of the ${architecture.attentionHeads} attention heads that is compatible with the ${plural(architecture.keyValueHeads, 'key-value head')}`,
      `set it to ${list(allowed)}`);
  }
}

export function checkCount(problems: Problems, name: string, value: number | undefined): void {
  if (value !== undefined && !(Number.isSafeInteger(value) && value >= 1)) {
    problems.invalid(name, value, 'an integer >= 1', 'pass a number that is known at synth time');
  }
}

export function checkShare(problems: Problems, value: number | undefined): void {
  if (value !== undefined && !(Number.isFinite(value) && value > 0 && value <= 1)) {
    problems.invalid('gpuMemoryUtilization', value, 'a number > 0 and <= 1', 'pass the share of the memory that the engine may use');
  }
}

/** Whether the kind and number of accelerators of the type are known. */
export function isKnown(instanceType: LmiInstanceType): boolean {
  return instanceType.accelerator !== undefined && instanceType.coreCount !== undefined;
}

export const NEWEST_NEURON = Math.max(...LMI_RELEASES.filter((release) => release.images['djl-neuronx']).map((release) => release.ordinal));

const RULES = new Map<string, VllmRules>();

/** Rules of the vLLM in an LMI version; an unlisted version has those of the newest one before it. */
function rulesOf(ordinal: number, computeCapability?: number): VllmRules {
  const key = `${ordinal}/${computeCapability}`;
  let rules = RULES.get(key);
  if (rules === undefined) {
    const release = [...LMI_RELEASES].reverse().find((candidate) => candidate.ordinal <= ordinal) ?? LMI_RELEASES[0];
    rules = vllmRules(release.vllm, computeCapability);
    RULES.set(key, rules);
  }
  return rules;
}

/** Joins numbers as in `1, 2 or 4`. */
export function list(values: readonly number[]): string {
  return values.length > 1 ? `${values.slice(0, -1).join(', ')} or ${values[values.length - 1]}` : String(values[0] ?? 1);
}
