/**
 * The effects of an update in CloudFormation: new and replaced resources are created first, in the order of references; others are updated in place; removed ones
 * are deleted at the end, once everything else has succeeded. Until then, and during a rollback, the running fleet needs what it needed before.
 *
 * Sources, read 2026-11: CloudFormation user guide, "Update behaviors of stack resources"; resource reference of each type ("Update requires"); API reference
 * UpdateInferenceComponent (takes Specification, RuntimeConfig and DeploymentConfig alone) and UpdateEndpoint; RollingUpdatePolicy (a rollback provisions the old
 * fleet again); developer guide, "Update an endpoint that uses auto scaling"; "Cannot update endpoint with a different instance type for endpoints to which you plan
 * to deploy Inference Components" (aws-samples/sample-auto-extract-ai-ocr-app#66).
 */
import { granting, needsOf, POLICIES } from './permissions';
import { managedPolicies } from './quotas';
import { array, flat, ofType, Resource, Template } from './template';

/** Properties whose change replaces a resource. For models and endpoint configs, that is everything but the tags. */
const CREATE_ONLY: { readonly [type: string]: readonly string[] | 'all but tags' } = {
  'AWS::SageMaker::Model': 'all but tags',
  'AWS::SageMaker::EndpointConfig': 'all but tags',
  'AWS::SageMaker::Endpoint': ['EndpointName'],
  'AWS::SageMaker::InferenceComponent': [],
  'AWS::IAM::ManagedPolicy': ['Description', 'ManagedPolicyName', 'Path'],
  'AWS::IAM::Role': ['Path', 'RoleName'],
  'AWS::Logs::LogGroup': ['LogGroupName'],
  'AWS::CloudWatch::Alarm': ['AlarmName'],
  'AWS::ApplicationAutoScaling::ScalableTarget': ['ResourceId', 'ScalableDimension', 'ServiceNamespace'],
};

/** Properties that the API cannot change although CloudFormation sends them as an update. */
const NOT_UPDATABLE: { readonly [type: string]: readonly string[] } = {
  'AWS::SageMaker::InferenceComponent': ['EndpointName', 'InferenceComponentName', 'VariantName', 'Specification.BaseInferenceComponentName'],
};

/** Names that must be unique. */
const NAMES: { readonly [type: string]: string } = {
  'AWS::SageMaker::Endpoint': 'EndpointName',
  'AWS::SageMaker::EndpointConfig': 'EndpointConfigName',
  'AWS::SageMaker::Model': 'ModelName',
  'AWS::SageMaker::InferenceComponent': 'InferenceComponentName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
};

const at = (resource: Resource | undefined, path: string): any => path.split('.').reduce((value, key) => value?.[key], resource?.Properties);

