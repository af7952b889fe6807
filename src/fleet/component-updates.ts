import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { CfnEndpoint, CfnInferenceComponent } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { Problems } from '../checks/problems';
import { ExecutionRole } from '../endpoint/execution-role';
import { LmiDeploymentPolicy } from '../endpoint/lmi-deployment-policy';
import { RollbackAlarms } from '../endpoint/rollback-alarms';

/** Settings for updates of a component. */
interface ComponentUpdatesRequest {
  readonly deploymentPolicy?: LmiDeploymentPolicy;
  readonly rollbackAlarms?: cloudwatch.IAlarm[];
  readonly copies: number;
  /** The name, not as a reference to the component. */
  readonly inferenceComponentName: string;
  readonly execution: ExecutionRole;
}

type Config = CfnInferenceComponent.InferenceComponentDeploymentConfigProperty;

/** How an update replaces copies, with its rollback alarms; undefined if the user sets neither. */
export function componentUpdates(scope: Construct, problems: Problems, request: ComponentUpdatesRequest): Config | undefined {
  const { deploymentPolicy, rollbackAlarms: given } = request;
  if (!deploymentPolicy && !problems.isReported('deploymentPolicy') && given && given.length > 0) {
    problems.add('rollbackAlarms is set without deploymentPolicy, so nothing waits for an alarm. Pass LmiDeploymentPolicy.rolling too.');
  }
  if (!deploymentPolicy) {
    return undefined;
  }
  const policy = deploymentPolicy._bind(problems).rollingUpdatePolicy as CfnEndpoint.RollingUpdatePolicyProperty | undefined;
  if (!policy) {
    problems.add('deploymentPolicy moves traffic to a second fleet, but updates of a component replace copies in batches. Use LmiDeploymentPolicy.rolling.');
    return undefined;
  }
  const copies = problems.isReported('copies') ? undefined : request.copies;
  const component = { name: scope.node.id, initialInstanceCount: copies, isComponent: true };
  deploymentPolicy._checkVariant(problems, component);
  const alarms = new RollbackAlarms(problems, { given, options: deploymentPolicy._options, execution: request.execution });
  const dimensions = { InferenceComponentName: request.inferenceComponentName };
  alarms.check(problems, deploymentPolicy._guard(component));
  alarms.watch(scope, problems, { dimensions, isAsync: false });
  if (problems.count > 0) {
    return undefined;
  }
  return {
    rollingUpdatePolicy: {
      ...policy,
      maximumBatchSize: inCopies(policy.maximumBatchSize),
      rollbackMaximumBatchSize: policy.rollbackMaximumBatchSize && inCopies(policy.rollbackMaximumBatchSize),
    },
    autoRollbackConfiguration: alarms.configuration(),
  };
}

/** A component counts copies where an endpoint counts instances. */
function inCopies(size: CfnEndpoint.RollingUpdatePolicyProperty['maximumBatchSize']): CfnInferenceComponent.InferenceComponentCapacitySizeProperty {
  const { type, value } = size as CfnEndpoint.CapacitySizeProperty;
  return { type: type === 'INSTANCE_COUNT' ? 'COPY_COUNT' : type, value };
}
