import { IConstruct } from 'constructs';
import { Environment } from '../backend/served-options';
import { isLiteral } from '../checks/tokens';
import { warn } from '../checks/warnings';
import { isGated } from '../model/listed-models';
import { LmiModelConfig } from '../model/lmi-model-config';

/**
 * Variables from which the Hub's library reads a token; an empty one counts as none (huggingface_hub `constants.py`, `_auth.py`, and LmiUtils.java:373 of
 * djl-serving 0.36, read 2026-11).
 */
const TOKEN_VARIABLES = ['HF_TOKEN', 'HUGGING_FACE_HUB_TOKEN'];

/** Warns of a gated model without a token. Which models are gated is known from memory, so it is not an error. */
export function warnOfGatedModel(scope: IConstruct, model: LmiModelConfig, environment: Environment): void {
  const { modelId, token } = model;
  if (!isLiteral(modelId) || token !== undefined || TOKEN_VARIABLES.some((name) => isFilled(environment[name]))) {
    return;
  }
  if (isGated(modelId)) {
    warn(scope, 'gated-model', `${modelId} is gated on the Hugging Face Hub, and the container has no token, so it cannot load the weights. Accept the terms on the Hub and pass `
      + 'token, a secret of AWS Secrets Manager, to LmiModel.fromHuggingFace, or put the weights into S3.');
  }
}

function isFilled(value: unknown): boolean {
  return value !== undefined && value !== null && !(typeof value === 'string' && value.trim() === '');
}
