import { Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { Problems } from '../checks/problems';
import { isLiteral } from '../checks/tokens';

/** Weights must come from a bucket in the region of the endpoint (API reference, ContainerDefinition.ModelDataUrl, read 2026-11). */
export function checkBucketRegion(scope: Construct, problems: Problems, bucket: s3.IBucket | undefined): void {
  const region = bucket?.env?.region;
  const own = Stack.of(scope).region;
  if (isLiteral(region) && isLiteral(own) && region !== own) {
    problems.add(`bucket is in ${region}, but the stack is in ${own}, and SageMaker loads weights only from its own region. Pass a bucket in ${own}.`);
  }
}
