import { Command } from 'commander';
import { Context } from '../context';
import { duration, durationOption, integer, positive } from '../values';

const EXAMPLES = `
Examples:
  $ npx cdk-sagemaker-lmi simulate before.json --rate 3 --batch 16 --max-instances 4 --target-requests 12
  $ npx cdk-sagemaker-lmi simulate before.json --day-curve 0.2,6 --duration 24h --batch 16 --max-instances 6 --target-requests 12
  $ npx cdk-sagemaker-lmi simulate --arrivals trace.csv --service-time 4s --batch 8

The report is one that bench --concurrency wrote. Plain arithmetic: its assumptions are printed with the result. Exit codes: 0 done, 2 bad input.`;

/** Adds `simulate`. */
export function addSimulate(program: Command, context: Context): void {
  program.command('simulate')
    .description('estimate latency, queue, instances and cost under a scaling policy, from bench measurements')
    .argument('[report]', 'JSON report of bench with closed loops')
    .option('--rate <n>', 'requests per second that arrive (Poisson)', positive(100_000))
    .option('--day-curve <lowest,highest>', 'requests per second over a day, lowest at midnight and highest at noon')
    .option('--arrivals <file>', 'CSV file with the arrivals in seconds: column Timestamp, time, arrival or arrived_at, or the first if there is no header')
    .option('--duration <time>', 'time to simulate (default: 2h, a day for --day-curve)', duration)
    .option('--service-time <time>', 'how long each request takes, without a report', duration)
    .option('--scatter', 'let service times scatter exponentially about --service-time', false)
    .option('--batch <n>', 'concurrent requests per instance (default: the highest load of the report; without a report 1)', integer(1, 100_000))
    .option('--min-instances <n>', 'minimum number of instances', integer(1, 10_000), 1)
    .option('--max-instances <n>', 'maximum number of instances, with --target-requests (default: the minimum)', integer(1, 10_000))
    .option('--target-requests <n>', 'targetRequests of scaleOnConcurrentRequests', positive(100_000))
    .addOption(durationOption('--metric-delay <time>', 'age of the metric that scaling looks at', '10s'))
    .addOption(durationOption('--start-up <time>', 'time until a new instance serves', '8m'))
    .addOption(durationOption('--scale-out-cooldown <time>', 'time between two scale-outs', '5m'))
    .addOption(durationOption('--scale-in-cooldown <time>', 'time between two scale-ins', '15m'))
    .option('--hourly-price <dollars>', 'hourly price of one instance (default: the price in the report)', positive(100_000))
    .option('--seed <n>', 'seed of the arrivals', integer(0, 4_294_967_295), 1)
    .option('--output <name>', 'write <name>.json and charts of instances and of the queue')
    .option('--json', 'print the result as JSON', false)
    .addHelpText('after', EXAMPLES)
    .action((report: string | undefined, options: any) => {
      const { runSimulate } = require('./action') as typeof import('./action');
      context.exitCode = runSimulate(context.terminal, report, options);
    });
}
