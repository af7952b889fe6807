import { Command } from 'commander';
import { Context } from '../context';
import { oneOf } from '../values';

const EXAMPLES = `
Examples:
  $ npx cdk-sagemaker-lmi convert serving.properties --instance ml.g5.2xlarge > app.ts
  $ npx cdk-sagemaker-lmi convert model.json --language python > app.py
  $ npx cdk-sagemaker-lmi convert cdk.out/Chat.template.json --resource ModelA1B2C3
  $ aws sagemaker describe-model --model-name llama | npx cdk-sagemaker-lmi convert - --model Qwen/Qwen3-8B

The code goes to standard output, what it could not carry over to standard error.
Exit codes: 0 the code synthesizes, 1 the library refuses the configuration, 2 the file or an option could not be read.`;

/** Adds `convert`. */
export function addConvert(program: Command, context: Context): void {
  program.command('convert')
    .description('write the CDK code of an endpoint for a configuration')
    .argument('<file>', 'serving.properties, model.tar.gz with one, .env, or .json or .yaml: variables, what DescribeModel returns, or a CloudFormation template; - for standard input')
    .option('--language <language>', 'typescript or python', oneOf('typescript', 'python'), 'typescript')
    .option('--backend <backend>', 'vllm, trtllm, neuronx, lmi-dist or deepspeed (default: from the image or the variables, else vllm)')
    .option('--version <version>', 'LMI version, such as V18 or 0.30.0 (default: that of the image, else the newest with the backend)')
    .option('--instance <type>', 'instance type, such as ml.g5.2xlarge (default: that of the file)')
    .option('--model <model>', 'Hub id of the model or its config.json, to check memory if the file contains only the location of the weights')
    .option('--resource <id>', 'logical id of the model in a CloudFormation template, if it has several')
    .option('--json', 'print code and notes as JSON', false)
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options: any) => {
      const { runConvert } = require('./action') as typeof import('./action');
      context.exitCode = await runConvert(context.terminal, file, options);
    });
}
