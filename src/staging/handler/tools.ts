import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Credentials, HubModel } from './hub';
import { Patience } from './patience';
import { Storage } from './storage';
import { readToken } from './token';

// Created once per instance of the function, so that connections are reused.
const s3 = new S3Client({ maxAttempts: 6 });
const secretsManager = new SecretsManagerClient({});

/** Tools of a step. */
export interface Tools {
  readonly patience: Patience;
  storage(bucket: string): Storage;
  hub(modelId: string, revision: string): Promise<HubModel>;
}

/** Tools for one invocation, which must end by a deadline. */
export function toolsUntil(deadline: number): Tools {
  const patience = new Patience(deadline);
  return {
    patience,
    storage: (bucket) => new Storage(bucket, s3),
    hub: async (modelId, revision) => new HubModel(process.env.HUB_ENDPOINT!, modelId, revision, patience, await credentials()),
  };
}

function credentials(): Promise<Credentials | undefined> {
  return readToken(secretsManager, process.env.TOKEN_SECRET, process.env.TOKEN_FIELD);
}
