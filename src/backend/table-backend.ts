import { Construct } from 'constructs';
import { additions, readAdditions } from './inspection';
import { BoundContainer, LmiBackend, LmiBackendBindOptions, LmiBackendConfig } from './lmi-backend';
import { LmiBackendProps } from './lmi-backend-props';
import { checkOptions, GivenOptions, OptionNames } from './option-check';
import { renderOption } from './option-render';
import { appliesTo, Situation } from './rule';
import { RULES } from './rules';
import { Variables } from './variables';
import { ownValue } from '../checks/own-value';
import { Problems } from '../checks/problems';
import { checkedProps, ownChecks, PropKinds } from '../checks/prop-kinds';
import { isNumber } from '../checks/tokens';
import { warn } from '../checks/warnings';
import { BackendName, BACKENDS, describeVersions, imageFamilyOf, versionsOf } from '../facts/backends';
import { LMI_RELEASES, NEWEST_ORDINAL } from '../facts/lmi-releases';
import { IMAGE, LmiImage } from '../image/lmi-image';
import { LmiVersion, VERSION } from '../image/lmi-version';
import { ordinalIn } from '../image/ordinal';
import { covers, OptionRow, OptionTable, writtenName } from '../options/option';
import { isAllowedInSecureMode } from '../options/secure-mode';
import { knownVariables, optionsOf, variableProps, writtenAliasesOf } from '../options/tables';

/** Versions in which a passed-through `false` does not reach the engine (djl-serving 0.32.0-dlc to 0.36.0-lmi25-dlc, read 2026-08-21). */
const FALSE_IGNORED_UNTIL = 25;

/** The kinds of the props of a backend. */
export function backendKinds(backend: BackendName, further: PropKinds = {}): PropKinds {
  return { ...ownChecks(...Object.keys(optionsOf(backend))), version: VERSION, image: IMAGE, ...further };
}

/**
 * A backend defined by its option table.
 *
 * @internal
 */
export abstract class TableBackend extends LmiBackend {
  public readonly version: LmiVersion;
  /**
   * @internal
   */
  protected readonly _ordinal: number;
  /**
   * @internal
   */
  protected readonly _given: GivenOptions;
  private readonly image: LmiImage;
  private readonly imageFamily: string;
  private readonly options: OptionTable;
  private readonly backend: BackendName;

  private readonly ignored: readonly string[];

  protected constructor(scope: Construct, id: string, backend: BackendName, props: LmiBackendProps, kinds: PropKinds) {
    super(scope, id);
    this.backend = backend;
    this.options = optionsOf(backend);

    const problems = new Problems(this);
    // Untyped JavaScript does not notice a misspelled option, and neither does the container.
    this._given = checkedProps<GivenOptions>(problems, props, kinds, { noun: `an option of ${BACKENDS[backend].title}` });
    const { version, image } = this._given;
    const imageVersion = checkedProps<Pick<LmiImage, 'version'>>(problems, { version: image?.version }, { version: VERSION }, { path: 'image.' }).version;
    const isVersionKnown = !problems.isReported('version', 'image', 'image.version');

    const versions = versionsOf(backend);
    this.version = version ?? imageVersion ?? constantOf(defaultVersion(this, problems, versions));
    // A version newer than the tables is checked as the newest one.
    this._ordinal = Math.min(this.version._ordinal, NEWEST_ORDINAL);
    this.image = image ?? LmiImage.fromVersion(this.version);
    this.imageFamily = imageFamilyAt(backend, this._ordinal);

    if (!image && !versions.includes(this.version._ordinal)) {
      problems.add(`version is ${this.version}; it must be one that has an image for ${BACKENDS[backend].title}. `
        + `Choose one of ${describeVersions(versions)}, or pass your own image.`);
    }
    if (version && imageVersion && version._ordinal !== imageVersion._ordinal) {
      problems.add(`version is ${version}, but image is of ${imageVersion}. Omit version, or pass the image of that version.`);
    }
    this.checkSecureMode(problems);
    this.ignored = checkOptions(problems, this.options, isVersionKnown ? this._given : this.covered(), this._ordinal);
    this._check(problems);
    problems.throwIfAny();
    this.ignored.forEach((sentence) => warn(this, 'option-ignored', sentence));
    this.warnOfIgnoredFalse(this, this._given);
  }

  /**
   * @internal
   */
  public get _name(): BackendName {
    return this.backend;
  }

