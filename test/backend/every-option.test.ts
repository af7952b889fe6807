import { Duration } from 'aws-cdk-lib';
import { serve } from './containers';
import { LmiQuantization } from '../../src';
import { BackendName, BACKENDS, versionsOf } from '../../src/facts/backends';
import { LMI_RELEASES } from '../../src/facts/lmi-releases';
import { atVersion, covers, OptionRow, OptionTable, Relation } from '../../src/options/option';
import { optionsOf } from '../../src/options/tables';
import * as behavior from '../golden/release-behavior.json';

/* Checks that every prop can be used, and that nothing a release ignores or rejects passes silently. */

const BACKEND_NAMES = Object.keys(BACKENDS) as BackendName[];
const NEWEST_PUBLISHED = LMI_RELEASES[LMI_RELEASES.length - 1].ordinal;

/** Values that cannot be derived from a row, because other parts of the library check them. */
const VALUES: { readonly [prop: string]: unknown } = {
  tensorParallelDegree: 1,
  pipelineParallelDegree: 1,
  minWorkers: 1,
  maxWorkers: 1,
  batchSize: 1,
  entryPoint: 'djl_python.huggingface',
  maxModelLen: 1024,
  maxCpuLoras: 8,
  contextLengthEstimate: [1024],
  chatTemplate: '{{ messages }}',
  toolCallParser: 'hermes',
  reasoningParser: 'deepseek_r1',
  secureMode: true,
  securityControls: ['DISALLOW_PICKLE_FILES'],
  untrustedChannels: ['/opt/ml/model'],
  trustRemoteCode: true,
  compiledGraphPath: '/opt/ml/model/graphs',
  draftModelCompiledPath: '/opt/ml/model/graphs',
};

function valueOf(prop: string, row: OptionRow, version: number): unknown {
  const word = atVersion(row.values, version)?.[0];
  if (prop in VALUES && !(prop === 'entryPoint' && word)) {
    return VALUES[prop];
  }
  switch (row.kind) {
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return Number(word ?? row.max ?? Math.max(row.min ?? 0, 0) + (row.exclusiveMin ? 1 : 0));
    case 'duration':
      return row.unit === 'milliseconds' ? Duration.millis(100) : Duration.minutes(20);
    case 'list':
      return [(row.elements ?? 'string') === 'string' ? word ?? 'word' : Math.max(row.min ?? 0, 1)];
    case 'object':
      return { one: 1 };
    case 'quantization':
      return LmiQuantization.of(word ?? 'awq');
    default:
      return word ?? (row.pattern?.regex.includes('json') ? '/opt/ml/model/a.json' : 'word');
  }
}

/** An option with the other options that it requires. */
function withNeeds(table: OptionTable, prop: string, version: number, given: { [prop: string]: unknown } = {}): { [prop: string]: unknown } {
  const row = table[prop];
  if (row === undefined || prop in given || !covers(version, row.since, row.until)) {
    return given;
  }
  given[prop] = valueOf(prop, row, version);
  const word = (value: unknown) => String(typeof value === 'object' && value !== null && 'value' in value ? value.value : value);
  const holds = (relation: Relation) => covers(version, relation.from, relation.to) && (relation.when?.map(String).includes(word(given[prop])) ?? given[prop] !== false);
  for (const relation of (row.requires ?? []).filter(holds)) {
    withNeeds(table, relation.prop, version, given);
    if (relation.values && table[relation.prop]) {
      const [value] = relation.values;
      given[relation.prop] = table[relation.prop].kind === 'quantization' ? LmiQuantization.of(String(value)) : value;
    }
  }
  return given;
}

/** The mode and the model that an option is for. */
function settingOf(backend: BackendName, version: number, prop: string, row: OptionRow): object {
  const needsRollingBatch = row.mode === 'rolling-batch' || ['secureMode', 'securityControls', 'untrustedChannels', 'entryPoint'].includes(prop)
    || (prop === 'enableLora' || row.requires?.some((relation) => relation.prop === 'enableLora')) && version === 15;
  return backend !== 'Vllm' || version < 15 ? {} : { mode: row.mode === 'async' ? 'async' : needsRollingBatch ? 'rolling-batch' : undefined };
}

