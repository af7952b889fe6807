import * as http from 'node:http';
import * as https from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { log } from './progress';
import { StagingRequest } from './request';

const ATTEMPTS = 5;
const SILENCE_MS = 30_000;
/** CloudFormation accepts responses of at most 4,096 bytes. */
const LONGEST_REASON = 2000;

/** Outcome of a request. */
interface Outcome {
  readonly physicalId?: string;
  readonly data?: { readonly [name: string]: string };
  /** Reason for a failure. */
  readonly reason?: string;
}

/** Sends the response to CloudFormation. */
export async function respond(request: StagingRequest, outcome: Outcome): Promise<void> {
  const body = JSON.stringify({
    Status: outcome.reason === undefined ? 'SUCCESS' : 'FAILED',
    Reason: outcome.reason?.slice(0, LONGEST_REASON),
    PhysicalResourceId: outcome.physicalId ?? request.PhysicalResourceId ?? `failed-${request.RequestId}`,
    StackId: request.StackId,
    RequestId: request.RequestId,
    LogicalResourceId: request.LogicalResourceId,
    Data: outcome.data,
  });
  for (let attempt = 1; ; attempt++) {
    try {
      return await put(new URL(request.ResponseURL), body);
    } catch (error) {
      // The URL is omitted, because anyone who has it could respond in our place.
      log(`CloudFormation could not be answered: ${(error as Error).message}`);
      if (attempt === ATTEMPTS) {
        throw error;
      }
      await sleep(1000 * 2 ** attempt);
    }
  }
}

function put(url: URL, body: string): Promise<void> {
  const { request } = url.protocol === 'http:' ? http : https;
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      method: 'PUT', headers: { 'content-type': '', 'content-length': Buffer.byteLength(body) }, timeout: SILENCE_MS,
    }, (response) => {
      response.resume();
      response.on('end', () => (response.statusCode! < 300 ? resolve() : reject(new Error(`status ${response.statusCode}`))));
      response.on('error', reject);
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer')));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** The error message in the state machine's record of a failed function. */
export function reasonOf(cause: string | undefined, error: string | undefined): string {
  try {
    const { errorMessage } = JSON.parse(cause!);
    if (typeof errorMessage === 'string') {
      return errorMessage;
    }
  } catch {
    // Not the error of a function.
  }
  return `${error ?? 'The staging failed'}${cause ? `: ${cause}` : ''}`;
}
