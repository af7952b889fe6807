/**
 * Names and ARNs. SageMaker preserves the case of an endpoint's name and requires callers to match it, but its ARN is lowercase.
 *
 * Sources, read 2026-11: CloudFormation resource reference, AWS::SageMaker::Endpoint (return values); CfnEndpointProps.endpointName in aws-cdk-lib 2.276.0 ("the case is
 * preserved and must be matched in InvokeEndpoint"); philschmid/cdk-samples#2 (AccessDenied because of a policy with uppercase letters); API reference (patterns of 63 characters).
 */
import { array, flat, longest, ofType, Template, UUID } from './template';

const NAME = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/;
/** The string form of a token that was never resolved. */
const LOST_TOKEN = /\$\{token\[/i;

function textsOf(value: any, path: string): [path: string, text: string][] {
  if (typeof value === 'string') {
    return [[path, value]];
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, each]) => [...textsOf(key, path), ...textsOf(each, `${path}/${key}`)]) : [];
}

function lostTokens(template: Template): string[] {
  return textsOf(template, '').filter(([, text]) => LOST_TOKEN.test(text)).map(([path, text]) => `${path} is ${text}, the literal of a token`);
}

function endpointNames(template: Template): string[] {
  return ofType(template, 'AWS::SageMaker::Endpoint', 'AWS::SageMaker::InferenceComponent').flatMap(([id, properties]) => {
    const name = properties.EndpointName === undefined || properties.InferenceComponentName !== undefined ? properties.InferenceComponentName : properties.EndpointName;
    if (name === undefined) {
      return [];
    }
    const text = flat(name);
    const isKnown = text.replace(UUID, '').indexOf('<') < 0;
    return [
      ...isKnown && !NAME.test(longest(template, text)) ? [`${id} is named ${text}, which SageMaker rejects`] : [],
      ...text.includes(UUID) && text !== text.toLowerCase() ? [`${id} has the generated name ${text}, but its ARN is lowercase`] : [],
    ];
  });
}

/** Policy resources whose ARN of an endpoint or a component is not spelled as SageMaker spells it. */
function arns(template: Template): string[] {
  const policies = ofType(template, 'AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy', 'AWS::SQS::QueuePolicy', 'AWS::S3::BucketPolicy')
    .flatMap(([id, { PolicyDocument }]) => array<any>(PolicyDocument?.Statement).flatMap(({ Resource }) => array(Resource).map((each) => [id, flat(each)] as const)));
  return policies.filter(([, resource]) => {
    const name = resource.match(/:(?:endpoint|inference-component)\/(.*)$/)?.[1]?.replace(/<[^>]*>/g, '');
    return name !== undefined && name !== name.toLowerCase();
  }).map(([id, resource]) => `${id} names ${resource}, which is lowercase in SageMaker`);
}

export function nameViolations(template: Template): string[] {
  return [...lostTokens(template), ...endpointNames(template), ...arns(template)];
}
