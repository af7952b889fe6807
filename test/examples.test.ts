import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleNames, exampleTemplates } from './example-templates';

test.each(exampleNames())('the example %s synthesizes to its snapshot', (name) => {
  expect(exampleTemplates(name)).toMatchSnapshot();
});

test('the index lists every example', () => {
  const index = readFileSync(join(__dirname, '../examples/README.md'), 'utf8');
  expect([...index.matchAll(/^\| \[([\w-]+)\]\(typescript\/([\w-]+)\/app\.ts\)/gm)].map(([, name, path]) => [name, path]).sort())
    .toEqual(exampleNames().map((name) => [name, name]));
});

test('npm start shows the quick start of the README', () => {
  const [, snippet] = /```ts\n[^]*?(const endpoint[^]*?)```/.exec(readFileSync(join(__dirname, '../README.md'), 'utf8'))!;
  expect(readFileSync(join(__dirname, '../examples/typescript/quickstart/app.ts'), 'utf8')).toContain(snippet);
});

test.each(['foo', '../quickstart', ''])('npm start -- "%s" lists the examples instead of failing with a stack trace', (name) => {
  const { argv, exitCode } = process;
  const error = jest.spyOn(console, 'error').mockReturnValue();
  try {
    process.argv = [...argv.slice(0, 2), name];
    jest.isolateModules(() => jest.requireActual('../examples/start'));
    expect(process.exitCode).toBe(1);
    const output = error.mock.calls.flat().join('\n');
    exampleNames().forEach((each) => expect(output).toContain(`npm start -- ${each}`));
  } finally {
    process.argv = argv;
    process.exitCode = exitCode;
    error.mockRestore();
  }
});
