import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/* The parts of the repository that GitHub, npm, and Construct Hub read. */

const ROOT = join(__dirname, '..', '..');
const text = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const manifest = JSON.parse(text('package.json'));
const { load } = jest.requireActual('js-yaml');

const WORKFLOWS = readdirSync(join(ROOT, '.github/workflows')).map((name) => [name, load(text(`.github/workflows/${name}`))] as const);

interface Job {
  readonly permissions?: { readonly [scope: string]: string };
  readonly steps: readonly { readonly name?: string; readonly uses?: string; readonly run?: string; readonly env?: object }[];
}

const jobsOf = (workflow: any) => Object.entries<Job>(workflow.jobs);

describe.each(WORKFLOWS)('%s', (_, workflow) => {
  test('runs only actions pinned to a commit or a full version', () => {
    const actions = jobsOf(workflow).flatMap(([, { steps }]) => steps.flatMap(({ uses }) => uses ?? []));
    expect(actions.filter((action) => !/^[\w-]+\/[\w-]+@([0-9a-f]{40}|v\d+\.\d+\.\d+)$/.test(action))).toEqual([]);
  });

  test('gives each job its own permissions', () => {
    expect(workflow.permissions ?? {}).toEqual({});
    const jobs = jobsOf(workflow);
    expect(jobs.filter(([, { permissions }]) => typeof permissions !== 'object').map(([name]) => name)).toEqual([]);
  });
});

test('only the job that publishes the site may write to GitHub Pages, and it runs no code of the repository', () => {
  const writers = WORKFLOWS.flatMap(([name, workflow]) => jobsOf(workflow).filter(([, { permissions }]) => permissions?.pages === 'write')
    .map(([job, { permissions, steps }]) => ({ name, job, permissions, steps: steps.map(({ uses, run }) => run ?? uses!.split('@')[0]) })));
  expect(writers).toEqual([{ name: 'site.yml', job: 'deploy', permissions: { 'pages': 'write', 'id-token': 'write' }, steps: ['actions/deploy-pages'] }]);
});

// GitHub's form schema: https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema, read 2026-11.
test.each(readdirSync(join(ROOT, '.github/ISSUE_TEMPLATE')).filter((name) => name !== 'config.yml'))('the issue form %s is valid for GitHub', (name) => {
  const form = load(text(`.github/ISSUE_TEMPLATE/${name}`));
  expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) });
  const ids = form.body.map(({ id }: any) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { type, id, attributes } of form.body) {
    expect(['textarea', 'input', 'dropdown', 'markdown', 'checkboxes']).toContain(type);
    expect(id).toMatch(/^[\w-]+$/);
    expect(attributes.label).toEqual(expect.any(String));
    expect(type === 'dropdown' ? attributes.options.every((option: unknown) => typeof option === 'string') : true).toBe(true);
  }
  expect(form.body.some(({ validations }: any) => validations?.required)).toBe(true);
});

test('a pull request is merged only after the checks on every version of Node.js', () => {
  const [{ strategy }] = Object.values<any>(load(text('.github/workflows/checks.yml')).jobs);
  const { queue_rules: queues, pull_request_rules: rules } = load(text('.mergify.yml'));
  const names = strategy.matrix.node.map((version: string) => `status-success=checks (${version})`);
  expect(queues[0].queue_conditions).toEqual(expect.arrayContaining(names));
  expect(rules[0].conditions).toEqual(expect.arrayContaining(names));
});

test('the compiler prints no banner about old versions of Node.js', () => {
  const { exec, env } = JSON.parse(text('.projen/tasks.json')).tasks.compile.steps.find((step: any) => step.exec?.startsWith('jsii'));
  const { stderr, status } = spawnSync(process.execPath, ['-r', '@jsii/check-node/run', '-e', '0'], { cwd: ROOT, encoding: 'utf8', env: { ...process.env, ...env } });
  expect({ exec, status, stderr }).toEqual({ exec: 'jsii', status: 0, stderr: '' });
});

test('every decision page that a file refers to exists', () => {
  const files = ['src', 'cli', 'projenrc', 'test', 'docs'].flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|cjs|md)$/.test(name) && !name.includes('node_modules')).map((name) => `${folder}/${name}`));
  const missing = [...files, 'README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md']
    .flatMap((file) => [...text(file).matchAll(/docs\/decisions\/[\w-]+\.md/g)].map(([page]) => ({ file, page })))
    .filter(({ page }) => !existsSync(join(ROOT, page)));
  expect(missing).toEqual([]);
});

test('security problems can be reported privately', () => {
  const { contact_links: links } = load(text('.github/ISSUE_TEMPLATE/config.yml'));
  expect(links.map(({ url }: any) => url)).toContain(`${manifest.repository.url.replace(/\.git$/, '')}/security/advisories/new`);
  expect(text('SECURITY.md')).toContain(manifest.author.email);
});

/*
 * Construct Hub lists npm packages that have a jsii assembly, one of its keywords, and a permissive license (Apache, BSD or MIT), and shows their README, API, and repository:
 * cdklabs/construct-hub fa412e7d, docs/publishing-constructs.md and src/package-sources/npmjs/packument-processing.lambda-shared.ts, read 2026-11-25.
 */
describe('Construct Hub', () => {
  test('finds the package: keyword, license, assembly', () => {
    // The guide asks for the first one; the code also accepts the others.
    expect(manifest.keywords).toEqual(expect.arrayContaining(['aws-cdk', 'awscdk', 'cdk']));
    expect(manifest.license).toMatch(/^(Apache-2\.0|BSD-[23]-Clause|MIT)$/);
    expect(manifest.private ?? false).toBe(false);
    expect(manifest.jsii).toBeDefined();
    expect(manifest.files).toContain('.jsii');
  });

  test('shows description, languages, stability, and repository', () => {
    expect(manifest.description.length).toBeLessThan(200);
    expect(manifest.stability).toBe('experimental');
    expect(Object.keys(manifest.jsii.targets).sort()).toEqual(['dotnet', 'go', 'java', 'python']);
    expect(manifest.repository.url).toMatch(/^https:\/\/github\.com\/[\w-]+\/[\w-]+\.git$/);
    expect(manifest.author.name).toEqual(expect.any(String));
  });

  test('renders the documentation from a complete assembly', () => {
    const assembly = JSON.parse(text('.jsii'));
    expect({ name: assembly.name, license: assembly.license, stability: assembly.docs.stability }).toEqual({ name: manifest.name, license: manifest.license, stability: manifest.stability });
    expect(assembly.readme.markdown).toMatch(/^# cdk-sagemaker-lmi/);
    // Construct Hub shows the CDK version, which is that of the peer, as a tag.
    expect(assembly.dependencies['aws-cdk-lib']).toBe(manifest.peerDependencies['aws-cdk-lib']);
  });

  test('links to a changelog, a license, and contribution guides', () => {
    expect(text('CHANGELOG.md')).toMatch(/^## \[(Unreleased|\d+\.\d+\.\d+)\]/m);
    expect(text('LICENSE')).toMatch(/Apache License\s+Version 2\.0/);
    expect(['CONTRIBUTING.md', 'SECURITY.md', '.github/pull_request_template.md'].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});
