import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvokeEndpointAsyncCommand, InvokeEndpointCommand, InvokeEndpointWithResponseStreamCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';

/* Compares the table of headers in docs/cookbook/sessions-and-routing.md with the AWS SDK: the headers it sends for each parameter, and those it reads from a response. */

const PAGE = readFileSync(join(__dirname, '..', '..', 'docs', 'cookbook', 'sessions-and-routing.md'), 'utf8');
const ROWS = [...PAGE.matchAll(/^\| `([\w-]+)` \| `(\w+)` \| (both|request|response)(, asynchronous)? \|/gm)]
  .map(([, header, parameter, direction, isAsync]) => ({ header: header.toLowerCase(), parameter, direction, isAsync: isAsync !== undefined }));
/** Headers that every HTTP client sends. */
const PLAIN = ['x-amzn-sagemaker-content-type', 'x-amzn-sagemaker-accept'];

/** A client without retries, whose requests go to a function. */
function clientOf(handle: (request: any) => Promise<any>): SageMakerRuntimeClient {
  return new SageMakerRuntimeClient({
    region: 'us-east-1', credentials: { accessKeyId: 'x', secretAccessKey: 'x' }, requestHandler: { handle } as any, maxAttempts: 1,
  });
}

/** Calls with every parameter of the page, and returns the headers that were sent and the fields that were read. */
async function call(isAsync: boolean): Promise<{ readonly sent: { [header: string]: string }; readonly read: any }> {
  let sent = {};
  const responses = ROWS.filter(({ direction }) => direction !== 'request').map(({ header }) => [header, `value of ${header}`]);
  const client = clientOf(async ({ headers }) => {
    sent = headers;
    return { response: { statusCode: 200, headers: Object.fromEntries(responses), body: Buffer.from(isAsync ? '{}' : 'ok') } };
  });
  const parameters = Object.fromEntries(ROWS.filter(({ direction, isAsync: only }) => direction !== 'response' && (isAsync || !only))
    .map(({ parameter }) => [parameter, parameter.endsWith('Seconds') ? 7 : `value of ${parameter}`]));
  const command: any = isAsync ? new InvokeEndpointAsyncCommand({ EndpointName: 'chat', ...parameters } as any)
    : new InvokeEndpointCommand({ EndpointName: 'chat', Body: '{}', ...parameters });
  return { read: await client.send(command), sent };
}

const ofSageMaker = (headers: object) => Object.keys(headers).map((name) => name.toLowerCase()).filter((name) => name.startsWith('x-amzn-sagemaker') && !PLAIN.includes(name)).sort();

test('the page lists each header of a real-time call once, under its parameter, and no other', async () => {
  const { sent, read } = await call(false);
  const rows = ROWS.filter(({ isAsync }) => !isAsync);
  expect(ofSageMaker(sent)).toEqual(rows.filter(({ direction }) => direction !== 'response').map(({ header }) => header).sort());
  rows.filter(({ direction }) => direction !== 'response').forEach(({ header, parameter }) => expect([parameter, sent[header]]).toEqual([parameter, `value of ${parameter}`]));
  rows.filter(({ direction }) => direction !== 'request').forEach(({ header, parameter }) => expect([parameter, read[parameter]]).toEqual([parameter, `value of ${header}`]));
});

test('the page lists each header of an asynchronous call', async () => {
  const { sent, read } = await call(true);
  ROWS.filter(({ direction, isAsync }) => isAsync && direction === 'request').forEach(({ header, parameter }) => expect([header, sent[header]]).toEqual([header, parameter.endsWith('Seconds') ? '7' : `value of ${parameter}`]));
  ROWS.filter(({ direction, isAsync }) => isAsync && direction === 'response').forEach(({ header, parameter }) => expect([parameter, read[parameter]]).toEqual([parameter, `value of ${header}`]));
  const known = ROWS.map(({ header }) => header);
  expect(ofSageMaker(sent).filter((header) => !known.includes(header))).toEqual([]);
});

test('a stream accepts the session, too', async () => {
  let sent: any = {};
  const client = clientOf(async ({ headers }) => {
    sent = headers;
    throw new Error('sent');
  });
  await expect(client.send(new InvokeEndpointWithResponseStreamCommand({ EndpointName: 'chat', Body: '{}', SessionId: 's-1', InferenceComponentName: 'llm' }))).rejects.toThrow('sent');
  expect([sent['x-amzn-sagemaker-session-id'], sent['x-amzn-sagemaker-inference-component']]).toEqual(['s-1', 'llm']);
});
