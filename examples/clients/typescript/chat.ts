/** Chats with an endpoint through the OpenAI SDK. Usage: chat.ts <openAiBaseUrl> <region> <question> */
import OpenAI from 'openai';
import { bearerToken } from './bearer-token';

/** Yields the response in the parts in which it arrives. */
export async function* chat(baseURL: string, region: string, question: string): AsyncGenerator<string> {
  const client = new OpenAI({ baseURL, apiKey: await bearerToken(region) });
  // LMI serves one model, whatever it is called.
  const stream = await client.chat.completions.create({ model: 'lmi', messages: [{ role: 'user', content: question }], stream: true });
  for await (const chunk of stream) {
    const content = chunk.choices[0]?.delta.content;
    if (content) {
      yield content;
    }
  }
}

async function main([baseURL, region, question]: string[]): Promise<void> {
  for await (const part of chat(baseURL, region, question)) {
    process.stdout.write(part);
  }
  process.stdout.write('\n');
}

if (require.main === module) {
  void main(process.argv.slice(2));
}
