/** A bearer token for the OpenAI path of SageMaker, created from the AWS credentials of the process. Nothing is sent. */
import { Sha256 } from '@aws-crypto/sha256-js';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { SignatureV4 } from '@smithy/signature-v4';

const HOST = 'sagemaker.amazonaws.com';

/** The token: a presigned request to `CallWithBearerToken`, valid for at most 12 hours and no longer than the credentials. */
export async function bearerToken(region: string, expiresIn = 3600, signingDate = new Date()): Promise<string> {
  const signer = new SignatureV4({ service: 'sagemaker', region, credentials: fromNodeProviderChain(), sha256: Sha256 });
  const { query = {} } = await signer.presign({
    method: 'POST', protocol: 'https:', hostname: HOST, path: '/', headers: { host: HOST }, query: { Action: 'CallWithBearerToken' },
  }, { expiresIn, signingDate });
  const search = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&');
  return `sagemaker-api-key-${Buffer.from(`${HOST}/?${search}&Version=1`).toString('base64')}`;
}
