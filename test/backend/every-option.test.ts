import { Duration } from 'aws-cdk-lib';
import { serve } from './containers';
import { LmiInstanceType, LmiQuantization } from '../../src';
import { BackendName, BACKENDS, versionsOf } from '../../src/facts/backends';
import { LMI_RELEASES } from '../../src/facts/lmi-releases';
import { atVersion, covers, OptionRow, OptionTable, Relation } from '../../src/options/option';
import { optionsOf } from '../../src/options/tables';
import * as behavior from '../golden/release-behavior.json';

/* Whether every prop can be used at all, and whether nothing that a release ignores or refuses gets through in silence. */

const BACKEND_NAMES = Object.keys(BACKENDS) as BackendName[];
const NEWEST_PUBLISHED = LMI_RELEASES[LMI_RELEASES.length - 1].ordinal;

/** Values that no row can name, because other parts of the library check them. */
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

/** An option with what it needs. */
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

/** Modes and models without which an option has no use. */
function settingOf(backend: BackendName, version: number, prop: string, row: OptionRow): object {
  const needsRollingBatch = row.mode === 'rolling-batch' || ['secureMode', 'securityControls', 'untrustedChannels', 'entryPoint'].includes(prop)
    || (prop === 'enableLora' || row.requires?.some((relation) => relation.prop === 'enableLora')) && version === 15;
  return backend !== 'Vllm' || version < 15 ? {} : { mode: row.mode === 'async' ? 'async' : needsRollingBatch ? 'rolling-batch' : undefined };
}

const VERSIONS = BACKEND_NAMES.flatMap((backend) => versionsOf(backend).map((version) => ({ backend, version })));

test.each(VERSIONS)('every option of $backend V$version can be used', ({ backend, version }) => {
  const table = optionsOf(backend);
  const isOffered = (row: OptionRow) => covers(version, row.since, row.until) && !row.unread?.some(({ from, to, undocumented }) => undocumented && covers(version, from, to));
  const refused = Object.entries(table).filter(([, row]) => isOffered(row)).flatMap(([prop, row]) => {
    const props = { ...(backend === 'Neuronx' && prop !== 'nPositions' ? { nPositions: 1024 } : {}), ...withNeeds(table, prop, version), ...settingOf(backend, version, prop, row) };
    // Secure mode has an allow-list that nearly nothing is on, and TensorRT-LLM V15 serves asynchronously, which it refuses.
    const isImpossible = backend === 'TrtLlm' && version >= 15 && prop === 'secureMode';
    const { faults, environment } = serve({ backend, version, props, instanceType: backend === 'Neuronx' ? undefined : LmiInstanceType.G5_12XLARGE });
    const isWritten = row.omitFalse || Object.keys(environment).some((name) => name === row.env || name === row.writtenAs?.env);
    return isImpossible || (faults.length === 0 && isWritten) ? [] : [{ prop, faults }];
  });
  expect(refused).toEqual([]);
});

const sayings = (backend: BackendName, version: number, props: { readonly [prop: string]: unknown }) => {
  const { faults, warnings } = serve({ backend, version, props });
  return [...faults, ...warnings.filter((text) => /option-ignored|false-ignored/.test(text))].join('\n');
};

test.each(behavior.ignored as { backend: BackendName; prop: string; versions: number[] }[])('$backend.$prop is never ignored in silence', ({ backend, prop, versions }) => {
  const row = optionsOf(backend)[prop];
  const silent = versions.filter((version) => {
    const props = row === undefined ? { [prop]: 1 } : { ...withNeeds(optionsOf(backend), prop, version), [prop]: valueOf(prop, row, version) };
    return !sayings(backend, version, props).includes(prop);
  });
  expect(silent).toEqual([]);
});

test.each(behavior.refused as { backend: BackendName; prop: string; value: unknown; versions: number[] }[])(
  '$backend.$prop of $value does not reach an engine that refuses it', ({ backend, prop, value, versions }) => {
    const row = optionsOf(backend)[prop];
    const given = row.kind === 'quantization' ? LmiQuantization.of(String(value)) : value;
    const reaching = versions.filter((version) => {
      const { faults, environment } = serve({ backend, version, props: { enableLora: prop.startsWith('lora') ? true : undefined, [prop]: given } });
      return faults.length === 0 && environment[row.env] !== undefined;
    });
    expect(reaching).toEqual([]);
  },
);

test('the newest version is among those that are tried', () => {
  expect(VERSIONS.map(({ version }) => version)).toContain(NEWEST_PUBLISHED);
});
