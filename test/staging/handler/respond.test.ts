import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { reasonOf, respond } from '../../../src/staging/handler/respond';

const REQUEST: any = { RequestType: 'Create', StackId: 'stack', RequestId: 'request', LogicalResourceId: 'Staged' };

/** The response to CloudFormation, after some failed attempts. */
async function answered(refusals: number, work: (url: string) => Promise<void>): Promise<{ readonly bodies: string[]; readonly types: (string | undefined)[] }> {
  const seen = { bodies: [] as string[], types: [] as (string | undefined)[] };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      response.statusCode = refusals-- > 0 ? 503 : 200;
      response.end();
      seen.bodies.push(body);
      seen.types.push(request.headers['content-type']);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const spy = jest.spyOn(console, 'log').mockReturnValue();
  await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/?signature=secret`);
  expect(spy.mock.calls.flat().join()).not.toContain('secret');
  spy.mockRestore();
  server.closeAllConnections();
  server.close();
  return seen;
}

test('a success has its id and attributes', async () => {
  const { bodies, types } = await answered(0, (ResponseURL) => respond({ ...REQUEST, ResponseURL }, { physicalId: 'id', data: { Prefix: 'a' } }));
  expect(JSON.parse(bodies[0])).toEqual({
    Status: 'SUCCESS', PhysicalResourceId: 'id', StackId: 'stack', RequestId: 'request', LogicalResourceId: 'Staged', Data: { Prefix: 'a' },
  });
  // The URL is signed for an empty type.
  expect(types).toEqual(['']);
});

test('a failure has its reason, truncated to the limit of CloudFormation, and an id that deletes nothing', async () => {
  const { bodies } = await answered(0, (ResponseURL) => respond({ ...REQUEST, ResponseURL }, { reason: 'x'.repeat(9000) }));
  expect(JSON.parse(bodies[0])).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'failed-request' });
  expect(Buffer.byteLength(bodies[0])).toBeLessThan(4096);
});

test('a failed update keeps the existing id', async () => {
  const { bodies } = await answered(0, (ResponseURL) => respond({ ...REQUEST, PhysicalResourceId: 'old', ResponseURL }, { reason: 'x' }));
  expect(JSON.parse(bodies[0]).PhysicalResourceId).toBe('old');
});

test('a response that fails is sent again', async () => {
  const { bodies } = await answered(1, (ResponseURL) => respond({ ...REQUEST, ResponseURL }, { physicalId: 'id' }));
  expect(bodies).toHaveLength(2);
  expect(bodies[1]).toBe(bodies[0]);
});

test.each([
  ['{"errorMessage":"The reason.","errorType":"StagingError"}', 'StagingError', 'The reason.'],
  ['Task timed out', 'States.Timeout', 'States.Timeout: Task timed out'],
  [undefined, 'States.Runtime', 'States.Runtime'],
  [undefined, undefined, 'The staging failed'],
  ['{"other": 1}', 'X', 'X: {"other": 1}'],
])('the reason of the cause %j and the error %j is %j', (cause, error, reason) => {
  expect(reasonOf(cause, error)).toBe(reason);
});
