import { isLiteral } from '../checks/tokens';
import { WarningId } from '../checks/warnings';
import { BackendName } from '../facts/backends';
import { ASYNC_SERVING } from '../facts/capabilities';
import { covers, Ordinal } from '../options/option';

/** A container as far as it is known at synth: its final variables, whether they come from props or from `environment`, and what it runs on. */
export interface Situation {
  readonly backend: BackendName;
  readonly version: Ordinal;
  /** Every variable under the name that LMI uses for the setting; values may be known only at deployment. */
  readonly environment: { readonly [name: string]: string };
  /** What the user wrote into `environment` beside the variables that the backend sets. */
  readonly added: { readonly [name: string]: string };
  /** How messages call a variable: by its prop, or as `environment.NAME`. */
  readonly nameOf: (variable: string) => string;
  /** Whether the weights come from the Hugging Face Hub. */
  readonly isHubModel: boolean;
  /** `model_type` of config.json. */
  readonly modelType?: string;
  readonly torchDtype?: string;
  readonly attentionHeads?: number;
  /** The method by which the weights are quantized already. */
  readonly quantizationMethod?: string;
  readonly instanceType: string;
  readonly accelerator?: string;
  readonly computesBf16?: boolean;
  /** GPUs or NeuronCores that the container may use. */
  readonly acceleratorCount?: number;
}

/** Something that goes wrong at run time and shows in the final variables. */
export interface Rule {
  /** Row of the list of known run-time failures (docs/decisions/known-failures.md) that the rule covers. */
  readonly id: string;
  readonly from?: Ordinal;
  readonly to?: Ordinal;
  /** Default: all. */
  readonly backends?: readonly BackendName[];
  /** Id of the warning. Default: it is an error. */
  readonly warning?: WarningId;
  /** What is wrong and what to do, or undefined. */
  readonly broken: (container: Situation) => string | undefined;
}

/** Whether a rule has a say about a container. */
export function concerns(rule: Rule, container: Situation): boolean {
  return covers(container.version, rule.from, rule.to) && (rule.backends === undefined || rule.backends.includes(container.backend));
}

/** The value of a variable that is known now. */
export function literal(container: Situation, variable: string): string | undefined {
  const value = container.environment[variable];
  return isLiteral(value) ? value : undefined;
}

/** The value of a variable that is a whole number known now. */
export function count(container: Situation, variable: string): number | undefined {
  const value = literal(container, variable);
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
}

/** Whether a Boolean variable is on, as far as is known. */
export function isOn(container: Situation, variable: string): boolean {
  return ['true', '1', 'yes', 'on', 't', 'y'].includes((literal(container, variable) ?? '').toLowerCase());
}

/** A variable with its value, as the beginning of a sentence. */
export function shown(container: Situation, variable: string): string {
  return `${container.nameOf(variable)} is ${JSON.stringify(literal(container, variable))}`;
}

/** Whether an asynchronous handler serves. */
export function isAsync(container: Situation): boolean {
  const { backend, version } = container;
  const rollingBatch = container.environment.OPTION_ROLLING_BATCH;
  if (backend === 'TrtLlm') {
    return version >= ASYNC_SERVING.TrtLlm.since;
  }
  if (backend !== 'Vllm' || version < ASYNC_SERVING.Vllm.since) {
    return false;
  }
  return isOn(container, 'OPTION_ASYNC_MODE') || (version >= ASYNC_SERVING.Vllm.byItselfSince && (rollingBatch === undefined || rollingBatch === 'auto'));
}

/** Over how many accelerators a copy of the model is split, when that is known. */
export function tensorParallelDegree(container: Situation): number | undefined {
  const { acceleratorCount } = container;
  if (literal(container, 'TENSOR_PARALLEL_DEGREE') !== 'max') {
    return count(container, 'TENSOR_PARALLEL_DEGREE');
  }
  const stages = container.version >= 11 ? count(container, 'OPTION_PIPELINE_PARALLEL_DEGREE') ?? 1 : 1;
  return acceleratorCount === undefined ? undefined : Math.max(1, Math.floor(acceleratorCount / stages));
}
