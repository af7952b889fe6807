import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaChanges, schemaFile, schemaTypes } from '../../../projenrc/facts/cloudformation';

const ROOT = join(__dirname, '..', '..', '..');
const GOLDEN = readFileSync(join(ROOT, 'test', 'golden', 'cloudformation.json'), 'utf8');

// The lowest version that the library supports, which is installed here; the golden file is from the newest one.
const LOWEST = schemaTypes(readFileSync(join(ROOT, 'node_modules', 'aws-cdk-lib', 'aws-sagemaker', 'lib', 'sagemaker.generated.js'), 'utf8'));

// CloudFormation's reference of AWS::SageMaker::EndpointConfig and its ProductionVariant, read 2026-11.
test('reads the properties as CloudFormation names them, with their types', () => {
  expect(LOWEST['AWS::SageMaker::EndpointConfig']).toMatchObject({
    EndpointConfigName: 'string', EnableNetworkIsolation: 'boolean', ProductionVariants: 'list of ProductionVariant!', ShadowProductionVariants: 'list of ProductionVariant', VpcConfig: 'VpcConfig',
    Tags: 'list of Tag',
  });
  expect(LOWEST['AWS::SageMaker::EndpointConfig.ProductionVariant']).toMatchObject({
    VariantName: 'string!', InitialInstanceCount: 'number', EnableSSMAccess: 'boolean', VolumeSizeInGB: 'number', ManagedInstanceScaling: 'ManagedInstanceScaling',
  });
  expect(LOWEST['AWS::SageMaker::InferenceComponent.InferenceComponentContainerSpecification']).toMatchObject({ Environment: 'map of string', Image: 'string' });
  expect(LOWEST['AWS::SageMaker::Model']).toMatchObject({ PrimaryContainer: 'ContainerDefinition', ExecutionRoleArn: 'string' });
});

test('reports what a newer version adds', () => {
  const { types } = JSON.parse(GOLDEN);
  expect(schemaChanges(LOWEST, types)).toEqual(expect.arrayContaining([
    'AWS::SageMaker::EndpointConfig.ProductionVariant InstancePools: new -> list of InstancePool',
    'AWS::SageMaker::EndpointConfig.InstancePool InstanceType: new -> string!',
  ]));
  expect(schemaChanges(types, types)).toEqual([]);
  expect(schemaChanges(types, LOWEST)).toContain('AWS::SageMaker::EndpointConfig.ProductionVariant InstancePools: list of InstancePool -> gone');
});

test('writes the file with source and date, and keeps the rest', () => {
  const schema = JSON.parse(GOLDEN);
  expect(schemaFile(schema, schema.source.replace('aws-cdk-lib ', ''), schema.types, schema.read)).toBe(GOLDEN);
  expect(JSON.parse(schemaFile(schema, '2.300.0', LOWEST, '2027-01-31'))).toEqual({ ...schema, source: 'aws-cdk-lib 2.300.0', read: '2027-01-31', types: LOWEST });
});

test('an unknown code format is an error, not an empty release', () => {
  expect(() => schemaTypes('exports.CfnModel = class {}')).toThrow(/AWS::SageMaker::Endpoint .*form/);
});
