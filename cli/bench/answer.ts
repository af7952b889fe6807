/**
 * Reads the responses of an LMI endpoint in all formats: JSON lines with one token each (LMI's own schema), chunks of chat completions or completions as JSON
 * lines or server-sent events, or one JSON document.
 *
 * Source: djl-serving 0.25.0-dlc to 0.36.0-lmi27-dlc, engines/python/setup/djl_python (output_formatter.py, lmi_vllm/request_response_utils.py,
 * async_utils.py), read 2026-08-21.
 */

/** Tokens that arrived together. */
export interface Arrival {
  readonly at: number;
  readonly tokens: number;
}

/** Token counts reported in a response. */
export interface Usage {
  readonly inputTokens?: number;
  readonly outputTokens?: number;
}

/** Collects one response while it arrives. */
export class Answer {
  /** Tokens by arrival time, if the response is a stream. */
  public readonly arrivals: Arrival[] = [];
  /** The error that the model returned instead of a response. */
  public error?: string;
  /** Whether the response announced its end. */
  public ended = false;
  private readonly decoder = new TextDecoder();
  private rest = '';
  private usage: Usage = {};
  private pieces = 0;
  private text = '';

  /** Number of tokens or pieces of text so far. */
  public get length(): number {
    return this.pieces;
  }

  /** Number of tokens in the response, and whether the engine counted them. */
  public get outputTokens(): { readonly tokens: number; readonly counted: boolean } {
    const { outputTokens } = this.usage;
    if (outputTokens !== undefined) {
      return { tokens: outputTokens, counted: true };
    }
    if (this.isTokens) {
      return { tokens: this.pieces, counted: true };
    }
    return { tokens: this.pieces > 1 ? this.pieces : estimateTokens(this.text), counted: false };
  }

  /** Number of tokens in the prompt, if the engine counted them. */
  public get inputTokens(): number | undefined {
    return this.usage.inputTokens;
  }

  private isTokens = false;

  /** Takes bytes as they arrive; lines may be split or joined anywhere. */
  public take(bytes: Uint8Array, at: number): void {
    const lines = (this.rest + this.decoder.decode(bytes, { stream: true })).split('\n');
    this.rest = lines.pop()!;
    const before = this.pieces;
    lines.forEach((line) => this.line(line));
    // A complete document is read without waiting for a line break that may never come.
    if (this.rest.endsWith('}') && this.line(this.rest)) {
      this.rest = '';
    }
    if (this.pieces > before) {
      this.arrivals.push({ at, tokens: this.pieces - before });
    }
  }

  /** Handles the end of the response. */
  public end(): void {
    const rest = this.rest + this.decoder.decode();
    this.rest = '';
    if (rest.trim() !== '' && !this.line(rest) && this.pieces === 0) {
      this.error ??= `neither JSON nor JSON lines: ${rest.slice(0, 200)}`;
    }
  }

  /** Reads a line; false if its format is unknown. */
  private line(line: string): boolean {
    const body = line.replace(/^data:/, '').trim();
    if (body === '' || /^(:|event:|id:|retry:)/.test(body)) {
      return true;
    }
    if (body === '[DONE]') {
      this.ended = true;
      return true;
    }
    let value: unknown;
    try {
      value = JSON.parse(body);
    } catch {
      return false;
    }
    (Array.isArray(value) ? value : [value]).forEach((each) => this.read(each));
    return true;
  }

  private read(value: any): void {
    if (typeof value !== 'object' || value === null) {
      return;
    }
    const error = value.error ?? (value.object === 'error' ? value : undefined);
    if (error !== undefined && error !== null) {
      this.error = typeof error === 'string' ? error : String(error.message ?? JSON.stringify(error));
      return;
    }
    this.readUsage(value);
    if (value.token !== undefined && value.token !== null) {
      this.isTokens = true;
      this.pieces += Array.isArray(value.token) ? value.token.length : 1;
    } else if (Array.isArray(value.choices)) {
      value.choices.forEach((choice: any) => this.readChoice(choice));
    } else if (Array.isArray(value.outputs)) {
      this.piece(value.outputs.join(''));
    } else if (typeof value.generated_text === 'string') {
      this.piece(value.generated_text);
    }
    this.ended ||= value.details !== undefined && value.details !== null;
  }

  private readChoice(choice: any): void {
    const part = choice.delta ?? choice.message;
    const said = part === undefined ? choice.text : [part.content, part.reasoning_content, part.reasoning, ...(part.tool_calls ?? []).map(
      (call: any) => `${call?.function?.name ?? ''}${call?.function?.arguments ?? ''}`)].filter((each) => typeof each === 'string').join('');
    if (typeof said === 'string' && said !== '') {
      this.piece(said);
    }
    this.ended ||= typeof choice.finish_reason === 'string';
  }

  private piece(text: string): void {
    this.pieces += 1;
    this.text += text;
  }

  private readUsage(value: any): void {
    const { usage, details } = value;
    if (typeof usage?.completion_tokens === 'number') {
      this.usage = { inputTokens: usage.prompt_tokens ?? this.usage.inputTokens, outputTokens: usage.completion_tokens };
    }
    if (typeof details?.generated_tokens === 'number') {
      // LMI's asynchronous vLLM handler adds one to the engine's count in the last line of a stream.
      const lines = this.pieces + 1;
      const isOneTooMany = value.token !== undefined && details.input_length !== undefined && details.generated_tokens === lines + 1;
      this.usage = {
        inputTokens: details.input_length ?? (Array.isArray(details.prefill) && details.prefill.length > 0 ? details.prefill.length : undefined),
        outputTokens: isOneTooMany ? lines : details.generated_tokens,
      };
    }
  }
}

/** Approximate number of tokens in a string: four characters each, which is typical of English in most vocabularies. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / 4);
}
