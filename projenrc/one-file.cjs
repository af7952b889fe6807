// Joins what jsii compiled to one file, lib/index.js, in which a module runs when the first of its names is used. Finding and reading 130 small
// files is most of what the first endpoint of an app costs; docs/decisions/one-file.md has the numbers. Types and jsii assembly stay as they are.
const { readdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { buildSync } = require('esbuild');

const LIB = join(__dirname, '..', 'lib');
const INDEX = join(LIB, 'index.js');

// What TypeScript writes for `export { A, B } from './a'`: a module that is loaded at once, and a getter for each name.
const IMPORT = /^var (\w+) = require\("([^"]+)"\);\n/gm;
const source = readFileSync(INDEX, 'utf8');
const modules = new Map([...source.matchAll(IMPORT)].map(([, variable, request]) => [variable, request]));
const lazy = source
  .replace(IMPORT, 'var $1;\n')
  .replace(/return (\w+)\.(\w+);/g, (_all, variable, name) => `return (${variable} ??= require("${modules.get(variable)}")).${name};`);
if (modules.size === 0 || lazy.includes('require("undefined")')) {
  throw new Error(`${INDEX} does not look as TypeScript used to write it; see docs/decisions/one-file.md`);
}

const { outputFiles: [bundle] } = buildSync({
  stdin: { contents: lazy, resolveDir: LIB, sourcefile: INDEX },
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  charset: 'utf8',
  outfile: INDEX,
  write: false,
});
readdirSync(LIB, { recursive: true }).filter((path) => path.endsWith('.js')).forEach((path) => rmSync(join(LIB, path)));
writeFileSync(INDEX, bundle.contents);
