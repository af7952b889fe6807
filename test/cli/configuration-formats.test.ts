/* The other forms in which a configuration comes: YAML, and a serving.properties in a model.tar.gz. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { run } from './bench/stubs';

const DIRECTORY = mkdtempSync(join(tmpdir(), 'configuration-formats-'));

afterAll(() => rmSync(DIRECTORY, { recursive: true }));

function file(name: string, content: string | Buffer | object): string {
  const path = join(DIRECTORY, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
  return path;
}

async function check(path: string, ...more: string[]) {
  const { exitCode, out } = await run(['check', path, '--json', ...more]);
  return { exitCode, ...JSON.parse(out) };
}

async function expectRefused(path: string, words: RegExp): Promise<void> {
  for (const command of ['check', 'convert']) {
    const { exitCode, out, err } = await run([command, path]);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).toMatch(words);
  }
}

const REPOSITORY = '763104351884.dkr.ecr.us-east-1.amazonaws.com/djl-inference';

describe('a template in YAML', () => {
  // A template as people write it, and the same in JSON, with the long forms that the user guide of CloudFormation gives for the short ones.
  const yaml = `AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Token: { Type: String, NoEcho: true }
Conditions:
  IsLarge: !Not [!Equals [!Ref Size, small]]
Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: !GetAtt Role.Arn
      PrimaryContainer:
        Image: !Join ['', ['763104351884.dkr.ecr.', !Ref AWS::Region, '.amazonaws.com/djl-inference:0.33.0-lmi15.0.0-cu128']]
        Environment:
          HF_MODEL_ID: Qwen/Qwen3-8B  # on the Hub
          OPTION_MAX_MODEL_LEN: 99999
          OPTION_ENABLE_LORA: true
          OPTION_MAX_LORAS: "4"
          HF_TOKEN: !Sub '{{resolve:secretsmanager:\${Token}}}'
          STAGE: !If [IsLarge, prod, test]
      VpcConfig: !If [IsLarge, !Ref AWS::NoValue, { Subnets: !Split [',', !ImportValue subnets], SecurityGroupIds: [!Select [0, !FindInMap [A, B, C]]] }]
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: all
          ModelName: !GetAtt Model.ModelName
          InstanceType: ml.g5.12xlarge
          InitialInstanceCount: 2
`;
  const json = {
    Resources: {
      Model: {
        Type: 'AWS::SageMaker::Model',
        Properties: {
          ExecutionRoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
          PrimaryContainer: {
            Image: { 'Fn::Join': ['', ['763104351884.dkr.ecr.', { Ref: 'AWS::Region' }, '.amazonaws.com/djl-inference:0.33.0-lmi15.0.0-cu128']] },
            Environment: {
              HF_MODEL_ID: 'Qwen/Qwen3-8B', OPTION_MAX_MODEL_LEN: '99999', OPTION_ENABLE_LORA: 'true', OPTION_MAX_LORAS: '4',
              HF_TOKEN: { 'Fn::Sub': '{{resolve:secretsmanager:${Token}}}' }, STAGE: { 'Fn::If': ['IsLarge', 'prod', 'test'] },
            },
          },
        },
      },
      Config: {
        Type: 'AWS::SageMaker::EndpointConfig',
        Properties: {
          ProductionVariants: [{ VariantName: 'all', ModelName: { 'Fn::GetAtt': ['Model', 'ModelName'] }, InstanceType: 'ml.g5.12xlarge', InitialInstanceCount: 2 }],
        },
      },
    },
  };

  test.each(['template.yaml', 'template.yml', 'template.template', 'template'])('named %s is read as in JSON', async (name) => {
    const [path, other] = [file(name, yaml), file('same.json', json)];
    const checked = await check(path);
    expect(checked).toEqual(await check(other));
    expect(checked).toMatchObject({ exitCode: 1, backend: 'vLLM', version: 'V15', findings: [{ level: 'error', name: 'OPTION_MAX_MODEL_LEN' }] });
    expect(checked.notes.join()).toMatch(/STAGE is known only at deployment/);
    expect((await run(['check', path])).out).toContain('on ml.g5.12xlarge');
    const converted = await run(['convert', path]);
    expect(converted).toEqual(await run(['convert', other]));
    expect(converted.out).toContain('initialInstanceCount: 2');
  });

  // The user guide of CloudFormation: it reads YAML 1.1, in which these are truth values (yaml.org/type/bool).
  test.each([['yes', 'true'], ['On', 'true'], ['TRUE', 'true'], ['no', 'false'], ['off', 'false']])('reads %s as %s, but not in quotes', async (word, value) => {
    const written = async (text: string) => (await run(['convert', file('truth.yaml', `HF_MODEL_ID: Qwen/Qwen3-8B\nMY_FLAG: ${text}\n`)])).out;
    expect(await written(word)).toContain(`MY_FLAG: '${value}'`);
    expect(await written(`"${word}"`)).toContain(`MY_FLAG: '${word}'`);
  });

  test('keeps the text of other values', async () => {
    const text = 'HF_MODEL_ID: Qwen/Qwen3-8B\nHF_REVISION: 12345e678\nOPTION_MAX_MODEL_LEN: 8192\nOPTION_GPU_MEMORY_UTILIZATION: 0.90\nMY_DATE: 2026-11-26\nMY_VERSION: 010\n';
    const { out } = await run(['convert', file('values.yaml', text)]);
    for (const part of ["revision: '12345e678'", 'maxModelLen: 8192', 'gpuMemoryUtilization: 0.9', "MY_DATE: '2026-11-26'", "MY_VERSION: '010'"]) {
      expect(out).toContain(part);
    }
  });

  test.each([['GetAtt in one string', { 'Fn::GetAtt': 'Model.ModelName' }], ['Sub', { 'Fn::Sub': '${Model.ModelName}' }], ['Ref', { Ref: 'Model' }]])('finds the instance type by %s', async (_name, reference) => {
    const variant = { ModelName: reference, InstanceType: 'ml.g6e.2xlarge', InitialInstanceCount: '3' };
    const other = { ModelName: { Ref: 'ModelOfAnother' }, InstanceType: 'ml.p5.48xlarge', InitialInstanceCount: 1 };
    const resources = { ...json.Resources, ModelOfAnother: json.Resources.Model, Config: { Type: 'AWS::SageMaker::EndpointConfig', Properties: { ProductionVariants: [other, variant] } } };
    const { out } = await run(['convert', file('reference.json', { Resources: resources }), '--resource', 'Model']);
    expect(out).toContain('LmiInstanceType.G6E_2XLARGE,\n  initialInstanceCount: 3');
  });

  test('may be what DescribeModel returns, with --output yaml', async () => {
    const text = `CreationTime: '2026-11-26T07:00:00+00:00'\nModelName: chat\nPrimaryContainer:\n  Environment:\n    HF_MODEL_ID: Qwen/Qwen3-8B\n    OPTION_DTYPE: bf61\n  Image: ${REPOSITORY}:0.36.0-lmi24.0.0-cu129\n`;
    for (const name of ['described.yaml', 'described']) {
      expect(await check(file(name, text))).toMatchObject({ exitCode: 1, version: 'V24', findings: [{ level: 'error', name: 'OPTION_DTYPE' }] });
    }
  });

  test('a variable without a value is a warning', async () => {
    const { findings } = await check(file('null.yaml', 'HF_MODEL_ID: Qwen/Qwen3-8B\nOPTION_DTYPE:\nOPTION_TASK: ~\n'));
    expect(findings).toEqual(['OPTION_DTYPE', 'OPTION_TASK'].map((name) => ({ level: 'warning', name, message: expect.stringContaining('has no value') })));
  });

  const LAUGHS = `a: &a [x, x, x, x, x, x, x, x, x, x]\n${'bcdefghi'.split('').map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdefgh'[index]}`).join(', ')}]\n`).join('')}`;
  test.each([
    ['a tab', 'Resources:\n\tM: 1\n', /is not YAML \(.* in line 2\)/], ['an open bracket', 'Resources: [\n', /is not YAML/], ['a key twice', 'HF_MODEL_ID: a\nHF_MODEL_ID: b\n', /is not YAML \(duplicated mapping key in line 2\)/],
    ['two documents', 'a: 1\n---\nb: 2\n', /is not YAML/], ['a tag of a programming language', 'a: !!js/function "x"\n', /is not YAML \(unknown tag/], ['an unknown alias', 'a: *b\n', /is not YAML \(unidentified alias/],
    ['aliases without end', LAUGHS, /is not YAML \(its aliases repeat too much/], ['a circle', 'a: &a\n  b: *a\n', /is not YAML \(its aliases repeat too much/],
    ['deep nesting', `a: ${'['.repeat(100_000)}`, /is not YAML/], ['another program', 'services:\n  web:\n    image: nginx\n    environment:\n      PORT: 80\n', /no variables of a container/],
    ['a text', 'hello world\n', /no variables of a container/], ['no model', 'Resources:\n  B:\n    Type: AWS::S3::Bucket\n', /no AWS::SageMaker::Model/],
  ])('with %s is one line and exit code 2', async (_name, text, words) => expectRefused(file('wrong.yaml', text), words));
});

describe('a model.tar.gz', () => {
  const PROPERTIES = 'engine=Python\noption.model_id=Qwen/Qwen3-8B\noption.max_modle_len=8192\n';

  /** An archive of files by their paths, made by the tar of this machine. */
  function archive(name: string, files: { readonly [path: string]: string | Buffer }, ...how: string[]): string {
    const root = mkdtempSync(join(DIRECTORY, 'root-'));
    Object.entries(files).forEach(([path, content]) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    });
    const path = join(DIRECTORY, name);
    execFileSync('tar', [...how, '-czf', path, '-C', root, ...new Set(Object.keys(files).map((each) => how.includes('--dot') ? '.' : each.split('/')[0]))].filter((each) => each !== '--dot'));
    return path;
  }

  const long = `${'weights/'.repeat(12)}${'a'.repeat(120)}.safetensors`;
  test.each<readonly [name: string, files: { readonly [path: string]: string | Buffer }, how: readonly string[]]>([
    ['at its top', { 'serving.properties': PROPERTIES }, []], ['at its top, after the weights', { 'model.safetensors': Buffer.alloc(3_000_000, 1), 'serving.properties': PROPERTIES }, []],
    ['at its top, from the current directory', { 'serving.properties': PROPERTIES, 'model.py': '' }, ['--dot']],
    // As in the notebooks of AWS: mkdir mymodel; mv serving.properties mymodel/; tar czvf mymodel.tar.gz mymodel/.
    ['in its only directory', { 'mymodel/serving.properties': PROPERTIES, 'mymodel/model.py': '' }, []],
    ['in its only directory, next to hidden files', { '._mymodel': 'x', 'mymodel/serving.properties': PROPERTIES }, []],
    ...['gnu', 'pax', 'ustar', 'v7'].map((format) => [`in the format ${format}`, { 'a.bin': 'x'.repeat(1000), 'serving.properties': PROPERTIES }, [`--format=${format}`]] as const),
    ...['gnu', 'pax'].map((format) => [`after a long name in the format ${format}`, { [`a/${long}`]: 'x'.repeat(700), 'serving.properties': PROPERTIES }, [`--format=${format}`]] as const),
  ])('has its serving.properties %s', async (_name, files, how) => {
    const path = archive('model.tar.gz', files, ...how);
    expect(await check(path)).toMatchObject({ exitCode: 0, findings: [{ level: 'warning', name: 'option.max_modle_len', message: expect.stringContaining('OPTION_MAX_MODEL_LEN') }] });
    expect((await run(['convert', path])).out).toContain("LmiModel.fromHuggingFace('Qwen/Qwen3-8B'");
  });

  test('is known by its content, too', async () => {
    const renamed = file('artifact', gzipSync(Buffer.from(execFileSync('gunzip', ['-c', archive('model.tgz', { 'serving.properties': PROPERTIES })]))));
    expect((await check(renamed)).findings).toHaveLength(1);
  });

  test.each([
    ['no serving.properties', { 'model.safetensors': 'x' }, /has no serving\.properties\./], ['one that is too deep', { 'a/b/serving.properties': PROPERTIES }, /has a\/b\/serving\.properties, but .*only at the top/],
    ['one in a directory next to another file', { 'a/serving.properties': PROPERTIES, 'config.json': '{}' }, /has a\/serving\.properties, but .*only at the top/],
    ['one of another program', { 'serving.properties': 'a=b\n' }, /^serving\.properties in .* has no property of LMI/], ['an empty one', { 'serving.properties': '' }, /is empty/],
    ['a binary one', { 'serving.properties': Buffer.alloc(2000) }, /is neither/], ['one that is too large', { 'serving.properties': 'a'.repeat(1_100_000) }, /1100000 bytes/],
    ['one in a directory whose name ends like it', { 'x-serving.properties': PROPERTIES }, /has no serving\.properties\./],
  ])('with %s is one line and exit code 2', async (_name, files, words) => expectRefused(archive('model.tar.gz', files), words));

  const noise = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 251));
  const tarball = () => execFileSync('gunzip', ['-c', archive('whole.tar.gz', { 'a.bin': 'x'.repeat(100_000), 'serving.properties': PROPERTIES })], { maxBuffer: 2 ** 24 });
  test.each([
    ['noise', () => noise, /is not a gzipped tar archive \(incorrect header check\)/], ['compressed noise', () => gzipSync(noise), /is not a gzipped tar archive \(Invalid tar header/],
    ['nothing', () => Buffer.alloc(0), /is not a gzipped tar archive|has no serving\.properties/], ['half a stream', () => gzipSync(tarball()).subarray(0, 150), /is not a gzipped tar archive \(unexpected end of file\)/],
    ['half an archive', () => gzipSync(tarball().subarray(0, 50_000)), /is not a gzipped tar archive \(Unexpected end of data\)/], ['an archive of nothing', () => gzipSync(Buffer.alloc(10_240)), /has no serving\.properties\./],
  ])('of %s is one line and exit code 2', async (_name, content, words) => expectRefused(file('broken.tar.gz', content()), words));

  test.each([['/nonexistent/model.tar.gz', /there is no file/], [DIRECTORY, /is a directory/]])('%s is one line and exit code 2', async (path, words) => expectRefused(path, words));

  test('is read up to a GiB, in little memory', async () => {
    const header = Buffer.from(tarball().subarray(0, 512));
    // 2 GiB of zeros: the size in octal digits, and the sum of the bytes of the header with its own field as spaces.
    header.write('20000000000\0', 124, 'latin1');
    header.fill(' ', 148, 156);
    header.write(`${header.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
    // A gzipped file may consist of several: the same zeros again and again.
    const path = file('large.tar.gz', Buffer.concat([gzipSync(header), ...Array(65).fill(gzipSync(Buffer.alloc(2 ** 24)))]));
    const before = process.memoryUsage().rss;
    const { exitCode, err } = await run(['check', path]);
    expect(exitCode).toBe(2);
    expect(err).toMatch(/has no serving\.properties in its first GiB/);
    expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
  }, 60_000);
});
