import { randomBytes } from 'node:crypto';
import { deploy, Deployed, Deployment } from './deployment';
import { newBucket, newSecret, objects, openUploads, read, written } from './emulator';
import { FakeHub, FakeHubOptions, FakeModel, sha256 } from './fake-hub';

const COMMIT = 'c0ffee'.padEnd(40, '0');
const NEXT = 'decade'.padEnd(40, '1');
const PREFIX = `org/model/${COMMIT}-0123abcd/`;
const NOTES = `.staging/${PREFIX}`;
const TOKEN = 'hf_FakeTokenThatNobodyMaySee';
const PART = 16 * 2 ** 20;

/** A little more than one part, so that order, bounds, and the last part matter. */
const WEIGHTS = randomBytes(PART + 12_345);
const SMALL = randomBytes(1000);
const FILES = {
  'config.json': Buffer.from('{"model_type": "llama"}'),
  'empty.txt': Buffer.alloc(0),
  'model-00001-of-00002.safetensors': WEIGHTS,
  'model-00002-of-00002.safetensors': SMALL,
  'model.safetensors.index.json': Buffer.from('{}'),
  'pytorch_model.bin': randomBytes(10),
  'modeling.py': Buffer.from('import os'),
  'original/model.safetensors': randomBytes(20),
  'consolidated.safetensors': randomBytes(30),
};
const STAGED = ['config.json', 'empty.txt', 'model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors', 'model.safetensors.index.json'];
const MODEL: FakeModel = { commit: COMMIT, revisions: { main: COMMIT, v1: COMMIT }, files: FILES };

jest.setTimeout(120_000);

let hub: FakeHub | undefined;

async function startHub(options: Partial<FakeHubOptions> = {}): Promise<FakeHub> {
  hub = await FakeHub.start({ models: { 'org/model': MODEL }, ...options });
  return hub;
}

afterEach(async () => {
  await hub?.stop();
  hub = undefined;
});

async function stage(options: Partial<Deployment> = {}): Promise<Deployed> {
  return deploy({ ...options, environment: { HUB_ENDPOINT: hub!.url, STAGED_MODEL: 'Test', ...options.environment } });
}

/** Fails unless the bucket contains exactly the expected files, byte for byte, and a manifest that lists them. */
async function expectWhole({ bucket, response }: Deployed, prefix: string = PREFIX): Promise<void> {
  expect(response.Reason).toBeUndefined();
  const found = await objects(bucket);
  expect(Object.keys(found).filter((key) => key.startsWith(prefix)).sort()).toEqual(STAGED.map((file) => prefix + file));
  for (const file of STAGED) {
    expect(sha256(await read(bucket, prefix + file))).toBe(sha256(FILES[file as keyof typeof FILES]));
  }
  const manifest = JSON.parse((await read(bucket, `.staging/${prefix}manifest.json`)).toString());
  expect(manifest.files.map(({ path }: any) => path).sort()).toEqual(STAGED);
  expect(await openUploads(bucket)).toBe(0);
}

function expectNothingStaged(found: { [key: string]: number }): void {
  expect(Object.keys(found).filter((key) => key.endsWith('manifest.json'))).toEqual([]);
}

