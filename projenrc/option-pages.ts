import { Project } from 'projen';
import { fileName } from './backend-props';
import { writeDocument } from './generated-file';
import { describeDefault, describeEffect, describeKind, describeLimits, describeOpen, describeRange, describeRelations, pythonName, SHARED_OPTIONS } from './option-text';
import { WARNINGS } from '../src/checks/warnings';
import { BackendName, BACKENDS, versionsOf } from '../src/facts/backends';
import { LMI_RELEASES } from '../src/facts/lmi-releases';
import { COMMON_OPTIONS, COMMON_OPTIONS_SOURCE } from '../src/options/common';
import { MODEL_PROPERTIES, MODEL_PROPERTIES_SOURCE } from '../src/options/model-properties';
import { BackendTable, covers, OptionRow, OptionTable } from '../src/options/option';
import { SERVER_OPTIONS, SERVER_OPTIONS_SOURCE } from '../src/options/server';
import { BACKEND_TABLES } from '../src/options/tables';

const ALL_VERSIONS = LMI_RELEASES.map((release) => release.ordinal);
const BACKENDS_IN_ORDER = Object.entries(BACKEND_TABLES) as [BackendName, BackendTable][];

/** Writes a page with the options of each backend, one with the options that all share, and the list of warnings. */
export function writeOptionPages(project: Project): void {
  for (const [backend, table] of BACKENDS_IN_ORDER) {
    writeDocument(project, `docs/options/${fileName(backend)}.md`, backendPage(backend, table));
  }
  writeDocument(project, 'docs/options/common.md', commonPage());
  writeDocument(project, 'docs/warnings.md', warningsPage());
}

function backendPage(backend: BackendName, table: BackendTable): string[] {
  const { title } = BACKENDS[backend];
  return [
    `# Options of ${title}`,
    '',
    `Props of \`${backend}Backend\`. LMI ${describeOpen(versionsOf(backend))} have an image for it. Options that every backend has are in `
      + '[common.md](common.md), unless they have other bounds or values here.',
    '',
    ...(backend === 'Vllm' ? ['`mode` (`VllmMode.ASYNC` or `VllmMode.ROLLING_BATCH`) is not an option of the container: it chooses how requests reach '
      + 'vLLM, see [choosing a backend](../choosing-a-backend.md).', ''] : []),
    ...overview(table.options, versionsOf(backend)),
    '',
    ...sections(table.options, table.source, '##', versionsOf(backend)),
  ];
}

function commonPage(): string[] {
  return [
    '# Options of every backend',
    '',
    'Props that all backend classes have. If a backend has other bounds or values, they are on its own page.',
    '',
    '## Model',
    '',
    ...overview(COMMON_OPTIONS),
    '',
    ...sections(COMMON_OPTIONS, COMMON_OPTIONS_SOURCE, '###'),
    '',
    '## Model server',
    '',
    ...overview(SERVER_OPTIONS),
    '',
    ...sections(SERVER_OPTIONS, SERVER_OPTIONS_SOURCE, '###'),
    '',
    '## Properties of the model in `serving.properties`',
    '',
    'The model directory may contain a `serving.properties`; `LmiModel.fromAsset` writes one from its option `servingProperties`. There, an option is '
      + 'called `option.` and its name in lowercase (`OPTION_MAX_MODEL_LEN` is `option.max_model_len`), and the properties below have no prefix. '
      + '**The file wins over variables**, so a property that contradicts a prop is an error, and a warning when the directory already had the file. '
      + 'The library cannot see a file under an S3 prefix or in a tarball: it wins there too, silently.',
    '',
    '| property | variable | LMI versions | meaning | default |',
    '| --- | --- | --- | --- | --- |',
    ...Object.entries(MODEL_PROPERTIES).map(([name, row]) => cells(
      `\`${name}\``, row.env ? `\`${row.env}\`` : '–', readIn(row, ALL_VERSIONS), row.summary, describeDefault(row),
    )),
    '',
    `Source: ${MODEL_PROPERTIES_SOURCE}.`,
  ];
}

function warningsPage(): string[] {
  return [
    '# Warnings',
    '',
    'Something that deploys but is doubtful is a warning with a stable id. To silence one, acknowledge it where you accept it, with the reason:',
    '',
    '```ts',
    'import { Annotations } from \'aws-cdk-lib\';',
    'import { LmiEndpoint } from \'cdk-sagemaker-lmi\';',
    '',
    'declare const endpoint: LmiEndpoint;',
    'Annotations.of(endpoint).acknowledgeWarning(\'cdk-sagemaker-lmi:gated-model\', \'the role of the endpoint adds the token\');',
    '```',
    '',
    '| id | meaning |',
    '| --- | --- |',
    ...Object.entries(WARNINGS).map(([id, meaning]) => cells(`\`cdk-sagemaker-lmi:${id}\``, meaning)),
  ];
}

/** The options at a glance, each with a link to its section. */
function overview(table: OptionTable, versions: readonly number[] = ALL_VERSIONS): string[] {
  return [
    '| prop | variable | LMI versions | default |',
    '| --- | --- | --- | --- |',
    ...Object.entries(table).map(([prop, row]) => cells(
      `[\`${prop}\`](#${prop.toLowerCase()})`, `\`${row.env}\``, readIn(row, versions), describeDefault(row),
    )),
  ];
}

function sections(table: OptionTable, source: string, heading: string, versions?: readonly number[]): string[] {
  return Object.entries(table).flatMap(([prop, row]) => ['', `${heading} ${prop}`, '', ...section(prop, row, source, versions)]).slice(1);
}

function section(prop: string, row: OptionRow, source: string, versions?: readonly number[]): string[] {
  const aliases = row.aliases?.length ? ` LMI reads ${row.aliases.map((alias) => `\`${alias}\``).join(', ')} for the same.` : '';
  return [
    ...(row.deprecated ? [`**Deprecated.** ${row.deprecated}`, ''] : []),
    row.summary,
    '',
    `- Python: \`${pythonName(prop)}\``,
    `- Variable: \`${row.env}\`${row.kind === 'duration' ? ` in ${row.unit}` : ''}.${aliases}`,
    `- Value: ${describeKind(row)}.${describeLimits(row)}${describeEffect(row)}`,
    `- Versions: ${describeRange(row, versions)}`,
    ...(describeRelations(row) ? [`- Other options: ${describeRelations(row)}`] : []),
    ...(SHARED_OPTIONS[prop] === row ? differences(prop) : []),
    `- Default: ${describeDefault(row)}`,
    `- Source: ${row.source ?? source}`,
  ];
}

/** The backends with different bounds, values, or defaults for a shared option. */
function differences(prop: string): string[] {
  const others = BACKENDS_IN_ORDER.filter(([, table]) => table.options[prop])
    .map(([backend]) => `[${BACKENDS[backend].title}](${fileName(backend)}.md#${prop.toLowerCase()})`);
  return others.length > 0 ? [`- Differs with: ${others.join(', ')}`] : [];
}

/** The versions that read the option, among `versions`. */
function readIn(row: { readonly since: number; readonly until?: number }, versions: readonly number[]): string {
  return describeOpen(versions.filter((version) => covers(version, row.since, row.until)));
}

/** A table row, with bars escaped, because a bar ends a cell. */
function cells(...texts: string[]): string {
  return `| ${texts.map((text) => text.replace(/\|/g, '\\|')).join(' | ')} |`;
}
