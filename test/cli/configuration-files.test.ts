import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { run } from './bench/stubs';
import { containerOf, templateOf } from './synthesized';

const DIRECTORY = mkdtempSync(join(tmpdir(), 'configuration-files-'));
const ROOT = join(__dirname, '..', '..');

function file(name: string, content: string | object): string {
  const path = join(DIRECTORY, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

async function check(path: string, ...more: string[]) {
  const { exitCode, out } = await run(['check', path, '--json', ...more]);
  return { exitCode, ...JSON.parse(out) };
}

const V24_IMAGE = '763104351884.dkr.ecr.us-west-2.amazonaws.com/djl-inference:0.36.0-lmi24.0.0-cu129';
const V15_IMAGE = '763104351884.dkr.ecr.us-east-1.amazonaws.com/djl-inference:0.33.0-lmi15.0.0-cu128';
// Meta's models are gated: https://huggingface.co/meta-llama/Llama-3.1-8B-Instruct.
const GATED = 'meta-llama/Llama-3.1-8B-Instruct';

/** The output of DescribeModel for weights in S3: 8 billion parameters at 16 bits on a GPU of 24 GB, with a context that does not fit next to them. */
const describedModel = (s3Uri?: string) => ({
  ModelName: 'chat',
  PrimaryContainer: {
    Image: V24_IMAGE,
    Environment: { HF_MODEL_ID: '/opt/ml/model', OPTION_MAX_MODEL_LEN: '36000', OPTION_TENSOR_PARALLEL_DEGREE: 'max' },
    ...(s3Uri === undefined ? {} : { ModelDataSource: { S3DataSource: { S3Uri: s3Uri, S3DataType: 'S3Prefix', CompressionType: 'None' } } }),
  },
});

describe('--model', () => {
  test.each([
    ['a prefix', describedModel('s3://my-weights/llama/')], ['a tarball', describedModel('s3://my-weights/llama/model.tar.gz')], ['a path', describedModel()],
    ['an unknown Hub model', { HF_MODEL_ID: 'me/my-tuned-qwen3', OPTION_MAX_MODEL_LEN: '36000' }], ['nothing', { OPTION_MAX_MODEL_LEN: '36000' }],
  ])('identifies the weights if the file names %s', async (_name, content) => {
    const { exitCode, findings, notes } = await check(file('weights.json', content), '--model', 'Qwen/Qwen3-8B', '--instance', 'ml.g5.2xlarge', '--version', 'V24');
    expect(findings).toEqual([expect.objectContaining({ level: 'error', message: expect.stringMatching(/^Qwen\/Qwen3-8B does not fit ml\.g5\.2xlarge .* at most \d+/) })]);
    expect(exitCode).toBe(1);
    expect(notes).toEqual([]);
  });

  test('can be a config.json, as with fit', async () => {
    // Llama 3.1 8B: 16 GB of weights do not fit in 16 GB of GPU memory.
    const { exitCode, findings } = await check(file('weights.json', describedModel('s3://my-weights/llama/')), '--model', 'test/cli/config.json', '--instance', 'ml.g4dn.xlarge');
    expect(exitCode).toBe(1);
    expect(findings[0].message).toContain('does not fit ml.g4dn.xlarge');
    const { out } = await run(['convert', file('weights.json', describedModel('s3://my-weights/llama/')), '--model', 'test/cli/config.json', '--instance', 'ml.g5.12xlarge']);
    expect(out).toContain("ModelArchitecture.fromConfigFile('test/cli/config.json')");
  });

  test.each(['check', 'convert'])('that is unknown is rejected by %s, with the likely id', async (command) => {
    const { exitCode, out, err } = await run([command, file('weights.json', describedModel('s3://my-weights/llama/')), '--model', 'Qwen/Qwen3-8BX']);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toContain('Did you mean Qwen/Qwen3-8B?');
  });

  test.each(['typescript', 'python'])('becomes the architecture in code in %s', async (language) => {
    const { exitCode, out, err } = await run(['convert', file('weights.json', describedModel('s3://my-weights/llama/')), '--model', 'Qwen/Qwen3-8B', '--language', language]);
    expect(exitCode).toBe(0);
    expect(out).toMatch(language === 'python' ? /architecture=ModelArchitecture\.QWEN3_8_B\b/ : /architecture: ModelArchitecture\.QWEN3_8B\b/);
    expect(err).toContain('the cheapest that fits');
    expect(err).not.toContain('without a check');
  });

  test('without it, check reports that the memory was not checked, and how to check it', async () => {
    const path = file('weights.json', describedModel('s3://my-weights/llama/'));
    expect((await check(path, '--instance', 'ml.g5.2xlarge')).notes).toEqual([expect.stringMatching(/was not checked.*--model/)]);
    expect((await check(path)).notes).toEqual([expect.stringMatching(/was not checked.*--instance.*--model/)]);
    expect((await run(['check', path])).err).toMatch(/^Note: .*was not checked/);
  });

  test('without an instance type, check reports that the memory of a known model was not checked', async () => {
    const path = file('known.env', 'HF_MODEL_ID=Qwen/Qwen3-8B\n');
    expect((await check(path)).notes).toEqual([expect.stringMatching(/was not checked.*--instance$/)]);
    expect((await check(path, '--instance', 'ml.g5.12xlarge')).notes).toEqual([]);
  });
});

describe('the default instance type', () => {
  test.each([2, 4, 8])('has enough accelerators for a degree of %i', async (degree) => {
    const path = file('djl.properties', `engine=MPI\noption.model_id=s3://my-bucket/llama/\noption.rolling_batch=lmi-dist\noption.tensor_parallel_degree=${degree}\n`);
    const { exitCode, out, err } = await run(['convert', path]);
    expect({ exitCode, refused: /refuses/.test(err) }).toEqual({ exitCode: 0, refused: false });
    expect(containerOf(out).Environment).toBeDefined();
  });

  test('of code that does not synthesize is exit code 1', async () => {
    const path = file('djl.properties', 'engine=MPI\noption.model_id=s3://my-bucket/llama/\noption.rolling_batch=lmi-dist\noption.tensor_parallel_degree=16\n');
    const { exitCode, out, err } = await run(['convert', path]);
    expect(exitCode).toBe(1);
    expect(err).toContain('the library refuses this: tensorParallelDegree is 16');
    expect(() => containerOf(out)).toThrow('tensorParallelDegree is 16');
  });
});

describe('a Hub token', () => {
  const template = (token: unknown) => ({
    Resources: { M: { Type: 'AWS::SageMaker::Model', Properties: { PrimaryContainer: { Image: V24_IMAGE, Environment: { HF_MODEL_ID: GATED, HF_TOKEN: token } } } } },
  });
  const isLacking = ({ message }: any) => /no token/.test(message);

  test.each([
    ['a reference', template({ Ref: 'Token' })], ['a literal, which is refused', template(`hf_${'a'.repeat(34)}`)], ['a placeholder', template('${HF_TOKEN}')],
  ])('is present as %s', async (_name, content) => {
    expect((await check(file('token.json', content))).findings.filter(isLacking)).toEqual([]);
    const { out, err } = await run(['convert', file('token.json', content)]);
    expect(err).not.toContain('no token');
    expect(JSON.stringify(containerOf(out).Environment.HF_TOKEN)).toContain('{{resolve:secretsmanager:');
  });

  test.each(['', ' '])('is absent as %j', async (token) => {
    expect((await check(file('token.json', template(token)))).findings.filter(isLacking)).toHaveLength(1);
    expect((await run(['convert', file('token.json', template(token))])).out).not.toContain('Secret');
  });
});

describe('several models of a template', () => {
  const model = (maxModelLen: string) => ({
    Type: 'AWS::SageMaker::Model',
    Properties: { PrimaryContainer: { Image: V15_IMAGE, Environment: { HF_MODEL_ID: 'Qwen/Qwen3-8B', OPTION_MAX_MODEL_LEN: maxModelLen } } },
  });
  const variant = (id: string, type: string) => ({ VariantName: id, ModelName: { 'Fn::GetAtt': [id, 'ModelName'] }, InstanceType: type, InitialInstanceCount: 2 });
  const template = {
    Resources: {
      Good: model('8192'),
      // More than the 40,960 positions in the model's config.json.
      Bad: model('99999'),
      Other: { Type: 'AWS::SageMaker::Model', Properties: { PrimaryContainer: { Image: 'xgboost', Environment: {} } } },
      Config: { Type: 'AWS::SageMaker::EndpointConfig', Properties: { ProductionVariants: [variant('Good', 'ml.g5.12xlarge'), variant('Bad', 'ml.g6e.2xlarge')] } },
    },
  };

  test('are all checked', async () => {
    const path = file('models.json', template);
    const { exitCode, findings, models } = await check(path);
    expect(exitCode).toBe(1);
    expect(models.map(({ resource, findings: found }: any) => [resource, found.length])).toEqual([['Good', 0], ['Bad', 1]]);
    expect(findings).toEqual([expect.objectContaining({ resource: 'Bad', level: 'error', name: 'OPTION_MAX_MODEL_LEN' })]);
    const { out } = await run(['check', path]);
    expect(out).toMatch(/Good: no problems found, as vLLM of LMI V15 on ml\.g5\.12xlarge/);
    expect(out).toMatch(/Bad: 1 error, 0 warnings, as vLLM of LMI V15 on ml\.g6e\.2xlarge/);
  });

  test('--resource chooses one', async () => {
    const path = file('models.json', template);
    expect(await check(path, '--resource', 'Good')).toMatchObject({ exitCode: 0, resource: 'Good', findings: [] });
    expect((await check(path, '--resource', 'Bad')).exitCode).toBe(1);
    const { exitCode, out } = await run(['convert', path, '--resource', 'Good']);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/LmiInstanceType\.G5_12XLARGE,\n {2}initialInstanceCount: 2/);
  });

  test('can also be the containers of one model', async () => {
    const container = (name: string | undefined, maxModelLen: string) => ({
      Image: V15_IMAGE, ...(name && { ContainerHostname: name }), Environment: { HF_MODEL_ID: 'Qwen/Qwen3-8B', OPTION_MAX_MODEL_LEN: maxModelLen },
    });
    const described = { ModelName: 'two', Containers: [container('first', '8192'), container(undefined, '99999')], InferenceExecutionConfig: { Mode: 'Direct' } };
    const { exitCode, models } = await check(file('containers.json', described));
    expect(exitCode).toBe(1);
    expect(models.map(({ resource, findings }: any) => [resource, findings.length])).toEqual([['first', 0], ['Containers[1]', 1]]);
    const inTemplate = { Resources: { Two: { Type: 'AWS::SageMaker::Model', Properties: described } } };
    expect((await run(['convert', file('containers.json', inTemplate), '--resource', 'Two.first'])).exitCode).toBe(0);
    const alone = { ...described, Containers: [container('first', '8192')] };
    expect(await check(file('containers.json', alone))).toMatchObject({ exitCode: 0, findings: [] });
  });

  test.each([
    [['convert'], /2 models.*--resource: Good, Bad/], [['convert', '--resource', 'Nope'], /"Nope".*Good, Bad/], [['check', '--resource', 'Other'], /"Other".*Good, Bad/],
  ])('%j lists the existing ones', async ([command, ...more], words) => {
    const { exitCode, out, err } = await run([command, file('models.json', template), ...more]);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(words);
  });
});

describe('the image', () => {
  const withImage = (image: unknown) => file('image.json', {
    Resources: { M: { Type: 'AWS::SageMaker::Model', Properties: { PrimaryContainer: { Image: image, Environment: { HF_MODEL_ID: 'Qwen/Qwen3-8B' } } } } },
  });

  test('of another container is reported as not an LMI image', async () => {
    const path = withImage('763104351884.dkr.ecr.us-west-2.amazonaws.com/huggingface-pytorch-tgi-inference:2.4.0-tgi2.4.0-gpu-py311');
    expect((await check(path)).findings).toEqual([{ level: 'warning', name: 'Image', message: expect.stringMatching(/tgi.* is not an LMI image .*as if .* moved to vLLM of LMI V\d+/) }]);
    expect((await run(['convert', path])).err).toContain('is not an LMI image');
    expect((await check(path, '--version', 'V24')).findings).toEqual([]);
  });

  test('of an unknown version is reported as unknown', async () => {
    const { findings } = await check(withImage('763104351884.dkr.ecr.us-west-2.amazonaws.com/djl-inference:9.0.0-lmi99.0.0-cu150'));
    expect(findings).toEqual([{ level: 'warning', name: 'Image', message: expect.stringMatching(/known LMI version.*--version/) }]);
  });

  test('that CloudFormation joins still has its version', async () => {
    const joined = { 'Fn::Join': ['', ['763104351884.dkr.ecr.', { Ref: 'AWS::Region' }, '.amazonaws.com/djl-inference:0.33.0-lmi15.0.0-cu128']] };
    const substituted = { 'Fn::Sub': '763104351884.dkr.ecr.${AWS::Region}.amazonaws.com/djl-inference:0.33.0-lmi15.0.0-cu128' };
    for (const image of [joined, substituted]) {
      expect(await check(withImage(image))).toMatchObject({ version: 'V15', findings: [] });
    }
  });

  test('that is known only at deployment gets a note that the version is unknown', async () => {
    expect((await check(withImage({ Ref: 'Image' }), '--instance', 'ml.g5.12xlarge')).notes).toEqual([expect.stringMatching(/image is known only at deployment.*--version/)]);
  });

  test('sets the region of the code', async () => {
    const image = (region: string) => withImage(`763104351884.dkr.ecr.${region}.amazonaws.com/djl-inference:0.36.0-lmi24.0.0-cu129`);
    const { out } = await run(['convert', image('eu-west-1')]);
    expect(out).toContain("new Stack(app, 'Inference', { env: { region: 'eu-west-1' } })");
    // With a region, the template has the URI and no mapping of accounts.
    expect(JSON.stringify(containerOf(out).Image)).toContain('eu-west-1');
    expect(templateOf(out)).not.toHaveProperty('Mappings');
    expect((await run(['convert', image('eu-west-1'), '--language', 'python'])).out).toContain('env=Environment(region="eu-west-1")');
    expect((await run(['convert', image('mars-north-1')])).out).toContain("new Stack(app, 'Inference');");
  });
});

describe('variables of another program', () => {
  const foreign = /^neither LMI nor its engine .* any of these variables/;

  // The configuration of a web application, as twelve-factor frameworks have it.
  test.each([
    ['web.env', 'DATABASE_URL=postgres://db/app\nREDIS_HOST=cache\nPORT=8080\n', 'DATABASE_URL, REDIS_HOST, PORT'],
    ['web.json', { DATABASE_URL: 'postgres://db/app', PORT: '8080' }, 'DATABASE_URL, PORT'],
    ['long.env', 'AA=1\nBB=1\nCC=1\nDD=1\nEE=1\nFF=1\nGG=1\n', 'AA, BB, CC, DD, EE and 2 more'],
  ])('in %s are reported as read by nothing', async (name, content, names) => {
    const path = file(name, content);
    const { exitCode, findings } = await check(path);
    expect(exitCode).toBe(0);
    expect(findings).toEqual([{ level: 'warning', name: '', message: expect.stringMatching(foreign) }]);
    expect(findings[0].message).toContain(`: ${names}.`);
    expect((await run(['check', path])).out).not.toContain('no problems found');
    expect((await run(['convert', path])).err).toContain(findings[0].message);
  });

  test('are no reason for that next to one of LMI, of vLLM or of the Hub', async () => {
    for (const read of ['OPTION_DTYPE=bf16', 'TENSOR_PARALLEL_DEGREE=1', 'VLLM_ATTENTION_BACKEND=FLASH_ATTN', 'HF_HUB_OFFLINE=1', 'NCCL_DEBUG=INFO']) {
      const { findings } = await check(file('mixed.env', `DATABASE_URL=x\n${read}\n`));
      expect({ read, findings }).toEqual({ read, findings: [] });
    }
    const deferred = { Resources: { M: { Type: 'AWS::SageMaker::Model', Properties: { PrimaryContainer: { Image: V24_IMAGE, Environment: { STAGE: 'prod', HF_MODEL_ID: { Ref: 'Id' } } } } } } };
    expect((await check(file('deferred.json', deferred))).findings).toEqual([]);
  });

  test.each([
    ['HF_MODLE_ID', 'HF_MODEL_ID'], ['HF_TOKNE', 'HF_TOKEN'], ['MODEL_ID', 'OPTION_MODEL_ID'], ['OPTOIN_DTYPE', 'OPTION_DTYPE'], ['MAX_MODEL_LEN', 'OPTION_MAX_MODEL_LEN'],
  ])('%s probably means %s', async (name, meant) => {
    const { findings } = await check(file('misspelled.env', `${name}=Qwen/Qwen3-8B\n`));
    expect(findings).toContainEqual({ level: 'warning', name, message: expect.stringContaining(`Did you mean ${meant}?`) });
  });

  // Variables that the library of the Hub documents (huggingface.co/docs/huggingface_hub, environment variables), none of which is a misspelled one.
  test('of the Hub mean themselves', async () => {
    const names = ['HF_ENDPOINT', 'HF_HOME', 'HF_HUB_CACHE', 'HF_XET_CACHE', 'HF_ASSETS_CACHE', 'HF_TOKEN_PATH', 'HF_HUB_VERBOSITY', 'HF_HUB_ETAG_TIMEOUT', 'HF_HUB_OFFLINE', 'HF_DEBUG'];
    expect((await check(file('hub.env', names.map((name) => `${name}=1\n`).join('')))).findings).toEqual([]);
  });
});

describe('lines that the container would not read:', () => {
  test.each([
    ['a name without its prefix', 'option.model_id=Qwen/Qwen3-8B\nmax_model_len=5\n', 'max_model_len', /ignored.*Write option\.max_model_len/],
    ['a variable in a file of properties', 'option.model_id=Qwen/Qwen3-8B\nOPTION_DTYPE=bf16\n', 'OPTION_DTYPE', /ignored.*Write option\.dtype/],
    ['a misspelled property', 'option.model_id=Qwen/Qwen3-8B\nminWorker=1\n', 'minWorker', /ignored.*Did you mean minWorkers\?/],
    ['the first of two values', 'option.model_id=Qwen/Qwen3-8B\noption.max_model_len=8192\noption.max_model_len=4096\n', 'option.max_model_len', /more than once.*"4096"/],
  ])('%s', async (_name, text, name, message) => {
    expect((await check(file('serving.properties', text))).findings).toEqual([{ level: 'warning', name, message: expect.stringMatching(message) }]);
    expect((await run(['convert', file('serving.properties', text)])).err).toMatch(message);
  });

  test.each([
    ['a colon', 'HF_MODEL_ID=Qwen/Qwen3-8B\nOPTION_MAX_MODEL_LEN: 8192\n', 'OPTION_MAX_MODEL_LEN', /skipped.*Write OPTION_MAX_MODEL_LEN=8192/],
    ['prose', 'HF_MODEL_ID=Qwen/Qwen3-8B\nhello world\n', '', /"hello world".*skipped/],
    ['the first of two values', 'HF_MODEL_ID=gpt2\nHF_MODEL_ID=Qwen/Qwen3-8B\n', 'HF_MODEL_ID', /more than once.*Qwen3-8B/],
  ])('%s in a file of variables', async (_name, text, name, message) => {
    const path = file('variables.env', text);
    expect((await check(path)).findings).toEqual([{ level: 'warning', name, message: expect.stringMatching(message) }]);
    expect((await run(['check', path])).out).toContain('0 errors, 1 warning');
  });

  test('a property that only a serving.properties can contain is fine in one, and requires one when converted', async () => {
    const path = file('serving.properties', 'option.model_id=Qwen/Qwen3-8B\nrequired_memory_mb=1000\n');
    expect((await check(path, '--instance', 'ml.g5.12xlarge'))).toMatchObject({ findings: [], notes: [] });
    expect((await run(['convert', path])).err).toContain('required_memory_mb has no variable: put it into a serving.properties');
  });
});

test.each(['s3://My_Bucket/llama/', 's3://x/llama', 's3:/bucket/key'])('%s is reported as not a location in S3', async (uri) => {
  const path = file('bucket.properties', `option.model_id=${uri}\n`);
  expect((await check(path)).findings).toEqual([{ level: 'warning', name: 'option.model_id', message: expect.stringContaining(`"${uri}" is not a location in S3`) }]);
  const { err } = await run(['convert', path]);
  expect(err).toContain(`"${uri}" is not a location in S3`);
  expect(err).not.toContain('does not say where');
});

test('a variable that the library sets by another name is omitted from the code', async () => {
  const { out } = await run(['convert', file('max.json', describedModel('s3://my-weights/llama/')), '--instance', 'ml.g5.12xlarge']);
  expect(out).not.toContain('environment');
  expect(containerOf(out).Environment.TENSOR_PARALLEL_DEGREE).toBe('max');
});

test('- is standard input, in each format', () => {
  const outfile = join(DIRECTORY, 'command.cjs');
  buildSync({
    entryPoints: [join(ROOT, 'cli', 'main.ts')], bundle: true, platform: 'node', target: 'node20', outfile, logLevel: 'error',
    external: ['aws-cdk-lib', 'constructs'], alias: { 'cdk-sagemaker-lmi': join(ROOT, 'src', 'index.ts') }, define: { COMMAND_VERSION: '"0.0.0"' },
  });
  const checkInput = (input: string | Buffer) => spawnSync(process.execPath, [outfile, 'check', '-', '--json'], {
    input, encoding: 'utf8', env: { PATH: process.env.PATH, NODE_PATH: join(ROOT, 'node_modules') },
  });
  file('serving.properties', 'option.model_id=gpt2\noption.max_modle_len=5\n');
  for (const input of [JSON.stringify({ HF_MODEL_ID: 'gpt2', OPTION_MAX_MODLE_LEN: '5' }), 'HF_MODEL_ID=gpt2\nOPTION_MAX_MODLE_LEN=5\n', 'option.model_id=gpt2\noption.max_modle_len=5\n',
    'PrimaryContainer:\n  Environment:\n    HF_MODEL_ID: gpt2\n    OPTION_MAX_MODLE_LEN: 5\n', execFileSync('tar', ['-czf', '-', '-C', DIRECTORY, 'serving.properties'])]) {
    const { status, stdout, stderr } = checkInput(input);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout).findings).toEqual([expect.objectContaining({ message: expect.stringContaining('OPTION_MAX_MODEL_LEN') })]);
  }
  expect(checkInput('')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/^standard input is empty/) });
});
