import { nearest } from '../checks/nearest';
import { ModelFact, MODELS } from '../facts/models';
import { QUANTIZED_COPIES, QuantizedCopyFact } from '../facts/quantized-copies';
import { readConfig } from '../memory/config/read-config';
import { Geometry } from '../memory/geometry';

const ROWS: { readonly [constant: string]: ModelFact } = MODELS;

/** The constant of a Hub model, by its exact id. */
const CONSTANT_BY_ID: ReadonlyMap<string, string> = new Map(Object.entries(ROWS)
  .flatMap(([constant, fact]) => idsOf(fact).map((id) => [id, constant] as const)));

/** Ids of listed models by name without owner, for copies by other owners. */
const ID_BY_NAME: ReadonlyMap<string, string> = new Map([...CONSTANT_BY_ID.keys()].reverse().map((id) => [id.slice(id.indexOf('/') + 1), id]));

/** The catalog constant of a Hub model, by its exact id. */
export function modelConstant(modelId: string): string | undefined {
  return CONSTANT_BY_ID.get(modelId);
}

/** Whether a Hub model is a listed one that embeds. Rerankers that are language models share rows with embedding models of the same shape. */
export function embeds(modelId: string): boolean {
  const constant = CONSTANT_BY_ID.get(modelId);
  return constant !== undefined && ROWS[constant].task === 'embedding' && !/rerank/i.test(modelId);
}

/** Geometry of a row of the catalog. */
export function listedGeometry(constant: string): Geometry {
  const fact = ROWS[constant];
  return named(fact.modelId, fact.config);
}

/** The ids of the listed models, arranged to look for one that a user misspelled. */
interface Spellings {
  /** By the id without its owner, in lowercase. */
  readonly byName: ReadonlyMap<string, string>;
  /** By the id in lowercase, for each sequence of digits. */
  readonly byDigits: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

let spellings: Spellings | undefined;

/** Arranged when the first id is looked up, which most programs never do. */
function arranged(): Spellings {
  if (spellings === undefined) {
    const byName = new Map<string, string>();
    const byDigits = new Map<string, Map<string, string>>();
    // In reverse, so that the first of several wins.
    for (const id of [...CONSTANT_BY_ID.keys()].reverse()) {
      const lower = id.toLowerCase();
      byName.set(lower.slice(lower.indexOf('/') + 1), id);
      const digits = digitsOf(id);
      byDigits.set(digits, (byDigits.get(digits) ?? new Map<string, string>()).set(lower, id));
    }
    spellings = { byName, byDigits };
  }
  return spellings;
}

/** How many letters an id may differ by. A quarter of it, which is the rule for other names, would be another model. */
const OTHER_LETTERS = 2;

/** The listed model that an unknown id most likely means: apart from its case, without its owner, or with a few other letters, but with the same digits. */
export function meantModel(modelId: string): string | undefined {
  const { byName, byDigits } = arranged();
  const lower = modelId.toLowerCase();
  const sameName = modelId.includes('/') ? undefined : byName.get(lower);
  if (sameName !== undefined) {
    return sameName;
  }
  const alike = byDigits.get(digitsOf(modelId)) ?? new Map<string, string>();
  const meant = nearest(lower, [...alike.keys()], OTHER_LETTERS);
  return meant === undefined ? undefined : alike.get(meant);
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

/** Whether the Hub asks for a token before it hands a model out, as far as the catalog knows. */
export function isGated(modelId: string): boolean {
  const constant = CONSTANT_BY_ID.get(modelId);
  return constant !== undefined && ROWS[constant].gated && !ROWS[constant].openAliases?.includes(modelId);
}

/** Geometry of a quantized copy of a listed model, if its id follows the rules of its owner. */
export function quantizedCopy(modelId: string): Geometry | undefined {
  for (const copy of QUANTIZED_COPIES) {
    const base = baseOf(modelId, copy);
    const config = base === undefined ? undefined : ROWS[CONSTANT_BY_ID.get(base)!].config;
    if (config !== undefined && !isQuantized(config)) {
      const geometry = named(modelId, { ...config, quantization_config: copy.quantization });
      return copy.methodVaries ? { ...geometry, quantizationMethod: undefined } : geometry;
    }
  }
  return undefined;
}

function idsOf(fact: ModelFact): readonly string[] {
  return [fact.modelId, ...fact.aliases ?? [], ...fact.openAliases ?? []];
}

function baseOf(modelId: string, { suffix, owners }: QuantizedCopyFact): string | undefined {
  const slash = modelId.indexOf('/');
  if (slash < 1 || !modelId.endsWith(suffix)) {
    return undefined;
  }
  const id = modelId.slice(0, -suffix.length);
  return owners === undefined
    ? CONSTANT_BY_ID.has(id) ? id : undefined
    : owners.includes(modelId.slice(0, slash)) ? ID_BY_NAME.get(id.slice(slash + 1)) : undefined;
}

function isQuantized(config: ModelFact['config']): boolean {
  const text = config.text_config as ModelFact['config'] | undefined;
  return config.quantization_config !== undefined || text?.quantization_config !== undefined;
}

function named(modelId: string, config: ModelFact['config']): Geometry {
  return readConfig({ ...config, _name_or_path: modelId }).geometry!;
}
