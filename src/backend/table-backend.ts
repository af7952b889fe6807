import { Construct } from 'constructs';
import { LmiBackend, LmiBackendBindOptions, LmiBackendConfig } from './lmi-backend';
import { LmiBackendProps } from './lmi-backend-props';
import { Variables } from './variables';
import { BackendName, BACKENDS, describeVersions, flavourOf, versionsOf } from '../facts/backends';
import { LMI_RELEASES } from '../facts/lmi-releases';
import { LmiImage } from '../image/lmi-image';
import { LmiVersion } from '../image/lmi-version';
import { Faults } from '../internal/faults';
import { checkOptions, GivenOptions } from '../internal/option-check';
import { renderOption } from '../internal/option-render';
import { warn } from '../internal/warnings';
import { COMMON_OPTIONS } from '../options/common';
import { covers, OptionRow, OptionTable } from '../options/option';
import { SERVER_OPTIONS } from '../options/server';
import { BACKEND_TABLES, knownVariables } from '../options/tables';

/** Versions in which a passed-through `false` does not reach the engine (djl-serving 0.32.0-dlc to 0.36.0-lmi25-dlc, read 2026-08-21). */
const FALSE_IGNORED_UNTIL = 25;

/**
 * A backend that follows from its option table.
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
  private readonly flavour: string;
  private readonly options: OptionTable;
  private readonly backend: BackendName;

  protected constructor(scope: Construct, id: string, backend: BackendName, props: LmiBackendProps) {
    super(scope, id);
    this.backend = backend;
    this._given = props as GivenOptions;
    this.options = { ...COMMON_OPTIONS, ...SERVER_OPTIONS, ...BACKEND_TABLES[backend].options };

    const faults = new Faults(this);
    const versions = versionsOf(backend);
    const newest = LMI_RELEASES[LMI_RELEASES.length - 1].ordinal;
    this.version = props.version ?? props.image?.version ?? constantOf(versions[versions.length - 1]);
    // A version that is newer than the tables is checked as the newest one.
    this._ordinal = Math.min(this.version._ordinal, newest);
    this.image = props.image ?? LmiImage.fromVersion(this.version);
    this.flavour = flavourAt(backend, this._ordinal);

    if (!props.image && !versions.includes(this.version._ordinal)) {
      faults.say(`version is ${this.version}, but must be one that has an image for ${BACKENDS[backend].title}: `
        + `${describeVersions(versions)}; choose one of these, or give an image of your own`);
    }
    if (props.version && props.image?.version && props.version._ordinal !== props.image.version._ordinal) {
      faults.say(`version is ${props.version}, but image is of ${props.image.version}: leave version out, or give the image of that version`);
    }
    const ignored = checkOptions(faults, this.options, this._given, this._ordinal);
    this._check(faults);
    faults.throwIfAny();
    ignored.forEach((sentence) => warn(this, 'option-ignored', sentence));
    this.warnOfIgnoredFalse();
  }

  public bind(options: LmiBackendBindOptions): LmiBackendConfig {
    const faults = new Faults(this);
    const variables = new Variables();
    this._select(variables, options);
    this._parallelize(variables, options);
    for (const [prop, row] of Object.entries(this.options)) {
      const value = this._given[prop];
      if (value !== undefined && value !== null) {
        variables.set(row.env, faults.collect(() => renderOption(this, row, value, this._ordinal)), prop);
      }
    }
    faults.throwIfAny();
    return {
      environment: variables.environment,
      props: variables.props,
      aliases: Object.fromEntries(this.rows().flatMap((row) => (row.aliases ?? []).map((alias) => [alias, row.env]))),
      knownVariables: knownVariables(this.backend, this._ordinal),
      image: this.image,
      flavour: this.flavour,
      acceleratorKind: BACKENDS[this.backend].accelerator,
      sizingEngine: BACKENDS[this.backend].sizing,
      contextVariable: this.contextVariable(),
    };
  }

  /**
   * Sets the variables that choose the inference library and say where the model is.
   *
   * @internal
   */
  protected abstract _select(variables: Variables, options: LmiBackendBindOptions): void;

  /**
   * Checks what the columns of the table cannot say.
   *
   * @internal
   */
  protected _check(_faults: Faults): void {}

  /**
   * By default the model is split over every accelerator that the container has.
   *
   * @internal
   */
  protected _parallelize(variables: Variables, options: LmiBackendBindOptions): void {
    const count = options.acceleratorCount;
    variables.set(this.options.tensorParallelDegree.env, count === undefined ? 'max' : String(count), 'tensorParallelDegree');
  }

  private contextVariable(): string | undefined {
    const row = ['maxModelLen', 'nPositions', 'maxTokens'].map((prop) => this.options[prop]).find((option) => option !== undefined);
    return row !== undefined && covers(this._ordinal, row.since, row.until) ? row.env : undefined;
  }

  private rows(): OptionRow[] {
    return Object.values(this.options);
  }

  private warnOfIgnoredFalse(): void {
    const ignored = Object.entries(this.options).filter(([prop, row]) => this._given[prop] === false
      && row.passedThroughSince !== undefined && this._ordinal >= row.passedThroughSince && this._ordinal <= FALSE_IGNORED_UNTIL);
    if (ignored.length > 0) {
      warn(this, 'false-ignored', `LMI V${this._ordinal} drops ${ignored.map(([prop]) => `${prop}: false`).join(', ')} before vLLM sees it: `
        + `leave it out, or use LMI V${FALSE_IGNORED_UNTIL + 1} or later`);
    }
  }
}

function constantOf(ordinal: number): LmiVersion {
  return (LmiVersion as any)[`V${ordinal}`];
}

/** The flavour of a version, or of the nearest earlier one that has the backend, for images of a user's own. */
function flavourAt(backend: BackendName, ordinal: number): string {
  const release = LMI_RELEASES.filter((candidate) => candidate.ordinal <= ordinal && flavourOf(backend, candidate)).pop() ?? LMI_RELEASES[0];
  return flavourOf(backend, release)!;
}
