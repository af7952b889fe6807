import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** The role that Application Auto Scaling uses for SageMaker anyway; without one the CDK would make a role that is never used. */
export function scalingRole(scope: Construct): iam.IRole {
  return iam.Role.fromRoleArn(scope, 'Role', Stack.of(scope).formatArn({
    service: 'iam',
    region: '',
    resource: 'role/aws-service-role/sagemaker.application-autoscaling.amazonaws.com',
    resourceName: 'AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint',
  }), { mutable: false });
}
