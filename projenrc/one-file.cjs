// Bundles the modules that jsii compiled into one file, lib/index.js, in which a module runs when one of its names is first used. Finding, reading, and
// running 130 small files is most of the cost of an app's first endpoint; docs/decisions/one-file.md has the numbers. Types and the jsii assembly
// stay as they are. test/package/installed.test.ts imports the result the way users do.
const { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { build } = require('esbuild');

const LIB = join(__dirname, '..', 'lib');
const INDEX = join(LIB, 'index.js');

// TypeScript's output for an import: `const a_1 = require("./a");`, and `a_1.Name` wherever the name is used.
const IMPORT = /^(?:const|var) (\w+_\d+) = require\("([^"]+)"\);$/gm;
// Its output for a re-export, in the index.
const EXPORT = /^Object\.defineProperty\(exports, ("\w+"), \{ enumerable: true, get: function \(\) \{ return (\w+\.\w+); \} \}\);$/gm;
const EXPORTED = 'const exported = (name, get) => Object.defineProperty(exports, name, { enumerable: true, get });';

// esbuild's helper that restores names. It would also name every arrow function each time one is created, which took a fifth of the time of a memory estimate.
const NAMED = 'var __name = (target, value) => __defProp(target, "name", { value, configurable: true });';
// An arrow function has no prototype.
const NAMED_LESS = 'var __name = (target, value) => target.prototype ? __defProp(target, "name", { value, configurable: true }) : target;';

/**
 * Node.js finds the named exports of a CommonJS module by scanning its text. `exports.A = exports.B = void 0`, which TypeScript writes first, declares them;
 * a getter that calls a function would remove the name again, so the getters are defined in a way that the scanner does not recognize.
 */
function declareNames(source) {
  if (source.search(EXPORT) < 0) {
    throw new Error(`${INDEX} has no exports as TypeScript used to write them; see docs/decisions/one-file.md`);
  }
  return source.replace('"use strict";', `"use strict";\n${EXPORTED}`).replace(EXPORT, 'exported($1, () => $2);');
}

function nameLess(source) {
  if (!source.includes(NAMED)) {
    throw new Error(`${INDEX} does not keep names as esbuild used to; see docs/decisions/one-file.md`);
  }
  return source.replace(NAMED, NAMED_LESS);
}

/** Loads an imported module on first use, as aws-cdk-lib does. */
function lazy(path) {
  const text = readFileSync(path, 'utf8');
  const source = path === INDEX ? declareNames(text) : text;
  return [...source.matchAll(IMPORT)].reduce((result, [line, name, request]) => result
    .replace(line, `let ${name}_loaded;\nconst ${name} = () => ${name}_loaded ??= require("${request}");`)
    .replace(new RegExp(`\\b${name}\\.`, 'g'), `(${name}()).`), source);
}

async function main() {
  const { outputFiles: [bundle] } = await build({
    entryPoints: [INDEX],
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    // Otherwise esbuild renames a class that refers to itself: `LmiError` to `_LmiError`.
    keepNames: true,
    outfile: INDEX,
    write: false,
    plugins: [{ name: 'lazy', setup: (plugins) => plugins.onLoad({ filter: /\.js$/ }, ({ path }) => ({ contents: lazy(path) })) }],
  });
  readdirSync(LIB, { recursive: true }).filter((path) => path.endsWith('.js')).forEach((path) => rmSync(join(LIB, path)));
  writeFileSync(INDEX, nameLess(bundle.text));
  // The code finds the asset of LmiStagedModel next to itself, here as in src/staging.
  cpSync(join(__dirname, '..', 'src', 'staging', 'copier'), join(LIB, 'copier'), { recursive: true });
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
