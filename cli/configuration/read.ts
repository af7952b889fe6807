import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { fromContainers, isObject, isScalar } from './model-description';
import { fromProperties } from './serving-properties';
import { Source } from './source';
import { fromTemplate } from './template';
import { fromVariables } from './variables-file';
import { Failure } from '../failure';

const MOST_BYTES = 1_000_000;
const STANDARD_INPUT = '-';
const FORMATS = 'Pass a serving.properties, a .env or a .json file';
const JSON_FORMATS = 'Pass a map of variables, the output of describe-model, or a template';

/**
 * Reads a serving.properties, a file of variables, or JSON: a map of variables, the output of DescribeModel, or a CloudFormation template, which may hold
 * several models.
 */
export function readSources(file: string, resource?: string): readonly Source[] {
  const text = readText(file);
  const name = basename(file).toLowerCase();
  if (/^\s*[[{]/.test(text) || name.endsWith('.json')) {
    return chosen(file, fromJson(file, text), resource);
  }
  return chosen(file, [fromLines(file, name, text)], resource);
}

/** The name of a file in messages. */
export function titleOf(file: string): string {
  return file === STANDARD_INPUT ? 'standard input' : file;
}

function fromLines(file: string, name: string, text: string): Source {
  if (name.endsWith('.properties') || (file === STANDARD_INPUT && /^\s*option\.\w/m.test(text))) {
    return fromProperties(titleOf(file), text);
  }
  if (/\.ya?ml$/.test(name) || /^(AWSTemplateFormatVersion|Resources)\s*:/m.test(text)) {
    throw new Failure(`${titleOf(file)} is YAML`, 'Pass JSON: cfn-flip from PyPI converts a template, and cdk synth writes templates in JSON to cdk.out');
  }
  const isOfVariables = name.endsWith('.env') || name.startsWith('.env') || /^\s*(export\s+)?[A-Za-z_]\w*\s*=/m.test(text);
  return isOfVariables ? fromVariables(text) ?? fail(file) : fail(file);
}

function fail(file: string): never {
  throw new Failure(`${titleOf(file)} is neither a serving.properties, a file of variables nor JSON`,
    'Name it .properties or .env, or pass JSON: a map of variables, the output of aws sagemaker describe-model, or a template');
}

function readText(file: string): string {
  const text = readBytes(file).toString('utf8').replace(/^\ufeff/, '');
  if (text.includes('\u0000') || text.includes('\ufffd')) {
    return fail(file);
  }
  if (text.trim() === '') {
    throw new Failure(`${titleOf(file)} is empty`, FORMATS);
  }
  return text;
}

function readBytes(file: string): Buffer {
  let bytes: Buffer;
  try {
    if (file !== STANDARD_INPUT && statSync(file).size > MOST_BYTES) {
      return tooLarge(file);
    }
    bytes = readFileSync(file === STANDARD_INPUT ? 0 : file);
  } catch (error) {
    if (error instanceof Failure) {
      throw error;
    }
    const { code } = error as NodeJS.ErrnoException;
    const what = code === 'ENOENT' ? `there is no file ${file}` : code === 'EISDIR' ? `${file} is a directory`
      : code === 'EACCES' ? `${file} may not be read by this user` : `cannot read ${titleOf(file)} (${code})`;
    throw new Failure(what, FORMATS);
  }
  return bytes.length > MOST_BYTES ? tooLarge(file) : bytes;
}

function tooLarge(file: string): never {
  throw new Failure(`${titleOf(file)} is larger than 1 MB, which no configuration is`, 'Pass the file that holds the variables alone');
}

function fromJson(file: string, text: string): readonly Source[] {
  let value: any;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Failure(`${titleOf(file)} is not JSON (${(error as Error).message})`, JSON_FORMATS);
  }
  const sources = isObject(value?.Resources) ? fromTemplate(titleOf(file), value.Resources) : fromContainers(value);
  const found = sources.length > 0 ? sources : fromMap(value);
  if (found.length === 0) {
    throw new Failure(`${titleOf(file)} holds no variables of a container`, JSON_FORMATS);
  }
  return found;
}

/** A map of variables, which unlike other maps of plain values has at least one name in capital letters. */
function fromMap(value: any): readonly Source[] {
  const isMap = isObject(value) && Object.values(value).every(isScalar) && Object.keys(value).some((name) => /^[A-Z][A-Z0-9_]+$/.test(name));
  return isMap ? [{ settings: Object.entries(value).map(([name, each]) => ({ written: name, variable: name, value: String(each) })) }] : [];
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
