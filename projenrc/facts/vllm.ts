import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VLLM_ARCHITECTURES } from '../../src/facts/vllm-architectures';
import { REASONING_PARSERS, TOOL_CALL_PARSERS } from '../../src/facts/vllm-parsers';
import { ENGINE_ARGUMENTS } from '../../src/options/vllm-arguments';

const ROOT = join(__dirname, '..', '..');
const WIDTH = 150;
const GOLDEN = 'test/golden/engine-arguments.json';

/** The output of vllm-distribution.py. */
export interface Distribution {
  readonly arguments: readonly string[];
  readonly classes: readonly string[];
  /** Those of `classes` that accept images, audio, or video. */
  readonly multimodal: readonly string[];
  readonly toolCallParsers: readonly string[];
  readonly reasoningParsers: readonly string[];
}

/** A range of LMI versions whose vLLM has a name. */
interface Span {
  readonly since: number;
  /** Last version; absent if the newest still has it. */
  readonly until?: number;
  readonly multimodal?: true;
}

/** The ranges of each name, oldest first. */
export type Names = ReadonlyMap<string, readonly Span[]>;

/** A table of names by LMI version, and the format of its rows. */
interface Table {
  readonly what: string;
  readonly file: string;
  /** The line before the first row and the line after the last one. */
  readonly open: string;
  readonly close: string;
  readonly current: Names;
  readonly names: (distribution: Distribution) => readonly string[];
  readonly rows: (names: Names) => string[];
}

const TABLES: readonly Table[] = [
  {
    what: 'engine arguments', file: 'src/options/vllm-arguments.ts', open: 'export const ENGINE_ARGUMENTS: WordsByVersion = {', close: '};',
    current: new Map(Object.entries(ENGINE_ARGUMENTS).map(([name, span]) => [name, [typeof span === 'number' ? { since: span } : { since: span[0], until: span[1] }]])),
    names: (distribution) => distribution.arguments,
    rows: (names) => packed(single(names).sort(byName).map(([name, { since, until }]) => `${name}: ${until === undefined ? since : `[${since}, ${until}]`}`), 2),
  },
  {
    what: 'tool-call parsers', file: 'src/facts/vllm-parsers.ts', open: 'export const TOOL_CALL_PARSERS: ParserTable = {', close: '};',
    current: new Map(Object.entries(TOOL_CALL_PARSERS).map(([name, span]) => [name, [span]])),
    names: (distribution) => distribution.toolCallParsers, rows: parserRows,
  },
  {
    what: 'reasoning parsers', file: 'src/facts/vllm-parsers.ts', open: 'export const REASONING_PARSERS: ParserTable = {', close: '};',
    current: new Map(Object.entries(REASONING_PARSERS).map(([name, span]) => [name, [span]])),
    names: (distribution) => distribution.reasoningParsers, rows: parserRows,
  },
  {
    what: 'model classes', file: 'src/facts/vllm-architectures.ts', open: 'export const VLLM_ARCHITECTURES: readonly ArchitectureRange[] = [', close: '];',
    current: byClass(), names: (distribution) => distribution.classes, rows: architectureRows,
  },
];

function byClass(): Names {
  const names = new Map<string, Span[]>();
  for (const { classes, ...span } of VLLM_ARCHITECTURES) {
    classes.split(' ').forEach((name) => names.set(name, [...names.get(name) ?? [], span]));
  }
  return names;
}

/** The names, with those of one LMI version, the newest in the table, replaced by the names of its vLLM. */
export function withVersion(names: Names, ordinal: number, found: readonly string[], multimodal: readonly string[] = []): Names {
  const result = new Map<string, readonly Span[]>();
  for (const name of new Set([...names.keys(), ...found])) {
    const spans = names.get(name) ?? [];
    const current = spans.find(({ since, until = Infinity }) => since <= ordinal && ordinal <= until);
    result.set(name, current === undefined && found.includes(name) ? begun(spans, ordinal, multimodal.includes(name))
      : current !== undefined && !found.includes(name) ? ended(spans, current, ordinal) : spans);
  }
  return new Map([...result].filter(([, spans]) => spans.length > 0));
}

function begun(spans: readonly Span[], ordinal: number, multimodal: boolean): readonly Span[] {
  const before = spans.find(({ until }) => until === ordinal - 1);
  return before === undefined ? [...spans, { since: ordinal, ...(multimodal ? { multimodal } : {}) }]
    : spans.map((span) => span === before ? { ...span, until: undefined } : span);
}

function ended(spans: readonly Span[], current: Span, ordinal: number): readonly Span[] {
  return spans.flatMap((span) => span !== current ? [span] : current.since === ordinal ? [] : [{ ...current, until: ordinal - 1 }]);
}

/** The changes of a distribution: names, and the files with their new rows. */
interface VllmChanges {
  readonly lines: readonly string[];
  readonly files: ReadonlyMap<string, string>;
}

/** The changes to the tables from the vLLM of an LMI version. */
export function vllmChanges(ordinal: number, vllm: string, distribution: Distribution, today: string): VllmChanges {
  const files = new Map<string, string>();
  const read = (file: string) => files.get(file) ?? readFileSync(join(ROOT, file), 'utf8');
  const lines = TABLES.flatMap((table) => {
    const after = withVersion(table.current, ordinal, table.names(distribution), distribution.multimodal);
    const has = (names: Names, name: string) => names.get(name)?.some(({ since, until = Infinity }) => since <= ordinal && ordinal <= until) ?? false;
    const added = [...after.keys()].filter((name) => has(after, name) && !has(table.current, name)).sort();
    const removed = [...table.current.keys()].filter((name) => has(table.current, name) && !has(after, name)).sort();
    if (added.length + removed.length > 0) {
      files.set(table.file, dated(withRows(read(table.file), table, after), table, vllm, today));
    }
    return [['new', added], ['gone', removed]].flatMap(([what, changed]) => changed.length === 0 ? [] : [`${table.what} ${what} in V${ordinal}: ${(changed as string[]).join(', ')}`]);
  });
  if (!isRead(ordinal)) {
    files.set(GOLDEN, withArguments(read(GOLDEN), ordinal, vllm, distribution.arguments, today));
  }
  return { lines, files };
}

