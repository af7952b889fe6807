import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import * as ts from 'typescript';
import { compile, isRecipe, ROOT, run, Snippet, snippets, writeFiles } from './snippets';
import { warningsOf } from '../stacks';

const TYPESCRIPT = snippets('ts');
const PYTHON = snippets('python');
/** Proves that the compiler really checks. */
const WRONG: Snippet = { page: 'wrong.md', place: 'wrong.md:1', text: "import { LmiEndpoint } from 'cdk-sagemaker-lmi';\nLmiEndpoint.fromNowhere();\n" };
const { program, problems } = compile([...TYPESCRIPT, WRONG]);

test('every TypeScript snippet compiles on its own', () => {
  expect(TYPESCRIPT.length).toBeGreaterThan(20);
  expect(problems).toEqual(["wrong.md:3: Property 'fromNowhere' does not exist on type 'typeof LmiEndpoint'."]);
});

describe('a recipe synthesizes without errors', () => {
  let directory: string;
  const home = process.cwd();

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'lmi-snippets-'));
    writeFiles(directory);
    process.chdir(directory);
  });

  afterAll(() => {
    process.chdir(home);
    rmSync(directory, { recursive: true, force: true });
  });

  test.each(TYPESCRIPT.filter(isRecipe).map((snippet) => [snippet.place, snippet] as const))('%s', (_, snippet) => {
    jest.spyOn(console, 'log').mockReturnValue();
    const apps = run(snippet, mkdtempSync(join(directory, 'out-')));
    expect(apps).toHaveLength(1);
    const stacks = apps[0].node.findAll().filter((each) => Stack.isStack(each));
    expect(apps[0].synth().stacks.some(({ template }) => Object.keys(template.Resources ?? {}).length > 0)).toBe(true);
    expect(stacks.flatMap((stack) => warningsOf(stack))).toEqual([]);
  });
});

test('every recipe shows both languages', () => {
  const pagesOf = (code: Snippet[]) => [...new Set(code.filter(({ page }) => page.startsWith('docs/cookbook/')).map(({ page }) => page))];
  expect(pagesOf(PYTHON)).toEqual(pagesOf(TYPESCRIPT));
  const pages = readdirSync(join(ROOT, 'docs', 'cookbook')).filter((name) => name !== 'README.md').map((name) => `docs/cookbook/${name}`);
  expect(pagesOf(TYPESCRIPT)).toEqual(pages.sort());
});

describe('snippets in Python', () => {
  const python = spawnSync('python3', [join(__dirname, 'read-python.py')], { input: JSON.stringify(PYTHON.map(({ text }) => text)), encoding: 'utf8' });
  const withPython = python.error ? test.skip : test;

  withPython('parse, and use names and keyword arguments that there are', () => {
    expect(python.stderr).toBe('');
    const api = pythonApi(program);
    const faults = (JSON.parse(python.stdout) as Reading[]).flatMap((reading, index) => problemsIn(reading, api).map((fault) => `${PYTHON[index].place}: ${fault}`));
    expect(faults).toEqual([]);
  });

  withPython('with a wrong keyword argument are found', () => {
    const keywords = ['model', 'instance_typ'];
    const reading = { imports: ['LmiEndpoint', 'LmiEndpont'], attributes: [], calls: [{ name: 'LmiEndpoint', method: false, keywords }] };
    expect(problemsIn(reading, pythonApi(program))).toEqual(['no LmiEndpont', 'no instance_typ in LmiEndpoint']);
  });
});

test.each([
  'README.md', 'CHANGELOG.md', 'docs/deployment-guide.md', 'docs/troubleshooting.md',
  ...['cookbook', 'migration'].flatMap((folder) => readdirSync(join(ROOT, 'docs', folder)).map((name) => `docs/${folder}/${name}`)),
])('the links of %s are not broken', (page) => {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const dead = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target]) => target).filter((target) => !existsSync(join(ROOT, page, '..', target)));
  expect(dead).toEqual([]);
});

interface Reading {
  readonly error?: string;
  readonly imports: readonly string[];
  readonly attributes: ReadonlyArray<readonly [string, string]>;
  readonly calls: ReadonlyArray<{ readonly on?: string | null; readonly name: string; readonly method: boolean; readonly keywords: readonly string[] }>;
}

/** The library's names in Python: statics and keyword arguments of each class, and keyword arguments of methods by method name only. */
interface PythonApi {
  readonly classes: Map<string, { readonly statics: Set<string>; readonly keywords: Set<string> }>;
  readonly methods: Map<string, Set<string>>;
}

function pythonApi(compiled: ts.Program): PythonApi {
  const { toSnakeCase } = createRequire(require.resolve('jsii-pacmak/package.json', { paths: [ROOT] }))('codemaker');
  const checker = compiled.getTypeChecker();
  const index = checker.getSymbolAtLocation(compiled.getSourceFile(join(ROOT, 'src', 'index.ts'))!)!;
  const api: PythonApi = { classes: new Map(), methods: new Map() };

  const keywordsOf = (signature?: ts.Signature): string[] => {
    const last = signature?.parameters.at(-1);
    return last ? checker.getNonNullableType(checker.getTypeOfSymbol(last)).getProperties().map(({ name }) => toSnakeCase(name)) : [];
  };
  const addMethods = (type: ts.Type) => type.getProperties().forEach((member) => {
    const [signature] = checker.getTypeOfSymbol(member).getCallSignatures();
    if (signature) {
      const name: string = toSnakeCase(member.name);
      api.methods.set(name, new Set([...(api.methods.get(name) ?? []), ...keywordsOf(signature)]));
    }
  });
  for (const exported of checker.getExportsOfModule(index)) {
    const symbol = exported.declarations?.some(ts.isExportSpecifier) ? checker.getAliasedSymbol(exported) : exported;
    const statics = checker.getTypeOfSymbol(symbol);
    addMethods(checker.getDeclaredTypeOfSymbol(symbol));
    addMethods(statics);
    const struct = checker.getDeclaredTypeOfSymbol(symbol).getProperties().map(({ name }) => toSnakeCase(name));
    api.classes.set(exported.name, {
      statics: new Set(statics.getProperties().flatMap(({ name }) => [toSnakeCase(name), toSnakeCase(name).toUpperCase()])),
      keywords: new Set(symbol.declarations?.every(ts.isInterfaceDeclaration) ? struct : keywordsOf(statics.getConstructSignatures()[0])),
    });
  }
  return api;
}

function problemsIn({ error, imports, attributes, calls }: Reading, { classes, methods }: PythonApi): string[] {
  if (error) {
    return [error];
  }
  return [
    ...imports.filter((name) => !classes.has(name)).map((name) => `no ${name}`),
    ...attributes.filter(([name, attribute]) => classes.has(name) && !classes.get(name)!.statics.has(attribute)).map(([name, attribute]) => `no ${name}.${attribute}`),
    ...calls.flatMap(({ name, method, keywords }) => {
      const known = method ? methods.get(name) : classes.get(name)?.keywords;
      return known ? keywords.filter((keyword) => !known.has(keyword)).map((keyword) => `no ${keyword} in ${name}`) : [];
    }),
  ];
}
