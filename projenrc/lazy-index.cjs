// Makes the compiled index load each module when the first of its names is used, as aws-cdk-lib does with its own modules: importing the
// library then costs as much as is used of it. docs/decisions/lazy-index.md says why. Runs after jsii, on its output alone.
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const path = join(__dirname, '..', 'lib', 'index.js');
const source = readFileSync(path, 'utf8');

// What TypeScript writes for `export { A, B } from './a'`.
const IMPORT = /^var (\w+) = require\("([^"]+)"\);\n/gm;
const modules = new Map([...source.matchAll(IMPORT)].map(([, variable, request]) => [variable, request]));
const lazy = source
  .replace(IMPORT, '')
  .replace(/return (\w+)\.(\w+);/g, (_all, variable, name) => `return require("${modules.get(variable)}").${name};`);

if (!source.includes('/* lazy */')) {
  if (modules.size === 0 || /require\("undefined"\)/.test(lazy)) {
    throw new Error(`${path} does not look as TypeScript used to write it; see docs/decisions/lazy-index.md`);
  }
  writeFileSync(path, `/* lazy */ ${lazy}`);
}
