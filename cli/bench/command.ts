import { Command } from 'commander';
import { objective } from './objective';
import { SCHEMAS } from './prompts';
import { Context } from '../context';
import { duration, durationOption, integer, listOf, oneOf, positive } from '../values';

const EXAMPLES = `
Examples:
  $ npx cdk-sagemaker-lmi bench my-endpoint
  $ npx cdk-sagemaker-lmi bench my-endpoint --concurrency 1,4,16 --requests 200 --input-tokens 512 --output-tokens 128
  $ npx cdk-sagemaker-lmi bench my-endpoint --rate 2 --duration 5m --schema chat
  $ npx cdk-sagemaker-lmi bench my-endpoint --sla ttft=500ms,p99=5s
  $ npx cdk-sagemaker-lmi bench my-endpoint --output before
  $ npx cdk-sagemaker-lmi bench --compare before.json after.json

The AWS credentials and the region are those of the AWS SDKs. Your endpoint is billed as usual.
Exit codes: 0 done, 1 an objective or a comparison failed, 2 could not measure, 130 interrupted.`;

/** Adds `bench`. */
export function addBench(program: Command, context: Context): void {
  program.command('bench')
    .description('load-test an endpoint and report time to first token, time between tokens, latency, tokens per second and cost per million tokens')
    .argument('[endpoint]', 'name or ARN of the endpoint')
    .option('--region <region>', 'AWS region of the endpoint (default: that of its ARN, or of the AWS SDKs)')
    .option('--component <name>', 'inference component to invoke')
    .option('--variant <name>', 'production variant to invoke')
    .option('--adapter <name>', 'name of the LoRA adapter in the container')
    .option('--concurrency <list>', 'concurrent requests, such as 1,4,16: each client sends its next request after the response to the last one (default: 1,4,16)', listOf(integer(1, 2048)))
    .option('--rate <list>', 'requests per second, such as 2: they arrive independently (Poisson), even if earlier ones still wait for a response', listOf(positive(10_000)))
    .option('--requests <n>', 'requests for each load', integer(1, 10_000_000))
    .option('--duration <time>', 'time for each load, such as 30s or 5m (default: 30s)', duration)
    .option('--input-tokens <n>', 'approximate number of tokens of each prompt', integer(1, 1_000_000), 256)
    .option('--output-tokens <n>', 'maximum number of tokens of each response', integer(1, 1_000_000), 128)
    .option('--ignore-eos', 'request the full number of tokens from the engine', false)
    .option('--prompts <file>', 'prompts instead of random words: one JSON string or object per line')
    .option('--schema <schema>', `schema of the requests: ${SCHEMAS.join(', ')}`, oneOf(...SCHEMAS), 'lmi')
    .option('--no-stream', 'request responses in one piece')
    .option('--warm-up <n>', 'requests before each load that are not measured (default: one for each at once, at most 16)', integer(0, 100_000))
    .addOption(durationOption('--timeout <time>', 'maximum time to wait for a response', '2m'))
    .option('--sla <objective>', 'find the highest load that meets an objective, such as ttft=500ms,p99=5s (also itl=, latency=, errors=1%; ttft.p99=)', objective)
    .option('--most <load>', 'highest load that --sla tries', positive(100_000), 256)
    .option('--instance-type <type>', 'instance type, for the cost (default: asks SageMaker)')
    .option('--instance-count <n>', 'number of instances', integer(1, 10_000))
    .option('--copies <n>', 'number of copies of the inference component', integer(1, 10_000))
    .option('--hourly-price <dollars>', 'hourly price of one instance, or of the share of it that a copy takes (default: the list price if known)', positive(100_000))
    .option('--max-batch <n>', 'concurrent requests of an instance or a copy, for the advice (default: asks SageMaker)', integer(1, 1_000_000))
    .option('--kv-cache-tokens <n>', 'tokens that the KV cache of an instance or a copy holds, for the advice (default: estimated from what SageMaker reports, if that is enough)', integer(1, 10_000_000_000))
    .option('--seed <n>', 'seed of prompts and arrivals', integer(0, 4_294_967_295), 1)
    .option('--output <name>', 'write <name>.json, <name>.md and charts; only the JSON when the name ends in .json')
    .option('--compare <reports...>', 'compare two JSON reports, or this run with one')
    .option('--fail-on-regression <percent>', 'with --compare: exit code 1 if a metric is worse by more than this', positive(1000))
    .option('--cloudwatch <file>', 'write the metrics in the format of aws cloudwatch put-metric-data')
    .option('--json', 'print the report as JSON', false)
    .addHelpText('after', EXAMPLES)
    .action(async (endpoint: string | undefined, options: any) => {
      const { runBench } = require('./action') as typeof import('./action');
      context.exitCode = await runBench(context.terminal, endpoint, options);
    });
}
