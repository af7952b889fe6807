import { parseBoolean } from './option-parse';
import { ownValue } from '../checks/own-value';
import { isLiteral } from '../checks/tokens';
import { BackendName } from '../facts/backends';
import { ASYNC_SERVING, AsyncServingFact } from '../facts/capabilities';
import { NEWEST_ORDINAL } from '../facts/lmi-releases';
import { defaultBatchSize } from '../facts/rolling-batch';
import { SizingEngine } from '../facts/sizing-engine';
import { Ordinal } from '../options/option';
import { aliasesOf, rowsOf } from '../options/tables';

/** Variables of a container by name. */
export interface Environment {
  readonly [name: string]: string;
}

/** The parts of a backend's config that determine how variables are read. */
export interface ServedConfig {
  readonly aliases?: { readonly [alias: string]: string };
  readonly contextVariable?: string;
  readonly sizingEngine?: SizingEngine;
}

/** The final variables of a container, and the backend and version that read them. */
interface ServedContainer {
  /** Default: the backend with the same memory model, if any. */
  readonly backend?: BackendName;
  /** A version newer than the tables counts as the newest one. */
  readonly version: Ordinal;
  readonly environment: Environment;
  readonly config: ServedConfig;
}

const BACKEND_OF_ENGINE: { readonly [engine in SizingEngine]: BackendName } = {
  [SizingEngine.VLLM]: 'Vllm',
  [SizingEngine.TENSORRT_LLM]: 'TrtLlm',
  [SizingEngine.TRANSFORMERS_NEURONX]: 'Neuronx',
};

/** A number as vLLM reads it, optionally with a multiplier suffix. */
export const READABLE_NUMBER = /^\s*(\d+(?:\.\d+)?)([kmgt]?)\s*$/i;

/** Lowercase suffixes are decimal, uppercase ones binary, as in `human_readable_int` of vLLM. */
const MULTIPLIERS: { readonly [suffix: string]: number } = {
  k: 1e3, m: 1e6, g: 1e9, t: 1e12, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40,
};

/** First LMI version in which `max` leaves accelerators to the stages of a pipeline (djl-serving 0.29.0-dlc, PyEnv.java, read 2026-08-21). */
const STAGES_SINCE = 11;

/**
 * The final variables of a container, read once.
 *
 * A backend renders its props to strings and the user adds strings, so only the strings determine how the container serves. Everything that depends on
 * them reads them here: rules, the memory estimate, alarms and adapters. A value that is known only at deployment reads as not set; `isUnknown` tells the
 * two apart.
 */
export class ServedOptions {
  public readonly backend?: BackendName;
  public readonly version: Ordinal;
  public readonly config: ServedConfig;
  /** Every variable that is set, under its own name and LMI's name for the setting. */
  public readonly environment: Environment;

  public constructor({ backend, version, environment, config }: ServedContainer) {
    this.backend = backend ?? (config.sizingEngine && BACKEND_OF_ENGINE[config.sizingEngine]);
    this.version = Math.min(version, NEWEST_ORDINAL);
    this.config = config;
    this.environment = settings(environment, config.aliases ?? (this.backend ? Object.fromEntries(aliasesOf(this.backend)(this.version)) : {}));
  }

  /** The value of a variable, if it is known at synth. */
  public literal(variable: string): string | undefined {
    const value = ownValue(this.environment, variable);
    return isLiteral(value) ? value : undefined;
  }

  /** Whether a variable is set to a value that is known only at deployment. */
  public isUnknown(variable: string): boolean {
    return ownValue(this.environment, variable) !== undefined && this.literal(variable) === undefined;
  }

  /** The value of a variable as an integer, if it is one known at synth; also with a suffix that vLLM reads, such as `32k`. */
  public count(variable: string): number | undefined {
    const [, digits, suffix] = READABLE_NUMBER.exec(this.literal(variable) ?? '') ?? [];
    const count = digits === undefined ? NaN : Number(digits) * (suffix ? MULTIPLIERS[suffix] : 1);
    return Number.isInteger(count) ? count : undefined;
  }

  /** Whether a variable is on or off, as the container reads it; undefined if it is neither. */
  public flag(variable: string): boolean | undefined {
    const value = this.literal(variable);
    const row = this.backend && rowsOf(this.backend).get(variable);
    return value === undefined ? undefined : parseBoolean(row ?? { env: variable }, value, this.version);
  }

  /** Whether a variable is known to be on. */
  public isOn(variable: string): boolean {
    return this.flag(variable) === true;
  }

  /** Whether the container chooses the asynchronous handler by itself, whatever `OPTION_ASYNC_MODE` says. */
  public get isAsyncByItself(): boolean {
    const fact = asyncServing(this.backend);
    return fact !== undefined && this.version >= fact.byItselfSince && !(fact.yieldsToRollingBatch && this.namesRollingBatch);
  }

  /** Whether an asynchronous handler serves. */
  public get isAsync(): boolean {
    const fact = asyncServing(this.backend);
    return this.isAsyncByItself || (fact !== undefined && this.version >= fact.since && this.isOn('OPTION_ASYNC_MODE'));
  }