  /**
   * @internal
   */
  public get _isVersionKnown(): boolean {
    return (this._given.version ?? undefined) !== undefined || this.image.version !== undefined;
  }

  /**
   * Maps the options to variables of the container.
   *
   * @param options what the container serves, and on what
   */
  public bind(options: LmiBackendBindOptions): LmiBackendConfig {
    const problems = new Problems(this);
    const variables = new Variables();
    this._select(variables, options);
    this._parallelize(variables, options);
    for (const [prop, value] of Object.entries(this._defaultOptions(options))) {
      variables.setDefault(this.options[prop].env, renderOption(this, this.options[prop], value, this._ordinal), prop);
    }
    for (const [prop, value] of Object.entries(this._given)) {
      const row = ownValue(this.options, prop);
      if (row !== undefined) {
        variables.set(writtenName(row, this._ordinal), problems.collect(() => renderOption(this, row, value, this._ordinal)), prop);
      }
    }
    problems.throwIfAny();
    return {
      environment: variables.environment,
      props: this.propsNow(variables.props),
      defaults: variables.defaults,
      variableProps: variableProps(this.backend),
      aliases: this.aliases(variables.environment),
      knownVariables: knownVariables(this.backend),
      image: this.image,
      imageFamily: this.imageFamily,
      acceleratorKind: BACKENDS[this.backend].accelerator,
      sizingEngine: BACKENDS[this.backend].sizing,
      contextVariable: this.contextVariable(),
    };
  }

  /**
   * @internal
   */
  public _inspect(scope: Construct, problems: Problems, container: BoundContainer): void {
    const added = additions(container);
    const read = readAdditions(problems, this.backend, added, this._ordinal);
    const given = { ...this._defaultOptions(container), ...this._given, ...read.values };
    const ignored = checkOptions(problems, this.options, given, this._ordinal, read.names);
    [...read.ignored, ...ignored.filter((sentence) => !this.ignored.includes(sentence))].forEach((sentence) => warn(scope, 'option-ignored', sentence));
    this.warnOfIgnoredFalse(scope, read.values, read.names);

    const situation = new Situation(container, added);
    for (const rule of RULES) {
      const sentence = appliesTo(rule, situation) ? rule.violation(situation) : undefined;
      if (sentence !== undefined) {
        rule.warning === undefined || rule.isError?.(situation) ? problems.add(sentence) : warn(scope, rule.warning, sentence);
      }
    }
  }

  /**
   * Whether the model server forms dynamic batches, which excludes a rolling batch.
   *
   * @internal
   */
  protected _hasDynamicBatches({ environment = {} }: LmiBackendBindOptions): boolean {
    return isNumber(this._given.batchSize) ? this._given.batchSize > 1 : Number(ownValue(environment, 'SERVING_BATCH_SIZE')) > 1;
  }

  /**
   * Sets the rolling batch, unless the model server forms dynamic batches.
   *
   * @internal
   */
  protected _formBatches(variables: Variables, rollingBatch: string, options: LmiBackendBindOptions): void {
    variables.setDefault('OPTION_ROLLING_BATCH', this._hasDynamicBatches(options) ? 'disable' : rollingBatch, 'rollingBatch');
  }

  /**
   * Sets the variables that choose the inference library and locate the model.
   *
   * @internal
   */
  protected abstract _select(variables: Variables, options: LmiBackendBindOptions): void;

  /**
   * Options derived from the model, by prop, for those that the user does not pass.
   *
   * @internal
   */
  protected _defaultOptions(_options: LmiBackendBindOptions): GivenOptions {
    return {};
  }

  /**
   * Checks what the table columns cannot express.
   *
   * @internal
   */
  protected _check(_problems: Problems): void {}

  /**
   * The variable with the number of accelerators per copy.
   *
   * @internal
   */
  protected get _degreeVariable(): string {
    return writtenName(this.options.tensorParallelDegree, this._ordinal);
  }

  /**
   * By default, the model is split over all accelerators of the container.
   *
   * @internal
   */
  protected _parallelize(variables: Variables, options: LmiBackendBindOptions): void {
    const count = options.acceleratorCount;
    variables.setDefault(this._degreeVariable, count === undefined ? 'max' : String(count), 'tensorParallelDegree');
  }

