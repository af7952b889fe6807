import { awscdk, javascript, JsonFile, JsonPatch, TextFile } from 'projen';
import { writeBackendProps } from './projenrc/backend-props';
import { writeBackendTable } from './projenrc/backend-table';
import { writeConstants } from './projenrc/constants';
import { writeCopier } from './projenrc/copier';
import { writeTypeScript } from './projenrc/generated-file';
import { instanceChart } from './projenrc/instance-chart';
import { writeMetrics } from './projenrc/metrics';
import { modelArchitecture } from './projenrc/model-architecture';
import { writeModelPage } from './projenrc/model-page';
import { writeOptionPages } from './projenrc/option-pages';
import { NODE_VERSIONS, writeWorkflows } from './projenrc/workflows';
import { MODELS } from './src/facts/models';

const CDK_MINIMUM = '2.245.0';

/** The folders of src; each may import only those before it. */
const LAYERS = [
  'facts', 'options', 'memory', 'checks', 'image', 'instance', 'model', 'sizing', 'backend', 'container', 'operate', 'endpoint', 'fleet', 'staging',
];

/** The tests import the library by its name, as the examples do. */
const OWN_NAME = { '^cdk-sagemaker-lmi$': '<rootDir>/src' };

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-sagemaker-lmi',
  description: 'AWS CDK constructs for SageMaker endpoints with LMI (Large Model Inference) containers: vLLM, TensorRT-LLM, Transformers NeuronX, LMI-Dist and DeepSpeed.',
  keywords: ['aws', 'aws-cdk', 'awscdk', 'cdk', 'constructs', 'sagemaker', 'lmi', 'djl', 'vllm', 'tensorrt-llm', 'neuron', 'llm', 'inference'],
  author: 'The cdk-sagemaker-lmi authors',
  authorOrganization: true,
  authorAddress: 'maintainers@cdk-sagemaker-lmi.example',
  repositoryUrl: 'https://github.com/cdk-sagemaker-lmi/cdk-sagemaker-lmi.git',
  homepage: 'https://cdk-sagemaker-lmi.github.io/cdk-sagemaker-lmi/',
  license: 'Apache-2.0',
  copyrightOwner: 'The cdk-sagemaker-lmi authors',
  stability: 'experimental',
  defaultReleaseBranch: 'main',
  projenrcTs: true,

  cdkVersion: CDK_MINIMUM,
  constructsVersion: '10.5.0',
  jsiiVersion: '~5.9.0',
  typescriptVersion: '~5.9.0',
  minNodeVersion: '20.0.0',
  workflowNodeVersion: '22',
  packageManager: javascript.NodePackageManager.NPM,
  // Otherwise, the first release would be 0.0.0.
  nextVersionCommand: 'test "$VERSION" != 0.0.0 || echo minor',
  npmProvenance: true,
  pullRequestTemplateContents: [
    '<!-- The title becomes the line of the release notes: feat(vllm): …, fix(image): …, chore: … -->',
    '',
    'Fixes #',
    '',
    '**What changes for a user**',
    '',
    '<!-- Facts need a public source and the date on which you read it. -->',
    '',
    '- [ ] A test fails without this change',
    '- [ ] `npm test` passes, and `npx projen` leaves nothing to commit',
    '- [ ] `CHANGELOG.md` has a line if users notice the change',
    '',
    'By submitting this pull request, I confirm that my contribution is made under the terms of the Apache-2.0 license.',
  ],
  npmAccess: javascript.NpmAccess.PUBLIC,

  publishToPypi: { distName: 'cdk-sagemaker-lmi', module: 'cdk_sagemaker_lmi' },
  publishToMaven: {
    mavenGroupId: 'io.github.cdk-sagemaker-lmi',
    mavenArtifactId: 'cdk-sagemaker-lmi',
    javaPackage: 'io.github.cdksagemakerlmi',
  },
  publishToNuget: { packageId: 'CdkSageMakerLmi', dotNetNamespace: 'CdkSageMakerLmi' },
  publishToGo: { moduleName: 'github.com/cdk-sagemaker-lmi/cdk-sagemaker-lmi-go', packageName: 'cdksagemakerlmi' },

  devDeps: [
    'projen@0.103.25',
    `@aws-cdk/integ-tests-alpha@${CDK_MINIMUM}-alpha.0`,
    '@aws-cdk/integ-runner@^2.197.10',
    'aws-cdk@^2.1148.1',
    '@aws-cdk/cloudformation-diff@^2.187.5',
    'fast-check@^4',
    'jsii-rosetta@~5.9.0',
    'jsii-pacmak@^1.140.0',
    'esbuild@^0.28.2',
    // Version 10 needs Node.js 22.
    '@stryker-mutator/core@^9.6.1',
    // Bundled into the command.
    '@aws-sdk/client-sagemaker@^3',
    '@aws-sdk/client-sagemaker-runtime@^3',
    'cli-table3@^0.6',
    // Version 15 is ES modules only.
    'commander@^14',
    // The version that the linter brings anyway.
    'js-yaml@^4',
    'tar-stream@3.1.7',
    '@types/tar-stream@^3',
    '@types/js-yaml@^4',
    'aws-local-stepfunctions@^3.0.0',
    // The part of the Lambda Node.js runtime that the copier in src/staging uses.
    '@aws-sdk/client-s3@^3',
    '@aws-sdk/client-secrets-manager@^3',
    '@aws-sdk/client-sfn@^3',
  ],

  bin: { 'cdk-sagemaker-lmi': 'bin/cdk-sagemaker-lmi.js' },
  autoDetectBin: false,

  sampleCode: false,
  // It runs on Lambda, as one file that projenrc/copier.ts builds.
  excludeTypescript: ['src/staging/handler/**'],
  lambdaAutoDiscover: false,
  edgeLambdaAutoDiscover: false,
  singletonLambdaAutoDiscover: false,
  lambdaExtensionAutoDiscover: false,
  integrationTestAutoDiscover: false,
  npmignoreEnabled: false,

  // Source maps with the sources would be half of the package.
  tsconfig: { compilerOptions: { inlineSourceMap: false, inlineSources: false } },
  tsconfigDevFile: 'tsconfig.dev.json',
  tsconfigDev: {
    include: ['src/**/*.ts', 'cli/**/*.ts', 'test/**/*.ts', 'integ/**/*.ts', 'examples/**/*.ts', 'benchmark/**/*.ts', 'projenrc/**/*.ts', '.projenrc.ts'],
    // The clients import their own SDKs; test/clients compiles them.
    exclude: ['**/node_modules', '**/cdk.out', 'examples/clients', 'site'],
    compilerOptions: {
      paths: {
        'cdk-sagemaker-lmi': ['./src'],
        // Types always come from the lowest version, even for test/newest, which runs on the newest.
        'aws-cdk-lib': ['./node_modules/aws-cdk-lib'],
        'aws-cdk-lib/*': ['./node_modules/aws-cdk-lib/*'],
        'constructs': ['./node_modules/constructs'],
      },
    },
  },
  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    passWithNoTests: false,
    junitReporting: false,
    jestConfig: {
      testPathIgnorePatterns: ['/node_modules/', '/test/newest/', '<rootDir>/.stryker-tmp/'],
      modulePathIgnorePatterns: ['<rootDir>/test/newest/node_modules'],
      collectCoverage: false,
      // A busy machine should not cause test failures.
      testTimeout: 60_000,
      // By default, jest uses only one of two cores.
      maxWorkers: '100%',
      coverageReporters: ['text'],
      moduleNameMapper: {
        ...OWN_NAME,
        '/\\.warnings\\.jsii\\.js$': '<rootDir>/test/setup/no-deprecation-checks.cjs',
      },
      // Looking up a global in a jest worker is slow. As parameters of every module, the names that the CDK and we use all the time are as fast as
      // elsewhere; that halves the time of simulations, and saves a fifth on templates. Not `Map` and `Function`: modules of the CDK declare these names themselves.
      sandboxInjectedGlobals: ['Array', 'Error', 'JSON', 'Math', 'Number', 'Object', 'Set', 'String', 'Symbol'],
      globalSetup: '<rootDir>/test/setup/begin.ts',
      globalTeardown: '<rootDir>/test/setup/end.ts',
    },
  },
  eslintOptions: {
    dirs: ['src'],
    devdirs: ['cli', 'test', 'projenrc', 'integ', 'examples', 'benchmark'],
    commandOptions: { fix: false },
    tsconfigPath: './tsconfig.dev.json',
  },
  // jsii writes an .npmignore when it packs; `files` in package.json says what is in the package.
  gitignore: ['.jsii.tabl.json', '/.npmignore', '/bin/', 'cdk.out/', '/integ/*.snapshot/asset.*', '/integ/cdk-integ.out.*', '__pycache__', '*.egg-info', '.venv', '.jest-cache', '.stryker-tmp', '.DS_Store', '/site/api/', '/site/public/*.svg', '!/site/public/mark.svg', '/site/public/explorer.*', '/site/dist/', '/.README.md.kept', '/site/.vitepress/cache/'],
});

