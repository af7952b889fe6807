import { performance } from 'node:perf_hooks';
import { Answer, Arrival } from './answer';
import { Exchange, gapsBetween, Problem, ProblemKind } from './exchange';
import { Prompt } from './prompts';
import { InvokeEndpointCommand, InvokeEndpointWithResponseStreamCommand, SageMakerRuntimeClient } from '../aws';
import { oneLine } from '../failure';

/** The endpoint to load, and its limits. */
export interface Target {
  readonly endpoint: string;
  readonly component?: string;
  readonly variant?: string;
  readonly stream: boolean;
  /** Requested maximum of tokens in a response; a response with far more is considered endless. */
  readonly outputTokens: number;
  /** Maximum time until the first part of a response, and between parts, in milliseconds. */
  readonly firstPatience: number;
  readonly patience: number;
  /** Maximum time for a whole response, in milliseconds. */
  readonly timeout: number;
}

/** Sends one request. */
export type Send = (prompt: Prompt, dueAt: number, signal: AbortSignal) => Promise<Exchange>;

/** Sends requests to a deployed endpoint. */
export function sender(client: SageMakerRuntimeClient, target: Target): Send {
  const common = {
    EndpointName: target.endpoint,
    InferenceComponentName: target.component,
    TargetVariant: target.variant,
    ContentType: 'application/json',
  };
  return async (prompt, dueAt, signal) => {
    const begin = performance.now();
    let sentAt = begin;
    /** Records the time at which the request is ready: serializing and signing it is work of the client, not of the endpoint. */
    const timed = <C extends { readonly middlewareStack: { add: (middleware: any, options: any) => void } }>(command: C): C => {
      command.middlewareStack.add((next: any) => (args: any) => {
        sentAt = performance.now();
        dueAt += sentAt - begin;
        return next(args);
      }, { step: 'deserialize', priority: 'low' });
      return command;
    };
    const answer = new Answer();
    const watch = new Watch(target, signal);
    try {
      const input = { ...common, Body: Buffer.from(prompt.body) };
      if (target.stream) {
        const { Body } = await client.send(timed(new InvokeEndpointWithResponseStreamCommand(input)), { abortSignal: watch.signal });
        for await (const event of watch.over(Body!)) {
          const bytes = event.PayloadPart?.Bytes;
          if (bytes !== undefined) {
            answer.take(bytes, performance.now());
            if (answer.length > 2 * target.outputTokens + 256) {
              return failed(sentAt, dueAt, answer, { kind: 'endless answer', message: `more than ${answer.length} tokens, although ${target.outputTokens} were requested` });
            }
          }
        }
      } else {
        const { Body } = await client.send(timed(new InvokeEndpointCommand(input)), { abortSignal: watch.signal });
        answer.take(Body!, performance.now());
      }
      answer.end();
    } catch (error) {
      return failed(sentAt, dueAt, answer, watch.problem ?? describe(error));
    } finally {
      watch.stop();
    }
    if (answer.error !== undefined) {
      return failed(sentAt, dueAt, answer, { kind: 'model error', message: oneLine(answer.error, 300) });
    }
    if (answer.length === 0) {
      return failed(sentAt, dueAt, answer, { kind: 'empty answer', message: 'the endpoint sent no token' });
    }
    return done(sentAt, dueAt, answer, prompt, target.stream);
  };
}

function done(sentAt: number, dueAt: number, answer: Answer, prompt: Prompt, stream: boolean): Exchange {
  const { tokens, counted } = answer.outputTokens;
  const arrivals: readonly Arrival[] = answer.arrivals;
  return {
    dueAt,
    sentAt,
    endedAt: performance.now(),
    firstTokenAt: stream ? arrivals[0]?.at : undefined,
    gaps: stream ? gapsBetween(arrivals, tokens) : [],
    inputTokens: answer.inputTokens ?? prompt.estimatedInputTokens,
    inputCounted: answer.inputTokens !== undefined,
    outputTokens: tokens,
    outputCounted: counted,
  };
}

function failed(sentAt: number, dueAt: number, answer: Answer, problem: Problem): Exchange {
  return {
    dueAt, sentAt, endedAt: performance.now(), firstTokenAt: answer.arrivals[0]?.at, gaps: [],
    inputTokens: 0, outputTokens: 0, inputCounted: true, outputCounted: true, problem,
  };
}

