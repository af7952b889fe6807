import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { grantRead } from './grants';
import { LmiModelData } from './lmi-model-config';
import { LmiModelBindOptions, LmiModelOptions } from './lmi-model-options';
import { isDirectory, tarballAsset } from './model-data';
import { formatProperties, parseProperties, Properties } from './properties-file';
import { holdsHubToken, isSecret } from './secrets';
import { ArchiveEntries, entriesOf } from './tarball';
import { ownValue } from '../checks/own-value';
import { asSentence, Problems, show } from '../checks/problems';
import { isUnresolved } from '../checks/tokens';
import { withoutNulls } from '../checks/without-nulls';

const SERVING_PROPERTIES = 'serving.properties';
const PROPERTY_NAME = /^[A-Za-z][\w.-]*$/;
const VARIABLE_NAME = /^(OPTION|SERVING|HF|SAGEMAKER)_/;

/** The option that adds each file. */
const OPTION_OF: { readonly [file: string]: string } = {
  'model.py': 'handler', 'requirements.txt': 'requirements', [SERVING_PROPERTIES]: 'servingProperties',
};

/**
 * Files by which the model server mistakes a directory for a model of another engine, whatever else is in it (djl-serving 0.26.0-dlc to 0.36.0-lmi27-dlc,
 * ModelInfo.java inferEngine, read 2026-11-25).
 */
const OTHER_ENGINE = /^(model\.(pt|onnx|json|xgb|bst|trt|uff|tflite|gguf|skops|joblib|pkl|pickle|cloudpkl)|model-symbol\.json|config\.pbtxt|saved_model\.pb|metadata\.yaml)$/;

/** A model directory whose files the library knows. */
export interface ModelArchive {
  readonly entries: ArchiveEntries;
  /** Names at the root of the archive. */
  readonly names: string[];
  /** Whether `model.py` has a `handle` without `async def`. */
  readonly synchronousHandler?: boolean;
  /** Content of its `serving.properties`. */
  readonly servingProperties?: { [name: string]: string };
  /** Path of that file, if it is in the user's directory. */
  readonly servingPropertiesFile?: string;
}

/** The user's directory, or the location of the weights. */
interface ArchiveSource {
  /** A local directory with the weights. */
  readonly directory?: string;
  /** Location that the container loads the weights from: a Hub id or an S3 URI. */
  readonly location?: string;
}

/** Whether a model has files next to its weights. */
export function hasFiles(options: LmiModelOptions, bound: LmiModelBindOptions): boolean {
  return fileOptions(options).length > 0 || bound.files !== undefined;
}

/** The options that add files next to the weights. */
export function fileOptions({ handler, requirements, servingProperties, files }: LmiModelOptions): string[] {
  return Object.keys(withoutNulls({ handler, requirements, servingProperties, files }));
}