/** Whether the vLLM of an LMI version has been read before. A version on PyPI never changes. */
export function isRead(ordinal: number): boolean {
  return ordinal in JSON.parse(readFileSync(join(ROOT, GOLDEN), 'utf8')).versions;
}

/** The source text of all tables, by file. */
export function writtenTables(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const table of TABLES) {
    files.set(table.file, withRows(files.get(table.file) ?? readFileSync(join(ROOT, table.file), 'utf8'), table, table.current));
  }
  return files;
}

function withRows(text: string, { file, open, close, rows }: Table, names: Names): string {
  const from = text.indexOf(`${open}\n`) + open.length + 1;
  const to = text.indexOf(`\n${close}`, from) + 1;
  if (from <= open.length || to === 0) {
    throw new Error(`${file} has no ${JSON.stringify(open)} to fill`);
  }
  return text.slice(0, from) + rows(names).map((row) => `${row}\n`).join('') + text.slice(to);
}

/** Updates the comment above a table, which names the newest vLLM that was read, and the date. */
function dated(text: string, { open }: Table, vllm: string, today: string): string {
  const to = text.indexOf(open);
  const from = text.lastIndexOf('/**', to);
  const comment = text.slice(from, to).replace(/ to \d+\.\d+\.\d+(?= on PyPI)/, ` to ${vllm}`).replace(/read \d{4}-\d\d-\d\d/, `read ${today}`);
  return text.slice(0, from) + comment + text.slice(to);
}

function withArguments(text: string, ordinal: number, vllm: string, names: readonly string[], today: string): string {
  const own = `    "${ordinal}": { "vllm": "${vllm}", "arguments": [\n${packed([...names].sort().map((name) => `"${name}"`), 6).join('\n').replace(/,$/, '')}\n    ] }\n`;
  return text.replace(/"read": "[\d-]+"/, `"read": "${today}"`).replace(/\] \}\n {2}\}\n\}\n?$/, `] },\n${own}  }\n}\n`);
}

type Row = readonly [name: string, span: Span];
const byName = ([left]: Row, [right]: Row) => left < right ? -1 : 1;
const quoted = (text: string) => `'${text}'`;

/** The only range of each name, for tables that allow one. */
function single(names: Names): Row[] {
  return [...names].map(([name, spans]) => {
    if (spans.length > 1) {
      throw new Error(`${name} was gone and is there again, which its table cannot hold`);
    }
    return [name, spans[0]];
  });
}

/** Comma-separated entries, as many as fit on a line. */
function packed(entries: readonly string[], indent: number): string[] {
  const lines: string[] = [];
  for (const entry of entries) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + entry.length + 2 <= WIDTH) {
      lines[lines.length - 1] = `${last} ${entry},`;
    } else {
      lines.push(`${' '.repeat(indent)}${entry},`);
    }
  }
  return lines;
}

function parserRows(names: Names): string[] {
  const rows = single(names).sort(byName);
  const needsQuotes = rows.some(([name]) => !/^\w+$/.test(name));
  const versions = [...new Set(rows.map(([, { since }]) => since))].sort((left, right) => left - right);
  return versions.flatMap((version) => packed(rows.filter(([, { since }]) => since === version).map(([name, { since, until }]) =>
    `${needsQuotes ? quoted(name) : name}: { since: ${since}${until === undefined ? '' : `, until: ${until}`} }`), 2));
}

function architectureRows(names: Names): string[] {
  const groups = new Map<string, { readonly span: Span; readonly classes: string[] }>();
  for (const [name, spans] of names) {
    for (const span of spans) {
      const key = [span.since, span.until ?? 1e6, span.multimodal ? 1 : 0].map((part) => String(part).padStart(7, '0')).join();
      groups.set(key, { span, classes: [...groups.get(key)?.classes ?? [], name] });
    }
  }
  return [...groups].sort(([left], [right]) => left < right ? -1 : 1).flatMap(([, { span, classes }]) => {
    const fields = [`since: ${span.since}`, ...(span.until === undefined ? [] : [`until: ${span.until}`]), ...(span.multimodal ? ['multimodal: true'] : [])];
    const sorted = classes.sort((left, right) => left.toLowerCase() < right.toLowerCase() ? -1 : 1);
    const line = `  { ${fields.join(', ')}, classes: ${quoted(sorted.join(' '))} },`;
    return line.length <= 140 ? [line] : ['  {', `    ${fields.join(', ')},`, ...classLines(sorted), '  },'];
  });
}

function classLines(classes: readonly string[]): string[] {
  const lines: string[] = [];
  for (const name of classes) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + name.length < 120) {
      lines[lines.length - 1] = `${last} ${name}`;
    } else {
      lines.push(name);
    }
  }
  return lines.map((line, index) => index === lines.length - 1 ? `${index === 0 ? '    classes: ' : '      '}${quoted(line)},`
    : `${index === 0 ? '    classes: ' : '      '}${quoted(`${line} `)} +`);
}
