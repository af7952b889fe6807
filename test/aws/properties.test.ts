import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as schema from '../golden/cloudformation.json';

/*
 * The library either supports each CloudFormation property of its resources, or omits it for a stated reason. A new CloudFormation property
 * fails here, so that somebody decides.
 */

const TYPES: { readonly [type: string]: { readonly [property: string]: string } } = schema.types;
const SOURCE = join(__dirname, '..', '..', 'src');
const WRITERS = ['container', 'endpoint', 'fleet', 'image', 'model'];

/** Properties that the library omits, by type and property, or a prefix of both. */
const OMITTED: { readonly [beginning: string]: string } = {
  'Endpoint RetainDeploymentConfig': 'the policy is in the template, so there is nothing to retain',
  'EndpointConfig ExplainerConfig': 'Clarify explains tabular and text classification models',
  'EndpointConfig.Clarify': 'see ExplainerConfig',
  'EndpointConfig.ExplainerConfig': 'see ExplainerConfig',
  'EndpointConfig.CaptureContentTypeHeader CsvContentTypes': 'LMI answers with JSON only',
  'EndpointConfig.ProductionVariant AcceleratorType': 'Elastic Inference has ended',
  'EndpointConfig.ProductionVariant ServerlessConfig': 'serverless variants have no accelerator',
  'EndpointConfig.ServerlessConfig': 'see ServerlessConfig',
  'InferenceComponent.DeployedImage': 'CloudFormation reads it, nobody sets it',
  'InferenceComponent.InferenceComponentContainerSpecification DeployedImage': 'see DeployedImage',
  'InferenceComponent.InferenceComponentPlacementStatus': 'CloudFormation reads it, nobody sets it',
  'InferenceComponent.InferenceComponentRuntimeConfig CurrentCopyCount': 'CloudFormation reads it, nobody sets it',
  'InferenceComponent.InferenceComponentRuntimeConfig DesiredCopyCount': 'CloudFormation reads it, nobody sets it',
  'InferenceComponent.InferenceComponentRuntimeConfig PlacementStatus': 'CloudFormation reads it, nobody sets it',
  'InferenceComponent.InferenceComponentSpecification CurrentDataCacheConfig': 'CloudFormation reads it, nobody sets it',
  'InferenceComponent.InferenceComponentSpecificationForInstanceType CurrentDataCacheConfig': 'CloudFormation reads it, nobody sets it',
  'Model InferenceExecutionConfig': 'there is one container',
  'Model Containers': 'there is one container, the primary one',
  'Model.InferenceExecutionConfig': 'see InferenceExecutionConfig',
  'Model.ContainerDefinition ContainerHostname': 'there is one container',
  'Model.ContainerDefinition ModelDataUrl': 'ModelDataSource replaces it',
  'Model.ContainerDefinition MultiModelConfig': 'LMI serves one model',
  'Model.MultiModelConfig': 'see MultiModelConfig',
};

const code = WRITERS.flatMap((folder) => (readdirSync(join(SOURCE, folder), { recursive: true }) as string[]).filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(join(SOURCE, folder, path), 'utf8').replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, ''))).join('\n');

/** Whether the code has the property as the CDK spells it, or as CloudFormation does in an override. */
function isWritten(property: string): boolean {
  const camel = `${property[0].toLowerCase()}${property.slice(1)}`.replace(/([A-Z])([A-Z]+)(?=[A-Z][a-z]|$)/g, (_, first, rest) => `${first}${rest.toLowerCase()}`);
  return new RegExp(`\\b(${camel}|${property})\\b`).test(code);
}

const properties = Object.entries(TYPES).flatMap(([type, own]) => Object.keys(own).map((property) => ({ name: `${type.replace('AWS::SageMaker::', '')} ${property}`, property })));
const reasonOf = (name: string) => Object.keys(OMITTED).find((beginning) => name.startsWith(beginning));

test('each property is supported, or omitted for a stated reason', () => {
  // The CDK's aspects add tags.
  const undecided = properties.filter(({ name, property }) => property !== 'Tags' && !isWritten(property) && reasonOf(name) === undefined);
  expect(undecided.map(({ name }) => name)).toEqual([]);
});

test('each stated reason is about an existing CloudFormation property', () => {
  expect(Object.keys(OMITTED).filter((beginning) => !properties.some(({ name }) => name.startsWith(beginning)))).toEqual([]);
});

test('no omitted property is written', () => {
  const whole = properties.filter(({ name }) => name in OMITTED);
  // The library has a class and a prop of this name with another meaning.
  expect(whole.filter(({ name, property }) => isWritten(property) && name !== 'Model Containers').map(({ name }) => name)).toEqual([]);
});
