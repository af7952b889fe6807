import { awscdk, javascript } from 'projen';
import { writeBackendProps } from './projenrc/backend-props';
import { writeBackendTable } from './projenrc/backend-table';
import { writeConstants } from './projenrc/constants';
import { writeOptionPages } from './projenrc/option-pages';

const CDK_MINIMUM = '2.245.0';

/** The folders of src; each may import only those before it. */
const LAYERS = [
  'facts', 'options', 'internal', 'image', 'instance', 'model', 'backend', 'sizing', 'hosting',
  'scaling', 'deployment', 'async', 'monitoring', 'component', 'endpoint',
];

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-sagemaker-lmi',
  description: 'AWS CDK constructs for SageMaker endpoints with LMI (Large Model Inference) containers: vLLM, TensorRT-LLM, Transformers NeuronX, LMI-Dist and DeepSpeed.',
  keywords: ['aws', 'cdk', 'awscdk', 'sagemaker', 'lmi', 'djl', 'vllm', 'tensorrt-llm', 'neuron', 'llm', 'inference'],
  author: 'The cdk-sagemaker-lmi authors',
  authorOrganization: true,
  authorAddress: 'maintainers@cdk-sagemaker-lmi.example',
  repositoryUrl: 'https://github.com/cdk-sagemaker-lmi/cdk-sagemaker-lmi.git',
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
  npmProvenance: true,
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
  ],

  sampleCode: false,
  lambdaAutoDiscover: false,
  edgeLambdaAutoDiscover: false,
  singletonLambdaAutoDiscover: false,
  lambdaExtensionAutoDiscover: false,
  integrationTestAutoDiscover: false,
  npmignoreEnabled: false,

  tsconfigDevFile: 'tsconfig.dev.json',
  tsconfigDev: {
    include: ['src/**/*.ts', 'test/**/*.ts', 'integ/**/*.ts', 'examples/**/*.ts', 'benchmark/**/*.ts', 'projenrc/**/*.ts', '.projenrc.ts'],
    compilerOptions: { paths: { 'cdk-sagemaker-lmi': ['./src'] } },
  },
  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    passWithNoTests: false,
    junitReporting: false,
    jestConfig: {
      testPathIgnorePatterns: ['/node_modules/'],
      collectCoverage: false,
      coverageReporters: ['text'],
      moduleNameMapper: { '^cdk-sagemaker-lmi$': '<rootDir>/src' },
    },
  },
  eslintOptions: {
    dirs: ['src'],
    devdirs: ['test', 'projenrc', 'integ', 'examples', 'benchmark'],
    commandOptions: { fix: false },
    tsconfigPath: './tsconfig.dev.json',
  },
  gitignore: ['cdk.out', '__pycache__', '*.egg-info', '.venv', '.jest-cache', '.DS_Store'],
});

// The project service of the linter looks for files called tsconfig.json only; ours for development is tsconfig.dev.json.
project.eslint!.config.parserOptions = { ecmaVersion: 2022, sourceType: 'module', project: ['./tsconfig.dev.json'] };
project.eslint!.addRules({
  // Fact tables read best with one row a line.
  '@stylistic/object-property-newline': 'off',
  'import/no-cycle': 'error',
  'import/no-restricted-paths': ['error', {
    zones: LAYERS.flatMap((layer, index) => [
      { target: `./src/${layer}`, from: './src/index.ts', message: 'index.ts is for users only' },
      ...LAYERS.slice(index + 1).map((later) => ({
        target: `./src/${layer}`, from: `./src/${later}`, message: `${layer} stands before ${later}, see ARCHITECTURE.md`,
      })),
    ]),
  }],
});
// projen silences the warning of names that some language reserves; we want to see it.
project.compileTask.reset('jsii');

writeConstants(project);
writeBackendProps(project);
writeOptionPages(project);
writeBackendTable(project);

project.synth();
