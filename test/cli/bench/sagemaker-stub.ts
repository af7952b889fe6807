import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { crc32 } from 'node:zlib';

/** The behavior of the stub; times are in milliseconds. */
export interface Behavior {
  readonly form: 'lmi' | 'lmi-async' | 'chat' | 'chat-sse' | 'completions' | 'no-usage';
  /** Time to the first token of each request in turn, and between tokens; the last gap can be different. */
  readonly firstToken: readonly number[];
  readonly betweenTokens: number;
  readonly lastGap?: number;
  readonly tokens: number;
  /** Number of frames per write. */
  readonly joined?: number;
  /** Bytes per write, so that frames are split anywhere. */
  readonly split?: number;
  /** Number of requests that are served at once; the others wait. Default: any number. */
  readonly servers?: number;
  /** Requests that arrive during a stall wait for its end. */
  readonly stall?: { readonly from: number; readonly to: number };
  /** A failure instead of a response. */
  readonly fault?: 'throttled' | 'model error' | 'not found' | 'denied' | 'error in stream' | 'error event' | 'hangs' | 'never ends' | 'empty' | 'html';
  /** One request in this many fails. Default: all. */
  readonly faultEach?: number;
  /** Responses of the SageMaker API, by operation, and by operation and component. Default: access denied. */
  readonly describes?: { readonly [operation: string]: Described };
}

/** A response, an error, or nothing at all. */
export type Described = { readonly [member: string]: unknown } | { readonly __type: string; readonly message: string } | 'hangs';

/** The stub's record of a request, in milliseconds from its arrival. */
export interface Served {
  readonly arrivedAt: number;
  readonly tokensAt: number[];
  endedAt?: number;
  readonly body: any;
  readonly headers: { readonly [name: string]: unknown };
}

/** A message of application/vnd.amazon.eventstream, encoded according to its specification. */
export function frame(headers: { readonly [name: string]: string }, payload: Uint8Array): Buffer {
  const encoded = Buffer.concat(Object.entries(headers).map(([name, value]) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(Buffer.byteLength(value));
    return Buffer.concat([Buffer.from([Buffer.byteLength(name)]), Buffer.from(name), Buffer.from([7]), length, Buffer.from(value)]);
  }));
  const message = Buffer.alloc(16 + encoded.length + payload.length);
  message.writeUInt32BE(message.length, 0);
  message.writeUInt32BE(encoded.length, 4);
  message.writeUInt32BE(crc32(message.subarray(0, 8)), 8);
  encoded.copy(message, 12);
  Buffer.from(payload).copy(message, 12 + encoded.length);
  message.writeUInt32BE(crc32(message.subarray(0, message.length - 4)), message.length - 4);
  return message;
}

function part(text: string): Buffer {
  return frame({ ':message-type': 'event', ':event-type': 'PayloadPart', ':content-type': 'application/octet-stream' }, Buffer.from(text));
}

/** The line of the nth token, in the form that the container writes. */
function line({ form, tokens }: Behavior, index: number, promptTokens: number): string {
  const last = index === tokens - 1;
  const text = ` w${index}`;
  switch (form) {
    case 'lmi':
      return `${JSON.stringify({ token: { id: index, text, log_prob: -0.1 }, ...(last ? { generated_text: '…', details: { finish_reason: 'length', generated_tokens: tokens, inputs: null } } : {}) })}\n`;
    case 'lmi-async':
      return `${JSON.stringify({ index: 0, token: { id: index, text, logprob: -0.1 }, generated_text: last ? '…' : null, details: last ? { finish_reason: 'length', seed: null, generated_tokens: tokens + 1, input_length: promptTokens } : null })}\n`;
    default: {
      const choice = form === 'completions' ? { index: 0, text } : { index: 0, delta: index === 0 ? { role: 'assistant', content: text } : { content: text } };
      const chunk = JSON.stringify({ object: 'chunk', choices: [{ ...choice, finish_reason: last ? 'length' : null }] });
      const usage = JSON.stringify({ object: 'chunk', choices: [], usage: { prompt_tokens: promptTokens, completion_tokens: tokens, total_tokens: promptTokens + tokens } });
      if (form === 'chat-sse') {
        return `data: ${chunk}\n\n${last ? `data: ${usage}\n\ndata: [DONE]\n\n` : ''}`;
      }
      return `${chunk}\n${last && form !== 'no-usage' ? `${usage}\n` : ''}`;
    }
  }
}

