import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Problems } from '../checks/problems';

/** The id of a model on the Hub, and the token to read it. */
interface HubModelRequest {
  readonly modelId: string;
  readonly revision?: string;
  readonly token?: secretsmanager.ISecret;
  readonly tokenField?: string;
}

/**
 * What the Hub takes for an id: no part begins or ends with a period or hyphen, and none of them is doubled.
 *
 * Source: huggingface_hub 1.29.0.dev0, src/huggingface_hub/utils/_validators.py (validate_repo_id), read 2026-11-26.
 */
const HUB_ID = /^(?!.*(--|\.\.|\.git$))(\w([\w.-]*\w)?\/)?\w([\w.-]{0,94}\w)?$/;

/** Checks that the Hub can have such a model, and that the token is not a literal. */
export function checkHubModel(problems: Problems, { modelId, revision, token, tokenField }: HubModelRequest): void {
  if (!problems.isReported('modelId') && problems.required('modelId', modelId, 'pass the id of the model on the Hugging Face Hub')) {
    const given = typeof modelId === 'string' ? modelId : '';
    const page = /^https:\/\/huggingface\.co\/([\w.-]+\/[\w.-]+)/.exec(given);
    const elsewhere = /^[./~]/.test(given) ? 'use LmiModel.fromAsset for a local directory' : 'use LmiModel.fromS3 or LmiModel.fromTarball for weights in S3';
    problems.pattern('modelId', modelId, HUB_ID, 'an id on the Hugging Face Hub such as org/model', page ? `pass ${page[1]}` : elsewhere);
  }
  problems.pattern('revision', revision, /^\S+$/, 'a branch, tag or commit', 'name it, or omit it for the main branch');
  if (token !== undefined && token !== null && !(typeof token === 'object' && 'secretArn' in token)) {
    problems.add('token must be a secret of AWS Secrets Manager, because everyone who can read the template could read a literal. '
      + 'Store it with secretsmanager.Secret and pass that.');
  }
  if (tokenField !== undefined && token === undefined) {
    problems.add('tokenField is set without token. Pass the secret too, or omit tokenField.');
  } else {
    // A colon would end the name in a reference to the secret.
    problems.pattern('tokenField', tokenField, /^[^:]+$/, 'the name of a field of the secret, without a colon', 'name it, or omit it for the whole secret');
  }
}
