import { Duration, Tokenization } from 'aws-cdk-lib';
import { BenchmarkedEndpoint } from './benchmarked-endpoint';
import { LmiBenchmarkProps, LmiBenchmarkSchema } from './lmi-benchmark-props';

/** Default duration of a load. */
export const DURATION_OF_LOAD = Duration.minutes(1);

/**
 * Shell commands of a run, one per line, so that the log shows which one failed. A run for an endpoint config that was already measured ends immediately.
 *
 * @param namespace the namespace of the metrics
 * @param options the options of the command
 */
export function benchmarkCommands(namespace: string, options: readonly string[]): string[] {
  return [
    'aws s3 cp "$REPORTS/latest.json" latest.json || echo "No report yet."',
    'aws s3 cp "$REPORTS/endpoint-config" endpoint-config || echo "Nothing measured yet."',
    [
      'set -e',
      'if [ -n "$ENDPOINT_CONFIG" ] && [ "$(cat endpoint-config 2>/dev/null)" = "$ENDPOINT_CONFIG" ]; then',
      '  echo "$ENDPOINT_CONFIG was measured already."',
      'else',
      '  aws s3 cp "$COMMAND" bench.js',
      '  compare=""; if [ -f latest.json ]; then cp latest.json previous.json; compare="--compare previous.json"; fi',
      `  node bench.js bench "$ENDPOINT" ${options.join(' ')} --output report --cloudwatch metrics.json $compare`,
      `  aws cloudwatch put-metric-data --namespace ${namespace} --metric-data file://metrics.json`,
      '  aws s3 cp . "$REPORTS/$(date -u +%Y-%m-%dT%H-%M-%SZ)/" --recursive --exclude "*" --include "report*"',
      '  aws s3 cp report.json "$REPORTS/latest.json"',
      '  aws s3 cp report.md "$REPORTS/latest.md"',
      // The charts that latest.md shows are next to it.
      '  aws s3 cp . "$REPORTS/" --recursive --exclude "*" --include "report-*.svg"',
      '  if [ -n "$ENDPOINT_CONFIG" ]; then printf %s "$ENDPOINT_CONFIG" > endpoint-config; aws s3 cp endpoint-config "$REPORTS/endpoint-config"; fi',
      'fi',
    ].join('\n'),
  ];
}

/** Options of the command for the loads of a run. */
export function benchmarkOptions(
  endpoint: BenchmarkedEndpoint, props: LmiBenchmarkProps, concurrency: readonly number[], rate: readonly number[],
): string[] {
  const { inferenceComponentName, instanceType, instanceCount = 1, copies = 1, hourlyPrice, maxBatch, kvCacheTokens } = endpoint;
  const isComponent = inferenceComponentName !== undefined;
  const all: { readonly [option: string]: string | number | undefined } = {
    'component': inferenceComponentName,
    'concurrency': concurrency.length > 0 ? concurrency.join(',') : undefined,
    'rate': rate.length > 0 ? rate.join(',') : undefined,
    'requests': props.maxRequests ?? 10_000,
    'duration': `${written((props.duration ?? DURATION_OF_LOAD).toSeconds())}s`,
    'input-tokens': props.inputTokens ?? 256,
    'output-tokens': props.outputTokens ?? 128,
    'schema': props.schema ?? LmiBenchmarkSchema.LMI,
    'instance-type': instanceType,
    'instance-count': instanceType === undefined || isComponent ? undefined : instanceCount,
    'copies': instanceType === undefined || !isComponent ? undefined : copies,
    'hourly-price': hourlyPrice === undefined ? undefined : Number((hourlyPrice / (isComponent ? copies : instanceCount)).toFixed(6)),
    'max-batch': maxBatch,
    'kv-cache-tokens': kvCacheTokens,
  };
  return Object.entries(all).flatMap(([option, value]) => value === undefined ? [] : [`--${option} "${typeof value === 'number' ? written(value) : value}"`]);
}

/** A number as a string, including one known only at deployment. */
function written(value: number): string {
  return Tokenization.stringifyNumber(value);
}