/** The whole response, if no stream was requested. */
function whole({ form, tokens }: Behavior, promptTokens: number): object {
  const text = Array.from({ length: tokens }, (_, index) => ` w${index}`).join('');
  if (form === 'lmi' || form === 'lmi-async') {
    return { generated_text: text, details: { finish_reason: 'length', generated_tokens: tokens, prefill: [], tokens: [] } };
  }
  const choice = form === 'completions' ? { text } : { message: { role: 'assistant', content: text } };
  return { choices: [{ index: 0, ...choice, finish_reason: 'length' }], usage: { prompt_tokens: promptTokens, completion_tokens: tokens } };
}

/** A stub of the SageMaker runtime API with an LMI container behind it. */
export class SageMakerStub {
  public readonly served: Served[] = [];
  private readonly server = createServer((request, response) => void this.take(request, response));
  private readonly startedAt = performance.now();
  private busy = 0;
  private readonly waiting: (() => void)[] = [];
  private count = 0;

  public constructor(private readonly behavior: Behavior) {}

  public async listen(): Promise<number> {
    this.server.keepAliveTimeout = 60_000;
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return (this.server.address() as { port: number }).port;
  }

  public close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/log') {
      response.end(JSON.stringify(this.served));
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const arrivedAt = performance.now();
    const body = JSON.parse(Buffer.concat(chunks).toString());
    const [, operation] = /^SageMaker\.(\w+)$/.exec(String(request.headers['x-amz-target'])) ?? [];
    if (operation !== undefined) {
      this.describe(response, operation, body.InferenceComponentName);
      return;
    }
    const index = this.count++;
    const served: Served = { arrivedAt: arrivedAt - this.startedAt, tokensAt: [], body, headers: request.headers };
    this.served.push(served);
    const isFaulty = this.behavior.fault !== undefined && index % (this.behavior.faultEach ?? 1) === 0;
    const streams = request.url!.endsWith('/invocations-response-stream');
    if (isFaulty && this.refuse(response, streams)) {
      return;
    }
    await this.turn(arrivedAt);
    const begin = performance.now();
    try {
      await (streams ? this.stream(response, served, arrivedAt, begin, index, isFaulty) : this.answer(response, begin, index, body));
    } finally {
      served.endedAt = performance.now() - arrivedAt;
      this.busy -= 1;
      this.waiting.shift()?.();
    }
  }

  private describe(response: ServerResponse, operation: string, component: string | undefined): void {
    const { describes } = this.behavior;
    const described = describes?.[`${operation} ${component}`] ?? describes?.[operation]
      ?? { __type: 'AccessDeniedException', message: `User is not authorized to perform: sagemaker:${operation}` };
    if (described !== 'hangs') {
      response.writeHead('__type' in described ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(described));
    }
  }

  /** Waits for a free server, and for the end of a stall. */
  private async turn(arrivedAt: number): Promise<void> {
    while (this.busy >= (this.behavior.servers ?? Infinity)) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    this.busy += 1;
    const { stall } = this.behavior;
    const at = arrivedAt - this.startedAt;
    if (stall !== undefined && at >= stall.from && at < stall.to) {
      await until(this.startedAt + stall.to);
    }
  }

  private refuse(response: ServerResponse, streams: boolean): boolean {
    const error = (status: number, type: string, value: object) => {
      response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type });
      response.end(JSON.stringify(value));
      return true;
    };
    switch (this.behavior.fault) {
      case 'throttled': return error(429, 'ThrottlingException', { message: 'Rate exceeded' });
      case 'model error': return error(424, 'ModelError', { Message: 'Received server error (424) from primary', OriginalStatusCode: 424, OriginalMessage: 'CUDA out of memory\nTraceback: …' });
      case 'not found': return error(400, 'ValidationError', { Message: 'Endpoint nope of account 123456789012 not found.' });
      case 'denied': return error(403, 'AccessDeniedException', { Message: 'User is not authorized to perform: sagemaker:InvokeEndpoint' });
      case 'html':
        response.writeHead(502, { 'content-type': 'text/html' });
        response.end('<html><body>Bad gateway</body></html>');
        return true;
      case 'hangs': return true;
      case 'empty':
        head(response, streams);
        response.end();
        return true;
      case 'error event':
        head(response, streams);
        response.end(frame({ ':message-type': 'exception', ':exception-type': 'ModelStreamError', ':content-type': 'application/json' },
          Buffer.from(JSON.stringify({ Message: 'the container died', ErrorCode: 'ModelInvocationTimeExceeded' }))));
        return true;
      default: return false;
    }
  }

  private async stream(response: ServerResponse, served: Served, arrivedAt: number, begin: number, index: number, isFaulty: boolean): Promise<void> {
    const { firstToken, betweenTokens, lastGap = betweenTokens, tokens, joined = 1, split } = this.behavior;
    head(response, true);
    const first = begin + firstToken[index % firstToken.length];
    const promptTokens = promptLength(served.body);
    let pending: Buffer[] = [];
    for (let token = 0; token < tokens || (isFaulty && this.behavior.fault === 'never ends'); token += 1) {
      pending.push(part(line(this.behavior, token, promptTokens)));
      if (isFaulty && this.behavior.fault === 'error in stream' && token === 1) {
        pending.push(part(`${JSON.stringify({ error: 'engine is dead' })}\n`));
        token = tokens;
      }
      if (pending.length === joined || token >= tokens - 1) {
        await until(first + token * betweenTokens + (token === tokens - 1 && token > 0 ? lastGap - betweenTokens : 0));
        if (response.destroyed) {
          return;
        }
        const bytes = Buffer.concat(pending);
        pending = [];
        served.tokensAt.push(performance.now() - arrivedAt);
        for (let from = 0; from < bytes.length; from += split ?? bytes.length) {
          response.write(bytes.subarray(from, from + (split ?? bytes.length)));
          if (split !== undefined) {
            await new Promise(setImmediate);
          }
        }
      }
    }
    response.end();
  }

  private async answer(response: ServerResponse, begin: number, index: number, body: any): Promise<void> {
    const { firstToken, betweenTokens, tokens } = this.behavior;
    await until(begin + firstToken[index % firstToken.length] + (tokens - 1) * betweenTokens);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(whole(this.behavior, promptLength(body))));
  }
}

function promptLength(body: any): number {
  const text: string = body.inputs ?? body.prompt ?? body.messages.map((message: any) => message.content).join(' ');
  return text.split(' ').length;
}

function head(response: ServerResponse, streams: boolean): void {
  response.writeHead(200, {
    'content-type': streams ? 'application/vnd.amazon.eventstream' : 'application/json', 'x-amzn-sagemaker-content-type': 'application/jsonlines',
  });
  response.socket?.setNoDelay(true);
}

/** Waits until a time. A timer alone can be up to a millisecond late, which adds up over many timers. */
async function until(time: number): Promise<void> {
  const left = time - performance.now();
  if (left > 0) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, left - 0.6)));
  }
}

if (require.main === module) {
  // In its own process, so that it does not compete with the code under test.
  void new SageMakerStub(JSON.parse(process.argv[2])).listen().then((port) => console.log(port));
  process.on('disconnect', () => process.exit());
  setTimeout(() => process.exit(), 300_000).unref();
}