  /** Number of requests that a worker processes at the same time. */
  public get batchSize(): number | undefined {
    return this.compiledBatchSize ?? (this.environment.OPTION_MAX_ROLLING_BATCH_SIZE === undefined
      ? defaultBatchSize(this.rollingBatch, this.version)
      : this.count('OPTION_MAX_ROLLING_BATCH_SIZE'));
  }

  /**
   * Batch size that Transformers NeuronX compiles the model for, if that is not the size of the rolling batch: without a rolling batch, and in V7, where it
   * is the upper limit of the rolling batch (djl-serving 0.25.0-dlc, transformers_neuronx.py and tnx_properties.py, read 2026-11-25).
   */
  public get compiledBatchSize(): number | undefined {
    const isRolling = this.literal('OPTION_ROLLING_BATCH') !== 'disable';
    if (this.backend !== 'Neuronx' || (isRolling && this.version > 7) || this.isUnknown('OPTION_BATCH_SIZE')) {
      return undefined;
    }
    const compiled = this.count('OPTION_BATCH_SIZE') ?? this.count('SERVING_BATCH_SIZE') ?? 1;
    return isRolling ? Math.min(compiled, this.count('OPTION_MAX_ROLLING_BATCH_SIZE') ?? compiled) : compiled;
  }

  /** Whether the engine uses the longest context that fits. */
  public get hasAutoContext(): boolean {
    const { contextVariable } = this.config;
    return contextVariable !== undefined && ['-1', 'auto'].includes(this.literal(contextVariable) ?? '');
  }

  /** Number of pipeline stages that the layers of a copy are divided into. */
  public get stages(): number {
    return this.version >= STAGES_SINCE ? this.count('OPTION_PIPELINE_PARALLEL_DEGREE') ?? 1 : 1;
  }

  /** The variable with the number of accelerators per copy: of its two names, the one that takes precedence in every version. */
  public get degreeVariable(): string {
    return ['OPTION_TENSOR_PARALLEL_DEGREE', 'TENSOR_PARALLEL_DEGREE'].find((name) => this.environment[name] !== undefined) ?? 'TENSOR_PARALLEL_DEGREE';
  }

  /** Whether a copy is split over all accelerators of the container. */
  public get takesAllAccelerators(): boolean {
    return (this.environment[this.degreeVariable] ?? 'max') === 'max';
  }

  /** Number of the container's accelerators that each layer is split over; undefined if unknown. */
  public degreeOn(accelerators: number | undefined): number | undefined {
    if (!this.takesAllAccelerators) {
      return this.count(this.degreeVariable);
    }
    return accelerators === undefined ? undefined : Math.max(1, Math.floor(accelerators / this.stages));
  }

  /** Copies of the model in one container: if a copy takes only some of the accelerators, the model is loaded several times. */
  public copiesOn(accelerators: number | undefined): number | undefined {
    if (this.takesAllAccelerators) {
      return 1;
    }
    const degree = this.degreeOn(accelerators);
    return degree && accelerators ? Math.max(1, Math.floor(accelerators / (degree * this.stages))) : undefined;
  }

  /** The kind of rolling batch that the container forms, if it is named or follows from the version. */
  private get rollingBatch(): string | undefined {
    return this.backend === 'Vllm' && !this.namesRollingBatch && !this.isAsync ? 'vllm' : this.literal('OPTION_ROLLING_BATCH');
  }

  private get namesRollingBatch(): boolean {
    return ![undefined, 'auto'].includes(this.environment.OPTION_ROLLING_BATCH);
  }
}

function asyncServing(backend: BackendName | undefined): AsyncServingFact | undefined {
  return backend && ownValue<AsyncServingFact>(ASYNC_SERVING, backend);
}

/** The effective variables, each setting also under LMI's name for it. */
function settings(environment: Environment, aliases: { readonly [alias: string]: string }): Environment {
  // An empty option is skipped (djl-serving 0.26.0-dlc to 0.36.0-lmi27-dlc, ModelInfo.java, read 2026-08-21).
  const set = Object.fromEntries(Object.entries(environment).filter(([name, value]) => value !== '' || !name.startsWith('OPTION_')));
  const result: { [name: string]: string } = { ...set };
  for (const variable of new Set(Object.keys(set).flatMap((name) => ownValue(aliases, name) ?? []))) {
    const names = [variable, ...Object.keys(set).filter((name) => ownValue(aliases, name) === variable)].filter((name) => set[name] !== undefined);
    result[variable] = set[names.sort((left, right) => rank(left) - rank(right))[0]];
  }
  return result;
}

/**
 * Precedence of several names for one setting: SageMaker's names before options, and options before all others
 * (djl-serving 0.36.0-lmi27-dlc, ModelInfo.java, SageMakerCompatibility.java and PyEnv.java, read 2026-08-21).
 */
function rank(name: string): number {
  return name.startsWith('SAGEMAKER_') ? 0 : /^(OPTION|SERVING)_/.test(name) ? 1 : 2;
}
