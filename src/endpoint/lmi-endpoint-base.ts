import { ArnFormat, Resource, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { lowerCased } from './endpoint-name';
import { checkGrantee } from '../checks/check-arguments';
import { given } from '../checks/given';
import { LmiError } from '../checks/lmi-error';
import { Problems } from '../checks/problems';
import { isUnresolved } from '../checks/tokens';
import { LIMITS } from '../facts/limits';
import { LmiAlarmOptions } from '../operate/lmi-alarm-options';
import { LmiDashboardOptions, LmiDashboardRows } from '../operate/lmi-dashboard-rows';
import { LmiEndpointAlarms } from '../operate/lmi-endpoint-alarms';
import { LmiMetricOptions } from '../operate/lmi-metric-options';
import { LmiMetrics } from '../operate/lmi-metrics';
import { EndpointCapacity } from '../operate/served-requests';

/** A SageMaker endpoint with an LMI container behind it, made here or elsewhere. */
export interface ILmiEndpoint extends sagemaker.IEndpoint {
  /** All metrics of the endpoint; the most important ones have methods here too. */
  readonly metrics: LmiMetrics;

  /**
   * Any metric of the endpoint by the name that CloudWatch has for it, such as `DiskUtilization`.
   *
   * @param metricName such as `DiskUtilization`
   * @param props what to change
   */
  metric(metricName: string, props?: LmiMetricOptions): cloudwatch.Metric;

  /**
   * Requests to a variant.
   *
   * @param props what to change
   */
  metricInvocations(props?: LmiMetricOptions): cloudwatch.Metric;

  /**
   * Requests that the model answered with a 4xx status: their number; the average is their share.
   *
   * @param props what to change
   */
  metricInvocation4xxErrors(props?: LmiMetricOptions): cloudwatch.Metric;

  /**
   * Requests that the model answered with a 5xx status: their number; the average is their share.
   *
   * @param props what to change
   */
  metricInvocation5xxErrors(props?: LmiMetricOptions): cloudwatch.Metric;

  /**
   * Requests that the container did not answer with a 2xx status, for whatever reason.
   *
   * @param props what to change
   */
  metricModelErrors(props?: LmiMetricOptions): cloudwatch.Metric;

  /**
   * Time that the container took to answer, in microseconds; the 90th percentile unless told otherwise.
   *
   * @param props what to change
   */
  metricModelLatency(props?: LmiMetricOptions): cloudwatch.Metric;

  /**
   * Time that SageMaker added to that of the container, in microseconds.
   *
   * @param props what to change
   */
  metricOverheadLatency(props?: LmiMetricOptions): cloudwatch.Metric;

  /**
   * Time to the first part of a streamed answer, in microseconds; the 90th percentile unless told otherwise.
   *
   * @param props what to change
   */
  metricTimeToFirstByte(props?: LmiMetricOptions): cloudwatch.Metric;

  /**
   * Requests that the busiest instance is serving or holds in its queue.
   *
   * @param props what to change
   */
  metricConcurrentRequests(props?: LmiMetricOptions): cloudwatch.Metric;

  /**
   * Share of the GPUs that compute, in percent: up to 100 for each GPU.
   *
   * @param props what to change
   */
  metricGpuUtilization(props?: LmiMetricOptions): cloudwatch.Metric;

  /**
   * Share of the GPU memory in use, in percent: up to 100 for each GPU.
   *
   * @param props what to change
   */
  metricGpuMemoryUtilization(props?: LmiMetricOptions): cloudwatch.Metric;

  /**
   * Share of the CPU cores in use, in percent: up to 100 for each core.
   *
   * @param props what to change
   */
  metricCpuUtilization(props?: LmiMetricOptions): cloudwatch.Metric;

  /**
   * Share of the host memory in use, in percent.
   *
   * @param props what to change
   */
  metricMemoryUtilization(props?: LmiMetricOptions): cloudwatch.Metric;

  /**
   * Share of the disk space in use, in percent.
   *
   * @param props what to change
   */
  metricDiskUtilization(props?: LmiMetricOptions): cloudwatch.Metric;

  /**
   * Asynchronous requests that wait or are being served.
   *
   * @param props what to change
   */
  metricAsyncBacklog(props?: LmiMetricOptions): cloudwatch.Metric;

  /**
   * Age of the oldest asynchronous request that waits, in seconds.
   *
   * @param props what to change
   */
  metricAsyncOldestRequestAge(props?: LmiMetricOptions): cloudwatch.Metric;
  /**
   * Makes alarms on errors, latency, saturation, GPU memory and, on an asynchronous endpoint, the queue.
   *
   * @param options thresholds, and what the alarms do
   */
  addAlarms(options?: LmiAlarmOptions): LmiEndpointAlarms;

  /**
   * Makes a dashboard with traffic, latency, saturation, accelerators and scaling.
   *
   * @param options its name, alarms to draw in, and rows to replace
   */
  addDashboard(options?: LmiDashboardOptions): cloudwatch.Dashboard;
}

/** What identifies an endpoint that was made elsewhere. */
export interface LmiEndpointAttributes {
  /** Name of the endpoint. */
  readonly endpointName: string;

  /**
   * Whether the endpoint takes asynchronous invocations only.
   *
   * @default false
   */
  readonly isAsync?: boolean;

  /**
   * Name of its first production variant, which metrics are taken of.
   *
   * @default 'AllTraffic'
   */
  readonly variantName?: string;
}

/** How an endpoint is referred to. */
export interface EndpointIdentity {
  readonly endpointArn: string;
  readonly endpointName: string;
}

/**
 * What created and imported endpoints have in common.
 *
 * @internal
 */
export abstract class LmiEndpointBase extends Resource implements ILmiEndpoint {
  /** Whether the endpoint takes asynchronous invocations only. */
  protected abstract readonly isAsync: boolean;
  private firstMetrics?: LmiMetrics;
  private firstAlarms?: LmiEndpointAlarms;
  private identity?: EndpointIdentity;

  public get endpointArn(): string {
    return (this.identity ??= this._identify()).endpointArn;
  }

  public get endpointName(): string {
    return (this.identity ??= this._identify()).endpointName;
  }

  /** A reference to this endpoint. */
  public get endpointRef(): sagemaker.EndpointReference {
    return { endpointArn: this.endpointArn };
  }

  /** All metrics of the endpoint; the most important ones have methods here too. */
  public get metrics(): LmiMetrics {
    this.firstMetrics ??= LmiMetrics.ofEndpoint(this, { isAsync: this.isAsync, variantName: this._firstVariantName });
    return this.firstMetrics;
  }

  /**
   * @internal
   */
  protected abstract get _firstVariantName(): string | undefined;

  /**
   * Asked for once, and only when somebody needs it: the tokens that refer to an endpoint cost as much as a resource.
   *
   * @internal
   */
  protected abstract _identify(): EndpointIdentity;

  /**
   * How to refer to an endpoint that is made here, from other stacks and environments too.
   *
   * @internal
   */
  protected _referTo(endpoint: sagemaker.CfnEndpoint): EndpointIdentity {
    return {
      endpointName: this.getResourceNameAttribute(endpoint.attrEndpointName),
      endpointArn: this.getResourceArnAttribute(endpoint.ref, { service: 'sagemaker', resource: 'endpoint', resourceName: lowerCased(this.physicalName) }),
    };
  }

  /**
   * Permits a principal to invoke the endpoint: with an answer in one piece and as a stream, or, on an asynchronous endpoint,
   * asynchronously.
   */
  public grantInvoke(grantee: iam.IGrantable): iam.Grant {
    checkGrantee(this, grantee);
    return iam.Grant.addToPrincipal({
      grantee,
      actions: this.isAsync
        ? ['sagemaker:InvokeEndpointAsync']
        : ['sagemaker:InvokeEndpoint', 'sagemaker:InvokeEndpointWithResponseStream'],
      resourceArns: [this.endpointArn],
    });
  }

  /**
   * Any metric of the endpoint by the name that CloudWatch has for it, such as `DiskUtilization`.
   *
   * @param metricName such as `DiskUtilization`
   * @param props what to change
   */
  public metric(metricName: string, props?: LmiMetricOptions): cloudwatch.Metric {
    return this.metrics.metric(metricName, props);
  }

  /**
   * Requests to a variant.
   *
   * @param props what to change
   */
  public metricInvocations(props?: LmiMetricOptions): cloudwatch.Metric {
    return this.metrics.metricInvocations(props);
  }

  /**
   * Requests that the model answered with a 4xx status: their number; the average is their share.
   *
   * @param props what to change
   */
  public metricInvocation4xxErrors(props?: LmiMetricOptions): cloudwatch.Metric {
    return this.metrics.metricInvocation4xxErrors(props);
  }

  /**
   * Requests that the model answered with a 5xx status: their number; the average is their share.
   *
   * @param props what to change
   */
  public metricInvocation5xxErrors(props?: LmiMetricOptions): cloudwatch.Metric {
    return this.metrics.metricInvocation5xxErrors(props);
  }

  /**
   * Requests that the container did not answer with a 2xx status, for whatever reason.
   *
   * @param props what to change
   */
  public metricModelErrors(props?: LmiMetricOptions): cloudwatch.Metric {
    return this.metrics.metricModelErrors(props);
  }

  /**
   * Time that the container took to answer, in microseconds; the 90th percentile unless told otherwise.
   *
   * @param props what to change
   */
  public metricModelLatency(props?: LmiMetricOptions): cloudwatch.Metric {
    return this.metrics.metricModelLatency(props);
  }

  /**
   * Time that SageMaker added to that of the container, in microseconds.
   *
   * @param props what to change
   */
  public metricOverheadLatency(props?: LmiMetricOptions): cloudwatch.Metric {
    return this.metrics.metricOverheadLatency(props);
  }

  /**
   * Time to the first part of a streamed answer, in microseconds; the 90th percentile unless told otherwise.
   *
   * @param props what to change
   */
  public metricTimeToFirstByte(props?: LmiMetricOptions): cloudwatch.Metric {
    return this.metrics.metricTimeToFirstByte(props);
  }

  /**
   * Requests that the busiest instance is serving or holds in its queue.
   *
   * @param props what to change
   */
  public metricConcurrentRequests(props?: LmiMetricOptions): cloudwatch.Metric {
    return this.metrics.metricConcurrentRequests(props);
  }

  /**
   * Share of the GPUs that compute, in percent: up to 100 for each GPU.
   *
   * @param props what to change
   */
  public metricGpuUtilization(props?: LmiMetricOptions): cloudwatch.Metric {
    return this.metrics.metricGpuUtilization(props);
  }

  /**
   * Share of the GPU memory in use, in percent: up to 100 for each GPU.
   *
   * @param props what to change
   */
  public metricGpuMemoryUtilization(props?: LmiMetricOptions): cloudwatch.Metric {
    return this.metrics.metricGpuMemoryUtilization(props);
  }

  /**
   * Share of the CPU cores in use, in percent: up to 100 for each core.
   *
   * @param props what to change
   */
  public metricCpuUtilization(props?: LmiMetricOptions): cloudwatch.Metric {
    return this.metrics.metricCpuUtilization(props);
  }

  /**
   * Share of the host memory in use, in percent.
   *
   * @param props what to change
   */
  public metricMemoryUtilization(props?: LmiMetricOptions): cloudwatch.Metric {
    return this.metrics.metricMemoryUtilization(props);
  }

  /**
   * Share of the disk space in use, in percent.
   *
   * @param props what to change
   */
  public metricDiskUtilization(props?: LmiMetricOptions): cloudwatch.Metric {
    return this.metrics.metricDiskUtilization(props);
  }

  /**
   * Asynchronous requests that wait or are being served.
   *
   * @param props what to change
   */
  public metricAsyncBacklog(props?: LmiMetricOptions): cloudwatch.Metric {
    return this.metrics.metricAsyncBacklog(props);
  }

  /**
   * Age of the oldest asynchronous request that waits, in seconds.
   *
   * @param props what to change
   */
  public metricAsyncOldestRequestAge(props?: LmiMetricOptions): cloudwatch.Metric {
    return this.metrics.metricAsyncOldestRequestAge(props);
  }

  /**
   * Makes alarms on errors, latency, saturation, GPU memory and, on an asynchronous endpoint, the queue. Once for each variant.
   *
   * @param options thresholds, and what the alarms do; a number outside its bounds raises an error
   */
  public addAlarms(options: LmiAlarmOptions = {}): LmiEndpointAlarms {
    const { variantName } = options ?? {};
    const problems = new Problems(this);
    problems.pattern('variantName', variantName, LIMITS.name.pattern, LIMITS.name.allowed, 'give the name of a variant, or leave it out for the first');
    problems.throwIfAny();
    const id = variantName === undefined || variantName === this.metrics.variantName ? 'Alarms' : `Alarms-${variantName}`;
    if (isUnresolved(id)) {
      throw new LmiError(this.node.path, ['variantName is known only at deployment, but the alarms are named after it: write it as a literal']);
    }
    if (this.node.tryFindChild(id)) {
      throw new LmiError(this.node.path, [`addAlarms was already called for variant ${variantName ?? this.metrics.variantName}: keep its result`]);
    }
    const metrics = LmiMetrics.ofEndpoint(this, { isAsync: this.isAsync, variantName: variantName ?? this.metrics.variantName });
    const alarms = LmiEndpointAlarms._of(this, id, metrics, this._capacity(variantName), options ?? {});
    this.firstAlarms ??= alarms;
    return alarms;
  }

  /**
   * Makes a dashboard with traffic, latency, saturation, accelerators and scaling.
   *
   * @param options its name, alarms to draw in, and rows to replace
   */
  public addDashboard(options: LmiDashboardOptions = {}): cloudwatch.Dashboard {
    const { alarms, rows, widgets, ...props } = options ?? {};
    const problems = new Problems(this);
    problems.made('alarms', alarms, LmiEndpointAlarms, 'give what addAlarms returned');
    problems.made('rows', rows, LmiDashboardRows, 'extend LmiDashboardRows, and give one made of it');
    if (alarms && rows) {
      problems.add('alarms is given beside rows, which have alarms of their own: give them to the constructor of the rows');
    }
    if (this.node.tryFindChild('Dashboard')) {
      problems.add('addDashboard was already called: keep its result and add widgets to it');
    }
    problems.throwIfAny();
    const made = rows ?? new LmiDashboardRows(this.metrics, alarms ?? this.firstAlarms);
    return new cloudwatch.Dashboard(this, 'Dashboard', { ...props, widgets: [...widgets ?? [], ...made.all()] });
  }

  /**
   * What an instance of a variant can do, as far as it is known.
   *
   * @internal
   */
  protected _capacity(_variantName?: string): EndpointCapacity {
    return {};
  }
}

/** An endpoint that was made elsewhere. */
export class ImportedLmiEndpoint extends LmiEndpointBase {
  public static byName(scope: Construct, id: string, attributes: LmiEndpointAttributes): ILmiEndpoint {
    const problems = new Problems(`${scope.node.path}/${id}`);
    const remedy = 'give the name under which the endpoint was deployed';
    attributes = given(attributes);
    if (problems.required('endpointName', attributes.endpointName, remedy)) {
      problems.pattern('endpointName', attributes.endpointName, LIMITS.name.pattern, LIMITS.name.allowed, remedy);
    }
    problems.throwIfAny();
    const endpointArn = Stack.of(scope).formatArn({ service: 'sagemaker', resource: 'endpoint', resourceName: lowerCased(attributes.endpointName) });
    const { endpointName, isAsync, variantName } = attributes;
    return new ImportedLmiEndpoint(scope, id, { endpointArn, endpointName }, isAsync ?? false, variantName);
  }

  public static byArn(scope: Construct, id: string, endpointArn: string): ILmiEndpoint {
    const problems = new Problems(`${scope.node.path}/${id}`);
    const remedy = 'give the ARN of the endpoint';
    if (problems.required('endpointArn', endpointArn, remedy)) {
      problems.pattern('endpointArn', endpointArn, /^arn:[^:]+:sagemaker:[^:]*:[^:]*:endpoint\/.+$/, 'the ARN of a SageMaker endpoint', remedy);
    }
    problems.throwIfAny();
    const endpointName = Stack.of(scope).splitArn(endpointArn, ArnFormat.SLASH_RESOURCE_NAME).resourceName!;
    return new ImportedLmiEndpoint(scope, id, { endpointArn, endpointName }, false);
  }

  private constructor(
    scope: Construct, id: string,
    private readonly known: EndpointIdentity, protected readonly isAsync: boolean, private readonly variantName?: string,
  ) {
    super(scope, id, { environmentFromArn: known.endpointArn });
  }

  /**
   * @internal
   */
  protected _identify(): EndpointIdentity {
    return this.known;
  }

  /**
   * @internal
   */
  protected get _firstVariantName(): string | undefined {
    return this.variantName;
  }
}
