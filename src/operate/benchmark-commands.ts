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