/** Reads the files to pack; undefined if there are problems. */
export function readArchive(
  problems: Problems, source: ArchiveSource, options: LmiModelOptions, bound: LmiModelBindOptions,
): ModelArchive | undefined {
  const { directory, location } = source;
  const before = problems.count;
  const found = directory === undefined ? {} : entriesOf(problems, directory);
  const properties = readProperties(problems, options.servingProperties, location);
  const added: ArchiveEntries = {
    ...readText(problems, 'handler', options.handler, 'model.py', '.py'),
    ...readText(problems, 'requirements', options.requirements, 'requirements.txt', '.txt'),
    ...(properties ? { [SERVING_PROPERTIES]: { content: formatProperties(properties) } } : {}),
    ...readFiles(problems, options.files),
  };
  for (const name of Object.keys(added).filter((each) => each in found)) {
    const option = ownValue(OPTION_OF, name) ?? `files[${show(name)}]`;
    problems.add(`${option} is set, but ${join(directory!, name)} exists already. Omit ${option}, or remove the file from the directory.`);
  }
  const entries = { ...found, ...added, ...merged(problems, bound.files, { ...found, ...added }) };
  const file = SERVING_PROPERTIES in found ? join(directory!, SERVING_PROPERTIES) : undefined;
  const written = file === undefined ? undefined : { ...parseProperties(readFileSync(file, 'utf8')) };
  checkPropertySecrets(problems, `${file}: `, written ?? {});
  return problems.count > before ? undefined : {
    entries,
    names: [...new Set(Object.keys(entries).map((path) => path.split('/')[0]))].sort(),
    synchronousHandler: /^def\s+handle\s*\(/m.test(textOf(entries['model.py'])),
    servingProperties: written ?? properties,
    servingPropertiesFile: file,
  };
}

function textOf(entry: ArchiveEntries[string] | undefined): string {
  return entry === undefined ? '' : 'content' in entry ? entry.content : readFileSync(entry.path, 'utf8');
}

/** Publishes an archive with the stack, and lets the role read it. */
export function publishArchive(scope: Construct, grantee: iam.IGrantable, archive: ModelArchive, directory?: string): LmiModelData {
  const asset = tarballAsset(scope, 'ModelData', 'model.tar.gz', archive.entries, directory);
  grantRead(scope, asset.bucket, grantee, asset.objectKey);
  return { s3Uri: asset.s3Uri, compressed: true };
}

/** Merges the files that the endpoint adds. They are appended to the user's own files. */
function merged(problems: Problems, files: { readonly [name: string]: string } = {}, entries: ArchiveEntries): ArchiveEntries {
  return Object.fromEntries(Object.entries(files).map(([name, content]) => {
    const entry = ownValue(entries, name);
    if (entry === undefined) {
      return [name, { content }];
    }
    const text = textOf(entry);
    if (/^(async\s+)?def\s+handle\b/m.test(text)) {
      problems.add(`openAiStreaming is true, but ${name} has a handler of its own, which forms the responses itself. Let it return server-sent events, and omit `
        + 'openAiStreaming.');
    } else if (/\boutput_formatter\b|^def\s+output_fn\b/m.test(text)) {
      problems.add(`openAiStreaming is true, but ${name} has an output formatter of its own, and the container applies only one. Pass vLLM's chunks on in that one, and `
        + 'omit openAiStreaming.');
    }
    return [name, { content: `${text.trimEnd()}\n\n\n${content}` }];
  }));
}

/** The properties to write to `serving.properties`, including the location of the weights. */
function readProperties(problems: Problems, given: Properties | undefined | null, location?: string): { [name: string]: string } | undefined {
  const isSound = given !== undefined && given !== null && checkProperties(problems, given);
  if (location !== undefined && isSound && 'option.model_id' in given) {
    problems.add(`servingProperties['option.model_id'] is ${show(given['option.model_id'])}, but the model sets it to ${show(location)}. Omit the property.`);
  }
  return isSound || location !== undefined ? { ...(location === undefined ? {} : { 'option.model_id': location }), ...(isSound ? given : {}) } : undefined;
}

/** Reads a file that an option names, under its name in the archive. */
function readText(problems: Problems, option: string, path: string | undefined, name: string, ending: string): ArchiveEntries {
  if (path === undefined || path === null) {
    return {};
  }
  if (typeof path !== 'string' || !path.endsWith(ending) || !isFile(path)) {
    problems.invalid(option, path, `a file that exists and ends in ${ending}`, `pass the path of what is to be packed as ${name}`);
    return {};
  }
  const content = readFileSync(path, 'utf8');
  if (holdsHubToken(content)) {
    problems.add(`${option} ${path} holds a literal secret, which everyone with access to the asset could read. Read it at run time from AWS Secrets Manager.`);
  }
  return { [name]: { content } };
}

/** Additional files and directories, by their names in the model directory. */
function readFiles(problems: Problems, files: { readonly [name: string]: string } | undefined | null): ArchiveEntries {
  if (files === undefined || files === null) {
    return {};
  }
  if (typeof files !== 'object' || Array.isArray(files) || isUnresolved(Object.keys(files))) {
    problems.invalid('files', files, 'an object of names and paths known at synth time', 'write each name and path as a literal');
    return {};
  }
  return Object.assign({}, ...Object.entries(files).map(([name, path]) => {
    checkName(problems, name);
    if (typeof path === 'string' && isDirectory(path)) {
      return Object.fromEntries(Object.entries(entriesOf(problems, path)).map(([inner, entry]) => [`${name}/${inner}`, entry]));
    }
    if (typeof path !== 'string' || !isFile(path)) {
      problems.invalid(`files[${show(name)}]`, path, 'a file or directory that exists', 'pass its path');
      return {};
    }
    return { [name]: { path: resolve(path) } };
  }));
}

function checkName(problems: Problems, name: string): void {
  const option = ownValue(OPTION_OF, name);
  if (option !== undefined) {
    problems.add(`files has ${show(name)}, which has an option of its own. Use ${option}.`);
  } else if (name.startsWith('/') || /[\\\0]/.test(name) || name.split('/').some((part) => ['', '.', '..'].includes(part))) {
    problems.add(`files has ${show(name)}, which is not a name within the model directory. Use a relative path with forward slashes, without . and ..`);
  } else if (OTHER_ENGINE.test(name)) {
    problems.add(`files has ${show(name)}, by which the model server takes the directory for a model of another engine. Rename the file.`);
  }
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

function checkProperties(problems: Problems, properties: Properties): boolean {
  if (typeof properties !== 'object' || isUnresolved(Object.keys(properties))) {
    problems.invalid('servingProperties', properties, 'an object of names and strings known at synth time', 'write each property as a literal');
    return false;
  }
  const before = problems.count;
  for (const [name, value] of Object.entries(properties)) {
    if (VARIABLE_NAME.test(name)) {
      const meant = name.startsWith('OPTION_') ? `write option.${name.slice('OPTION_'.length).toLowerCase()}` : 'put it into environment';
      problems.add(`servingProperties has ${name}, which is the name of a variable and not of a property. ${asSentence(meant)}`);
    } else if (!PROPERTY_NAME.test(name)) {
      problems.add(`servingProperties has the name ${JSON.stringify(name)}, but a name must begin with a letter and consist of letters, digits, dots, hyphens and `
        + 'underscores. Rename it.');
    }
    if (isUnresolved(value)) {
      problems.add(`servingProperties.${name} is a value known only at deployment, but the file is packed at synth. Use the prop of the backend, or environment.`);
    } else if (typeof value !== 'string') {
      problems.invalid(`servingProperties.${name}`, value, 'a string', 'put the value between quotes');
    }
  }
  checkPropertySecrets(problems, 'servingProperties.', properties);
  return problems.count === before;
}

function checkPropertySecrets(problems: Problems, where: string, properties: Properties): void {
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'string' && !isUnresolved(value) && isSecret(name, value)) {
      problems.add(`${where}${name} holds a literal secret, which everyone with access to the asset could read. Store it in AWS Secrets Manager.`);
    }
  }
}