describe('a copy', () => {
  test('has every byte of the files that a backend loads, and nothing else', async () => {
    await startHub();
    const deployed = await stage();
    await expectWhole(deployed);
    expect(deployed.response).toMatchObject({
      Status: 'SUCCESS', PhysicalResourceId: `${deployed.bucket}/${PREFIX}`, LogicalResourceId: 'Staged',
      Data: { Prefix: PREFIX.slice(0, -1), Commit: COMMIT, Files: '5', Bytes: String(STAGED.reduce((sum, file) => sum + FILES[file as keyof typeof FILES].length, 0)) },
    });
    const parts = hub!.storageRequests.filter(({ range }) => range && range !== 'bytes=0-0').map(({ range }) => range);
    expect(parts.sort()).toEqual([`bytes=0-${PART - 1}`, `bytes=${PART}-${WEIGHTS.length - 1}`].sort());
  });

  test('goes under a prefix, with its state files next to it', async () => {
    await startHub();
    const deployed = await stage({ properties: { Root: 'weights/' } });
    const keys = Object.keys(await objects(deployed.bucket));
    expect(keys.filter((key) => key.startsWith(`weights/${PREFIX}`)).sort()).toEqual(STAGED.map((file) => `weights/${PREFIX}${file}`));
    expect(keys.filter((key) => !key.startsWith(`weights/${PREFIX}`) && !key.startsWith(`weights/${NOTES}`))).toEqual([]);
    expect(deployed.response.Data.Prefix).toBe(`weights/${PREFIX.slice(0, -1)}`);
  });

  test('reads all pages of the list of files', async () => {
    await startHub({ pageSize: 2 });
    await expectWhole(await stage());
  });

  test('without ranges uses one stream per file', async () => {
    await startHub({ ignoreRanges: true });
    await expectWhole(await stage());
  });

  test('of the same commit copies nothing the second time, by whichever revision it is named', async () => {
    await startHub();
    const first = await stage();
    const before = await written(first.bucket, `${PREFIX}model-00001-of-00002.safetensors`);
    const bytes = hub!.storageBytes;
    const second = await stage({ bucket: first.bucket, properties: { Revision: 'v1' } });
    await expectWhole(second);
    expect(hub!.storageBytes - bytes).toBeLessThanOrEqual(1);
    expect(await written(first.bucket, `${PREFIX}model-00001-of-00002.safetensors`)).toBe(before);
    expect(second.states).not.toContain('CopyGroup');
  });

  test('restores files that were deleted or changed since', async () => {
    await startHub();
    const first = await stage();
    const { S3Client, PutObjectCommand } = jest.requireActual('@aws-sdk/client-s3');
    await new S3Client({}).send(new PutObjectCommand({ Bucket: first.bucket, Key: `${PREFIX}model-00002-of-00002.safetensors`, Body: 'short' }));
    await expectWhole(await stage({ bucket: first.bucket }));
  });

  test('of another commit goes to another prefix, and the first one stays for a rollback', async () => {
    await startHub();
    const first = await stage();
    await hub!.stop();
    await startHub({ models: { 'org/model': { ...MODEL, commit: NEXT, revisions: { main: NEXT } } } });
    const second = await stage({ bucket: first.bucket });
    expect(second.response.Data.Prefix).toBe(`org/model/${NEXT}-0123abcd`);
    await expectWhole(first);
    await expectWhole(second, `org/model/${NEXT}-0123abcd/`);
  });
});

describe('files that come with the stack', () => {
  test('are next to the weights, replace those of the model, and are in the manifest', async () => {
    await startHub();
    const assets = await newBucket();
    const { S3Client, PutObjectCommand } = jest.requireActual('@aws-sdk/client-s3');
    await new S3Client({}).send(new PutObjectCommand({ Bucket: assets, Key: 'a b+c.jinja', Body: '{{ messages }}' }));
    const Files = [{ Path: 'model.py', Content: 'import os\n' }, { Path: 'config.json', Content: '{"own": true}' }, { Path: 'dir/chat.jinja', Bucket: assets, Key: 'a b+c.jinja' }];
    const { bucket, response } = await stage({ properties: { Files } });
    expect(response.Reason).toBeUndefined();
    const text = async (path: string) => (await read(bucket, PREFIX + path)).toString();
    expect([await text('model.py'), await text('config.json'), await text('dir/chat.jinja')]).toEqual(['import os\n', '{"own": true}', '{{ messages }}']);
    expect(Object.keys(await objects(bucket)).filter((key) => key.startsWith(PREFIX)).sort()).toEqual([...STAGED, 'dir/chat.jinja', 'model.py'].map((file) => PREFIX + file).sort());
    const manifest = JSON.parse((await read(bucket, `${NOTES}manifest.json`)).toString());
    expect(manifest.added).toEqual(Files.map(({ Path }) => Path));
    expect(manifest.files.map(({ path }: any) => path)).not.toContain('config.json');
  });
});

