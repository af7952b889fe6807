import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { backendTable, versionsPage } from '../../projenrc/backend-table';
import { describeDefault, describeKind, describeLimits, describeRelations, pythonName } from '../../projenrc/option-text';
import { WARNINGS } from '../../src/checks/warnings';
import { BackendName, BACKENDS } from '../../src/facts/backends';
import { LMI_RELEASES } from '../../src/facts/lmi-releases';
import { COMMON_OPTIONS } from '../../src/options/common';
import { MODEL_PROPERTIES } from '../../src/options/model-properties';
import { SERVER_OPTIONS } from '../../src/options/server';
import { BACKEND_TABLES } from '../../src/options/tables';

const ROOT = join(__dirname, '..', '..');
const PAGES: { readonly [backend in BackendName]: string } = {
  Vllm: 'vllm', TrtLlm: 'trtllm', Neuronx: 'neuronx', LmiDist: 'lmi-dist', DeepSpeed: 'deepspeed',
};

function page(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

const TABLES = [
  ...(Object.keys(PAGES) as BackendName[]).map((name) => [PAGES[name], BACKEND_TABLES[name].options] as const),
  ['common', { ...COMMON_OPTIONS, ...SERVER_OPTIONS }] as const,
];

test.each(TABLES)('the page %s has a section for every option, with its Python name and its variable', (name, options) => {
  const text = page(`docs/options/${name}.md`);
  for (const [prop, row] of Object.entries(options)) {
    const section = text.split(new RegExp(`^##+ ${prop}$`, 'm'))[1]?.split(/^##+ /m)[0] ?? '';
    expect(section).toContain(`- Python: \`${pythonName(prop)}\``);
    expect(section).toContain(`- Variable: \`${row.env}\``);
    expect(section).toContain('- Source: ');
  }
});

test.each(TABLES)('the page %s has the meaning, values, relations, and default of each option', (name, options) => {
  const text = page(`docs/options/${name}.md`);
  for (const [prop, row] of Object.entries(options)) {
    const section = text.split(new RegExp(`^##+ ${prop}$`, 'm'))[1].split(/^##+ /m)[0];
    const deprecation = row.deprecated === undefined ? '' : `**Deprecated.** ${row.deprecated}\n\n`;
    expect(section.split('\n\n- Python: ')[0].trim()).toBe(`${deprecation}${row.summary}`);
    expect(section).toContain(`\n- Default: ${describeDefault(row)}\n`);
    expect(section).toContain(`\n- Value: ${describeKind(row)}.${describeLimits(row)}`);
    expect(/^- Other options: (.*)$/m.exec(section)?.[1] ?? '').toBe(describeRelations(row) ?? '');
  }
});

test('Python names are those of jsii', () => {
  const pacmak = createRequire(require.resolve('jsii-pacmak/package.json', { paths: [ROOT] }));
  const { toSnakeCase } = pacmak('codemaker');
  const props = TABLES.flatMap(([, options]) => Object.keys(options));
  expect(props.map(pythonName)).toEqual(props.map((prop) => toSnakeCase(prop)));
});

test('the properties of the model and all warnings are listed', () => {
  const common = page('docs/options/common.md');
  for (const [name, row] of Object.entries(MODEL_PROPERTIES)) {
    const line = common.split('\n').find((each) => each.startsWith(`| \`${name}\` |`)) ?? '';
    expect(line.split(' | ').slice(1, 2)).toEqual([row.env === undefined ? '–' : `\`${row.env}\``]);
    expect(line.endsWith(` | ${row.summary} | ${describeDefault(row)} |`)).toBe(true);
  }
  const warnings = page('docs/warnings.md');
  Object.keys(WARNINGS).forEach((id) => expect(warnings).toContain(`\`cdk-sagemaker-lmi:${id}\``));
});

describe('the table of backends', () => {
  const table = backendTable();
  const cellsOf = (first: string, lines = table) => lines.find((line) => line.startsWith(`| ${first} |`))!.split('|').slice(1, -1).map((cell) => cell.trim());

  test('is in the README', () => {
    expect(page('README.md')).toContain(table.join('\n'));
  });

  test.each([
    ['AWQ', ['V7 and later', 'V8 to V12, V14', '–', 'V8 to V14', '–']],
    ['SmoothQuant', ['–', 'V7 to V12, V14', '–', '–', 'V7 to V9']],
    ['LoRA adapters', ['V9 and later', '–', '–', 'V9 to V14', '–']],
    ['async', ['V15 and later', 'V15', '–', '–', '–']],
  ])('agrees with the guides about %s', (capability, cells) => {
    expect(cellsOf(capability).slice(1)).toEqual(cells);
  });

  test('of libraries has a row for every release, with a library in each image', () => {
    const lines = versionsPage();
    for (const release of LMI_RELEASES) {
      const cells = cellsOf(`V${release.ordinal}`, lines);
      expect(cells).toHaveLength(2 + Object.keys(BACKENDS).length);
      expect(cells[1]).toBe(release.djlVersion);
      expect(cells.slice(2).filter((cell) => cell !== '–' && !/\d/.test(cell))).toEqual([]);
    }
    expect(cellsOf('V8', lines).slice(2)).toEqual(['0.2.7', '0.7.1', 'SDK 2.16.0', '8.0.0', '0.12.6']);
  });
});

test('links between the pages are not broken', () => {
  const pages = [...TABLES.map(([name]) => `docs/options/${name}.md`), 'docs/choosing-a-backend.md'];
  for (const path of pages) {
    for (const [, target] of page(path).matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
      expect([path, target, existsSync(join(ROOT, path, '..', target))]).toEqual([path, target, true]);
    }
  }
});