  /** The props behind the variables; `backend` if the version lacks the prop of a default. */
  private propsNow(props: { readonly [variable: string]: string }): { [variable: string]: string } {
    const isMissing = (row: OptionRow | undefined) => row !== undefined && !covers(this._ordinal, row.since, row.until);
    return Object.fromEntries(Object.entries(props).map(([variable, prop]) => [variable, isMissing(ownValue(this.options, prop)) ? 'backend' : prop]));
  }

  private contextVariable(): string | undefined {
    const row = ['maxModelLen', 'nPositions', 'maxTokens'].map((prop) => this.options[prop]).find((option) => option !== undefined);
    return row !== undefined && covers(this._ordinal, row.since, row.until) ? row.env : undefined;
  }

  /** Other names of variables that the version reads. If a name stands for several variables, those that are set win. */
  private aliases(set: { readonly [name: string]: string }): { [alias: string]: string } {
    const { pairs, byAlias } = writtenAliasesOf(this.backend)(this._ordinal);
    return { ...byAlias, ...Object.fromEntries(pairs.filter(([, env]) => env in set)), [this._ordinal <= 8 ? 'HF_MODEL_REVISION' : 'HF_REVISION']: 'OPTION_REVISION' };
  }

  /** The options that the version has, to check when the version is not the intended one. */
  private covered(): GivenOptions {
    return Object.fromEntries(Object.entries(this._given).filter(([prop]) => {
      const row = ownValue(this.options, prop);
      return row !== undefined && covers(this._ordinal, row.since, row.until);
    }));
  }

  private checkSecureMode(problems: Problems): void {
    const refused = Object.keys(this._given).filter((prop) => this.options[prop]
      && !isAllowedInSecureMode(this.options[prop].env, this._ordinal));
    if (this._given.secureMode === true && refused.length > 0) {
      problems.add(`secureMode is true, but LMI V${this._ordinal} does not allow ${refused.join(', ')} in secure mode. Omit one of them.`);
    }
  }

  private warnOfIgnoredFalse(scope: Construct, given: GivenOptions, names: OptionNames = {}): void {
    const ignored = Object.keys(given).filter((prop) => given[prop] === false && this.dropsFalse(prop, names[prop] !== undefined));
    if (ignored.length > 0) {
      const options = ignored.map((prop) => `${names[prop] ?? prop}: false`).join(', ');
      const remedy = ignored.some((prop) => this.options[prop].omitFalse) ? '' : `, or use LMI V${FALSE_IGNORED_UNTIL + 1} or later`;
      warn(scope, 'false-ignored', `LMI V${this._ordinal} drops ${options} before vLLM receives it. Omit it${remedy}.`);
    }
  }

  /** Whether a rendered `false` does not reach the engine. */
  private dropsFalse(prop: string, isVariable: boolean): boolean {
    const row = ownValue(this.options, prop);
    return row?.passedThroughSince !== undefined && this._ordinal >= row.passedThroughSince && this._ordinal <= FALSE_IGNORED_UNTIL
      && this._ordinal > (row.passesFalseUntil ?? 0) && (isVariable || !row.omitFalse);
  }
}

/** Context key that pins backends without a `version` to an LMI version (docs/decisions/default-version.md). */
const DEFAULT_VERSION = 'cdk-sagemaker-lmi:defaultLmiVersion';

/** The newest version of a backend, up to the one pinned in the context. */
function defaultVersion(backend: TableBackend, problems: Problems, versions: readonly number[]): number {
  const context = backend.node.tryGetContext(DEFAULT_VERSION);
  const pinned = context === undefined ? NEWEST_ORDINAL : ordinalIn(context);
  const newest = versions.filter((version) => version <= (pinned ?? 0)).pop();
  if (newest === undefined || pinned === undefined || pinned > NEWEST_ORDINAL) {
    problems.invalid(`context ${DEFAULT_VERSION}`, context, `an LMI version that this library knows, with an image for the backend: ${describeVersions(versions)}`,
      'change it, or pass a version to the backend');
  }
  return newest ?? versions[0];
}

function constantOf(ordinal: number): LmiVersion {
  return (LmiVersion as any)[`V${ordinal}`];
}

/** The image family of a version, or of the nearest earlier one that has the backend if the user brings an image. */
function imageFamilyAt(backend: BackendName, ordinal: number): string {
  const release = LMI_RELEASES.filter((candidate) => candidate.ordinal <= ordinal && imageFamilyOf(backend, candidate)).pop() ?? LMI_RELEASES[0];
  return imageFamilyOf(backend, release)!;
}