describe('the Hub', () => {
  test('gets the token, but its storage does not', async () => {
    await startHub({ models: { 'org/model': { ...MODEL, access: 'gated' } }, tokens: { [TOKEN]: 'granted' } });
    await expectWhole(await stage({ environment: { TOKEN_SECRET: await newSecret(TOKEN) } }));
    expect(hub!.storageRequests.length).toBeGreaterThan(3);
    expect(hub!.storageRequests.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
  });

  test.each<[string, string, { [name: string]: string }]>([
    ['a field of a JSON object', JSON.stringify({ token: TOKEN }), { TOKEN_FIELD: 'token' }],
    ['a line with its end', `${TOKEN}\n`, {}],
  ])('takes a token from %s', async (_, secret, environment) => {
    await startHub({ models: { 'org/model': { ...MODEL, access: 'private' } }, tokens: { [TOKEN]: 'granted' } });
    await expectWhole(await stage({ environment: { TOKEN_SECRET: await newSecret(secret), ...environment } }));
  });

  test.each<[string, any[]]>([
    ['429 with the rest of the window', [{ status: 429, at: 'hub', headers: { RateLimit: '"resolvers";r=0;t=1' } }]],
    ['429 with Retry-After', [{ status: 429, at: 'hub', headers: { 'Retry-After': '1' } }]],
    ['500', [{ status: 500, at: 'hub' }]],
    ['503 of the storage', [{ status: 503, at: 'storage' }]],
    ['403 of the storage', [{ status: 403, at: 'storage' }]],
    ['a body that breaks off', [{ breakAfter: 1_000_000 }, { breakAfter: 5 }, { breakAfter: 0 }]],
  ])('is asked again after %s', async (_, troubles) => {
    await startHub({ trouble: { 'model-00001-of-00002.safetensors': [...troubles], 'model-00002-of-00002.safetensors': [...troubles] } });
    await expectWhole(await stage());
  });

  test('may break a stream without ranges', async () => {
    await startHub({ ignoreRanges: true, trouble: { 'model-00001-of-00002.safetensors': [{ breakAfter: PART + 7 }, { breakAfter: PART + 9 }] } });
    await expectWhole(await stage());
  });
});

describe('a failure', () => {
  const gated = { models: { 'org/model': { ...MODEL, access: 'gated' as const } } };
  const cases: [string, Partial<FakeHubOptions>, Partial<Deployment> & { secret?: string }, RegExp][] = [
    ['a model that does not exist', {}, { properties: { ModelId: 'org/other' } },
      /^org\/other does not exist on the Hub, or it is private and no token was passed: check modelId, or pass token\.$/],
    ['a revision that does not exist', {}, { properties: { Revision: 'v9' } }, /^org\/model has no revision v9 on the Hub: pass a branch, tag, or commit that exists as revision\.$/],
    ['a gated model without a token', gated, {}, /^org\/model is gated, and no token was passed: accept the conditions at http:\S+\/org\/model, store a token/],
    ['a gated model that was not granted', { ...gated, tokens: { [TOKEN]: 'not granted' } }, { secret: TOKEN },
      /^org\/model is gated, and the account of the token in the secret arn:\S+ has not been granted access/],
    ['a token that is not valid', {}, { secret: TOKEN }, /^The Hub does not accept the token in the secret arn:\S+: store a valid token that may read org\/model\.$/],
    ['a private model that the token may not read', { models: { 'org/model': { ...MODEL, access: 'private' } }, tokens: { [TOKEN]: 'not granted' } }, { secret: TOKEN },
      /^org\/model does not exist on the Hub, or it is private and the token in the secret arn:\S+ may not read it/],
    ['a secret that does not exist', {}, { environment: { TOKEN_SECRET: 'nowhere' } }, /^The secret nowhere does not exist or has no value: store the token in it\.$/],
    ['a secret without the field', {}, { secret: `{"other": "${TOKEN}"}`, environment: { TOKEN_FIELD: 'token' } }, /has no string in its field token: add the field, or change tokenField\.$/],
    ['a secret that is not JSON', {}, { secret: TOKEN, environment: { TOKEN_FIELD: 'token' } }, /is not a JSON object, so it has no field token/],
    ['a secret that is JSON', {}, { secret: `{"token": "${TOKEN}"}` }, /does not hold a token: .* pass tokenField if it is a JSON object/],
    ['patterns that match nothing', {}, { properties: { Include: ['*.gguf'], DefaultSelection: 'false' } },
      /^No file of org\/model matches include \(\*\.gguf\) and not exclude \(original\/\*\): the model has config\.json, .* and 4 more files\. Change the patterns\.$/],
    ['only pickles', { models: { 'org/model': { commit: COMMIT, revisions: { main: COMMIT }, files: { 'config.json': SMALL, 'pytorch_model.bin': SMALL } } } }, {},
      /^org\/model has no \*\.safetensors, .* it has pytorch_model\.bin, which can run code/],
    ['a bucket that does not exist', {}, { bucket: 'no-such-bucket-at-all' }, /^The bucket no-such-bucket-at-all does not exist: create it first, or omit bucket\.$/],
    ['bytes that are not those of the record', { wrong: { 'model-00001-of-00002.safetensors': randomBytes(WEIGHTS.length) } }, {},
      /^model-00001-of-00002\.safetensors: the bytes from the Hub have checksum [0-9a-f]{64}, but the Hub records [0-9a-f]{64}/],
    ['small bytes that are not those of the record', { wrong: { 'config.json': Buffer.from('{"model_type": "evil!"}') } }, {},
      /^config\.json: the bytes from the Hub have checksum [0-9a-f]{40}, but the Hub records [0-9a-f]{40}/],
    ['another checksum at the storage', { wrongEtags: { 'model-00001-of-00002.safetensors': 'f'.repeat(64) } }, {},
      /^model-00001-of-00002\.safetensors: the Hub lists SHA-256 [0-9a-f]{64} but serves f{64}/],
  ];
  test.each(cases)('names %s and what to change', async (_, options, { secret, ...deployment }, reason) => {
    await startHub(options);
    const environment = { ...deployment.environment, ...(secret ? { TOKEN_SECRET: await newSecret(secret) } : {}) };
    const { response, bucket, logs, history } = await stage({ ...deployment, environment });
    expect(response.Status).toBe('FAILED');
    expect(response.Reason).toMatch(reason);
    expect(JSON.stringify(response).length).toBeLessThan(4096);
    if (!deployment.bucket) {
      expectNothingStaged(await objects(bucket));
      expect(await openUploads(bucket)).toBe(0);
    }
    expect(logs + JSON.stringify(history)).not.toContain(TOKEN);
  });

  test('of the Hub that persists is retried by the state machine, and finally reported', async () => {
    const always = Array.from({ length: 500 }, () => ({ status: 429, at: 'hub' as const, headers: { RateLimit: '"resolvers";r=0;t=900' } }));
    await startHub({ trouble: { 'model-00001-of-00002.safetensors': always } });
    const { response, history } = await stage();
    expect(response).toMatchObject({ Status: 'FAILED', Reason: 'The Hub answers 429 (too many requests) for org/model.' });
    expect(history.filter(({ type }) => type === 'StateRetried').length).toBe(4);
  });

  test('of one file leaves the others for the next deployment', async () => {
    const file = 'model-00002-of-00002.safetensors';
    await startHub({ wrong: { [file]: randomBytes(1000) } });
    const failed = await stage();
    expect(failed.response.Status).toBe('FAILED');
    expect(failed.response.PhysicalResourceId).toBe(`${failed.bucket}/${PREFIX}`);
    const before = await written(failed.bucket, `${PREFIX}model-00001-of-00002.safetensors`);
    await hub!.stop();
    await startHub();
    await expectWhole(await stage({ bucket: failed.bucket }));
    expect(await written(failed.bucket, `${PREFIX}model-00001-of-00002.safetensors`)).toBe(before);
  });
});

describe('time', () => {
  test('that runs out before the deployment\'s deadline is reported with the amount available', async () => {
    await startHub();
    const late = (functions: any) => ({
      ...functions,
      copier: async (event: any, context: any) => functions.copier({ ...event, ...(event.plan ? { plan: { ...event.plan, deadline: Date.now() + 1000 } } : {}) }, context),
    });
    const { response } = await stage({ functions: late });
    expect(response.Status).toBe('FAILED');
    expect(response.Reason).toMatch(/^0 bytes of 16\.8 MB are copied, and a deployment waits no longer than an hour: deploy again, and the copy goes on from there\.$/);
  });
});

describe('a deletion', () => {
  const deleted = (first: Deployed, more: Partial<Deployment> = {}) => stage({
    bucket: first.bucket, ...more, request: { RequestType: 'Delete', PhysicalResourceId: first.response.PhysicalResourceId, ...more.request },
  });

  test('keeps the files by default', async () => {
    await startHub();
    const first = await stage();
    expect((await deleted(first)).response).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: first.response.PhysicalResourceId });
    await expectWhole(first);
  });

  test('removes all files if the policy requests it, and nothing else', async () => {
    await startHub();
    const first = await stage({ properties: { RemovalPolicy: 'destroy' } });
    const other = await stage({ bucket: first.bucket, properties: { Selection: 'ffff0000', RemovalPolicy: 'destroy' } });
    const gone = await deleted(first, { properties: { RemovalPolicy: 'destroy' } });
    expect(gone.response.Status).toBe('SUCCESS');
    expect(Object.keys(await objects(first.bucket)).filter((key) => !key.includes('-ffff0000/'))).toEqual([]);
    await expectWhole(other, `org/model/${COMMIT}-ffff0000/`);
  });

  test('keeps files that another resource uses, until that is deleted too', async () => {
    await startHub();
    const properties = { RemovalPolicy: 'destroy' };
    const first = await stage({ properties });
    const second = await stage({ bucket: first.bucket, properties: { ...properties, Revision: COMMIT }, request: { LogicalResourceId: 'Other' } });
    await deleted(first, { properties });
    await expectWhole(second);
    await deleted(second, { properties, request: { LogicalResourceId: 'Other' } });
    expect(await objects(first.bucket)).toEqual({});
  });

  test.each(['none', 'failed-1', '', 'other-bucket/org/model/x/'])('of something that was never created (%j) does nothing', async (PhysicalResourceId) => {
    await startHub();
    const first = await stage({ properties: { RemovalPolicy: 'destroy' } });
    const gone = await deleted(first, { properties: { RemovalPolicy: 'destroy' }, request: { PhysicalResourceId } });
    expect(gone.response.Status).toBe('SUCCESS');
    await expectWhole(first);
  });

  test('from a bucket that is gone succeeds', async () => {
    await startHub();
    const gone = await stage({
      bucket: 'no-such-bucket-at-all', properties: { RemovalPolicy: 'destroy' },
      request: { RequestType: 'Delete', PhysicalResourceId: `no-such-bucket-at-all/${PREFIX}` },
    });
    expect(gone.response.Status).toBe('SUCCESS');
  });
});

