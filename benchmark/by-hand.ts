import { Duration, Fn, Stack } from 'aws-cdk-lib';
import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnEndpoint, CfnEndpointConfig, CfnModel } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';

/** The same resources with the same properties, as a CDK user would write them without this library. */
export function scaledEndpointByHand(parent: Construct, id: string): void {
  const scope = new Construct(parent, id);
  const stack = Stack.of(scope);
  const endpointName = `${id}-${Fn.select(2, Fn.split('/', stack.stackId))}`;
  const logGroup = stack.formatArn({ service: 'logs', resource: `log-group:/aws/sagemaker/Endpoints/${endpointName}` });
  const role = new iam.Role(scope, 'Role', {
    description: 'Runs the LMI container of a SageMaker endpoint',
    assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': stack.account } } }),
  });
  const policy = new iam.ManagedPolicy(scope, 'Policy', {
    description: 'What SageMaker needs to run the LMI container',
    roles: [role],
    statements: [
      new iam.PolicyStatement({
        actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        resources: [logGroup, `${logGroup}:*`],
      }),
      new iam.PolicyStatement({
        actions: ['cloudwatch:PutMetricData'],
        resources: ['*'],
        conditions: { StringLike: { 'cloudwatch:namespace': ['AWS/SageMaker', '/aws/sagemaker/*'] } },
      }),
      new iam.PolicyStatement({
        actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        resources: [stack.formatArn({ service: 'ecr', account: '763104351884', resource: 'repository', resourceName: 'djl-inference' })],
      }),
      new iam.PolicyStatement({ actions: ['ecr:GetAuthorizationToken'], resources: ['*'] }),
    ],
  });
  const model = new CfnModel(scope, 'Model', {
    executionRoleArn: role.roleArn,
    enableNetworkIsolation: false,
    primaryContainer: {
      image: '763104351884.dkr.ecr.us-east-1.amazonaws.com/djl-inference:0.26.0-deepspeed0.12.6-cu121',
      environment: { HF_MODEL_ID: 'TheBloke/Llama-2-7B-fp16', OPTION_ROLLING_BATCH: 'vllm', TENSOR_PARALLEL_DEGREE: 'max' },
    },
  });
  model.node.addDependency(role, policy);
  const config = new CfnEndpointConfig(scope, 'EndpointConfig', {
    productionVariants: [{
      variantName: 'AllTraffic',
      modelName: model.attrModelName,
      instanceType: 'ml.g5.2xlarge',
      initialInstanceCount: 1,
      initialVariantWeight: 1,
      containerStartupHealthCheckTimeoutInSeconds: 1200,
    }],
  });
  const endpoint = new CfnEndpoint(scope, 'Endpoint', {
    endpointName,
    endpointConfigName: config.attrEndpointConfigName,
    retainAllVariantProperties: true,
    excludeRetainedVariantProperties: [{ variantPropertyType: 'DesiredWeight' }, { variantPropertyType: 'DataCaptureConfig' }],
  });
  const target = new scaling.ScalableTarget(scope, 'Scaling', {
    serviceNamespace: scaling.ServiceNamespace.SAGEMAKER,
    scalableDimension: 'sagemaker:variant:DesiredInstanceCount',
    resourceId: `endpoint/${endpoint.attrEndpointName}/variant/AllTraffic`,
    role: iam.Role.fromRoleArn(scope, 'ScalingRole', stack.formatArn({
      service: 'iam',
      region: '',
      resource: 'role/aws-service-role/sagemaker.application-autoscaling.amazonaws.com',
      resourceName: 'AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint',
    }), { mutable: false }),
    minCapacity: 1,
    maxCapacity: 4,
  });
  (target.node.defaultChild as scaling.CfnScalableTarget).suspendedState = {
    dynamicScalingInSuspended: false,
    dynamicScalingOutSuspended: false,
    scheduledScalingSuspended: false,
  };
  target.scaleToTrackMetric('Load', {
    predefinedMetric: scaling.PredefinedMetric.SAGEMAKER_VARIANT_CONCURRENT_REQUESTS_PER_MODEL_HIGH_RESOLUTION,
    targetValue: 24,
    scaleInCooldown: Duration.minutes(15),
    scaleOutCooldown: Duration.minutes(5),
  });
}