/** Aborts a request that takes too long or that the user stops. */
class Watch {
  public readonly signal: AbortSignal;
  /** Why the request was aborted, if it took too long. */
  public problem?: Problem;
  private readonly controller = new AbortController();
  private readonly whole: NodeJS.Timeout;
  private silence: NodeJS.Timeout;
  private readonly onAbort: () => void;

  public constructor(private readonly target: Target, private readonly outer: AbortSignal) {
    this.signal = this.controller.signal;
    this.onAbort = () => this.controller.abort();
    this.whole = setTimeout(() => this.give(`no end after ${target.timeout / 1000} s`), target.timeout);
    outer.addEventListener('abort', this.onAbort);
    if (outer.aborted) {
      this.controller.abort();
    }
    this.silence = this.listen(target.firstPatience);
  }

  /** Passes parts on, and stops waiting for one that does not arrive, even if the client ignores its signal. */
  public async *over<T>(parts: AsyncIterable<T>): AsyncGenerator<T> {
    const iterator = parts[Symbol.asyncIterator]();
    let stopped: () => void;
    const stop = new Promise<never>((_, reject) => {
      stopped = () => reject(new Error('ended'));
      this.signal.addEventListener('abort', stopped);
    });
    stop.catch(() => undefined);
    if (this.signal.aborted) {
      throw new Error('ended');
    }
    try {
      for (;;) {
        const next = await Promise.race([iterator.next(), stop]);
        if (next.done) {
          return;
        }
        clearTimeout(this.silence);
        this.silence = this.listen(this.target.patience);
        yield next.value;
      }
    } finally {
      this.signal.removeEventListener('abort', stopped!);
    }
  }

  public stop(): void {
    clearTimeout(this.whole);
    clearTimeout(this.silence);
    this.outer.removeEventListener('abort', this.onAbort);
    // Frees the connection of a response that was not read to the end.
    this.controller.abort();
  }

  private listen(milliseconds: number): NodeJS.Timeout {
    return setTimeout(() => this.give(`nothing arrived for ${milliseconds / 1000} s`), milliseconds);
  }

  private give(message: string): void {
    this.problem = { kind: 'timeout', message };
    this.controller.abort();
  }
}

const KINDS: { readonly [name: string]: ProblemKind } = {
  ThrottlingException: 'throttled',
  TooManyRequestsException: 'throttled',
  ModelError: 'model error',
  ModelStreamError: 'model error',
  InternalStreamFailure: 'service error',
  InternalFailure: 'service error',
  InternalDependencyException: 'service error',
  ServiceUnavailable: 'service error',
  ModelNotReadyException: 'service error',
  ValidationError: 'refused',
  AccessDeniedException: 'no access',
  UnrecognizedClientException: 'no credentials',
  InvalidSignatureException: 'no credentials',
  ExpiredTokenException: 'no credentials',
  ExpiredToken: 'no credentials',
  InvalidClientTokenId: 'no credentials',
  CredentialsProviderError: 'no credentials',
  TokenProviderError: 'no credentials',
};

/** Converts an error of the SDK to a problem. */
function describe(error: unknown): Problem {
  const { name = '', message = '', code = '', $metadata, OriginalMessage, OriginalStatusCode } = error as any;
  const status: number | undefined = $metadata?.httpStatusCode;
  const said = oneLine(OriginalMessage || message || name || String(error), 300);
  if (name === 'ValidationError' && /not found|could not find/i.test(message)) {
    return { kind: 'not found', message: said };
  }
  const known = KINDS[name] ?? (status === 429 ? 'throttled' : status === 403 ? 'no access' : status === 424 ? 'model error'
    : status !== undefined && status >= 500 ? 'service error' : status !== undefined && status >= 400 ? 'refused' : undefined);
  if (known !== undefined) {
    return { kind: known, message: OriginalStatusCode === undefined ? said : `HTTP ${OriginalStatusCode}: ${said}` };
  }
  return { kind: name === 'TimeoutError' ? 'timeout' : 'connection', message: code && !said.includes(code) ? `${said} (${code})` : said };
}
