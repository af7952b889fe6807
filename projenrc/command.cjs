// Bundles the command into one file, bin/cdk-sagemaker-lmi.js, with everything that it needs except the library, which is next to it, and the library's two
// peers. bin/THIRD-PARTY-NOTICES.txt lists the bundled packages with their licenses. docs/decisions/command.md explains why.
const { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { build } = require('esbuild');

const ROOT = join(__dirname, '..');
const BIN = join(ROOT, 'bin');
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** The directories of the packages whose files are in the bundle. */
function packagesOf(inputs) {
  const directories = Object.keys(inputs).filter((path) => path.includes('node_modules/')).map((path) => {
    let directory = dirname(join(ROOT, path));
    // Packages for both module systems have nested manifests without a version.
    while (!existsSync(join(directory, 'package.json')) || !JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')).version) {
      directory = dirname(directory);
    }
    return directory;
  });
  return [...new Set(directories)].sort();
}

/** Name, version, and license of each package, grouped by license text. */
function notices(directories) {
  const byText = new Map();
  for (const directory of directories) {
    const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
    const files = readdirSync(directory).filter((name) => /^(licen[cs]e|notice|copying)/i.test(name)).sort();
    const text = files.map((name) => readFileSync(join(directory, name), 'utf8').trim()).join('\n\n') || `No license file in the package; its manifest says ${manifest.license}.`;
    byText.set(text, [...byText.get(text) ?? [], `${manifest.name} ${manifest.version} (${manifest.license})`]);
  }
  return [
    'The command cdk-sagemaker-lmi contains the following packages.\n',
    ...[...byText].map(([text, names]) => `${'-'.repeat(80)}\n${names.join('\n')}\n\n${text}\n`),
  ].join('\n');
}

const COMMON = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  target: 'node20',
  // Of packages for both module systems, prefer the ES modules: esbuild can drop their unused code.
  mainFields: ['module', 'main'],
  conditions: ['module'],
  write: false,
  metafile: true,
};

async function main() {
  const inputs = {};
  const { outputFiles: [bundle], metafile } = await build({
    ...COMMON,
    entryPoints: [join(ROOT, 'cli', 'main.ts')],
    minify: true,
    format: 'cjs',
    external: ['cdk-sagemaker-lmi', 'aws-cdk-lib', 'constructs'],
    define: { COMMAND_VERSION: JSON.stringify(version) },
    banner: { js: '#!/usr/bin/env node' },
    tsconfig: join(ROOT, 'tsconfig.dev.json'),
    legalComments: 'none',
    outfile: join(BIN, 'cdk-sagemaker-lmi.js'),
    plugins: [{
      name: 'sdk',
      // This module is loaded lazily, and esbuild keeps everything that a lazily loaded module imports. Bundled on its own, only what it exports is kept.
      setup: (plugins) => plugins.onLoad({ filter: /[\\/]cli[\\/]aws\.ts$/ }, async ({ path }) => {
        const sdk = await build({ ...COMMON, entryPoints: [path], format: 'esm', outfile: join(BIN, 'aws.js') });
        Object.assign(inputs, sdk.metafile.inputs);
        return { contents: sdk.outputFiles[0].contents, loader: 'js' };
      }),
    }, {
      name: 'library',
      // The `paths` of the tsconfig point to the sources; the command uses the compiled library.
      setup: (plugins) => plugins.onResolve({ filter: /^(cdk-sagemaker-lmi|aws-cdk-lib|constructs)(\/|$)/ }, ({ path }) => ({ path, external: true })),
    }],
  });
  mkdirSync(BIN, { recursive: true });
  writeFileSync(join(BIN, 'cdk-sagemaker-lmi.js'), bundle.contents, { mode: 0o755 });
  writeFileSync(join(BIN, 'THIRD-PARTY-NOTICES.txt'), notices(packagesOf({ ...inputs, ...metafile.inputs })));
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
