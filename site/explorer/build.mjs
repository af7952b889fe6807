// Bundles the explorer: a module for the page of the site, and one self-contained HTML file. The library's own classes are bundled, with small replacements for
// the parts of the CDK and Node.js that they use, so that no formula is written twice.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { ROOT } from '../tools/pages.mjs';

const { build } = createRequire(join(ROOT, 'package.json'))('esbuild');
const HERE = join(ROOT, 'site', 'explorer');

const STAND_INS = {
  'aws-cdk-lib': 'cdk.ts', 'aws-cdk-lib/aws-iam': 'cdk.ts', 'aws-cdk-lib/aws-s3': 'cdk.ts', 'aws-cdk-lib/aws-ecr': 'cdk.ts', 'aws-cdk-lib/aws-ecr-assets': 'cdk.ts',
  constructs: 'cdk.ts', fs: 'files.ts', 'node:fs': 'files.ts', path: 'files.ts', 'node:path': 'files.ts', util: 'files.ts', 'node:util': 'files.ts',
};

const standIns = {
  name: 'stand-ins',
  setup: (build) => build.onResolve({ filter: /.*/ }, ({ path }) => (Object.hasOwn(STAND_INS, path) ? { path: join(HERE, 'stand-ins', STAND_INS[path]) } : undefined)),
};

export async function buildExplorer(output) {
  const options = {
    bundle: true, minify: true, target: 'es2022', format: 'esm', plugins: [standIns], legalComments: 'none', write: false, logLevel: 'warning', metafile: true, treeShaking: true,
  };
  const { outputFiles: [module] } = await build({ ...options, entryPoints: [join(HERE, 'explorer.ts')] });
  const style = readFileSync(join(HERE, 'explorer.css'), 'utf8');
  const version = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version;
  writeFileSync(join(ROOT, 'site', 'public', 'explorer.js'), module.contents);
  writeFileSync(join(ROOT, 'site', 'public', 'explorer.css'), style);
  const script = module.text.replace(/<\/script/g, '<\\/script');
  writeFileSync(output, `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="cdk-sagemaker-lmi ${version}">
<title>What fits where? · cdk-sagemaker-lmi</title>
<style>${style}</style>
</head>
<body class="alone">
<main id="explorer"></main>
<script type="module">${script}
window.lmiExplorer.mount(document.getElementById('explorer'));</script>
</body>
</html>
`);
  return module.contents.length;
}
