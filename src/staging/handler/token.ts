import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { StagingError, TransientError } from './errors';
import { Credentials } from './hub';

/** Reads the token. It exists only in the memory of this function: it is never logged, returned, or part of an error. */
export async function readToken(
  client: SecretsManagerClient, secret: string | undefined, field: string | undefined,
): Promise<Credentials | undefined> {
  if (!secret) {
    return undefined;
  }
  const value = await secretString(client, secret);
  const token = (field ? fieldOf(value, field, secret) : value).trim();
  // The HTTP client's error would quote characters that a header cannot contain.
  if (!/^[\x21-\x7e]+$/.test(token) || token.startsWith('{')) {
    throw new StagingError(`The secret ${secret} does not hold a token${field ? ` in its field ${field}` : ''}: store the token as ${field
      ? 'a string in that field' : 'the plain string of the secret, or pass tokenField if it is a JSON object'}.`);
  }
  return { token, secret };
}

async function secretString(client: SecretsManagerClient, secret: string): Promise<string> {
  try {
    return (await client.send(new GetSecretValueCommand({ SecretId: secret }))).SecretString ?? '';
  } catch (error: any) {
    if (error?.name === 'ResourceNotFoundException') {
      throw new StagingError(`The secret ${secret} does not exist or has no value: store the token in it.`);
    }
    if (error?.name === 'AccessDeniedException') {
      throw new StagingError(`The copier may not read the secret ${secret}: allow its role secretsmanager:GetSecretValue, and kms:Decrypt on the key of the secret.`);
    }
    throw new TransientError(`The secret ${secret} could not be read (${error?.name}).`);
  }
}

/** A field of a JSON object. The parser's own error would show part of the secret. */
function fieldOf(value: string, field: string, secret: string): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    throw new StagingError(`The secret ${secret} is not a JSON object, so it has no field ${field}: store it as one, or omit tokenField.`);
  }
  const token = (parsed as any)?.[field];
  if (typeof token !== 'string') {
    throw new StagingError(`The secret ${secret} has no string in its field ${field}: add the field, or change tokenField.`);
  }
  return token;
}
