import { readFileSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LmiAssetModelOptions } from './lmi-model-options';
import { isDirectory } from './model-data';
import { formatProperties, parseProperties, Properties } from './properties-file';
import { holdsHubToken, isSecret } from './secrets';
import { listFiles } from './tarball';
import { Problems } from '../checks/problems';
import { isUnresolved } from '../checks/tokens';

const SERVING_PROPERTIES = 'serving.properties';
const PROPERTY_NAME = /^[A-Za-z][\w.-]*$/;
const VARIABLE_NAME = /^(OPTION|SERVING|HF|SAGEMAKER)_/;

const OPTION_OF: { readonly [file: string]: string } = {
  'model.py': 'handler', 'requirements.txt': 'requirements', [SERVING_PROPERTIES]: 'servingProperties',
};

/** A local model directory, with the files that the library adds to it in the archive. */
export interface ModelArchive {
  /** Texts of the added files. */
  readonly added: { readonly [file: string]: string };
  /** Names at the root of the archive. */
  readonly names: string[];
  /** What its `serving.properties` says. */
  readonly servingProperties?: { [name: string]: string };
  /** Path of that file, when it stands in the directory. */
  readonly servingPropertiesFile?: string;
}

/** Reads a directory, and what is to be added; undefined when something is wrong. */
export function readArchive(problems: Problems, directory: string, options: LmiAssetModelOptions): ModelArchive | undefined {
  if (!isDirectory(directory)) {
    problems.invalid('directory', directory, 'a directory that exists', 'give the path of the directory that holds config.json');
    return undefined;
  }
  const before = problems.count;
  const files = listFiles(problems, directory);
  const given = options.servingProperties;
  const added: Properties = {
    ...readText(problems, 'handler', options.handler, 'model.py', '.py'),
    ...readText(problems, 'requirements', options.requirements, 'requirements.txt', '.txt'),
    ...(given && checkProperties(problems, given) ? { [SERVING_PROPERTIES]: formatProperties(given) } : {}),
  };
  for (const name of Object.keys(added).filter((each) => files.includes(each))) {
    problems.add(`${OPTION_OF[name]} is given, but ${join(directory, name)} exists already: leave ${OPTION_OF[name]} out, or take the file out of the directory`);
  }
  const file = files.includes(SERVING_PROPERTIES) ? join(directory, SERVING_PROPERTIES) : undefined;
  const found = file === undefined ? undefined : { ...parseProperties(readFileSync(file, 'utf8')) };
  checkSecrets(problems, `${file}: `, found ?? {});
  return problems.count > before ? undefined : {
    added,
    names: [...new Set([...files, ...Object.keys(added)].map((path) => path.split('/')[0]))].sort(),
    servingProperties: found ?? given,
    servingPropertiesFile: file,
  };
}

/** The text of a file that an option names, under the name that it gets in the archive. */
function readText(problems: Problems, option: string, path: string | undefined, name: string, ending: string): Properties {
  if (path === undefined || path === null) {
    return {};
  }
  if (typeof path !== 'string' || !path.endsWith(ending) || !existsSync(path) || !statSync(path).isFile()) {
    problems.invalid(option, path, `a file that exists and ends in ${ending}`, `give the path of what is to be packed as ${name}`);
    return {};
  }
  const text = readFileSync(path, 'utf8');
  if (holdsHubToken(text)) {
    problems.add(`${option} ${path} holds a literal secret, which everyone could read who may read the asset: read it at run time from AWS Secrets Manager`);
  }
  return { [name]: text };
}

function checkProperties(problems: Problems, properties: Properties): boolean {
  if (typeof properties !== 'object' || properties === null || isUnresolved(Object.keys(properties))) {
    problems.invalid('servingProperties', properties, 'an object of names and texts known at synth', 'write each property as a literal');
    return false;
  }
  const before = problems.count;
  for (const [name, value] of Object.entries(properties)) {
    if (VARIABLE_NAME.test(name)) {
      const meant = name.startsWith('OPTION_') ? `write option.${name.slice('OPTION_'.length).toLowerCase()}` : 'put it into environment';
      problems.add(`servingProperties has ${name}, which is the name of a variable and not of a property: ${meant}`);
    } else if (!PROPERTY_NAME.test(name)) {
      problems.add(`servingProperties has the name ${JSON.stringify(name)}, but a name must begin with a letter and consist of letters, digits, dots, hyphens and `
        + 'underscores: rename it');
    }
    if (isUnresolved(value)) {
      problems.add(`servingProperties.${name} is a value known only at deployment, but the file is packed at synth: use the prop of the backend, or environment`);
    } else if (typeof value !== 'string') {
      problems.invalid(`servingProperties.${name}`, value, 'a text', 'put the value between quotes');
    }
  }
  checkSecrets(problems, 'servingProperties.', properties);
  return problems.count === before;
}

function checkSecrets(problems: Problems, where: string, properties: Properties): void {
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'string' && !isUnresolved(value) && isSecret(name, value)) {
      problems.add(`${where}${name} holds a literal secret, which everyone could read who may read the asset: store it in AWS Secrets Manager`);
    }
  }
}
