import { Project } from 'projen';
import { docComment, writeTypeScript } from './generated-file';
import { describeDefault, describeEffect, describeLimits, describeOpen, describeRange, describeRelations, SHARED_OPTIONS } from './option-text';
import { BackendName, BACKENDS, versionsOf } from '../src/facts/backends';
import { COMMON_OPTIONS } from '../src/options/common';
import { BackendTable, OptionRow, OptionTable } from '../src/options/option';
import { SERVER_OPTIONS } from '../src/options/server';
import { BACKEND_TABLES } from '../src/options/tables';

/** Writes the props struct of every backend from its option table. */
export function writeBackendProps(project: Project): void {
  writeTypeScript(project, 'src/backend/lmi-backend-props.ts', struct({
    name: 'LmiBackendProps',
    summary: 'Props that every backend has: the LMI version, the image, and the options of the model server and of every inference library.',
    imports: [
      'import { LmiImage } from \'../image/lmi-image\';',
      'import { LmiVersion } from \'../image/lmi-version\';',
    ],
    head: [
      ...docComment('  ', [
        'The LMI version, against which every option is checked. A version without an image for the backend is an error that lists those with one.',
        '@default - the version of `image` if it has one; otherwise the newest LMI version with an image for the backend, up to the version in the ' +
        'context key `cdk-sagemaker-lmi:defaultLmiVersion`',
      ]),
      '  readonly version?: LmiVersion;',
      '',
      ...docComment('  ', [
        'The container image.',
        '@default - the AWS image of the backend in this LMI version, from the registry of the region of the stack',
      ]),
      '  readonly image?: LmiImage;',
      '',
    ],
    tables: [COMMON_OPTIONS, SERVER_OPTIONS],
  }));
  for (const [backend, table] of Object.entries(BACKEND_TABLES) as [BackendName, BackendTable][]) {
    const mode = backend === 'Vllm';
    writeTypeScript(project, `src/backend/${fileName(backend)}-backend-props.ts`, struct({
      name: `${backend}BackendProps`,
      versions: versionsOf(backend),
      extends: 'LmiBackendProps',
      summary: `Options of ${BACKENDS[backend].title}. Supported in LMI ${describeOpen(versionsOf(backend))}.`,
      imports: [
        'import { LmiBackendProps } from \'./lmi-backend-props\';',
        ...(mode ? ['import { VllmMode } from \'./vllm-mode\';'] : []),
      ],
      head: mode ? [
        ...docComment('  ', [
          'Who schedules the requests: vLLM itself, or the model server in a rolling batch. `VllmMode.ASYNC` needs LMI V15 or later.',
          '@default - the mode that the version recommends: a rolling batch up to LMI V16, asynchronous in V17 and later',
        ]),
        '  readonly mode?: VllmMode;',
        '',
      ] : [],
      tables: [Object.fromEntries(Object.entries(table.options).filter(([prop]) => !(prop in SHARED_OPTIONS)))],
    }));
  }
}

/** `TrtLlm` → `trtllm`, `LmiDist` → `lmi-dist`, `DeepSpeed` → `deepspeed`. */
export function fileName(backend: BackendName): string {
  return backend === 'LmiDist' ? 'lmi-dist' : backend.toLowerCase();
}

interface Struct {
  readonly name: string;
  readonly extends?: string;
  readonly summary: string;
  readonly imports: readonly string[];
  readonly head: readonly string[];
  /** The versions that have an image for the backend. Default: all, for the struct shared by all backends. */
  readonly versions?: readonly number[];
  readonly tables: readonly OptionTable[];
}

function struct(definition: Struct): string[] {
  const rows = definition.tables.flatMap((table) => Object.values(table));
  return [
    ...(rows.some((row) => row.kind === 'duration') ? ['import { Duration } from \'aws-cdk-lib\';'] : []),
    ...[...definition.imports, ...(rows.some((row) => row.kind === 'quantization')
      ? ['import { LmiQuantization } from \'./lmi-quantization\';'] : [])].sort(byPath),
    '',
    ...docComment('', [definition.summary]),
    `export interface ${definition.name}${definition.extends ? ` extends ${definition.extends}` : ''} {`,
    ...definition.head,
    ...definition.tables.flatMap((table) => Object.entries(table).flatMap(([prop, row]) => [
      ...docComment('  ', optionDoc(prop, row, definition.versions)),
      `  readonly ${prop}?: ${typeOf(row)};`,
      '',
    ])).slice(0, -1),
    '}',
  ];
}

/** Siblings before parents, as the linter's import order requires. */
function byPath(left: string, right: string): number {
  const path = (line: string) => line.slice(line.indexOf('\''));
  return path(left).replace('./', '!').localeCompare(path(right).replace('./', '!'));
}

/** The doc comment of an option: meaning, variable, bounds, versions, errors. Its source is only on the option page. */
function optionDoc(prop: string, row: OptionRow, versions?: readonly number[]): string[] {
  return [
    row.summary,
    `Sets \`${row.env}\`${row.kind === 'duration' ? ` in ${row.unit}` : ''}. ${describeRange(row, versions)}${describeLimits(row)}${describeEffect(row)}`,
    describeRelations(row),
    ...(SHARED_OPTIONS[prop] === row ? redefinitions(prop) : []),
    `@default ${row.default}`,
    ...(row.deprecated ? [`@deprecated ${row.deprecated}`] : []),
  ];
}

/** The bounds and values of a shared option that differ by backend. */
function redefinitions(prop: string): string[] {
  return (Object.entries(BACKEND_TABLES) as [BackendName, BackendTable][]).flatMap(([backend, table]) => {
    const row = table.options[prop];
    return row ? [`With ${BACKENDS[backend].title}: ${describeRange(row, versionsOf(backend))}${describeLimits(row)}${describeEffect(row)} Default ${describeDefault(row)}.`] : [];
  });
}

function typeOf(row: OptionRow): string {
  switch (row.kind) {
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'list':
      return (row.elements ?? 'string') === 'string' ? 'string[]' : 'number[]';
    case 'object':
      return '{ [name: string]: any }';
    case 'duration':
      return 'Duration';
    case 'quantization':
      return 'LmiQuantization';
    default:
      return 'string';
  }
}
