import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/* The linter could also find cycles (import/no-cycle), but that parses every file once more, which took 40 % of its time. The linter checks the order of the folders. */

const ROOT = join(__dirname, '..', '..');
/** An import or re-export of one of our files, on one line or several, in the style that the linter enforces. Type-only imports do not exist at run time. */
const IMPORT = /^(?:import|export) (?!type )[^;']*from '(\.[^']*)';$/gm;

const files = ['src', 'cli', 'test', 'projenrc', 'integ', 'examples', 'benchmark']
  .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`))
  .filter((name) => name.endsWith('.ts') && !name.includes('node_modules/'));

function importsOf(file: string): string[] {
  return [...readFileSync(join(ROOT, file), 'utf8').matchAll(IMPORT)]
    .map(([, path]) => join(dirname(file), path))
    .map((path) => [path, `${path}.ts`, `${path}/index.ts`].find((each) => each.endsWith('.ts') && existsSync(join(ROOT, each))) ?? path);
}

/** Files that each import the next one, the last one importing the first; undefined if there are none. */
function cycleIn(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(file)) {
      return [...path.slice(path.indexOf(file)), file];
    }
    if (done.has(file)) {
      return undefined;
    }
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...path, file]);
      if (cycle) {
        return cycle;
      }
    }
    done.add(file);
    return undefined;
  };
  for (const file of graph.keys()) {
    const cycle = visit(file, []);
    if (cycle) {
      return cycle;
    }
  }
  return undefined;
}

const graph = new Map(files.map((file) => [file, importsOf(file)]));

test('there are no import cycles', () => {
  expect(cycleIn(graph)).toBeUndefined();
});

test('every import is recognized', () => {
  expect([...graph.values()].flat().filter((file) => file.endsWith('.ts') && !graph.has(file))).toEqual([]);
  // On one line, re-exported, on several lines from a folder.
  expect(graph.get('src/endpoint/lmi-endpoint.ts')).toContain('src/checks/lmi-error.ts');
  expect(graph.get('src/index.ts')).toContain('src/endpoint/lmi-endpoint.ts');
  expect(graph.get('test/uses.ts')).toContain('src/index.ts');
});

test('a cycle is found', () => {
  expect(cycleIn(new Map([['a', ['b', 'c']], ['b', []], ['c', ['d']], ['d', ['b', 'c']]]))).toEqual(['c', 'd', 'c']);
  expect(cycleIn(new Map([['a', ['a']]]))).toEqual(['a', 'a']);
  expect(cycleIn(new Map([['a', ['b', 'c']], ['b', ['c']], ['c', []]]))).toBeUndefined();
});
