import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { CfnEndpoint } from 'aws-cdk-lib/aws-sagemaker';
import { ExecutionRole } from './execution-role';
import { DeployedVariant, LmiDeploymentPolicy } from './lmi-deployment-policy';
import { inferentia1, Variant } from './make-variant';
import { RollbackAlarms } from './rollback-alarms';
import { Problems } from '../checks/problems';

/** Settings for updates of an endpoint. */
interface EndpointUpdatesRequest {
  readonly deploymentPolicy?: LmiDeploymentPolicy;
  readonly rollbackAlarms?: cloudwatch.IAlarm[];
  /** The name, not as a reference to the endpoint. */
  readonly endpointName: string;
  /** Name of the endpoint config, which is created after the variants. */
  readonly endpointConfigName: string;
  readonly isAsync: boolean;
  readonly execution: ExecutionRole;
}

/** How updates reach the instances of an endpoint, and the alarms that roll them back. */
export class EndpointUpdates {
  /** The default keeps the old fleet for a while: alarms could not go off in time if it were removed as soon as all traffic has moved. */
  private readonly policy?: LmiDeploymentPolicy;
  private readonly property?: CfnEndpoint.DeploymentConfigProperty;
  private readonly alarms: RollbackAlarms;

  public constructor(problems: Problems, private readonly request: EndpointUpdatesRequest) {
    const { deploymentPolicy, rollbackAlarms: given, execution } = request;
    this.policy = deploymentPolicy ?? (given && given.length > 0 ? LmiDeploymentPolicy.allAtOnce() : undefined);
    this.property = this.policy?._bind(problems);
    this.alarms = new RollbackAlarms(problems, { given, options: this.policy?._options ?? {}, execution });
  }

  /** Checks the policy against a production variant, even if the variant itself has problems. */
  public check(problems: Problems, variant: DeployedVariant, count: number): void {
    if (!this.policy) {
      return;
    }
    this.policy._checkVariant(problems, variant);
    this.alarms.check(problems, this.policy._guard(variant));
    if (this.policy._oneVariantOnly && count > 1) {
      problems.add('deploymentPolicy is rolling, which SageMaker refuses for several production variants. Use LmiDeploymentPolicy.canary or linear.');
    }
  }

  /** Creates the alarms of a production variant unless the user passes alarms. */
  public watch(problems: Problems, variant: Variant, count: number): void {
    if (!this.policy) {
      return;
    }
    const unguarded = inferentia1(variant);
    if (unguarded !== undefined) {
      problems.add(`deploymentPolicy is set, but on ${unguarded} SageMaker moves all traffic at once, without notice. Omit deploymentPolicy, or choose a newer `
        + 'instance type.');
    }
    const { endpointName, endpointConfigName, isAsync } = this.request;
    const dimensions = { EndpointName: endpointName, VariantName: variant.name };
    // An endpoint allows ten alarms in total, so only the first variant has one for old and new instances together.
    this.alarms.watch(variant.scope, problems, { dimensions, endpointConfigName, whole: count === 1, isAsync });
  }

  /** The property of the endpoint; undefined without a policy. */
  public deploymentConfig(): CfnEndpoint.DeploymentConfigProperty | undefined {
    return this.property && { ...this.property, autoRollbackConfiguration: this.alarms.configuration() };
  }
}
