/** Streams a response with the AWS SDK. Usage: stream.ts <endpoint> <question> [<inference component>] */
import { InvokeEndpointWithResponseStreamCommand, ResponseStream, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';

/** A part of a chat response, as vLLM streams it. */
interface ChatChunk {
  readonly choices?: readonly { readonly delta: { readonly content?: string } }[];
  readonly error?: unknown;
}

/** The JSON objects of a stream: one for each line, in LMI's JSON lines as in server-sent events. A line may arrive in several parts. */
export async function* events(body: AsyncIterable<ResponseStream>): AsyncGenerator<ChatChunk> {
  const decoder = new TextDecoder();
  let buffer = '';
  for await (const event of body) {
    const failure = event.ModelStreamError ?? event.InternalStreamFailure;
    if (failure) {
      throw failure;
    }
    buffer += decoder.decode(event.PayloadPart?.Bytes, { stream: true });
    const lines = buffer.split('\n');
    buffer = lines.pop()!;
    yield* lines.flatMap(parse);
  }
  yield* parse(buffer);
}

function parse(line: string): ChatChunk[] {
  const data = line.trim().replace(/^data:/, '').trim();
  return data === '' || data === '[DONE]' || data.startsWith(':') ? [] : [JSON.parse(data)];
}

/** Yields the response in the parts in which it arrives. */
export async function* stream(
  endpoint: string, question: string, component?: string, client = new SageMakerRuntimeClient({}),
): AsyncGenerator<string> {
  const request = { messages: [{ role: 'user', content: question }], stream: true, max_tokens: 512 };
  const { Body: body } = await client.send(new InvokeEndpointWithResponseStreamCommand({
    EndpointName: endpoint, InferenceComponentName: component, ContentType: 'application/json', Body: JSON.stringify(request),
  }));
  for await (const { choices = [], error } of events(body!)) {
    if (error) {
      throw new Error(JSON.stringify(error));
    }
    yield* choices.flatMap(({ delta }) => delta.content ? [delta.content] : []);
  }
}

async function main([endpoint, question, component]: string[]): Promise<void> {
  for await (const part of stream(endpoint, question, component)) {
    process.stdout.write(part);
  }
  process.stdout.write('\n');
}

if (require.main === module) {
  void main(process.argv.slice(2));
}
