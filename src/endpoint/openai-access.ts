import { IResource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { acknowledge } from '../checks/acknowledge';

/**
 * The base URL for OpenAI clients of an endpoint, or of one of its components (SageMaker Developer Guide, "OpenAI-compatible endpoints", read
 * 2026-11-25).
 */
export function openAiBaseUrl(resource: IResource, endpointName: string, inferenceComponentName?: string): string {
  const path = inferenceComponentName === undefined ? endpointName : `${endpointName}/inference-components/${inferenceComponentName}`;
  return `https://runtime.sagemaker.${resource.env.region}.${Stack.of(resource).urlSuffix}/endpoints/${path}/openai/v1`;
}

/** Why the action for bearer tokens needs a wildcard. */
const BEARER_REASON = 'sagemaker:CallWithBearerToken takes no resource; what a token may invoke is limited by sagemaker:InvokeEndpoint.';

/** Lets a principal that may invoke also do so with a bearer token, which OpenAI clients send. */
export function grantBearerToken(invoke: iam.Grant, grantee: iam.IGrantable): iam.Grant {
  const bearer = iam.Grant.addToPrincipal({ grantee, actions: ['sagemaker:CallWithBearerToken'], resourceArns: ['*'] });
  const principal = grantee.grantPrincipal;
  const policy = iam.Role.isRole(principal) || principal instanceof iam.User ? principal.node.tryFindChild('DefaultPolicy') : undefined;
  if (policy !== undefined) {
    acknowledge(policy, { id: 'AwsSolutions-IAM5[Resource::*]', reason: BEARER_REASON });
  }
  return invoke.combine(bearer);
}
