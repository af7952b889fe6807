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
import { checkedProps, FLAG, needed, OWN_CHECK, STRING } from '../checks/prop-kinds';
import { isLiteral, isUnresolved } from '../checks/tokens';
import { LIMITS } from '../facts/limits';
import { BenchmarkedEndpoint } from '../operate/benchmarked-endpoint';
import { EndpointMetricShortcuts, IEndpointMetricShortcuts } from '../operate/endpoint-metric-shortcuts';
import { LmiAlarmOptions } from '../operate/lmi-alarm-options';
import { LmiBenchmark } from '../operate/lmi-benchmark';
import { LmiBenchmarkProps } from '../operate/lmi-benchmark-props';
import { DASHBOARD_KINDS, LmiDashboardOptions, LmiDashboardRows } from '../operate/lmi-dashboard-rows';
import { LmiEndpointAlarms } from '../operate/lmi-endpoint-alarms';
import { LmiMetrics } from '../operate/lmi-metrics';
import { checkVariantName } from '../operate/metric-of';
import { EndpointCapacity } from '../operate/served-requests';

/** A SageMaker endpoint with an LMI container, created in this app or imported. */
export interface ILmiEndpoint extends sagemaker.IEndpoint, IEndpointMetricShortcuts {
  /**
   * Base URL for OpenAI clients, which append `chat/completions` and send a bearer token:
   * `https://runtime.sagemaker.<region>.<suffix>/endpoints/<name>/openai/v1`. They can read streams only with `openAiStreaming`.
   */
  readonly openAiBaseUrl: string;

  /**
   * Allows a principal to invoke the endpoint with OpenAI clients: the permissions of `grantInvoke` and `sagemaker:CallWithBearerToken`. A token
   * has all permissions of its creator, so use a role without any others. An error on an asynchronous endpoint.
   *
   * @param grantee the principal that creates the tokens
   */
  grantInvokeOpenAi(grantee: iam.IGrantable): iam.Grant;

  /**
   * Creates alarms on errors, latency, saturation, GPU memory and, on an asynchronous endpoint, the queue.
   *
   * @param options thresholds and actions
   */
  addAlarms(options?: LmiAlarmOptions): LmiEndpointAlarms;

  /**
   * Creates a dashboard with traffic, latency, saturation, accelerators and scaling.
   *
   * @param options name, alarms to show, and rows
   */
  addDashboard(options?: LmiDashboardOptions): cloudwatch.Dashboard;

  /**
   * Creates a benchmark of the endpoint that runs on demand, on a schedule or after each deployment.
   *
   * @param id the id of the benchmark
   * @param props load, schedule and cost limits
   */
  addBenchmark(id: string, props?: LmiBenchmarkProps): LmiBenchmark;
}

/** Attributes of an existing endpoint. */
export interface LmiEndpointAttributes {
  /** Name of the endpoint. */
  readonly endpointName: string;

  /**
   * Whether the endpoint is asynchronous.
   *
   * @default false
   */
  readonly isAsync?: boolean;

  /**
   * Name of its first production variant, which metrics are based on.
   *
   * @default 'AllTraffic'
   */
  readonly variantName?: string;
}

/** ARN and name of an endpoint. */
export interface EndpointIdentity {
  readonly endpointArn: string;
  readonly endpointName: string;
}

/**
 * Base class of created and imported endpoints.
 *
 * @internal
 */
export abstract class LmiEndpointBase extends EndpointMetricShortcuts implements ILmiEndpoint {
  /** Whether the endpoint is asynchronous. */
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
   * Called once, and only when needed: the tokens that refer to an endpoint cost as much as a resource.
   *
   * @internal
   */
  protected abstract _identify(): EndpointIdentity;

  /**
   * ARN and name of an endpoint of this app, which also work from other stacks and environments.
   *
   * @internal
   */
  protected _referTo(endpoint: sagemaker.CfnEndpoint): EndpointIdentity {
    return {
      endpointName: this.getResourceNameAttribute(endpoint.attrEndpointName),
      endpointArn: this.getResourceArnAttribute(endpoint.ref, { service: 'sagemaker', resource: 'endpoint', resourceName: lowerCased(this.physicalName) }),
    };
  }

  /** Allows a principal to invoke the endpoint, with and without streaming, or asynchronously if the endpoint is asynchronous. */
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

  /** Base URL for OpenAI clients. They can read streams only with `openAiStreaming`. */
  public get openAiBaseUrl(): string {
    return openAiBaseUrl(this, this.endpointName);
  }

