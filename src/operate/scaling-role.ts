import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

const ID = 'LmiScalingRole';

/** The service-linked role that Application Auto Scaling always uses for SageMaker, once per stack; otherwise the CDK would create a role that is never used. */
export function scalingRole(scope: Construct): iam.IRole {
  const stack = Stack.of(scope);
  return (stack.node.tryFindChild(ID) as iam.IRole | undefined) ?? iam.Role.fromRoleArn(stack, ID, stack.formatArn({
    service: 'iam',
    region: '',
    resource: 'role/aws-service-role/sagemaker.application-autoscaling.amazonaws.com',
    resourceName: 'AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint',
  }), { mutable: false });
}
