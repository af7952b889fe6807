/** Properties of a resource type or of one of its property types, each with its type, followed by `!` if required. */
export interface Properties {
  readonly [property: string]: string;
}

/** Properties by resource type and property type, named as in the CloudFormation reference: `AWS::SageMaker::EndpointConfig.ProductionVariant`. */
export interface Types {
  readonly [type: string]: Properties;
}

/** The part of the schemas that we keep: test/golden/cloudformation.json. */
export interface Schema {
  readonly about: string;
  readonly source: string;
  readonly read: string;
  readonly types: Types;
}

/** The SageMaker resource types that the library creates. */
const RESOURCES = ['Endpoint', 'EndpointConfig', 'InferenceComponent', 'Model'];

/** Reads the properties from aws-sagemaker/lib/sagemaker.generated.js of aws-cdk-lib, which is generated from the CloudFormation schemas. */
export function schemaTypes(generated: string): Types {
  return Object.fromEntries(RESOURCES.flatMap((resource) => {
    const types = new Map<string, Properties>();
    collect(generated, resource, `Cfn${resource}Props`, types);
    if (Object.keys(types.get(`AWS::SageMaker::${resource}`)!).length === 0) {
      throw new Error(`aws-cdk-lib has no AWS::SageMaker::${resource} to read: has the form of its code changed?`);
    }
    return [...types].sort(([left], [right]) => left < right ? -1 : 1);
  }));
}

function collect(generated: string, resource: string, struct: string, types: Map<string, Properties>): void {
  const name = nameOf(resource, struct);
  if (types.has(name)) {
    return;
  }
  const found = propertiesOf(generated, struct);
  types.set(name, Object.fromEntries(found.map(({ property, type, required }) => [property, `${type}${required ? '!' : ''}`])));
  found.forEach(({ nested }) => nested !== undefined && collect(generated, resource, nested, types));
}

/** `CfnEndpointConfigVpcConfigProperty` is `AWS::SageMaker::EndpointConfig.VpcConfig`. */
function nameOf(resource: string, struct: string): string {
  const inner = struct.slice(`Cfn${resource}`.length).replace(/Property$/, '');
  return inner === 'Props' ? `AWS::SageMaker::${resource}` : `AWS::SageMaker::${resource}.${inner}`;
}

interface FoundProperty {
  readonly property: string;
  readonly type: string;
  readonly required: boolean;
  /** The struct of the value or of the list's elements. */
  readonly nested?: string;
}

function propertiesOf(generated: string, struct: string): FoundProperty[] {
  const start = generated.indexOf(`function convert${struct}ToCloudFormation(`);
  const open = '.assertSuccess(),{';
  const from = generated.indexOf(open, start);
  if (start < 0 || from < 0) {
    return [];
  }
  const body = generated.slice(from + open.length, generated.indexOf('})', from));
  // A sequence of `Name:expression(properties.name)`.
  return [...body.matchAll(/(\w+):((?:(?!,\w+:).)*)/g)].map(([, property, expression]) => {
    const nested = /convert(Cfn\w+)ToCloudFormation/.exec(expression)?.[1];
    const single = nested?.replace(/^Cfn(EndpointConfig|Endpoint|InferenceComponent|Model)|Property$/g, '')
      ?? (/cfnTag/i.test(expression) ? 'Tag' : /(string|number|boolean|object)ToCloudFormation/.exec(expression)?.[1] ?? 'unknown');
    const type = expression.includes('listMapper') ? `list of ${single}` : expression.includes('hashMapper') ? `map of ${single}` : single;
    return { property, type, nested, required: isRequired(generated, struct, expression) };
  }).sort((left, right) => left.property < right.property ? -1 : 1);
}

function isRequired(generated: string, struct: string, expression: string): boolean {
  const property = /properties\.(\w+)/.exec(expression)?.[1];
  const start = generated.indexOf(`function ${struct}Validator(`);
  return generated.slice(start, generated.indexOf('errors.wrap(', start)).includes(`propertyValidator("${property}",cdk().requiredValidator)`);
}

/** The differences, one line each. */
export function schemaChanges(before: Types, after: Types): string[] {
  return Object.keys({ ...before, ...after }).sort().flatMap((type) => {
    const [was, is] = [before[type] ?? {}, after[type] ?? {}];
    return Object.keys({ ...was, ...is }).sort().filter((property) => was[property] !== is[property])
      .map((property) => `${type} ${property}: ${was[property] ?? 'new'} -> ${is[property] ?? 'gone'}`);
  });
}

/** The file updated with the properties of another version of aws-cdk-lib. */
export function schemaFile(schema: Schema, version: string, types: Types, today: string): string {
  return `${JSON.stringify({ ...schema, source: `aws-cdk-lib ${version}`, read: today, types }, undefined, 1)}\n`;
}