const VERSIONS = BACKEND_NAMES.flatMap((backend) => versionsOf(backend).map((version) => ({ backend, version })));

/** Maximum number of options to set on one endpoint, within the limit on variables. */
const TOGETHER = 60;

/** The options that are rejected, or not rendered, when they are set together. */
function unusable(backend: BackendName, version: number, props: readonly string[]): { readonly prop: string; readonly faults: readonly string[] }[] {
  const table = optionsOf(backend);
  const given = props.reduce((all, prop) => withNeeds(table, prop, version, all), backend === 'Neuronx' ? { nPositions: 1024 } : {});
  const setting = Object.assign({}, ...props.map((prop) => settingOf(backend, version, prop, table[prop])));
  const { faults, environment } = serve({ backend, version, props: { ...given, ...setting } });
  return props.filter((prop) => faults.length > 0 || !(table[prop].omitFalse || [table[prop].env, table[prop].writtenAs?.env].some((name) => name! in environment)))
    .map((prop) => ({ prop, faults }));
}

test.each(VERSIONS)('every option of $backend V$version can be used', ({ backend, version }) => {
  const isOffered = (row: OptionRow) => covers(version, row.since, row.until)
    && !row.unread?.some(({ from, to, undocumented }) => undocumented && covers(version, from, to));
  // TensorRT-LLM V15 serves asynchronously, which secure mode does not allow.
  const isImpossible = (prop: string) => backend === 'TrtLlm' && version >= 15 && prop === 'secureMode';
  const offered = Object.entries(optionsOf(backend)).filter(([prop, row]) => isOffered(row) && !isImpossible(prop));
  const isIndependent = ([prop, row]: readonly [string, OptionRow]) => !(prop in VALUES) && !row.mode && !row.requires && !row.excludes;
  const independent = offered.filter(isIndependent).map(([prop]) => prop);
  const bundles = [independent.slice(0, TOGETHER), independent.slice(TOGETHER)];
  const suspects = bundles.flatMap((props) => props.length > 0 && unusable(backend, version, props).length > 0 ? props : []);
  const alone = [...offered.filter((entry) => !isIndependent(entry)).map(([prop]) => prop), ...suspects];
  expect(alone.flatMap((prop) => unusable(backend, version, [prop]))).toEqual([]);
});

const sayings = (backend: BackendName, version: number, props: { readonly [prop: string]: unknown }) => {
  const { faults, warnings } = serve({ backend, version, props });
  return [...faults, ...warnings.filter((text) => /option-ignored|false-ignored/.test(text))].join('\n');
};

test.each(behavior.ignored as { backend: BackendName; prop: string; versions: number[] }[])('$backend.$prop is never ignored silently', ({ backend, prop, versions }) => {
  const row = optionsOf(backend)[prop];
  const silent = versions.filter((version) => {
    const props = row === undefined ? { [prop]: 1 } : { ...withNeeds(optionsOf(backend), prop, version), [prop]: valueOf(prop, row, version) };
    return !sayings(backend, version, props).includes(prop);
  });
  expect(silent).toEqual([]);
});

test.each(behavior.refused as { backend: BackendName; prop: string; value: unknown; versions: number[] }[])(
  '$backend.$prop of $value does not reach an engine that rejects it', ({ backend, prop, value, versions }) => {
    const row = optionsOf(backend)[prop];
    const given = row.kind === 'quantization' ? LmiQuantization.of(String(value)) : value;
    const reaching = versions.filter((version) => {
      const { faults, environment } = serve({ backend, version, props: { enableLora: prop.startsWith('lora') ? true : undefined, [prop]: given } });
      return faults.length === 0 && environment[row.env] !== undefined;
    });
    expect(reaching).toEqual([]);
  },
);

test('the newest version is among those tested', () => {
  expect(VERSIONS.map(({ version }) => version)).toContain(NEWEST_PUBLISHED);
});
