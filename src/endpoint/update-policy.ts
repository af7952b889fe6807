import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { CfnEndpoint } from 'aws-cdk-lib/aws-sagemaker';
import { ExecutionRole } from './execution-role';
import { LmiDeploymentPolicy } from './lmi-deployment-policy';
import { inferentia1, Variant } from './make-variant';
import { checkAlarms, checkGuard, checkThresholds, rollbackAlarms } from './rollback-alarms';
import { Problems } from '../checks/problems';
import { LIMITS } from '../facts/limits';

/** How updates of an endpoint are to go. */
export interface UpdatesRequest {
  readonly deploymentPolicy?: LmiDeploymentPolicy;
  readonly rollbackAlarms?: cloudwatch.IAlarm[];
  /** A name that does not refer to the endpoint. */
  readonly endpointName: string;
  /** Of the endpoint config, which is made after the variants. */
  readonly endpointConfigName: string;
  readonly isAsync: boolean;
  readonly execution: ExecutionRole;
}

/** How updates reach the instances, and the alarms that roll them back. */
export class Updates {
  /** Alarms have no time to go off when all traffic moves at once and the old fleet is gone, so those that are given get a policy that waits. */
  private readonly policy?: LmiDeploymentPolicy;
  private readonly property?: CfnEndpoint.DeploymentConfigProperty;
  private readonly alarms: cloudwatch.IAlarm[] = [];

  public constructor(problems: Problems, private readonly request: UpdatesRequest) {
    const { deploymentPolicy, rollbackAlarms: given } = request;
    this.policy = deploymentPolicy ?? (given && given.length > 0 ? LmiDeploymentPolicy.allAtOnce() : undefined);
    this.property = this.policy?._bind(problems);
    checkThresholds(problems, this.policy?._options ?? {});
    checkAlarms(problems, given);
    given?.forEach((alarm) => this.use(alarm));
  }

  /** Checks the policy against a production variant, and makes its alarms unless alarms are given. */
  public watch(problems: Problems, variant: Variant, count: number): void {
    if (!this.policy) {
      return;
    }
    this.policy._checkVariant(problems, variant);
    if (this.policy._oneVariantOnly && count > 1) {
      problems.add('deploymentPolicy is rolling, which SageMaker refuses for several production variants. Use LmiDeploymentPolicy.canary or linear.');
    }
    const unguarded = inferentia1(variant);
    if (unguarded !== undefined) {
      problems.add(`deploymentPolicy is set, but on ${unguarded} SageMaker moves all traffic at once, without notice. Omit deploymentPolicy, or choose a newer `
        + 'instance type.');
    }
    if (this.request.rollbackAlarms === undefined && problems.count === 0) {
      const { endpointName, endpointConfigName, isAsync } = this.request;
      const dimensions = { EndpointName: endpointName, VariantName: variant.name };
      checkGuard(problems, this.policy._guard(variant), this.policy._options);
      // An endpoint takes ten alarms in all, so the traffic as a whole is watched by its first variant alone.
      rollbackAlarms(variant.scope, { dimensions, endpointConfigName, whole: count === 1, isAsync }, this.policy._options)
        .forEach((alarm) => this.use(alarm));
      if (this.alarms.length > LIMITS.rollbackAlarms.max) {
        problems.add(`the variants have ${this.alarms.length} rollback alarms, but an endpoint takes ${LIMITS.rollbackAlarms.max}. Set `
          + 'rollbackEndpointErrorPercentage to 100, which makes one less, or pass rollbackAlarms of your own.');
      }
    }
  }

  /** The property of the endpoint; nothing without a policy. */
  public deploymentConfig(): CfnEndpoint.DeploymentConfigProperty | undefined {
    return this.property && {
      ...this.property,
      autoRollbackConfiguration: this.alarms.length === 0 ? undefined : { alarms: this.alarms.map(({ alarmName }) => ({ alarmName })) },
    };
  }

  private use(alarm: cloudwatch.IAlarm): void {
    this.alarms.push(alarm);
    this.request.execution.allowLooking([alarm]);
  }
}
