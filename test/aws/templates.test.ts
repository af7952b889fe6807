/** Checks every template that this repository shows to users against the rules of AWS. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { violations } from './oracle';
import { isRecipe, run, snippets, writeFiles } from '../docs/snippets';
import { exampleNames, exampleTemplates } from '../example-templates';

const INTEG = join(__dirname, '..', '..', 'integ');

test.each(exampleNames())('the example %s is correct', (name) => {
  for (const [stack, template] of Object.entries(exampleTemplates(name))) {
    expect({ stack, found: violations(template) }).toEqual({ stack, found: [] });
  }
});

test.each(readdirSync(INTEG, { recursive: true, encoding: 'utf8' }).filter((path) => /LmiInteg[^/]*\.template\.json$/.test(path)))('the integration app %s is correct', (path) => {
  expect(violations(JSON.parse(readFileSync(join(INTEG, path), 'utf8')))).toEqual([]);
});

describe('the recipe', () => {
  const home = process.cwd();
  let directory: string;

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'lmi-recipes-'));
    writeFiles(directory);
    process.chdir(directory);
  });

  afterAll(() => {
    process.chdir(home);
    rmSync(directory, { recursive: true, force: true });
  });

  test.each(snippets('ts').filter(isRecipe).map((snippet) => [snippet.place, snippet] as const))('%s is right', (_, snippet) => {
    const stacks = run(snippet, mkdtempSync(join(directory, 'out-'))).flatMap((app) => app.synth().stacks);
    expect(stacks.flatMap(({ template }) => violations(template))).toEqual([]);
  });
});