// 1.13.0 was published for four of nineteen platforms, and npm ci needs all that its manifest names (seen 2026-11-23). An indirect dependency of the linter; remove this with 1.13.1.
project.package.addField('overrides', { 'unrs-resolver': '1.12.2' });

// Replaces ts-jest.
project.jest!.config.transform = { '^.+\\.ts$': '<rootDir>/test/setup/transform.cjs' };
project.deps.removeDependency('ts-jest');

// The content of the package, and the entry point through which the examples in this repository import the library by name.
project.package.addField('files', ['lib', 'bin', '.jsii', 'NOTICE']);
project.package.addField('exports', {
  '.': { types: './lib/index.d.ts', default: './lib/index.js' },
  './.jsii': './.jsii',
  './package.json': './package.json',
});

// The linter's project service only finds files called tsconfig.json; ours for development is tsconfig.dev.json.
project.eslint!.config.parserOptions = { ecmaVersion: 2022, sourceType: 'module', project: ['./tsconfig.dev.json'] };
project.eslint!.addIgnorePattern('examples/clients');
project.eslint!.addRules({
  // Fact tables are easiest to read with one row per line.
  '@stylistic/object-property-newline': 'off',
  'import/no-restricted-paths': ['error', {
    zones: LAYERS.flatMap((layer, index) => [
      { target: `./src/${layer}`, from: './src/index.ts', message: 'index.ts is for users only' },
      ...LAYERS.slice(index + 1).map((later) => ({
        target: `./src/${layer}`, from: `./src/${later}`, message: `${layer} comes before ${later}, see ARCHITECTURE.md`,
      })),
    ]),
  }],
});
// jsii's banner about old Node.js versions is for us, not for somebody who runs the quick start.
const QUIET_JSII = { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20', JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION: '1', JSII_SILENCE_SUPPORT_WARNING: '1' };

// jsii does not delete the output of modules that no longer exist.
project.compileTask.reset('node -e "fs.rmSync(\'lib\', { recursive: true, force: true })"');
// Without the --silence-warnings=reserved-word that projen passes: we want to see warnings about reserved words of other languages.
project.compileTask.exec('jsii', { env: QUIET_JSII });
project.compileTask.exec('node projenrc/one-file.cjs');
project.compileTask.exec('node projenrc/command.cjs');
project.compileTask.exec('node projenrc/absolute-links.cjs assembly');
project.setScript('prepack', 'node projenrc/absolute-links.cjs pack');
project.setScript('postpack', 'node projenrc/absolute-links.cjs unpack');
project.tasks.tryFind('docgen')!.reset('projenrc/docgen.sh');

// The two commands for a bare clone.
const start = project.addTask('start', { description: 'Synthesize the quick start and show what it creates' });
start.spawn(project.compileTask);
start.exec('ts-node --transpile-only --project tsconfig.dev.json examples/start.ts', { receiveArgs: true });
project.setScript('start', 'node projenrc/ensure-installed.cjs && projen start');
// The compiler and the linter use one core each. The tests come after them, as some measure times.
const verify = project.addTask('verify', { description: 'Compile and lint, then test' });
verify.exec('node projenrc/side-by-side.cjs "projen compile" "projen eslint"');
verify.exec('jest --ci');
project.setScript('test', 'node projenrc/ensure-installed.cjs && projen verify');

const benchmark = project.addTask('benchmark', { description: 'Measure synthesis, import, size and memory, and write benchmark/RESULTS.md' });
benchmark.spawn(project.compileTask);
benchmark.exec('node projenrc/ensure-installed.cjs benchmark/peer');
benchmark.exec('ts-node --transpile-only --project tsconfig.dev.json benchmark/run.ts');
project.addTask('benchmark:staging', {
  description: 'Compare the copier of LmiStagedModel with a plain parallel copy, and write benchmark/STAGING.md',
  exec: 'node -r ts-node/register/transpile-only benchmark/staging.ts',
});
project.addTask('deploy:emulated', {
  description: 'Deploy, update and delete the quick start against an AWS emulator on this machine',
  exec: 'integ/emulated/run',
});
project.addTask('facts:refresh', {
  description: 'Read the public sources of prices, images, CloudFormation and vLLM again, write the rows that changed, and print what changed (--check writes nothing)',
  exec: 'ts-node --transpile-only --project tsconfig.dev.json projenrc/facts/refresh.ts', receiveArgs: true,
});
project.addTask('test:configurations', {
  description: 'Convert every configuration of the corpus to code and synthesize it; the suite takes a sample',
  env: { LMI_ALL_CONFIGURATIONS: '1' },
  exec: 'jest --ci test/cli/configuration.test.ts',
});
project.addTask('site', {
  description: 'Build the site with its pages, API, search and explorer into site/dist',
  exec: 'site/build',
});
project.addTask('types', {
  description: 'Check the types of tests, examples and tools, which jest and ts-node only strip',
  exec: 'tsc --noEmit -p tsconfig.dev.json --isolatedModules false',
});
project.addTask('rosetta:strict', {
  description: 'Compile every snippet of the README and of the doc comments',
  exec: 'jsii-rosetta extract --strict .',
});

project.addTask('compat:last-tag', {
  description: 'Compare the public API with that of the last tag v*; exceptions are in .compatignore',
  exec: 'projenrc/compare-with-last-release.sh',
});

// Takes minutes per file, so it is run by hand.
const mutation = project.addTask('mutation', {
  description: 'Look for code changes that no test detects: in the files or folders given, or in the files that differ from main',
});
mutation.exec('node projenrc/mutation.cjs', { receiveArgs: true });

const INTEG_RUNNER = 'integ-runner --directory integ --language typescript --app "node -r ts-node/register/transpile-only {filePath}"';
project.addTask('integ', {
  description: 'Compare the integration apps with their snapshots, without an account',
  exec: INTEG_RUNNER, receiveArgs: true,
});
project.addTask('integ:update', {
  description: 'Update the snapshots of the integration apps, without an account',
  exec: `${INTEG_RUNNER} --update-on-failed --dry-run --force`, receiveArgs: true,
});
project.addTask('integ:deploy', {
  description: 'Deploy the integration apps to the account of the shell, assert on their responses, and destroy them',
  exec: `${INTEG_RUNNER} --update-on-failed --force --parallel-regions us-east-1`, receiveArgs: true,
});

// The same suite on the newest version in the range, with checks that need a newer aws-cdk-lib.
const { testPathIgnorePatterns, modulePathIgnorePatterns, ...jestConfig } = project.jest!.config;
new JsonFile(project, 'test/newest/jest.config.json', {
  obj: {
    ...jestConfig,
    rootDir: '../..',
    // Neither the command's load generator nor the copier touches the CDK.
    testPathIgnorePatterns: ['/node_modules/', '/test/cli/bench/', '/test/staging/handler/'],
    moduleNameMapper: {
      ...OWN_NAME,
      '^aws-cdk-lib$': '<rootDir>/test/newest/node_modules/aws-cdk-lib',
      '^aws-cdk-lib/(.*)$': '<rootDir>/test/newest/node_modules/aws-cdk-lib/$1',
      '^constructs$': '<rootDir>/test/newest/node_modules/constructs',
    },
  },
});
const newest = project.addTask('test:newest', {
  description: 'Run the suite on the newest aws-cdk-lib, with the CloudFormation validator and cdk-nag',
  // The validator takes seconds in each process, so the tests that need it call it themselves. Sweeps run completely, unlike in `npm test` (test/sweep.ts). Use of a deprecated CDK API fails.
  env: { CDK_VALIDATION: 'false', LMI_WHOLE_SWEEPS: '1', JSII_DEPRECATED: 'fail' },
});
newest.exec('node projenrc/ensure-installed.cjs test/newest');
newest.exec('jest --ci --config test/newest/jest.config.json', { receiveArgs: true });
const random = project.addTask('test:random', {
  description: 'Look for inputs that violate the properties: 10,000 random ones, from a seed that is printed',
  env: { CDK_VALIDATION: 'false', LMI_PROPERTY_RUNS: '0', LMI_PROPERTY_RANDOM_RUNS: '10000' },
});
random.exec('node projenrc/ensure-installed.cjs test/newest');
random.exec('jest --ci --config test/newest/jest.config.json test/newest/properties', { receiveArgs: true });
// A command loads what it needs when it runs, so that --help stays fast and bench works without the CDK.
project.eslint!.addOverride({ files: ['cli/*/command.ts', 'cli/bench/endpoint.ts', 'cli/library.ts'], rules: { '@typescript-eslint/no-require-imports': 'off' } });
// The Node.js runtime of Lambda contains the AWS SDK.
project.eslint!.addOverride({ files: ['src/staging/handler/*.ts'], rules: { 'import/no-extraneous-dependencies': 'off' } });
project.eslint!.addOverride({ files: ['src/staging/handler/resumable-sha256.ts'], rules: { 'no-bitwise': 'off' } });
// Generators, the command and the explorer load these folders without the CDK.
project.eslint!.addOverride({
  files: ['src/{facts,options,memory}/**/*.ts'],
  rules: { 'no-restricted-imports': ['error', { patterns: ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs'] }] },
});
// Test cases are easiest to read with one row per case.
project.eslint!.addOverride({ files: ['test/**/*.ts'], rules: { '@stylistic/max-len': 'off' } });
// node:test handles the promises that `describe` and `test` return, and test/site has its own packages.
project.eslint!.addOverride({
  files: ['test/site/*.ts'],
  rules: { '@typescript-eslint/no-floating-promises': 'off', 'import/no-extraneous-dependencies': 'off', '@stylistic/object-curly-newline': 'off' },
});
project.eslint!.addOverride({
  files: ['test/newest/*.ts'],
  rules: { 'import/no-unresolved': 'off', 'import/no-extraneous-dependencies': 'off', '@typescript-eslint/no-require-imports': 'off' },
});

writeConstants(project);
writeCopier(project);
writeBackendProps(project);
writeOptionPages(project);
writeBackendTable(project);
writeMetrics(project);
writeModelPage(project);
writeTypeScript(project, 'src/model/model-architecture.ts', modelArchitecture(MODELS));
new TextFile(project, 'docs/choosing-an-instance.svg', { lines: instanceChart().split('\n') });

writeWorkflows(project);
// projen only waits for its own jobs.
project.autoMerge!.addConditions(...NODE_VERSIONS.map((version) => `status-success=checks (${version})`));

// publib knows the registry.
project.tryFindObjectFile('.github/workflows/release.yml')?.patch(JsonPatch.remove('/jobs/release_npm/steps/9/env/NPM_REGISTRY'));

project.synth();
