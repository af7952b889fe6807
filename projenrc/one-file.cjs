// Joins what jsii compiled to one file, lib/index.js, in which a module runs when one of its names is first used. Finding, reading and running 130
// small files is most of what the first endpoint of an app costs; docs/decisions/one-file.md has the numbers. Types and jsii assembly stay as they are.
const { readdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { build } = require('esbuild');

const LIB = join(__dirname, '..', 'lib');
const INDEX = join(LIB, 'index.js');

// What TypeScript writes for an import: `const a_1 = require("./a");`, and `a_1.Name` wherever the name is used.
const IMPORT = /^(?:const|var) (\w+_\d+) = require\("([^"]+)"\);$/gm;

/** Loads what a module imports when it is used, as aws-cdk-lib does it. */
function lazy(path) {
  const source = readFileSync(path, 'utf8');
  const imports = [...source.matchAll(IMPORT)];
  if (path === INDEX && imports.length === 0) {
    throw new Error(`${INDEX} does not look as TypeScript used to write it; see docs/decisions/one-file.md`);
  }
  return imports.reduce((result, [line, name, request]) => result
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
    outfile: INDEX,
    write: false,
    plugins: [{ name: 'lazy', setup: (plugins) => plugins.onLoad({ filter: /\.js$/ }, ({ path }) => ({ contents: lazy(path) })) }],
  });
  readdirSync(LIB, { recursive: true }).filter((path) => path.endsWith('.js')).forEach((path) => rmSync(join(LIB, path)));
  writeFileSync(INDEX, bundle.contents);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
