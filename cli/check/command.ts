import { Command } from 'commander';
import { Context } from '../context';

const EXAMPLES = `
Examples:
  $ npx cdk-sagemaker-lmi check serving.properties --backend vllm --version V18
  $ npx cdk-sagemaker-lmi check variables.env --version 0.36.0-lmi18 --instance ml.g6.12xlarge
  $ aws sagemaker describe-model --model-name llama | npx cdk-sagemaker-lmi check - --instance ml.g5.2xlarge --model Qwen/Qwen3-8B
  $ npx cdk-sagemaker-lmi check template.yaml
  $ npx cdk-sagemaker-lmi check model.tar.gz --model Qwen/Qwen3-8B --instance ml.g5.2xlarge

Exit codes: 0 no error (there may be warnings), 1 errors, 2 the file or an option could not be read.`;

/** Adds `check`. */
export function addCheck(program: Command, context: Context): void {
  program.command('check')
    .description('report settings that an LMI version ignores, rejects or names differently, conflicts, and models that do not fit')
    .argument('<file>', 'serving.properties, model.tar.gz with one, .env, or .json or .yaml: variables, what DescribeModel returns, or a CloudFormation template; - for standard input')
    .option('--backend <backend>', 'vllm, trtllm, neuronx, lmi-dist or deepspeed (default: from the image or the variables, else vllm)')
    .option('--version <version>', 'LMI version, such as V18 or 0.30.0 (default: that of the image, else the newest with the backend)')
    .option('--instance <type>', 'instance type, such as ml.g5.2xlarge, to check memory, drivers and accelerators')
    .option('--model <model>', 'Hub id of the model or its config.json, to check memory if the file contains only the location of the weights')
    .option('--resource <id>', 'logical id of a model in a CloudFormation template (default: all its models)')
    .option('--json', 'print the findings as JSON', false)
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options: any) => {
      const { runCheck } = require('./action') as typeof import('./action');
      context.exitCode = await runCheck(context.terminal, file, options);
    });
}
