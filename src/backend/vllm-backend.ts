import { Construct } from 'constructs';
import { BoundContainer, LmiBackendBindOptions } from './lmi-backend';
import { locateModel } from './locate-model';
import { leftOutParsers, parserOptions } from './model-parsers';
import { GivenOptions } from './option-check';
import { backendKinds, TableBackend } from './table-backend';
import { Variables } from './variables';
import { VllmBackendProps } from './vllm-backend-props';
import { VllmMode } from './vllm-mode';
import { ownValue } from '../checks/own-value';
import { Problems } from '../checks/problems';
import { knownNow, wordOf } from '../checks/prop-kinds';
import { inform } from '../checks/warnings';
import { ASYNC_SERVING } from '../facts/capabilities';
import { LmiModelConfig } from '../model/lmi-model-config';

const { since: ASYNC_SINCE, byItselfSince: ASYNC_BY_ITSELF_SINCE } = ASYNC_SERVING.Vllm;

const KINDS = backendKinds('Vllm', { mode: { ...knownNow(wordOf(VllmMode)), fix: 'use a constant of VllmMode, or omit it' } });

/** First LMI version that infers the engine from a `config.json` or `model.py` in the model directory, and does not start without one. */
const ENGINE_BY_CONFIG_SINCE = 10;

/** Whether the model directory is known to have neither, as with the formats of Mistral AI and GGUF. */
function lacksConfig({ modelId, files }: LmiModelConfig): boolean {
  return modelId === undefined && files !== undefined && !files.includes('config.json') && !files.includes('model.py');
}

/** Serves with vLLM on GPUs. */
export class VllmBackend extends TableBackend {
  /**
   * The backend of an endpoint without one: it sets the parsers of the model's family.
   *
   * @internal
   */
  public static _byDefault(scope: Construct, id: string): VllmBackend {
    const backend = new VllmBackend(scope, id);
    backend.setsParsers = true;
    return backend;
  }

  private readonly mode: VllmMode;
  private setsParsers = false;

  /**
   * @param scope the construct that the backend belongs to
   * @param id its id in that scope
   * @param props its options; all invalid ones are reported in one error
   */
  public constructor(scope: Construct, id: string, props: VllmBackendProps = {}) {
    super(scope, id, 'Vllm', props, KINDS);
    this.mode = this._given.mode ?? (this._ordinal >= ASYNC_BY_ITSELF_SINCE ? VllmMode.ASYNC : VllmMode.ROLLING_BATCH);
  }

  /**
   * @internal
   */
  protected _select(variables: Variables, options: LmiBackendBindOptions): void {
    locateModel(variables, options.model, this._ordinal, 'Python', true);
    if (this._ordinal >= ENGINE_BY_CONFIG_SINCE && lacksConfig(options.model)) {
      variables.setDefault('OPTION_ENGINE', 'Python', 'backend');
    }
    for (const [name, value] of Object.entries(this.modeVariables())) {
      if (this._given.mode !== undefined && this._given.mode !== null) {
        variables.set(name, value, 'mode');
      } else if (!this.isModeIn(options.environment)) {
        variables.setDefault(name, value, 'mode');
      }
    }
  }

  /**
   * @internal
   */
  protected _defaultOptions(options: LmiBackendBindOptions): GivenOptions {
    return this.setsParsers ? parserOptions(options, this._ordinal) : {};
  }

  /**
   * @internal
   */
  protected _check(problems: Problems): void {
    const mode = this._given.mode;
    if (mode === VllmMode.ASYNC && this._ordinal < ASYNC_SINCE) {
      problems.add(`mode is ASYNC, which LMI V${ASYNC_SINCE} and later support, but the version is LMI V${this._ordinal}. `
        + 'Use VllmMode.ROLLING_BATCH or a newer version.');
    }
  }

  /**
   * @internal
   */
  public override _inspect(scope: Construct, problems: Problems, container: BoundContainer): void {
    super._inspect(scope, problems, container);
    const leftOut = this.setsParsers ? undefined : leftOutParsers(container, this._given, this._ordinal);
    if (leftOut !== undefined) {
      inform(scope, 'no-parsers', leftOut);
    }
  }

  /** Whether the user's variables choose the mode; half of the mode's variables would make no sense. */
  private isModeIn(environment: { readonly [name: string]: string } = {}): boolean {
    return ['OPTION_ROLLING_BATCH', 'OPTION_ASYNC_MODE'].some((name) => ownValue(environment, name) !== undefined);
  }

  private modeVariables(): { readonly [name: string]: string } {
    if (this.mode === VllmMode.ROLLING_BATCH) {
      return { OPTION_ROLLING_BATCH: 'vllm' };
    }
    // From V17 on, the container derives the other two from this one (docs/decisions/explicit-async-mode.md).
    return this._ordinal >= ASYNC_BY_ITSELF_SINCE ? { OPTION_ASYNC_MODE: 'true' } : {
      OPTION_ASYNC_MODE: 'true',
      OPTION_ROLLING_BATCH: 'disable',
      OPTION_ENTRYPOINT: 'djl_python.lmi_vllm.vllm_async_service',
    };
  }
}
