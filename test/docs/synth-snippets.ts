import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecipe, run, Snippet, snippets, writeFiles } from './snippets';

/** Synthesizes the recipes into a directory and writes their Python code next to the templates, for test/python/test_snippets.py. */
function main(directory: string): void {
  const recipes = (language: 'ts' | 'python') => snippets(language).filter(isRecipe);
  writeFiles(directory);
  process.chdir(directory);
  const write = (name: string, entries: ReadonlyArray<readonly [string, unknown]>) =>
    writeFileSync(join(directory, name), JSON.stringify(Object.fromEntries(entries)));
  write('typescript.json', recipes('ts').map((snippet) => [snippet.page, templates(snippet, directory)]));
  write('python.json', recipes('python').map(({ page, text }) => [page, text]));
}

function templates(snippet: Snippet, directory: string): { [stack: string]: unknown } {
  const stacks = run(snippet, mkdtempSync(join(directory, 'out-'))).flatMap((app) => app.synth().stacks);
  return Object.fromEntries(stacks.map(({ stackName, template }) => [stackName, template]));
}

main(process.argv[2]);
