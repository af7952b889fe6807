import { isConfigFile } from './architecture';
import { doubt, Finding } from './finding';
import { doubtOfForeign } from './foreign';
import { regionOf } from './image';
import { MODEL_DATA, Setting, Source } from './source';
import { doubtOfImage, Target } from './target';
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
  /** The file does not specify it, or only in a way that cannot be read. */
  | { readonly kind: 'unknown'; readonly isStated: boolean };

/** A deployment in terms of the library. */
export interface Translation {
  readonly target: Target;
  readonly weights: Weights;
  /** The model whose architecture the weights have, if the user names it: its Hub id or its config.json. */
  readonly architecture?: string;
  readonly props: readonly TranslatedProp[];
  readonly mode?: 'ASYNC' | 'ROLLING_BATCH';
  /** Settings that have no prop, or that a prop cannot express. */
  readonly environment: readonly Setting[];
  readonly instanceType?: string;
  readonly instanceCount?: number;
  readonly region?: string;
  /** Whether the container gets a Hub token, even one that is rejected or known only at deployment. */
  readonly hasToken: boolean;
  /** Settings that locate the weights. */
  readonly ofModel: readonly Setting[];
  /** Properties that only a serving.properties can hold. */
  readonly withoutVariable: readonly string[];
  /** Doubts about the file, not about what the container reads. */
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
}

const MODEL_IDS = ['HF_MODEL_ID', 'OPTION_MODEL_ID', 'OPTION_S3URL'];
const REVISIONS = ['HF_REVISION', 'HF_MODEL_REVISION', 'OPTION_REVISION'];
const TOKEN_NAME = /^(OPTION_)?(HF|HUGGING_?FACE)(_HUB)?(_API|_ACCESS|_AUTH)?_TOKEN$/i;
const S3_LOCATION = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/;
const SELECTORS = ['OPTION_ENGINE', 'OPTION_MPI_MODE', 'OPTION_ROLLING_BATCH', 'OPTION_ENTRYPOINT', 'OPTION_ASYNC_MODE'];
/** Selectors that the mode of vLLM replaces. */
const SELECTORS_OF_MODE = ['OPTION_ROLLING_BATCH', 'OPTION_ENTRYPOINT', 'OPTION_ASYNC_MODE'];

/** Translates variables to props where possible. If the container would read the prop differently, the variable stays. */
export function translate(source: Source, target: Target, options: { readonly instanceType?: string; readonly model?: string }): Translation {
  const settings = withoutRepetition(source.settings);
  const find = (names: readonly string[]) => settings.find(({ variable }) => names.includes(variable));
  const located = find(MODEL_IDS);
  const deferred = source.deferred ?? [];
  const isDeferred = deferred.some((name) => [MODEL_DATA, ...MODEL_IDS].includes(name));
  const isLocated = located !== undefined || source.modelData !== undefined || isDeferred;
  // If a file does not locate the weights, the user does; otherwise, the user only identifies them.
  const model = isLocated || options.model === undefined || isConfigFile(options.model) ? located?.value : options.model;
  const doubts = doubtOfBucket(located, source.modelData);
  const weights = weightsOf(model, source.modelData, find(REVISIONS)?.value) ?? { kind: 'unknown' as const, isStated: isDeferred || doubts.length > 0 };
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
  return {
    target, weights, props, mode, environment,
    architecture: weights.kind === 'hub' && weights.modelId === options.model ? undefined : options.model,
    instanceType: options.instanceType ?? source.instanceType,
    instanceCount: source.instanceCount,
    region: regionOf(source.image),
    hasToken: settings.some(isToken) || deferred.some((name) => TOKEN_NAME.test(name)),
    ofModel: settings.filter(isOfModel),
    withoutVariable: source.withoutVariable ?? [],
    findings: [...doubtOfImage(source.image, target), ...doubtOfForeign(source), ...source.findings ?? [], ...doubts],
    notes: [
      ...source.notes ?? [],
      ...deferred.map((name) => `${name} is known only at deployment and was ${TOKEN_NAME.test(name) ? 'taken for a valid token' : 'left out'}`),
      ...(find(['SERVING_LOAD_MODELS']) ? ['SERVING_LOAD_MODELS was left out: the library tells the container itself which model to load'] : []),
    ],
  };
}

/** Whether a variable contains a Hub token, judging by its name or value. An empty one counts as absent, as in the Hub's library. */
export function isToken({ variable, value }: Setting): boolean {
  return value.trim() !== '' && (TOKEN_NAME.test(variable) || holdsHubToken(value));
}

/** The last of several settings of a variable wins, as in the container. */
function withoutRepetition(settings: readonly Setting[]): Setting[] {
  return [...new Map(settings.map((setting) => [setting.variable, setting])).values()];
}

/** A location in S3 whose bucket has no valid name. */
function doubtOfBucket(located: Setting | undefined, modelData: string | undefined): Finding[] {
  return [[located?.written, located?.value] as const, [MODEL_DATA, modelData] as const]
    .filter(([, uri]) => uri !== undefined && /^s3:/i.test(uri) && !S3_LOCATION.test(uri))
    .map(([name, uri]) => doubt(name!, `${JSON.stringify(uri!.slice(0, 100))} is not a location in S3. Write s3://bucket/key, with a bucket whose name has 3 to 63 `
      + 'lowercase letters, digits, periods and hyphens.'));
}

function weightsOf(model: string | undefined, modelData: string | undefined, revision: string | undefined): Weights | undefined {
  const s3 = [model, modelData].map((each) => S3_LOCATION.exec(each ?? '')).find((match) => match !== null);
  if (s3) {
    const [, bucket, key = ''] = s3;
    return key.endsWith('.tar.gz') ? { kind: 'tarball', bucket, key } : { kind: 'prefix', bucket, key };
  }
  return model !== undefined && /^[\w.-]+(\/[\w.-]+)?$/.test(model) ? { kind: 'hub', modelId: model, revision } : undefined;
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
