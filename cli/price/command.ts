import { Command } from 'commander';
import { Context } from '../context';
import { integer, positive } from '../values';

const EXAMPLES = `
Examples:
  $ npx cdk-sagemaker-lmi price ml.g5.2xlarge --region us-east-1
  $ npx cdk-sagemaker-lmi price meta-llama/Llama-3.1-8B-Instruct --count 2 --hours 220
  $ npx cdk-sagemaker-lmi price ml.g6e.48xlarge --region eu-north-1 --hourly-price 41.5

On-demand list prices of the instances, as of the date that is shown. Exit codes: 0 done, 2 bad input.`;

/** Adds `price`. */
export function addPrice(program: Command, context: Context): void {
  program.command('price')
    .description('show hourly and monthly prices of instances; for a model, of the instance type that LmiEndpoint chooses')
    .argument('<what>', 'instance type, or id of a model on the Hub')
    .option('--region <region>', 'region (default: AWS_REGION, else us-east-1)')
    .option('--count <n>', 'number of instances', integer(1, 10_000), 1)
    .option('--hours <n>', 'hours per month that they run', positive(744), 730)
    .option('--hourly-price <dollars>', 'your hourly price of one instance, if it is not listed or you have a discount', positive(100_000))
    .option('--json', 'print the result as JSON', false)
    .addHelpText('after', EXAMPLES)
    .action((what: string, options: any) => {
      const { runPrice } = require('./action') as typeof import('./action');
      context.exitCode = runPrice(context.terminal, what, options);
    });
}
