import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { LMI_RELEASES } from '../../src/facts/lmi-releases';
import { parseProperties } from '../../src/model/properties-file';
import { MODEL_PROPERTIES } from '../../src/options/model-properties';
import { Failure } from '../failure';

/** A setting as the user wrote it, and the corresponding variable. */
export interface Setting {
  readonly written: string;
  readonly variable: string;
  readonly value: string;
}

/** A deployment as described by a file. */
export interface Source {
  readonly settings: readonly Setting[];
  readonly image?: string;
  readonly modelData?: string;
  readonly instanceType?: string;
  readonly instanceCount?: number;
  /** What could not be read. */
  readonly notes: readonly string[];
}

const MOST_BYTES = 1_000_000;

/** Reads a serving.properties, a file of variables, or JSON: a map of variables, the output of DescribeModel, or a CloudFormation template. */
export function readSource(file: string): Source {
  const text = readText(file);
  const name = basename(file).toLowerCase();
  if (name.endsWith('.properties')) {
    return fromProperties(file, text);
  }
  if (/^\s*[[{]/.test(text) || name.endsWith('.json')) {
    return fromJson(file, text);
  }
  return name.endsWith('.env') || name.startsWith('.env') || /^\s*(export\s+)?[A-Za-z_]\w*\s*=/m.test(text) ? fromVariables(file, text) : fail(file);
}

function fail(file: string): never {
  throw new Failure(`${file} is neither a serving.properties, a file of variables nor JSON`,
    'Name it .properties or .env, or pass JSON: a map of variables, the output of aws sagemaker describe-model, or a template');
}

function readText(file: string): string {
  let bytes: Buffer;
  try {
    if (statSync(file).size > MOST_BYTES) {
      throw new Failure(`${file} is larger than 1 MB, which no configuration is`, 'Pass the file that holds the variables alone');
    }
    bytes = readFileSync(file);
  } catch (error) {
    if (error instanceof Failure) {
      throw error;
    }
    throw new Failure(`cannot read ${file} (${(error as NodeJS.ErrnoException).code})`, 'Pass a serving.properties, a .env or a .json file');
  }
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  if (text.includes('\u0000') || text.includes('\ufffd')) {
    return fail(file);
  }
  if (text.trim() === '') {
    throw new Failure(`${file} is empty`, 'Pass a serving.properties, a .env or a .json file');
  }
  return text;
}

function fromProperties(file: string, text: string): Source {
  const notes: string[] = [];
  const settings = Object.entries(parseProperties(text)).flatMap(([written, value]): Setting[] => {
    const variable = variableOf(written);
    if (variable === undefined) {
      notes.push(`${written} has no variable: put it into a serving.properties beside the weights (servingProperties of LmiModel)`);
      return [];
    }
    return [{ written, variable, value }];
  });
  if (settings.length === 0 && notes.every((note) => !Object.keys(MODEL_PROPERTIES).some((name) => note.startsWith(`${name} `)))) {
    throw new Failure(`${file} has no property of LMI`, 'A serving.properties has lines such as option.model_id=…');
  }
  return { settings, notes };
}

/** The variable that corresponds to a property: `option.max_model_len` is OPTION_MAX_MODEL_LEN. */
function variableOf(property: string): string | undefined {
  return property.startsWith('option.') ? `OPTION_${property.slice('option.'.length).toUpperCase()}`
    : Object.hasOwn(MODEL_PROPERTIES, property) ? MODEL_PROPERTIES[property].env : undefined;
}

function fromVariables(file: string, text: string): Source {
  const notes: string[] = [];
  const settings = text.split(/\r?\n/).flatMap((line): Setting[] => {
    const [, name, quoted, single, plain] = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|(.*?))\s*(?:\s#.*)?$/.exec(line) ?? [];
    if (name === undefined) {
      if (line.trim() !== '' && !line.trim().startsWith('#')) {
        notes.push(`the line ${JSON.stringify(line.slice(0, 60))} is not NAME=value and was skipped`);
      }
      return [];
    }
    return [{ written: name, variable: name, value: quoted?.replace(/\\(.)/g, '$1') ?? single ?? plain }];
  });
  return settings.length === 0 || notes.length > settings.length ? fail(file) : { settings, notes };
}

function fromJson(file: string, text: string): Source {
  let value: any;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Failure(`${file} is not JSON (${(error as Error).message})`, 'Pass a map of variables, the output of describe-model, or a template');
  }
  const source = isObject(value?.Resources) ? fromTemplate(file, value.Resources) : fromModel(value);
  if (source === undefined || source.settings.length === 0) {
    throw new Failure(`${file} holds no variables of a container`, 'Pass a map of variables, the output of describe-model, or a template');
  }
  return source;
}

function isObject(value: unknown): value is { readonly [key: string]: any } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a model in the format of DescribeModel, CreateModel, DescribeInferenceComponent or CloudFormation, or only its variables. */
export function fromModel(value: any): Source | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  const container = [value.PrimaryContainer, value.primaryContainer, value.Containers?.[0], value.Specification?.Container, value].find(
    (each) => isObject(each?.Environment ?? each?.environment ?? each?.Env ?? each?.env));
  const notes: string[] = [];
  if (value.Containers?.length > 1) {
    notes.push('only the first of several containers was read');
  }
  if (container === undefined) {
    const values = Object.values(value);
    return values.length > 0 && values.every(isScalar) ? { settings: settingsOf(value, notes), notes } : undefined;
  }
  const data = container.ModelDataSource?.S3DataSource?.S3Uri ?? container.ModelDataUrl ?? container.ArtifactUrl;
  return {
    settings: settingsOf(container.Environment ?? container.environment ?? container.Env ?? container.env, notes),
    image: [container.Image, container.DeployedImage?.SpecifiedImage].find((image) => typeof image === 'string'),
    modelData: typeof data === 'string' ? data : undefined,
    notes,
  };
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function settingsOf(environment: { readonly [name: string]: unknown }, notes: string[]): Setting[] {
  return Object.entries(environment).flatMap(([name, value]): Setting[] => {
    if (!isScalar(value)) {
      notes.push(`${name} is known only at deployment and was left out`);
      return [];
    }
    return [{ written: name, variable: name, value: String(value) }];
  });
}

function fromTemplate(file: string, resources: { readonly [id: string]: any }): Source | undefined {
  const all = Object.entries(resources).filter(([, resource]) => isObject(resource));
  const models = all.filter(([, { Type }]) => Type === 'AWS::SageMaker::Model' || Type === 'AWS::SageMaker::InferenceComponent')
    .map(([id, { Properties }]) => ({ id, source: fromModel(Properties ?? {}) })).filter(({ source }) => source !== undefined);
  if (models.length === 0) {
    throw new Failure(`${file} has no AWS::SageMaker::Model with variables`, 'Pass a template with an LMI model');
  }
  const [{ id, source }] = models;
  const variant = all.filter(([, { Type }]) => Type === 'AWS::SageMaker::EndpointConfig')
    .flatMap(([, { Properties }]) => Properties?.ProductionVariants ?? [])
    .find((each: any, _index, { length }) => length === 1 || JSON.stringify(each?.ModelName ?? '').includes(`"${id}"`));
  return {
    ...source!,
    instanceType: typeof variant?.InstanceType === 'string' ? variant.InstanceType : undefined,
    instanceCount: typeof variant?.InitialInstanceCount === 'number' ? variant.InitialInstanceCount : undefined,
    notes: [...source!.notes, ...(models.length > 1 ? [`only ${id} of ${models.length} models was read`] : [])],
  };
}

/** The LMI version and family of an image, by its tag. */
export function imageOf(uri: string): { readonly ordinal?: number; readonly family?: string } {
  const [, tag] = /djl-inference:([\w.-]+)$/.exec(uri) ?? [];
  if (tag === undefined) {
    return {};
  }
  for (const { ordinal, images } of [...LMI_RELEASES].reverse()) {
    const family = (Object.keys(images) as (keyof typeof images)[]).find((name) => tag === images[name]!.tag || tag.startsWith(`${images[name]!.tag}-`));
    if (family !== undefined) {
      return { ordinal, family };
    }
  }
  return {};
}