/** The logical ids whose physical resource is replaced by the update. */
function replaced(before: Template, after: Template): Set<string> {
  const ids = new Set<string>();
  const old = before.Resources ?? {};
  const all = Object.entries(after.Resources ?? {}).filter(([id, { Type }]) => old[id]?.Type === Type);
  // A value that refers to a replaced resource changes, too.
  const identity = (template: Template, value: any) => JSON.stringify(value ?? null).replace(/"(?:Ref|Fn::GetAtt)":(?:\["|")(\w+)/g, (whole, id) => ids.has(id) && template === after ? `${whole}*` : whole);
  for (let count = -1; count !== ids.size;) {
    count = ids.size;
    for (const [id, resource] of all) {
      const listed = CREATE_ONLY[resource.Type];
      const properties = listed === 'all but tags'
        ? [...new Set([...Object.keys(resource.Properties ?? {}), ...Object.keys(old[id].Properties ?? {})])].filter((property) => property !== 'Tags') : listed ?? [];
      if (properties.some((property) => identity(before, at(old[id], property)) !== identity(after, at(resource, property)))) {
        ids.add(id);
      }
    }
  }
  return ids;
}

/** The permissions while the endpoint is being updated: the new ones, and those whose policy CloudFormation removes afterwards. */
function during(before: Template, after: Template): Template {
  const kept = Object.entries(before.Resources ?? {})
    .filter(([id, { Type }]) => POLICIES.includes(Type) && (after.Resources?.[id] === undefined || replaced(before, after).has(id)))
    .map(([id, resource]) => [`${id} (old)`, resource]);
  const keys = Object.entries(before.Resources ?? {}).filter(([id, { Type }]) => !POLICIES.includes(Type) && after.Resources?.[id] === undefined);
  return { Resources: { ...Object.fromEntries(keys), ...after.Resources, ...Object.fromEntries(kept) } };
}

/** Permissions that the running fleet loses while the endpoint still uses it. */
function lostPermissions(before: Template, after: Template, isExternal: (role: string) => boolean): string[] {
  const meanwhile = during(before, after);
  const meant = needsOf(before).filter((need) => !isExternal(need.role) && granting(before, need).length > 0);
  return meant.filter((need) => granting(meanwhile, need).length === 0)
    .map(({ role, action, resource, consumer }) => `while the endpoint is updated, role ${role} may no longer ${action} on ${resource} for the old ${consumer}`);
}

/** The value of a property with the identity of the resource it refers to, which changes when that is replaced. */
function referent(template: Template, value: any, isNew: (id: string) => boolean): string {
  return flat(value).replace(/<(\w+)([^>]*)>/g, (whole, id) => template.Resources?.[id] && isNew(id) ? `${whole}'` : whole);
}

function impossible(before: Template, after: Template): string[] {
  const fresh = replaced(before, after);
  return Object.entries(after.Resources ?? {}).flatMap(([id, resource]) => {
    const old = before.Resources?.[id];
    if (old?.Type !== resource.Type) {
      return [];
    }
    return (NOT_UPDATABLE[resource.Type] ?? []).filter((path) => referent(before, at(old, path), () => false) !== referent(after, at(resource, path), (each) => fresh.has(each)))
      .map((path) => `${id}: ${path} changes in place, which the API cannot do`);
  });
}

/** Names that a new resource needs while the old one still has them. */
function takenNames(before: Template, after: Template): string[] {
  const fresh = replaced(before, after);
  return Object.entries(NAMES).flatMap(([type, property]) => {
    const named = (template: Template) => ofType(template, type).filter(([, properties]) => properties[property] !== undefined);
    const taken = new Map(named(before).map(([id, properties]) => [flat(properties[property]), id]));
    return named(after).flatMap(([id, properties]) => {
      const holder = taken.get(flat(properties[property]));
      const isNew = before.Resources?.[id]?.Type !== type || fresh.has(id);
      return holder !== undefined && isNew ? [`${id} is made as ${flat(properties[property])} while ${holder} still has that name`] : [];
    });
  });
}

/** Policies that a role has at the same time during the update. */
function tooManyPolicies(before: Template, after: Template): string[] {
  return managedPolicies(during(before, after));
}

/** Updates that SageMaker rejects: a new instance type for a variant that is registered for scaling, or for a fleet of components. */
export function refusedUpdates(before: Template, after: Template): string[] {
  return ofType(after, 'AWS::SageMaker::Endpoint').flatMap(([id, endpoint]) => {
    const old = before.Resources?.[id];
    if (old === undefined || replaced(before, after).has(id)) {
      return [];
    }
    const variantsOf = (template: Template, properties: any): any[] => [...array<any>(template.Resources?.[configOf(properties)]?.Properties.ProductionVariants)];
    const typesOf = (variant: any) => JSON.stringify([variant.InstanceType, array<any>(variant.InstancePools).map(({ InstanceType, Priority }) => [InstanceType, Priority])]);
    return variantsOf(before, old.Properties).flatMap((variant) => {
      const now = variantsOf(after, endpoint).find(({ VariantName }) => flat(VariantName) === flat(variant.VariantName));
      const isFleet = variant.ModelName === undefined;
      const isScaled = isRegistered(before, id, flat(variant.VariantName));
      return now !== undefined && typesOf(now) === typesOf(variant) ? [] : isFleet || isScaled
        ? [`${id}: variant ${flat(variant.VariantName)} ${now ? 'changes its instance type' : 'goes'}, which SageMaker refuses for ${isFleet ? 'a fleet of components' : 'what scales'}`] : [];
    });
  });
}

function configOf(endpoint: any): string {
  return flat(endpoint.EndpointConfigName).replace(/^<(\w+)(\..*)?>$/, '$1');
}

function isRegistered(template: Template, endpoint: string, variant: string): boolean {
  return ofType(template, 'AWS::ApplicationAutoScaling::ScalableTarget')
    .some(([, { ResourceId }]) => flat(ResourceId) === `endpoint/<${endpoint}.EndpointName>/variant/${variant}`);
}

/** All problems of an update, except those that SageMaker rejects (`refusedUpdates`), which no template can prevent. */
export function updateViolations(before: Template, after: Template, isExternal: (role: string) => boolean = () => false): string[] {
  return [
    ...lostPermissions(before, after, isExternal),
    ...impossible(before, after),
    ...takenNames(before, after),
    ...tooManyPolicies(before, after),
  ];
}

