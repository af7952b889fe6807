import { Command } from 'commander';
import { Context } from '../context';
import { integer, listOf } from '../values';

const EXAMPLES = `
Examples:
  $ npx cdk-sagemaker-lmi fit meta-llama/Llama-3.1-8B-Instruct --context 8192 --concurrency 16
  $ npx cdk-sagemaker-lmi fit ./config.json --quantize awq --among g5,g6 --region eu-west-1
  $ npx cdk-sagemaker-lmi fit Qwen/Qwen3-8B --json

Estimates, as MemoryFit makes them. A type whose backend refuses the quantization does not fit. Exit codes: 0 something fits, 1 nothing fits, 2 bad input.`;

/** Adds `fit`. */
export function addFit(program: Command, context: Context): void {
  program.command('fit')
    .description('list the instance types that a model fits, cheapest first, with memory, longest context, concurrent requests and price')
    .argument('<model>', 'id of a model on the Hub, or a config.json')
    .option('--context <tokens>', 'longest sequence to serve, prompt and response together (default: the model\'s own)', integer(1, 100_000_000))
    .option('--concurrency <n>', 'concurrent requests that the KV cache must hold', integer(1, 1_000_000))
    .option('--quantize <method>', 'quantization or data type of the weights: awq, gptq, fp8, int8, int4, fp16 … (default: that of the checkpoint)')
    .option('--version <version>', 'LMI version whose engine decides (default: the newest)')
    .option('--region <region>', 'region, for prices and for what it offers (default: all types, prices of AWS_REGION or us-east-1)')
    .option('--among <list>', 'instance types or families, such as ml.g5.2xlarge,g6', listOf((word) => word))
    .option('--all', 'show every type, not only the ten cheapest, and every reason', false)
    .option('--json', 'print the result as JSON', false)
    .addHelpText('after', EXAMPLES)
    .action((model: string, options: any) => {
      const { runFit } = require('./action') as typeof import('./action');
      context.exitCode = runFit(context.terminal, model, options);
    });
}
