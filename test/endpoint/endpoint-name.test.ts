/* API reference, CreateEndpoint: "The name must be unique within an AWS Region in your AWS account. The name is case-insensitive in CreateEndpoint". */
import { App, Environment, Stack } from 'aws-cdk-lib';
import { LmiComponentEndpoint, LmiEndpoint, LmiInstanceType, LmiModel } from '../../src';
import { problemsOf, testApp } from '../stacks';

const HERE = { account: '123456789012', region: 'us-east-1' };

function named(stack: Stack, id: string, endpointName?: string): LmiEndpoint {
  return new LmiEndpoint(stack, id, { model: LmiModel.fromHuggingFace('org/model'), instanceType: LmiInstanceType.G5_2XLARGE, endpointName });
}

function stacks(first: Environment, second: Environment, app: App = testApp()): [Stack, Stack] {
  return [new Stack(app, 'A', { env: first }), new Stack(app, 'B', { env: second })];
}

test.each([['chat', 'chat'], ['chat', 'Chat']])('%s and %s are the same name in a stack and in a region, for every kind of endpoint', (first, second) => {
  const [a, b] = stacks(HERE, HERE);
  named(a, 'One', first);
  expect(problemsOf(() => named(a, 'Two', second))).toEqual([`endpointName is "${second}", which A/One has too, in the same account and region. Choose another name, or omit it.`]);
  expect(problemsOf(() => named(b, 'Two', second))).toHaveLength(1);
  expect(problemsOf(() => new LmiComponentEndpoint(b, 'Fleet', { endpointName: second, instanceType: LmiInstanceType.G6_12XLARGE }))).toHaveLength(1);
});

test('a different name, region, account, or app, or an unknown environment is fine', () => {
  const [a, b] = stacks(HERE, { ...HERE, region: 'eu-west-1' });
  named(a, 'One', 'chat');
  named(a, 'Two', 'chat-2');
  named(a, 'Three');
  named(a, 'Four');
  named(b, 'One', 'chat');
  named(new Stack(a.node.root, 'C', { env: { ...HERE, account: '210987654321' } }), 'One', 'chat');
  named(new Stack(a.node.root, 'D'), 'One', 'chat');
  named(new Stack(a.node.root, 'E'), 'One', 'chat');
  named(new Stack(testApp(), 'A', { env: HERE }), 'One', 'chat');
});
