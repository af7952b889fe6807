import { CfnParameter, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { joinVariables } from './join-variables';
import { warnOfUnread } from './unread-variables';
import { LmiBackendConfig } from '../backend/lmi-backend';
import { Environment } from '../backend/served-options';
import { ownValue } from '../checks/own-value';
import { Problems, show } from '../checks/problems';
import { isLiteral, isUnresolved } from '../checks/tokens';
import { warn } from '../checks/warnings';
import { BackendName } from '../facts/backends';
import { LIMITS } from '../facts/limits';
import { LmiModelConfig } from '../model/lmi-model-config';
import { isSecret, isSecretName, isSecretPlaceholder } from '../model/secrets';
import { Ordinal } from '../options/option';

/** The variables of a backend, and those that the user adds. */
interface EnvironmentRequest {
  readonly backend: LmiBackendConfig;
  readonly backendName?: BackendName;
  readonly version: Ordinal;
  readonly model: LmiModelConfig;
  readonly added: Environment;
  readonly isInComponent?: boolean;
}

/**
 * Merges the user's variables into the backend's, and checks the result.
 *
 * The user's map is open, because LMI passes on any `OPTION_`. A variable that repeats one of the backend's passes; one that contradicts the user's prop is an
 * error that names the prop; one that differs from a default of the backend replaces it. A variable that no table knows is a warning with the nearest name.
 */
export function mergeEnvironment(scope: IConstruct, problems: Problems, request: EnvironmentRequest): Environment {
  const { backend, added } = request;
  for (const [name, value] of Object.entries(added)) {
    if (isUnresolved(name)) {
      problems.add('environment has a name that is known only at deployment. Write the name as a literal.');
    } else if (typeof value !== 'string' && !isUnresolved(value)) {
      problems.invalid(`environment.${name}`, value, 'a string', 'put the value between quotes');
    }
  }
  const { environment, replaced, contradictions } = joinVariables(request);
  contradictions.forEach((name) => problems.add(contradiction(backend, name, added[name])));
  hintAtProps(scope, backend, replaced);
  warnOfUnread(scope, { config: backend, name: request.backendName, version: request.version }, added);
  checkLimits(problems, environment, request.isInComponent ?? false);
  checkVariableSecrets(scope, problems, added);
  return environment;
}

function contradiction(backend: LmiBackendConfig, name: string, value: string): string {
  const variable = ownValue(backend.aliases, name) ?? name;
  const prop = ownValue(backend.props, variable);
  const alias = variable === name ? '' : `, which LMI reads as ${variable},`;
  return `environment.${name}${alias} is ${show(value)}, but ${prop ? `${prop} sets it` : 'the backend sets it'} to ${show(backend.environment[variable])}. `
    + `${prop ? `Change ${prop}` : 'Configure the backend'} or remove the variable.`;
}

/** Replacing a default is not a mistake, but the prop has types and documentation. */
function hintAtProps(scope: IConstruct, backend: LmiBackendConfig, replaced: readonly string[]): void {
  const props = new Map(replaced.map((name) => [name, ownValue(backend.props, ownValue(backend.aliases, name) ?? name)] as const));
  const hints = [...props].filter(([, prop]) => prop !== undefined && prop !== 'backend').map(([name, prop]) => `environment.${name} (pass ${prop} instead)`);
  if (hints.length > 0) {
    warn(scope, 'default-replaced', `variables in environment replace defaults of the backend: ${hints.join(', ')}.`);
  }
}

function checkLimits(problems: Problems, environment: Environment, isInComponent: boolean): void {
  const limits = LIMITS.environment;
  const names = Object.keys(environment);
  const entries = isInComponent ? limits.componentEntries : limits.entries;
  if (names.length > entries) {
    problems.add(`environment has ${names.length} variables, but can have at most ${entries}${isInComponent ? ' in an inference component' : ''}. Remove some of `
      + `${names.join(', ')}${isInComponent ? `; with the weights under an S3 prefix (LmiModel.fromS3) it may have ${limits.entries}` : ''}.`);
  }
  const short = isInComponent ? names.filter((name) => name.length < limits.componentKeyCharacters) : [];
  if (short.length > 0) {
    problems.add(`environment has the name ${short.map(show).join(', ')}, but a name must have at least ${limits.componentKeyCharacters} characters in an inference `
      + 'component. Rename it.');
  }
  for (const name of names) {
    if (!limits.keyPattern.test(name) || name.length > limits.characters) {
      problems.add(`environment has the name ${show(name)}, but a name must consist of letters, digits and underscores, not begin with a digit, and have at `
        + `most ${limits.characters} characters. Rename it.`);
    }
    const value = environment[name];
    if (isLiteral(value) && value.length > limits.characters) {
      problems.add(`environment.${name} has ${value.length} characters, but can have at most ${limits.characters}. Put long settings into serving.properties or a file next to `
        + 'the weights.');
    }
  }
  const texts = [...names, ...Object.values(environment).filter(isLiteral)];
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (bytes > limits.totalBytes) {
    problems.add(`environment has ${bytes} bytes, but can have at most ${limits.totalBytes} in all. Put long settings into a file next to the weights.`);
  }
}

function checkVariableSecrets(scope: IConstruct, problems: Problems, added: Environment): void {
  for (const [name, value] of Object.entries(added)) {
    if (isUnresolved(value)) {
      checkReference(scope, problems, name, value);
    }
    if (typeof value !== 'string' || !isLiteral(value)) {
      continue;
    }
    if (isSecret(name, value)) {
      problems.add(`environment.${name} holds a literal secret, which the template and DescribeModel would show. Store it in AWS Secrets Manager and pass it `
        + 'to LmiModel.fromHuggingFace as token.');
    } else if (isSecretPlaceholder(name, value)) {
      warn(scope, 'placeholder', `environment.${name} is ${show(value)}, which looks like a placeholder. Remove it, and pass a secret to LmiModel.fromHuggingFace `
        + 'as token.');
    }
  }
}

/** Checks a value that is resolved at deployment: CloudFormation resolves secure parameters of Systems Manager in few properties, none of them SageMaker's. */
function checkReference(scope: IConstruct, problems: Problems, name: string, value: string): void {
  const resolved = resolvedNow(scope, value);
  if (typeof resolved === 'string' && resolved.includes('{{resolve:ssm-secure:')) {
    problems.add(`environment.${name} refers to a secure string of Systems Manager, which CloudFormation does not resolve for SageMaker (CloudFormation user guide, "SSM secure string `
      + 'parameters"). Store it in AWS Secrets Manager and pass that to LmiModel.fromHuggingFace as token.');
  }
  const parameter = isSecretName(name) && typeof resolved?.Ref === 'string'
    ? Stack.of(scope).node.findAll().filter((node) => node instanceof CfnParameter)
      .find((node) => Stack.of(scope).resolve((node as CfnParameter).logicalId) === resolved.Ref) as CfnParameter | undefined : undefined;
  if (parameter && !parameter.noEcho) {
    warn(scope, 'secret-parameter', `environment.${name} comes from the parameter ${parameter.node.id}, whose value everyone who can describe the stack can read. Store it in AWS Secrets `
      + 'Manager and pass that to LmiModel.fromHuggingFace as token, or set noEcho: true on the parameter.');
  }
}

/** What a token resolves to; undefined if that is not known yet. */
function resolvedNow(scope: IConstruct, value: unknown): any {
  try {
    return Stack.of(scope).resolve(value);
  } catch {
    return undefined;
  }
}