test('the token is in no log, event, response, or object', async () => {
  await startHub({ models: { 'org/model': { ...MODEL, access: 'gated' } }, tokens: { [TOKEN]: 'granted' }, trouble: { 'model-00001-of-00002.safetensors': [{ breakAfter: 10 }] } });
  const deployed = await stage({ environment: { TOKEN_SECRET: await newSecret(TOKEN) } });
  await expectWhole(deployed);
  const texts = [deployed.logs, JSON.stringify(deployed.history), JSON.stringify(deployed.response)];
  for (const key of Object.keys(await objects(deployed.bucket))) {
    texts.push(key, (await read(deployed.bucket, key)).toString('latin1'));
  }
  expect(texts.filter((text) => text.includes(TOKEN))).toEqual([]);
  // Nor is a signature that would let others read the files.
  expect(texts.filter((text) => text.includes('X-Amz-Signature'))).toEqual([]);
});

test('the log reports progress, and CloudWatch counts every byte once', async () => {
  await startHub();
  const { logs } = await stage();
  expect(logs).toMatch(/^org\/model at c0ffee0+: 5 files with 16\.8 MB, of which 5 with 16\.8 MB are to be copied to s3:\/\//m);
  expect(logs).toMatch(/^model-00001-of-00002\.safetensors: 16\.8 MB of 16\.8 MB, [\d.]+ (MB|GB)\/s$/m);
  const metrics = logs.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
  expect(metrics.reduce((sum, { CopiedBytes = 0 }) => sum + CopiedBytes, 0)).toBe(STAGED.reduce((sum, file) => sum + FILES[file as keyof typeof FILES].length, 0));
  for (const metric of metrics) {
    const [{ Namespace, Dimensions, Metrics: [{ Name, Unit }] }] = metric._aws.CloudWatchMetrics;
    expect({ Namespace, Dimensions, Unit, value: typeof metric[Name], dimension: metric.StagedModel, time: typeof metric._aws.Timestamp })
      .toEqual({ Namespace: 'LMI/Staging', Dimensions: [['StagedModel']], Unit: 'Bytes', value: 'number', dimension: 'Test', time: 'number' });
  }
});

test('two concurrent deployments of the same model both succeed', async () => {
  await startHub();
  const bucket = await newBucket();
  const [one, two] = await Promise.all([stage({ bucket }), stage({ bucket, request: { LogicalResourceId: 'Other' } })]);
  await expectWhole(one);
  await expectWhole(two);
});
