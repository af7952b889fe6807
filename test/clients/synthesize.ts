// Synthesizes an endpoint with openAiStreaming, and prints the path of the archive that goes next to its weights.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { LmiEndpoint, LmiInstanceType, LmiModel } from '../../src';

const app = new App({ outdir: process.argv[2] });
new LmiEndpoint(new Stack(app, 'Chat', { env: { region: 'us-east-1' } }), 'Llm', {
  model: LmiModel.fromHuggingFace('Qwen/Qwen3-8B'), instanceType: LmiInstanceType.G6E_2XLARGE, openAiStreaming: true,
});
const { directory } = app.synth();
console.log(join(directory, readdirSync(directory).find((name) => name.endsWith('.tar.gz'))!));
