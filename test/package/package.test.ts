import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));

/** Licenses that the tools of this repository may have; none of the tools are in the package. */
const LICENSES = [
  'MIT', 'MIT-0', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0', 'CC0-1.0', 'CC-BY-3.0', 'CC-BY-4.0', 'Python-2.0',
  'Unlicense', 'WTFPL',
];

interface PackList {
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

test('depends only on its two peers', () => {
  expect(manifest.dependencies ?? {}).toEqual({});
  expect(Object.keys(manifest.peerDependencies).sort()).toEqual(['aws-cdk-lib', 'constructs']);
  expect(manifest.bundledDependencies ?? manifest.bundleDependencies ?? []).toEqual([]);
});

test('the lock file names no registry', () => {
  const resolved = Object.values<any>(lock.packages).filter((entry) => entry.resolved && !entry.link);
  expect(resolved).toEqual([]);
});

test('every tool has an allowed license', () => {
  const others = Object.entries<any>(lock.packages)
    .filter(([path, entry]) => path !== '' && !String(entry.license ?? '').split(/ OR |[()]/).some((license) => LICENSES.includes(license.trim())))
    // The license of a package that the lock file does not list is in its manifest.
    .filter(([path]) => {
      const file = join(ROOT, path, 'package.json');
      const license = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).license : undefined;
      return !LICENSES.includes(license?.type ?? license);
    })
    .map(([path, entry]) => `${path}: ${entry.license}`);
  expect(others).toEqual([]);
});

describe('the packed library', () => {
  const [pack]: PackList[] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT, encoding: 'utf8' }));
  const paths = pack.files.map((file) => file.path);

  test('contains exactly the compiled library, its jsii assembly, and the legal texts', () => {
    const others = paths.filter((path) => !/^(lib\/.+|bin\/(cdk-sagemaker-lmi\.js|THIRD-PARTY-NOTICES\.txt)|\.jsii|README\.md|LICENSE|NOTICE|package\.json)$/.test(path));
    expect(others).toEqual([]);
    expect(paths).toEqual(expect.arrayContaining(['lib/index.js', 'lib/index.d.ts', 'bin/cdk-sagemaker-lmi.js', '.jsii', 'README.md', 'LICENSE', 'NOTICE']));
  });

  test('has one JavaScript file for the library, so that nothing can be imported except from the index, one for the command, and one for AWS Lambda', () => {
    expect(paths.filter((path) => path.endsWith('.js'))).toEqual(['bin/cdk-sagemaker-lmi.js', 'lib/copier/index.js', 'lib/index.js']);
  });

  test('does not load the command or the AWS Lambda code when the library is imported', () => {
    const loaded = execFileSync('node', ['-e', `require(${JSON.stringify(ROOT)}); console.log(Object.keys(require.cache).join('\\n'))`], { encoding: 'utf8' });
    expect(loaded).toContain(join('lib', 'index.js'));
    expect(loaded.split('\n').filter((path) => path.startsWith(join(ROOT, 'bin')) || path.includes('copier'))).toEqual([]);
  });

  test('contains no sources, tests, or data', () => {
    expect(paths.filter((path) => /(^|\/)(src|test|docs|integ|examples)\/|\.json$/.test(path) && path !== 'package.json')).toEqual([]);
  });

  test('links to files of the repository with absolute URLs, on npm and in the jsii packages', () => {
    const { absolute } = createRequire(__filename)('../../projenrc/absolute-links.cjs');
    const { readme } = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8'));
    const source = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const linksOf = (markdown: string) => [...markdown.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);
    expect(linksOf(absolute(source)).filter((link) => !/^https:/.test(link))).toEqual([]);
    expect(linksOf(readme.markdown).filter((link) => !/^https:/.test(link))).toEqual([]);
    // Every link has an existing target.
    expect(linksOf(source).filter((link) => !/^https:/.test(link) && !existsSync(join(ROOT, link.split('#')[0])))).toEqual([]);
  });

  test('is smaller than 1 MB', () => {
    expect(pack.size).toBeLessThan(1_000_000);
  });
});
