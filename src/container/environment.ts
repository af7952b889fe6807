import { IConstruct } from 'constructs';
import { LmiBackendConfig } from '../backend/lmi-backend';
import { Environment } from '../backend/served-options';
import { nearest } from '../checks/nearest';
import { ownValue } from '../checks/own-value';
import { Problems, show } from '../checks/problems';
import { asText, isLiteral, isUnresolved } from '../checks/tokens';
import { warn } from '../checks/warnings';
import { LIMITS } from '../facts/limits';
import { isSecret } from '../model/secrets';

/**
 * Joins what the backend sets with what the user adds.
 *
 * The user's map is open, because LMI passes any `OPTION_` on: what repeats a variable of the backend passes, what contradicts one is a
 * fault that names the prop, and what no table knows is a warning with the nearest name.
 */
export function mergeEnvironment(
  scope: IConstruct, problems: Problems, backend: LmiBackendConfig, added: Environment = {}, isInComponent: boolean = false,
): Environment {
  const merged: { [name: string]: string } = { ...backend.environment };
  for (const [name, value] of Object.entries(added)) {
    if (isUnresolved(name)) {
      problems.add('environment has a name that is known only at deployment: write the name as a literal');
    } else if (typeof value !== 'string' && !isUnresolved(value)) {
      problems.invalid(`environment.${name}`, value, 'a text', 'put the value between quotes');
    } else {
      checkContradiction(problems, backend, name, value);
      merged[name] = ownValue(backend.environment, name) ?? asText(value);
    }
  }
  warnOfUnknown(scope, backend, added);
  checkLimits(problems, merged, isInComponent);
  checkSecrets(problems, merged);
  return merged;
}

function checkContradiction(problems: Problems, backend: LmiBackendConfig, name: string, value: string): void {
  const variable = ownValue(backend.aliases, name) ?? name;
  const managed = ownValue(backend.environment, variable);
  if (managed !== undefined && isLiteral(managed) && isLiteral(value) && managed !== value) {
    const prop = ownValue(backend.props, variable);
    const alias = variable === name ? '' : `, which LMI reads as ${variable},`;
    problems.add(`environment.${name}${alias} is ${show(value)}, but ${prop ? `${prop} sets it` : 'the backend sets it'} to ${show(managed)}: `
      + `${prop ? `change ${prop}` : 'configure the backend'} or remove the variable`);
  }
}

function warnOfUnknown(scope: IConstruct, backend: LmiBackendConfig, added: Environment): void {
  const known = backend.knownVariables;
  if (!known) {
    return;
  }
  for (const name of Object.keys(added)) {
    if (name.startsWith('OPTION_') && !known.includes(name) && !known.includes(name.toUpperCase()) && !(name in backend.environment)) {
      const close = nearest(name, known);
      warn(scope, 'unknown-option', `environment.${name} is no option that this LMI version is known to read; the container ignores `
        + `unknown options silently${close ? `. Did you mean ${close}?` : ''}`);
    }
  }
}

function checkLimits(problems: Problems, environment: Environment, isInComponent: boolean): void {
  const limits = LIMITS.environment;
  const names = Object.keys(environment);
  const entries = isInComponent ? limits.componentEntries : limits.entries;
  if (names.length > entries) {
    problems.add(`environment has ${names.length} variables, but may have ${entries}${isInComponent ? ' in an inference component' : ''}: remove some of `
      + `${names.join(', ')}${isInComponent ? `; with the weights under an S3 prefix (LmiModel.fromS3) it may have ${limits.entries}` : ''}`);
  }
  const short = isInComponent ? names.filter((name) => name.length < limits.componentKeyCharacters) : [];
  if (short.length > 0) {
    problems.add(`environment has the name ${short.map(show).join(', ')}, but a name must have at least ${limits.componentKeyCharacters} characters in an inference `
      + 'component: rename it');
  }
  for (const name of names) {
    if (!limits.keyPattern.test(name) || name.length > limits.characters) {
      problems.add(`environment has the name ${show(name)}, but a name must consist of letters, digits and underscores, not begin with a digit, and have at `
        + `most ${limits.characters} characters: rename it`);
    }
    const value = environment[name];
    if (isLiteral(value) && value.length > limits.characters) {
      problems.add(`environment.${name} has ${value.length} characters, but may have ${limits.characters}: put long settings into serving.properties or a file beside `
        + 'the weights');
    }
  }
  const texts = [...names, ...Object.values(environment).filter(isLiteral)];
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (bytes > limits.totalBytes) {
    problems.add(`environment has ${bytes} bytes, but may have ${limits.totalBytes} in all: put long settings into a file beside the weights`);
  }
}

function checkSecrets(problems: Problems, environment: Environment): void {
  for (const [name, value] of Object.entries(environment)) {
    if (!isLiteral(value)) {
      continue;
    }
    if (isSecret(name, value)) {
      problems.add(`environment.${name} holds a literal secret, which the template and DescribeModel would show: store it in AWS Secrets Manager and pass it `
        + 'to LmiModel.fromHuggingFace as token');
    }
  }
}
