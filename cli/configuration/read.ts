import { createReadStream, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { propertiesIn } from './archive';
import { fromContainers, isObject, isScalar, settingsOf } from './model-description';
import { fromProperties } from './serving-properties';
import { Source } from './source';
import { fromTemplate } from './template';
import { fromVariables } from './variables-file';
import { parseYaml } from './yaml';
import { Failure } from '../failure';

const MOST_BYTES = 1_000_000;
const STANDARD_INPUT = '-';
/** The first bytes of a gzipped file. */
const GZIP = Buffer.from([0x1f, 0x8b]);
const FORMATS = 'Pass a serving.properties, a model.tar.gz, or a .env, .json or .yaml file';
const MAP_FORMATS = 'Pass a map of variables, the output of describe-model, or a template';

/**
 * Reads a serving.properties, also in a model.tar.gz; a file of variables; or JSON or YAML: a map of variables, the output of DescribeModel, or a CloudFormation
 * template, which may hold several models.
 */
export async function readSources(file: string, resource?: string): Promise<readonly Source[]> {
  const name = basename(file).toLowerCase();
  if (/\.(tar\.gz|tgz)$/.test(name)) {
    return chosen(file, [await fromArchive(file, () => createReadStream(file))], resource);
  }
  const bytes = readBytes(file);
  if (bytes.subarray(0, 2).equals(GZIP)) {
    return chosen(file, [await fromArchive(file, () => Readable.from([bytes]))], resource);
  }
  const text = textOf(file, bytes);
  return chosen(file, isYaml(name, text) ? fromMarkup(file, 'YAML', () => parseYaml(text))
    : /^\s*[[{]/.test(text) || name.endsWith('.json') ? fromMarkup(file, 'JSON', () => JSON.parse(text))
      : [fromLines(file, name, text)], resource);
}

async function fromArchive(file: string, compressed: () => Readable): Promise<Source> {
  if (file !== STANDARD_INPUT) {
    sizeOf(file);
  }
  return fromProperties(`serving.properties in ${titleOf(file)}`, textOf(file, await propertiesIn(titleOf(file), compressed())));
}

/** Whether a file is YAML, by its name or by a key that templates and descriptions of models have. */
function isYaml(name: string, text: string): boolean {
  return /\.ya?ml$/.test(name) || (!/\.(properties|env|json)$/.test(name) && !/^\s*[[{]/.test(text) && /^(AWSTemplateFormatVersion|Resources|PrimaryContainer|Containers|Specification)\s*:/m.test(text));
}

/** The name of a file in messages. */
export function titleOf(file: string): string {
  return file === STANDARD_INPUT ? 'standard input' : file;
}

function fromLines(file: string, name: string, text: string): Source {
  if (name.endsWith('.properties') || (file === STANDARD_INPUT && /^\s*option\.\w/m.test(text))) {
    return fromProperties(titleOf(file), text);
  }
  const isOfVariables = name.endsWith('.env') || name.startsWith('.env') || /^\s*(export\s+)?[A-Za-z_]\w*\s*=/m.test(text);
  return isOfVariables ? fromVariables(text) ?? fail(file) : fail(file);
}

function fail(file: string): never {
  throw new Failure(`${titleOf(file)} is neither a serving.properties, a file of variables, JSON nor YAML`,
    'Name it .properties or .env, or pass JSON or YAML: a map of variables, the output of aws sagemaker describe-model, or a template');
}

function textOf(file: string, bytes: Buffer): string {
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  if (text.includes('\u0000') || text.includes('\ufffd')) {
    return fail(file);
  }
  if (text.trim() === '') {
    throw new Failure(`${titleOf(file)} is empty`, FORMATS);
  }
  return text;
}

function readBytes(file: string): Buffer {
  if (file !== STANDARD_INPUT && sizeOf(file) > MOST_BYTES) {
    return tooLarge(file);
  }
  const bytes = accessed(file, () => readFileSync(file === STANDARD_INPUT ? 0 : file));
  return bytes.length > MOST_BYTES ? tooLarge(file) : bytes;
}

function sizeOf(file: string): number {
  const stats = accessed(file, () => statSync(file));
  if (stats.isDirectory()) {
    throw new Failure(`${file} is a directory`, FORMATS);
  }
  return stats.size;
}

/** The result of an access to a file; an error becomes one line. */
function accessed<T>(file: string, access: () => T): T {
  try {
    return access();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const what = code === 'ENOENT' ? `there is no file ${file}` : code === 'EACCES' ? `there is no permission to read ${file}` : `cannot read ${titleOf(file)} (${code})`;
    throw new Failure(what, FORMATS);
  }
}

function tooLarge(file: string): never {
  throw new Failure(`${titleOf(file)} is larger than 1 MB, which no configuration is`, 'Pass the file that holds the variables alone');
}

function fromMarkup(file: string, format: 'JSON' | 'YAML', parse: () => unknown): readonly Source[] {
  let value: any;
  try {
    value = parse();
  } catch (error) {
    throw new Failure(`${titleOf(file)} is not ${format} (${(error as Error).message})`, MAP_FORMATS);
  }
  const sources = isObject(value?.Resources) ? fromTemplate(titleOf(file), value.Resources) : fromContainers(value);
  const found = sources.length > 0 ? sources : fromMap(value);
  if (found.length === 0) {
    throw new Failure(`${titleOf(file)} holds no variables of a container`, MAP_FORMATS);
  }
  return found;
}

/** A map of variables, which, unlike other maps of plain values, has at least one uppercase name. */
function fromMap(value: any): readonly Source[] {
  const isMap = isObject(value) && Object.values(value).every((each) => each === null || isScalar(each)) && Object.keys(value).some((name) => /^[A-Z][A-Z0-9_]+$/.test(name));
  return isMap ? [settingsOf(value)] : [];
}

/** The model that the user chooses by its logical id, or all. */
function chosen(file: string, sources: readonly Source[], resource: string | undefined): readonly Source[] {
  if (resource === undefined) {
    return sources;
  }
  const ids = sources.flatMap((source) => source.resource ?? []);
  const found = sources.filter((source) => source.resource === resource);
  if (found.length === 0) {
    throw new Failure(`${titleOf(file)} has no model ${JSON.stringify(resource)} with variables`,
      ids.length === 0 ? '--resource chooses a model of a CloudFormation template' : `It has ${ids.join(', ')}`);
  }
  return found;
}
