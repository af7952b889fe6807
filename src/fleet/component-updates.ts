import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnEndpoint, CfnInferenceComponent } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { Faults } from '../checks/problems';
import { LmiDeploymentPolicy } from '../endpoint/lmi-deployment-policy';
import { allowLooking, areAlarms, checkThresholds, rollbackAlarms } from '../endpoint/rollback-alarms';
import { LIMITS } from '../facts/limits';

/** How updates of a component are to go. */
export interface ComponentUpdatesRequest {
  readonly deploymentPolicy?: LmiDeploymentPolicy;
  readonly rollbackAlarms?: cloudwatch.IAlarm[];
  readonly copies: number;
  /** A name that does not refer to the component. */
  readonly inferenceComponentName: string;
  readonly grantee: iam.IGrantable;
}

type Config = CfnInferenceComponent.InferenceComponentDeploymentConfigProperty;

/** How an update replaces copies, with the alarms that roll it back; undefined when nothing is asked for. */
export function componentUpdates(scope: Construct, faults: Faults, request: ComponentUpdatesRequest): Config | undefined {
  const { deploymentPolicy, rollbackAlarms: given } = request;
  const isPolicy = faults.made('deploymentPolicy', deploymentPolicy, LmiDeploymentPolicy, 'make it with LmiDeploymentPolicy.rolling');
  const hasAlarms = areAlarms(faults, given);
  if (!deploymentPolicy && given && given.length > 0) {
    faults.say('rollbackAlarms is given without deploymentPolicy, so nothing waits for an alarm: give LmiDeploymentPolicy.rolling too');
  }
  if (!isPolicy || !deploymentPolicy || !hasAlarms) {
    return undefined;
  }
  const policy = deploymentPolicy._bind(faults).rollingUpdatePolicy as CfnEndpoint.RollingUpdatePolicyProperty | undefined;
  if (!policy) {
    faults.say('deploymentPolicy moves traffic to a second fleet, but updates of a component replace copies in batches: use LmiDeploymentPolicy.rolling');
    return undefined;
  }
  deploymentPolicy._checkVariant(faults, { name: scope.node.id, initialInstanceCount: request.copies, isComponent: true });
  checkThresholds(faults, deploymentPolicy._options);
  if (faults.count > 0) {
    return undefined;
  }
  const alarms = given ?? rollbackAlarms(scope, {
    dimensions: { InferenceComponentName: request.inferenceComponentName }, isAsync: false,
  }, deploymentPolicy._options);
  if (alarms.length > 0) {
    faults.number('the number of rollbackAlarms', alarms.length, LIMITS.rollbackAlarms, 'combine some of them into a composite alarm');
    allowLooking(request.grantee, alarms);
  }
  return {
    rollingUpdatePolicy: {
      ...policy,
      maximumBatchSize: inCopies(policy.maximumBatchSize),
      rollbackMaximumBatchSize: policy.rollbackMaximumBatchSize && inCopies(policy.rollbackMaximumBatchSize),
    },
    autoRollbackConfiguration: alarms.length === 0 ? undefined : { alarms: alarms.map(({ alarmName }) => ({ alarmName })) },
  };
}

/** A component counts copies where an endpoint counts instances. */
function inCopies(size: CfnEndpoint.RollingUpdatePolicyProperty['maximumBatchSize']): CfnInferenceComponent.InferenceComponentCapacitySizeProperty {
  const { type, value } = size as CfnEndpoint.CapacitySizeProperty;
  return { type: type === 'INSTANCE_COUNT' ? 'COPY_COUNT' : type, value };
}