  /**
   * Allows a principal to invoke the endpoint with OpenAI clients: the permissions of `grantInvoke` and `sagemaker:CallWithBearerToken`. A token
   * has all permissions of its creator, so use a role without any others. An error on an asynchronous endpoint.
   *
   * @param grantee the principal that creates the tokens
   */
  public grantInvokeOpenAi(grantee: iam.IGrantable): iam.Grant {
    if (this.isAsync) {
      throw new LmiError(this.node.path, ['grantInvokeOpenAi was called on an asynchronous endpoint, which OpenAI clients cannot invoke. Use grantInvoke.']);
    }
    return grantBearerToken(this.grantInvoke(grantee), grantee);
  }

  /**
   * Creates alarms on errors, latency, saturation, GPU memory and, on an asynchronous endpoint, the queue. Call it once for each variant.
   *
   * @param options thresholds and actions; a number outside its bounds and an endpoint in another region raise an error
   */
  public addAlarms(options: LmiAlarmOptions = {}): LmiEndpointAlarms {
    this.checkEnvironment('addAlarms', ['region']);
    const { variantName } = options ?? {};
    const problems = new Problems(this);
    checkVariantName(problems, variantName);
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
   * Creates a dashboard with traffic, latency, saturation, accelerators and scaling.
   *
   * @param options name, alarms to show, and rows
   */
  public addDashboard(options: LmiDashboardOptions = {}): cloudwatch.Dashboard {
    const problems = new Problems(this);
    const { alarms, rows, widgets, ...props } = checkedProps(problems, options, DASHBOARD_KINDS, { isOpen: true });
    if (alarms && rows) {
      problems.add('alarms is set together with rows, which have their own alarms. Pass the alarms to the constructor of the rows.');
    }
    if (this.node.tryFindChild('Dashboard')) {
      problems.add('addDashboard was already called. Keep its result and add widgets to it.');
    }
    problems.throwIfAny();
    const made = rows ?? new LmiDashboardRows(this.metrics, alarms ?? this.firstAlarms);
    return new cloudwatch.Dashboard(this, 'Dashboard', { ...props, widgets: [...widgets ?? [], ...made.all()] });
  }

  /**
   * Creates a benchmark of the endpoint that runs on demand, on a schedule or after each deployment.
   *
   * @param id the id of the benchmark
   * @param props load, schedule and cost limits; an asynchronous endpoint, one in another account or region, and values outside their bounds raise an
   * error
   */
  public addBenchmark(id: string, props: LmiBenchmarkProps = {}): LmiBenchmark {
    this.checkEnvironment('addBenchmark', ['account', 'region']);
    return LmiBenchmark._of(this, id, {
      endpointName: this.endpointName, isAsync: this.isAsync, grantInvoke: (grantee) => this.grantInvoke(grantee), ...this._benchmarked(),
    }, props);
  }

  /**
   * Details of the instances for benchmarks.
   *
   * @internal
   */
  public _benchmarked(): Partial<BenchmarkedEndpoint> {
    return {};
  }

  /** An alarm monitors metrics in its own region, and a benchmark invokes the endpoint by name in its own account and region. */
  private checkEnvironment(method: string, parts: readonly ('account' | 'region')[]): void {
    const problems = new Problems(this);
    for (const part of parts) {
      const [actual, own] = [this.env[part], Stack.of(this)[part]];
      if (isLiteral(actual) && actual !== '' && isLiteral(own) && actual !== own) {
        problems.add(`${method} was called on an endpoint in ${part} ${actual}, but the stack is in ${part} ${own}. Import the endpoint into a stack in ${actual}, and call it there.`);
      }
    }
    problems.throwIfAny();
  }

  /**
   * The capacity of an instance of a variant, if known.
   *
   * @internal
   */
  protected _capacity(_variantName?: string): EndpointCapacity {
    return {};
  }
}

/** An existing endpoint. */
export class ImportedLmiEndpoint extends LmiEndpointBase {
  public static byName(scope: Construct, id: string, attributes: LmiEndpointAttributes): ILmiEndpoint {
    const problems = new Problems(`${scope.node.path}/${id}`);
    const remedy = 'pass the name under which the endpoint was deployed';
    attributes = checkedProps(problems, attributes, { endpointName: needed(STRING, remedy), isAsync: FLAG, variantName: OWN_CHECK });
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
