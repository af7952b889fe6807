import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { lowerCased } from './endpoint-name';
import { grantBearerToken, openAiBaseUrl } from './openai-access';
import { checkGrantee } from '../checks/check-arguments';
import { LmiError } from '../checks/lmi-error';
import { Problems } from '../checks/problems';
import { checkedProps, FLAG, LIST, needed, STRING } from '../checks/prop-kinds';
import { isUnresolved } from '../checks/tokens';
import { LIMITS } from '../facts/limits';
import { EndpointMetricShortcuts, IEndpointMetricShortcuts } from '../operate/endpoint-metric-shortcuts';
import { LmiAlarmOptions } from '../operate/lmi-alarm-options';
import { BenchmarkedEndpoint, LmiBenchmark } from '../operate/lmi-benchmark';
import { LmiBenchmarkProps } from '../operate/lmi-benchmark-props';
import { LmiDashboardOptions, LmiDashboardRows, ROWS } from '../operate/lmi-dashboard-rows';
import { ENDPOINT_ALARMS, LmiEndpointAlarms } from '../operate/lmi-endpoint-alarms';
import { LmiMetrics } from '../operate/lmi-metrics';
import { EndpointCapacity } from '../operate/served-requests';

/** A SageMaker endpoint with an LMI container behind it, made here or elsewhere. */
export interface ILmiEndpoint extends sagemaker.IEndpoint, IEndpointMetricShortcuts {
  /**
   * Base URL for OpenAI clients, which call `chat/completions` below it with a bearer token:
   * `https://runtime.sagemaker.<region>.<suffix>/endpoints/<name>/openai/v1`. Streams reach them only with `openAiStreaming`.
   */
  readonly openAiBaseUrl: string;

  /**
   * Permits a principal to invoke the endpoint as OpenAI clients do: what `grantInvoke` permits, and `sagemaker:CallWithBearerToken`. A token carries all
   * permissions of who creates it, so give it a role that may do nothing else. On an asynchronous endpoint it raises an error.
   *
   * @param grantee who creates the tokens
   */
  grantInvokeOpenAi(grantee: iam.IGrantable): iam.Grant;

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

  /**
   * Makes a benchmark that puts a load on the endpoint, on demand, by schedule or after each deployment.
   *
   * @param id its id below the endpoint
   * @param props the load, when it runs and what it may cost
   */
  addBenchmark(id: string, props?: LmiBenchmarkProps): LmiBenchmark;
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
export abstract class LmiEndpointBase extends EndpointMetricShortcuts implements ILmiEndpoint {
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

  /** Base URL for OpenAI clients. Streams reach them only with `openAiStreaming`. */
  public get openAiBaseUrl(): string {
    return openAiBaseUrl(this, this.endpointName);
  }

  /**
   * Permits a principal to invoke the endpoint as OpenAI clients do: what `grantInvoke` permits, and `sagemaker:CallWithBearerToken`. A token carries all
   * permissions of who creates it, so give it a role that may do nothing else. On an asynchronous endpoint it raises an error.
   *
   * @param grantee who creates the tokens
   */
  public grantInvokeOpenAi(grantee: iam.IGrantable): iam.Grant {
    if (this.isAsync) {
      throw new LmiError(this.node.path, ['grantInvokeOpenAi was called on an asynchronous endpoint, which OpenAI clients cannot invoke. Use grantInvoke.']);
    }
    return grantBearerToken(this.grantInvoke(grantee), grantee);
  }

  /**
   * Makes alarms on errors, latency, saturation, GPU memory and, on an asynchronous endpoint, the queue. Once for each variant.
   *
   * @param options thresholds, and what the alarms do; a number outside its bounds raises an error
   */
  public addAlarms(options: LmiAlarmOptions = {}): LmiEndpointAlarms {
    const { variantName } = options ?? {};
    const problems = new Problems(this);
    problems.pattern('variantName', variantName, LIMITS.name.pattern, LIMITS.name.allowed, 'pass the name of a variant, or omit it for the first');
    problems.throwIfAny();
    const id = variantName === undefined || variantName === this.metrics.variantName ? 'Alarms' : `Alarms-${variantName}`;
    if (isUnresolved(id)) {
      throw new LmiError(this.node.path, ['variantName is known only at deployment, but the alarms are named after it. Write it as a literal.']);
    }
    if (this.node.tryFindChild(id)) {
      throw new LmiError(this.node.path, [`addAlarms was already called for variant ${variantName ?? this.metrics.variantName}. Keep its result.`]);
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
    const problems = new Problems(this);
    const { alarms, rows, widgets, ...props } = checkedProps(problems, options, { alarms: ENDPOINT_ALARMS, rows: ROWS, widgets: LIST });
    if (alarms && rows) {
      problems.add('alarms is set together with rows, which have alarms of their own. Pass them to the constructor of the rows.');
    }
    if (this.node.tryFindChild('Dashboard')) {
      problems.add('addDashboard was already called. Keep its result and add widgets to it.');
    }
    problems.throwIfAny();
    const made = rows ?? new LmiDashboardRows(this.metrics, alarms ?? this.firstAlarms);
    return new cloudwatch.Dashboard(this, 'Dashboard', { ...props, widgets: [...widgets ?? [], ...made.all()] });
  }

  /**
   * Makes a benchmark that puts a load on the endpoint, on demand, by schedule or after each deployment.
   *
   * @param id its id below the endpoint
   * @param props the load, when it runs and what it may cost; an asynchronous endpoint, and values outside their bounds, raise an error
   */
  public addBenchmark(id: string, props: LmiBenchmarkProps = {}): LmiBenchmark {
    return LmiBenchmark._of(this, id, {
      endpointName: this.endpointName, isAsync: this.isAsync, grantInvoke: (grantee) => this.grantInvoke(grantee), ...this._benchmarked(),
    }, props);
  }

  /**
   * What a benchmark may know of the instances.
   *
   * @internal
   */
  public _benchmarked(): Partial<BenchmarkedEndpoint> {
    return {};
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
    const remedy = 'pass the name under which the endpoint was deployed';
    attributes = checkedProps(problems, attributes, { endpointName: needed(STRING, remedy), isAsync: FLAG });
    problems.pattern('endpointName', attributes.endpointName, LIMITS.name.pattern, LIMITS.name.allowed, remedy);
    problems.throwIfAny();
    const endpointArn = Stack.of(scope).formatArn({ service: 'sagemaker', resource: 'endpoint', resourceName: lowerCased(attributes.endpointName) });
    const { endpointName, isAsync, variantName } = attributes;
    return new ImportedLmiEndpoint(scope, id, { endpointArn, endpointName }, isAsync ?? false, variantName);
  }

  public static byArn(scope: Construct, id: string, endpointArn: string): ILmiEndpoint {
    const problems = new Problems(`${scope.node.path}/${id}`);
    const remedy = 'pass the ARN of the endpoint';
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
