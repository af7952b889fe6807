import { fromContainers, isObject } from './model-description';
import { Source } from './source';
import { Failure } from '../failure';

type Resource = readonly [id: string, resource: { readonly [key: string]: any }];

const MODEL_TYPES = ['AWS::SageMaker::Model', 'AWS::SageMaker::InferenceComponent'];

/** Reads every model of a CloudFormation template that has variables. */
export function fromTemplate(file: string, resources: { readonly [id: string]: any }): readonly Source[] {
  const all = Object.entries(resources).filter((entry): entry is [string, any] => isObject(entry[1]));
  const models = all.filter(([, { Type }]) => MODEL_TYPES.includes(Type));
  const variants = all.filter(([, { Type }]) => Type === 'AWS::SageMaker::EndpointConfig')
    .flatMap(([, { Properties }]) => Properties?.ProductionVariants ?? []).filter(isObject);
  const sources = models.flatMap(([id, resource]) => {
    const instances = instancesOf([id, resource], variants, models.length);
    return fromContainers(resource.Properties).map((source): Source =>
      ({ ...source, ...instances, resource: source.resource === undefined ? id : `${id}.${source.resource}` }));
  });
  if (sources.length === 0) {
    throw new Failure(`${file} has no AWS::SageMaker::Model with variables`, 'Pass a template with an LMI model');
  }
  return sources;
}

/** Type and number of instances, from the variant that names the model; a variant of inference components names none. */
function instancesOf([id, { Properties }]: Resource, variants: readonly any[], models: number): Pick<Source, 'instanceType' | 'instanceCount'> {
  // A reference is a Ref, an attribute as `[id, name]` or `id.name`, or part of a string that is substituted.
  const reference = new RegExp(`["{]${id.replace(/\W/g, '\\$&')}["}.]`);
  const isNamed = ({ ModelName }: any) => reference.test(JSON.stringify(ModelName ?? ''))
    || (ModelName !== undefined && ModelName === Properties?.ModelName);
  const variant = variants.find(isNamed) ?? variants.find(({ ModelName }) => variants.length === 1 && (models === 1 || ModelName === undefined));
  return {
    instanceType: typeof variant?.InstanceType === 'string' ? variant.InstanceType : undefined,
    instanceCount: countIn(variant?.InitialInstanceCount),
  };
}

/** A number, which CloudFormation accepts as a string, too. */
function countIn(value: unknown): number | undefined {
  return typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value)) ? Number(value) : undefined;
}
