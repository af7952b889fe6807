import { Setting, Source } from './source';
import { Target } from './target';
import { parseOption } from '../../src/backend/option-parse';
import { BackendName } from '../../src/facts/backends';
import { holdsHubToken } from '../../src/model/secrets';
import { covers, OptionRow } from '../../src/options/option';
import { optionsOf } from '../../src/options/tables';

/** A prop of the backend, with its row and the setting that it comes from. */
export interface TranslatedProp {
  readonly prop: string;
  readonly value: unknown;
  readonly row: OptionRow;
  readonly setting: Setting;
}

/** Location of the weights. */
type Weights =
  | { readonly kind: 'hub'; readonly modelId: string; readonly revision?: string }
  | { readonly kind: 'prefix' | 'tarball'; readonly bucket: string; readonly key: string }
  /** The file does not specify it. */
  | { readonly kind: 'unknown' };

/** A deployment in terms of the library. */
export interface Translation {
  readonly target: Target;
  readonly weights: Weights;
  readonly props: readonly TranslatedProp[];
  readonly mode?: 'ASYNC' | 'ROLLING_BATCH';
  /** Settings that have no prop, or that a prop cannot express. */
  readonly environment: readonly Setting[];
  readonly instanceType?: string;
  readonly instanceCount?: number;
  readonly hasToken: boolean;
  /** Settings that locate the weights. */
  readonly ofModel: readonly Setting[];
  readonly notes: readonly string[];
}

const MODEL_IDS = ['HF_MODEL_ID', 'OPTION_MODEL_ID', 'OPTION_S3URL'];
const REVISIONS = ['HF_REVISION', 'HF_MODEL_REVISION', 'OPTION_REVISION'];
const TOKEN_NAME = /^(OPTION_)?(HF|HUGGING_?FACE)(_HUB)?(_API|_ACCESS|_AUTH)?_TOKEN$/i;
const SELECTORS = ['OPTION_ENGINE', 'OPTION_MPI_MODE', 'OPTION_ROLLING_BATCH', 'OPTION_ENTRYPOINT', 'OPTION_ASYNC_MODE'];
/** Selectors that the mode of vLLM replaces. */
const SELECTORS_OF_MODE = ['OPTION_ROLLING_BATCH', 'OPTION_ENTRYPOINT', 'OPTION_ASYNC_MODE'];

/** Translates variables to props where possible. If the container would read the prop differently, the variable stays. */
export function translate(source: Source, target: Target, options: { readonly instanceType?: string; readonly model?: string }): Translation {
  const notes = [...source.notes];
  const settings = withoutRepetition(source.settings);
  const valueOf = (names: readonly string[]) => settings.find(({ variable }) => names.includes(variable))?.value;
  const located = valueOf(MODEL_IDS);
  const weights = weightsOf(options.model ?? located, source.modelData, valueOf(REVISIONS));
  const isOfModel = ({ variable }: Setting) => [...MODEL_IDS, ...REVISIONS, 'SERVING_LOAD_MODELS'].includes(variable);
  const mode = modeOf(target, settings);
  const rows = Object.entries(optionsOf(target.backend));
  const props: TranslatedProp[] = [];
  const environment: Setting[] = [];
  for (const setting of settings.filter((each) => !isOfModel(each))) {
    if (mode !== undefined && SELECTORS_OF_MODE.includes(setting.variable)) {
      continue;
    }
    const translated = isToken(setting) ? undefined : propOf(rows, setting, target.ordinal);
    if (translated === undefined || props.some(({ prop }) => prop === translated.prop)) {
      environment.push(setting);
    } else {
      props.push(translated);
    }
  }
  if (settings.some(({ variable }) => variable === 'SERVING_LOAD_MODELS')) {
    notes.push('SERVING_LOAD_MODELS was left out: the library tells the container itself which model to load');
  }
  return {
    target, weights, props, mode, environment, notes,
    instanceType: options.instanceType ?? source.instanceType,
    instanceCount: source.instanceCount,
    hasToken: settings.some(isToken),
    ofModel: settings.filter(isOfModel),
  };
}

/** Whether a variable contains a token of the Hub, judging by its name or value. */
export function isToken({ variable, value }: Setting): boolean {
  return TOKEN_NAME.test(variable) || holdsHubToken(value);
}

/** The last of several settings of a variable wins, as in the container. */
function withoutRepetition(settings: readonly Setting[]): Setting[] {
  return [...new Map(settings.map((setting) => [setting.variable, setting])).values()];
}

function weightsOf(model: string | undefined, modelData: string | undefined, revision: string | undefined): Weights {
  const s3 = [model, modelData].map((each) => /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/?(.*)$/.exec(each ?? '')).find((match) => match !== null);
  if (s3) {
    const [, bucket, key] = s3;
    return key.endsWith('.tar.gz') ? { kind: 'tarball', bucket, key } : { kind: 'prefix', bucket, key };
  }
  return model !== undefined && /^[\w.-]+(\/[\w.-]+)?$/.test(model) ? { kind: 'hub', modelId: model, revision } : { kind: 'unknown' };
}

/**
 * The mode of vLLM that the selectors specify together: the asynchronous handler needs three of them, and V15 and later have a rolling batch only if
 * it is set.
 */
function modeOf({ backend, ordinal }: Target, settings: readonly Setting[]): Translation['mode'] {
  const valueOf = (name: string) => settings.find(({ variable }) => variable === name)?.value.toLowerCase();
  if (backend !== 'Vllm' || ordinal < 15) {
    return undefined;
  }
  const [entryPoint, rollingBatch, engine] = [valueOf('OPTION_ENTRYPOINT'), valueOf('OPTION_ROLLING_BATCH'), valueOf('OPTION_ENGINE')];
  if (![undefined, 'python'].includes(engine) || valueOf('OPTION_MPI_MODE') === 'true') {
    return undefined;
  }
  if (valueOf('OPTION_ASYNC_MODE') === 'true' && rollingBatch === 'disable' && [undefined, 'djl_python.lmi_vllm.vllm_async_service'].includes(entryPoint)) {
    return 'ASYNC';
  }
  return valueOf('OPTION_ASYNC_MODE') === undefined && entryPoint === undefined && rollingBatch === 'vllm' ? 'ROLLING_BATCH' : undefined;
}

function propOf(rows: readonly (readonly [string, OptionRow])[], setting: Setting, ordinal: number): TranslatedProp | undefined {
  const { variable, value } = setting;
  const [prop, row] = rows.find(([, each]) => each.env === variable)
    ?? rows.find(([, each]) => each.aliases?.includes(variable) && covers(ordinal, each.since, each.until)) ?? [];
  if (prop === undefined || row === undefined || !covers(ordinal, row.since, row.until) || SELECTORS.includes(variable)) {
    return undefined;
  }
  const parsed = parseOption(row, value, ordinal);
  const isOfKind = row.kind === 'string' || typeof parsed !== 'string';
  return isOfKind ? { prop, row, value: parsed, setting } : undefined;
}

/** The name of a backend's class. */
export function classOf(backend: BackendName): 'VllmBackend' | 'TrtLlmBackend' | 'NeuronxBackend' | 'LmiDistBackend' | 'DeepSpeedBackend' {
  return `${backend}Backend`;
}
