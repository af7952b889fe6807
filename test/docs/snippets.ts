import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import type * as cdk from 'aws-cdk-lib';
import * as ts from 'typescript';

export const ROOT = join(__dirname, '..', '..');

/** A block of code in a page. */
export interface Snippet {
  /** Page and line, such as `docs/updating.md:48`. */
  readonly place: string;
  readonly page: string;
  readonly text: string;
}

/** All blocks of a language in the README and under docs. */
export function snippets(language: 'ts' | 'python'): Snippet[] {
  const pages = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`);
  return ['README.md', ...pages.sort()].flatMap((page) => blocks(page, language));
}

function blocks(page: string, language: string): Snippet[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const fence = new RegExp(`^( *)\`\`\`${language}\\n([^]*?)^\\1\`\`\`$`, 'gm');
  return [...text.matchAll(fence)].map(({ index, 1: indent, 2: body }) => ({
    page,
    place: `${page}:${text.slice(0, index).split('\n').length}`,
    text: body.split('\n').map((line) => line.slice(indent.length)).join('\n'),
  }));
}

/** The compiler errors of each snippet, all in one program; empty if there are none. */
export function compile(code: readonly Snippet[]): { program: ts.Program; problems: string[] } {
  const config = ts.readConfigFile(join(ROOT, 'tsconfig.dev.json'), ts.sys.readFile).config;
  const base = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile).config;
  const { options } = ts.convertCompilerOptionsFromJson({ ...base.compilerOptions, ...config.compilerOptions }, ROOT);
  Object.assign(options, { moduleDetection: ts.ModuleDetectionKind.Force, pathsBasePath: ROOT });
  const files = new Map(code.map((snippet, index) => [join(ROOT, `snippet-${index}.ts`), snippet]));
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.getSourceFile = (name, target) => {
    const snippet = files.get(name);
    return snippet ? ts.createSourceFile(name, snippet.text, target) : getSourceFile(name, target);
  };
  const program = ts.createProgram([...files.keys(), join(ROOT, 'src', 'index.ts')], options, host);
  const problems = [...files].flatMap(([name, { page, place }]) => {
    const source = program.getSourceFile(name)!;
    const line = Number(place.split(':')[1]);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
      .filter((each) => !isUnusedLocal(source, each))
      .map((each) => `${page}:${line + 1 + source.getLineAndCharacterOfPosition(each.start!).line}: ${ts.flattenDiagnosticMessageText(each.messageText, ' ')}`);
  });
  return { program, problems };
}

/** A page may have unused declarations; only unused imports are errors. */
function isUnusedLocal(source: ts.SourceFile, { code, start }: ts.Diagnostic): boolean {
  return [6133, 6196, 6198].includes(code) && !source.statements.some((statement) => ts.isImportDeclaration(statement) && statement.pos <= start! && start! < statement.end);
}

/** Runs a snippet in the current directory and returns the apps that it creates, which write to `outdir`. */
export function run(snippet: Snippet, outdir: string): cdk.App[] {
  const output = ts.transpileModule(snippet.text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
  }).outputText;
  const apps: cdk.App[] = [];
  const load = typeof jest === 'undefined' ? createRequire(__filename) : require;
  const library: typeof cdk = load('aws-cdk-lib');
  class RecordedApp extends library.App {
    public constructor(props?: cdk.AppProps) {
      super({ outdir, ...props });
      apps.push(this);
    }
  }
  const mine: { readonly [name: string]: unknown } = {
    'aws-cdk-lib': new Proxy(library, { get: (target, name) => name === 'App' ? RecordedApp : Reflect.get(target, name) }),
    'cdk-sagemaker-lmi': load(join(ROOT, 'src')),
  };
  new Function('require', 'exports', output)((name: string) => mine[name] ?? load(name), {});
  return apps;
}

/** Creates the files that snippets read, in their working directory. */
export function writeFiles(directory: string): void {
  const files: { readonly [path: string]: string } = {
    'model/config.json': '{}',
    'handler/chat.py': 'async def handle(inputs):\n    return None\n',
    'image/Dockerfile': 'FROM scratch\n',
    'config/config.json': JSON.stringify({
      model_type: 'llama', architectures: ['LlamaForCausalLM'], hidden_size: 4096, num_hidden_layers: 32, num_attention_heads: 32, num_key_value_heads: 8,
      intermediate_size: 14336, vocab_size: 128256, max_position_embeddings: 131072, torch_dtype: 'bfloat16',
    }),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}

/** Whether a snippet is on a page of the cookbook or the migration guide, whose snippets are complete apps. */
export function isRecipe({ page }: Snippet): boolean {
  return /^docs\/(cookbook|migration)\//.test(relative(ROOT, join(ROOT, page))) || page === 'README.md';
}
