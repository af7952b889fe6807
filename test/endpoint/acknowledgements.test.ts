import type { IConstruct } from 'constructs';
import type { LmiInstanceType as InstanceType } from '../../src';

/*
 * cdk-nag findings that the construct acknowledges with a reason, if the CDK supports that (Validations of aws-cdk-lib 2.257 and newer; test/newest runs cdk-nag itself). SageMaker does
 * not accept a key for instance types with local NVMe disks (API reference, ProductionVariant and CreateEndpointConfig, KmsKeyId, read 2026-11).
 */

const explained: string[] = [];
const of = (scope: IConstruct) => ({ acknowledge: (...rules: { id: string }[]) => explained.push(...rules.map(({ id }) => `${id} at ${scope.node.path}`)) });
// Before the library is loaded, because it captures the CDK's exports at that time.
Object.defineProperty(jest.requireActual('aws-cdk-lib'), 'Validations', { value: { of }, configurable: true });
const { LmiComponentEndpoint, LmiInstanceType } = jest.requireActual<typeof import('../../src')>('../../src');
const { testEndpoint, testStack } = jest.requireActual<typeof import('../stacks')>('../stacks');

beforeEach(() => explained.splice(0));

const keyRules = (path: string) => ['HIPAA.Security', 'NIST.800.53.R4', 'NIST.800.53.R5', 'PCI.DSS.321']
  .map((pack) => `${pack}-SageMakerEndpointConfigurationKMSKeyConfigured at ${path}`);

test.each<[string, InstanceType, boolean]>([
  ['has NVMe disks', LmiInstanceType.G5_2XLARGE, true],
  ['has none', LmiInstanceType.P3_2XLARGE, false],
])('an endpoint without a key on a type that %s', (_, instanceType, isExplained) => {
  testEndpoint({ instanceType });
  expect(explained.filter((id) => id.includes('KMSKey'))).toEqual(isExplained ? keyRules('Test/Llm/EndpointConfig') : []);
});

test('a fleet on types with NVMe disks', () => {
  new LmiComponentEndpoint(testStack(), 'Fleet', { instanceType: LmiInstanceType.G5_12XLARGE });
  expect(explained.filter((id) => id.includes('KMSKey'))).toEqual(keyRules('Test/Fleet/EndpointConfig'));
});
