import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { Environment } from '../backend/served-options';
import { Problems } from '../checks/problems';
import { isLiteral } from '../checks/tokens';
import { COMPILED_GRAPH_VARIABLES, MODEL_VARIABLES } from '../facts/network-variables';
import { grantUri } from '../model/grants';
import { LmiModelConfig } from '../model/lmi-model-config';

const HUB_ID = /^[\w.-]+\/[\w.-]+$/;

/** Whether the containers are cut off from every network; problems when that keeps them from what they load. */
export function checkIsolation(problems: Problems, model: LmiModelConfig, networkIsolation?: boolean): boolean {
  const { modelId } = model;
  if (networkIsolation === true && modelId !== undefined) {
    problems.add(modelId.startsWith('s3://')
      ? 'networkIsolation is true, but with files next to the weights the container downloads the weights itself, which isolation blocks: put the files under the '
        + 'prefix of the weights and pass none, or omit networkIsolation'
      : 'networkIsolation is true, but the container loads the model from the Hugging Face Hub, which isolation blocks: copy the weights to S3 and '
        + 'use LmiModel.fromS3, or omit networkIsolation');
  }
  return networkIsolation ?? (model.modelData !== undefined && modelId === undefined);
}

/** Problems when variables name what an isolated container cannot reach: models on the Hub, and objects in S3, for which it has no credentials either. */
export function checkIsolatedVariables(problems: Problems, environment: Environment, isIsolated: boolean): void {
  if (!isIsolated) {
    return;
  }
  for (const [name, value] of Object.entries(environment)) {
    if (!isLiteral(value)) {
      continue;
    }
    const isOption = name.startsWith('OPTION_');
    const remedy = 'put the files next to the weights and name the directory, or set networkIsolation: false';
    const hub = [...MODEL_VARIABLES.includes(name) ? [value] : [], ...isOption ? modelsIn(value) : []].find((id) => HUB_ID.test(id) && !id.startsWith('/'));
    if (hub !== undefined) {
      problems.add(`${name} is ${JSON.stringify(value)}, but the container is isolated from the network and cannot load ${hub} from the Hugging Face Hub: ${remedy}`);
    } else if (isOption && /^s3:\/\//.test(value)) {
      problems.add(`${name} is ${JSON.stringify(value)}, but the container is isolated from the network and cannot reach S3: ${remedy}`);
    }
  }
}

/** Lets the role read compiled graphs from S3, where a container that is not isolated loads them from. */
export function grantGraphs(scope: Construct, grantee: iam.IGrantable, environment: Environment, isIsolated: boolean): void {
  for (const name of isIsolated ? [] : COMPILED_GRAPH_VARIABLES) {
    const uri = environment[name];
    if (isLiteral(uri) && uri.startsWith('s3://')) {
      grantUri(scope, grantee, uri);
    }
  }
}

/** Models and tokenizers that a value names, when it is JSON such as that of `OPTION_SPECULATIVE_CONFIG`. */
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
