import * as http from 'node:http';
import * as https from 'node:https';
import { TransientError } from './errors';

/** Maximum time without data from a peer. */
const SILENCE_MS = 30_000;

const AGENTS = {
  'http:': new http.Agent({ keepAlive: true }),
  'https:': new https.Agent({ keepAlive: true }),
};

/** Sends one request without following redirects. Network errors are transient. */
export function get(url: URL, headers: http.OutgoingHttpHeaders): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    // Messages omit the query, which contains the signature of a signed URL.
    const where = `${url.origin}${url.pathname}`;
    const { request } = url.protocol === 'http:' ? http : https;
    const outgoing = request(url, { agent: AGENTS[url.protocol as keyof typeof AGENTS], headers, timeout: SILENCE_MS }, (response) => {
      response.on('error', () => undefined); // whoever reads the body sees it too
      resolve(response);
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no data for ${SILENCE_MS / 1000} s`)));
    outgoing.on('error', (error) => reject(new TransientError(`${where}: ${error.message}.`)));
    outgoing.end();
  });
}

/** Reads a short body as text. */
export async function text(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of response) {
      chunks.push(chunk);
    }
  } catch (error) {
    throw new TransientError(`The answer broke off: ${(error as Error).message}.`);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Discards a body without reading gigabytes. */
export function discard(response: http.IncomingMessage): void {
  if (Number(response.headers['content-length']) < 65_536) {
    response.resume();
  } else {
    response.destroy();
  }
}

/** A header of a response as one string. */
export function header(response: http.IncomingMessage, name: string): string | undefined {
  const value = response.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
