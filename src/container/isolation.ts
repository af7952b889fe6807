import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { Environment } from '../backend/served-options';
import { Problems } from '../checks/problems';
import { isLiteral } from '../checks/tokens';
import { warn } from '../checks/warnings';
import { COMPILED_GRAPH_VARIABLES, MODEL_VARIABLES } from '../facts/network-variables';
import { grantUri } from '../model/grants';
import { LmiModelConfig } from '../model/lmi-model-config';
import { isS3Uri } from '../model/s3-prefix';

const HUB_ID = /^[\w.-]+\/[\w.-]+$/;

/** The inputs that decide the isolation of a container. */
interface IsolationRequest {
  readonly model: LmiModelConfig;
  readonly environment: Environment;
  /** The user's prop. */
  readonly networkIsolation?: boolean;
}

/** A variable that makes the container load something over the network. */
interface RemoteSource {
  readonly name: string;
  readonly value: string;
  readonly from: string;
}

/**
 * Whether the container is isolated from the network. By default, it is if the weights come as model data, unless a variable names something that an isolated
 * container could not load; if the user asks for isolation, that is an error.
 */
export function decideIsolation(scope: Construct, problems: Problems, { model, environment, networkIsolation }: IsolationRequest): boolean {
  const { modelId, modelData } = model;
  if (networkIsolation === true && modelId !== undefined) {
    problems.add(isS3Uri(modelId)
      ? 'networkIsolation is true, but with files next to the weights the container downloads the weights itself, which isolation blocks. Put the files under the '
        + 'prefix of the weights and pass none, or omit networkIsolation.'
      : 'networkIsolation is true, but the container loads the model from the Hugging Face Hub, which isolation blocks. Copy the weights to S3 and '
        + 'use LmiModel.fromS3, or omit networkIsolation.');
  }
  const remote = remoteSources(environment);
  const isDefault = modelData !== undefined && modelId === undefined;
  if (networkIsolation === true) {
    remote.forEach(({ name, value, from }) => problems.add(`${name} is ${JSON.stringify(value)}, but the container is isolated from the network and cannot ${from}. Put `
      + 'the files next to the weights and name the directory, or set networkIsolation: false.'));
  } else if (networkIsolation === undefined && isDefault && remote.length > 0) {
    warn(scope, 'isolation-off', `the container is not isolated from the network, although its weights come from S3, because of ${remote.map(({ name, value }) =>
      `${name}=${value}`).join(', ')}. Put the files next to the weights and name the directory, or set networkIsolation: false.`);
  }
  return networkIsolation ?? (isDefault && remote.length === 0);
}

/** Models on the Hub and objects in S3; an isolated container cannot load either. */
function remoteSources(environment: Environment): RemoteSource[] {
  return Object.entries(environment).flatMap(([name, value]) => {
    if (!isLiteral(value)) {
      return [];
    }
    const isOption = name.startsWith('OPTION_');
    const hub = [...MODEL_VARIABLES.includes(name) ? [value] : [], ...isOption ? modelsIn(value) : []].find((id) => HUB_ID.test(id));
    const from = hub !== undefined ? `load ${hub} from the Hugging Face Hub` : isOption && /^s3:\/\//.test(value) ? 'reach S3' : undefined;
    return from === undefined ? [] : [{ name, value, from }];
  });
}

/** Lets the role read the additional models and compiled graphs in S3 that a container without isolation loads. */
export function grantSources(scope: Construct, problems: Problems, grantee: iam.IGrantable, environment: Environment, isIsolated: boolean): void {
  for (const name of isIsolated ? [] : [...MODEL_VARIABLES, ...COMPILED_GRAPH_VARIABLES]) {
    const uri = environment[name];
    if (isLiteral(uri) && uri.startsWith('s3://')) {
      grantUri(scope, problems, grantee, name, uri);
    }
  }
}

/** Models and tokenizers named in a JSON value, such as `OPTION_SPECULATIVE_CONFIG`. */
function modelsIn(value: string): string[] {
  if (!/^\s*\{/.test(value)) {
    return [];
  }
  try {
    const { model, tokenizer } = JSON.parse(value);
    return [model, tokenizer].filter((each) => typeof each === 'string');
  } catch {
    return [];
  }
}
