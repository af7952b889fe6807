// The TypeScript clients, for test_clients.py: prints what they receive from the container at a URL, or a token.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const EXAMPLES = join(__dirname, '..', '..', 'examples', 'clients', 'typescript');
const load = createRequire(join(EXAMPLES, 'package.json'));

async function collected<T>(parts: AsyncIterable<T>): Promise<T[]> {
  const result: T[] = [];
  for await (const part of parts) {
    result.push(part);
  }
  return result;
}

async function clients(url: string): Promise<object> {
  const { OpenAI } = load('openai');
  const { SageMakerRuntimeClient } = load('@aws-sdk/client-sagemaker-runtime');
  const { chat } = load('./chat');
  const { stream } = load('./stream');
  const chunks = async (endpoint: string): Promise<any[]> => collected(await new OpenAI({
    baseURL: `${url}/endpoints/${endpoint}/openai/v1`, apiKey: 'sagemaker-api-key-x',
  }).chat.completions.create({ model: 'lmi', messages: [{ role: 'user', content: '?' }], stream: true }));
  const runtime = new SageMakerRuntimeClient({ endpoint: url, region: 'eu-west-1' });
  const text = async (parts: AsyncIterable<string>): Promise<string> => (await collected(parts)).join('');
  return {
    'openai through the formatter': (await chunks('sse')).flatMap((chunk) => chunk.choices.map((choice: any) => choice.delta.content)),
    'openai without': (await chunks('lines')).length,
    'chat example': await text(chat(`${url}/endpoints/sse/openai/v1`, 'eu-west-1', '?')),
    'stream example, sse': await text(stream('sse', '?', undefined, runtime)),
    'stream example, lines': await text(stream('lines', '?', undefined, runtime)),
  };
}

async function main([command, url]: string[]): Promise<void> {
  console.log(command === 'token' ? await load('./bearer-token').bearerToken('eu-west-1') : JSON.stringify(await clients(url)));
}

void main(process.argv.slice(2));
