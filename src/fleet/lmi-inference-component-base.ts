import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { checkGrantee } from '../checks/check-arguments';
import { LmiError } from '../checks/lmi-error';
import { Problems } from '../checks/problems';
import { checkedProps, needed, STRING } from '../checks/prop-kinds';
import { warn } from '../checks/warnings';
import { lowerCased } from '../endpoint/endpoint-name';
import { grantBearerToken, openAiBaseUrl } from '../endpoint/openai-access';
import { LIMITS } from '../facts/limits';
import { BenchmarkedEndpoint } from '../operate/benchmarked-endpoint';
import { ComponentMetricShortcuts, IComponentMetricShortcuts } from '../operate/component-metric-shortcuts';
import { LmiBenchmark } from '../operate/lmi-benchmark';
import { LmiBenchmarkProps } from '../operate/lmi-benchmark-props';
import { LmiComponentAlarmOptions, LmiComponentAlarms } from '../operate/lmi-component-alarms';
import { LmiComponentMetrics } from '../operate/lmi-component-metrics';

/** An inference component, created in this app or imported. Requests specify it in addition to the endpoint. */
export interface ILmiInferenceComponent extends IComponentMetricShortcuts, sagemaker.IInferenceComponentRef {
  /**
   * Name of the inference component, which requests pass as `InferenceComponentName`.
   *
   * @attribute
   */
  readonly inferenceComponentName: string;

  /**
   * ARN of the inference component.
   *
   * @attribute
   */
  readonly inferenceComponentArn: string;

  /**
   * Base URL for OpenAI clients, which call `chat/completions` below it with a bearer token:
   * `https://runtime.sagemaker.<region>.<suffix>/endpoints/<name>/inference-components/<component>/openai/v1`. Streams reach them only with
   * `openAiStreaming`.
   *
   * @default - unknown, because the component is imported without `endpointName`
   */
  readonly openAiBaseUrl?: string;

  /**
   * Allows a principal to invoke the component, with and without streaming.
   *
   * @param grantee the principal
   */
  grantInvoke(grantee: iam.IGrantable): iam.Grant;

  /**
   * Allows a principal to invoke the component with OpenAI clients: the permissions of `grantInvoke` and `sagemaker:CallWithBearerToken`. A token
   * has all permissions of its creator, so use a role without any others.
   *
   * @param grantee the principal that creates the tokens
   */
  grantInvokeOpenAi(grantee: iam.IGrantable): iam.Grant;

  /**
   * Creates alarms on errors, latency, saturation, GPU memory, and requests without a copy.
   *
   * @param options thresholds and actions; a number outside its bounds raises an error
   */
  addAlarms(options?: LmiComponentAlarmOptions): LmiComponentAlarms;

  /**
   * Creates a benchmark of the component that runs on demand or on a schedule.
   *
   * @param id the id of the benchmark
   * @param props load, schedule and cost limits
   */
  addBenchmark(id: string, props?: LmiBenchmarkProps): LmiBenchmark;
}

/** Attributes of an existing inference component. */
export interface LmiInferenceComponentAttributes {
  /** Name of the inference component. */
  readonly inferenceComponentName: string;

  /**
   * Name of its endpoint.
   *
   * @default - unknown; `grantInvoke` then only grants access to the component, with a warning, because requests need the endpoint too
   */
  readonly endpointName?: string;
}

/**
 * Base class of created and imported inference components.
 *
 * @internal
 */
export abstract class LmiInferenceComponentBase extends ComponentMetricShortcuts implements ILmiInferenceComponent {
  public abstract readonly inferenceComponentName: string;
  public abstract readonly inferenceComponentArn: string;
  /**
   * ARN of the endpoint.
   *
   * @internal
   */
  protected abstract readonly _endpointArn?: string;
  /**
   * Name of the endpoint.
   *
   * @internal
   */
  protected abstract get _endpointName(): string | undefined;
  private allMetrics?: LmiComponentMetrics;

  /** A reference to this inference component. */
  public get inferenceComponentRef(): sagemaker.InferenceComponentReference {
    return { inferenceComponentArn: this.inferenceComponentArn };
  }

  /**
   * Allows a principal to invoke the component, with and without streaming. SageMaker requires permissions on the endpoint and on the component, so
   * both are granted; other components of the endpoint are not.
   *
   * @param grantee the principal
   */
  public grantInvoke(grantee: iam.IGrantable): iam.Grant {
    checkGrantee(this, grantee);
    if (this._endpointArn === undefined) {
      warn(this, 'component-endpoint', 'the endpoint of the inference component is unknown, so grantInvoke only grants access to the component. Use '
        + 'LmiInferenceComponent.fromInferenceComponentAttributes with endpointName, or grant access to the endpoint too.');
    }
    return iam.Grant.addToPrincipal({
      grantee,
      actions: ['sagemaker:InvokeEndpoint', 'sagemaker:InvokeEndpointWithResponseStream'],
      resourceArns: [...(this._endpointArn === undefined ? [] : [this._endpointArn]), this.inferenceComponentArn],
    });
  }

  /** Base URL for OpenAI clients. Streams reach them only with `openAiStreaming`. */
  public get openAiBaseUrl(): string | undefined {
    return this._endpointName === undefined ? undefined : openAiBaseUrl(this, this._endpointName, this.inferenceComponentName);
  }

  /**
   * Allows a principal to invoke the component with OpenAI clients: the permissions of `grantInvoke` and `sagemaker:CallWithBearerToken`. A token
   * has all permissions of its creator, so use a role without any others.
   *
   * @param grantee the principal that creates the tokens
   */
  public grantInvokeOpenAi(grantee: iam.IGrantable): iam.Grant {
    return grantBearerToken(this.grantInvoke(grantee), grantee);
  }

  /** All metrics of the component; the most important ones have methods here too. */
  public get metrics(): LmiComponentMetrics {
    this.allMetrics ??= LmiComponentMetrics.ofComponentName(this, this.inferenceComponentName);
    return this.allMetrics;
  }

  /**
   * Creates a benchmark of the component that runs on demand or on a schedule.
   *
   * @param id the id of the benchmark
   * @param props load, schedule and cost limits; a component whose endpoint is not known, `afterDeployment` and values outside their
   * bounds raise an error
   */
  public addBenchmark(id: string, props: LmiBenchmarkProps = {}): LmiBenchmark {
    if (this._endpointName === undefined) {
      throw new LmiError(this.node.path, ['addBenchmark was called, but the endpoint of the component is unknown. Import it with endpointName '
        + '(LmiInferenceComponent.fromInferenceComponentAttributes).']);
    }
    return LmiBenchmark._of(this, id, {
      endpointName: this._endpointName, inferenceComponentName: this.inferenceComponentName, isAsync: false,
      grantInvoke: (grantee) => this.grantInvoke(grantee), ...this._benchmarked(),
    }, props);
  }

  /**
   * Details of the copies for benchmarks.
   *
   * @internal
   */
  public _benchmarked(): Partial<BenchmarkedEndpoint> {
    return {};
  }

  /**
   * Creates alarms on errors, latency, saturation, GPU memory, and requests without a copy.
   *
   * @param options thresholds and actions; a number outside its bounds raises an error
   */
  public addAlarms(options: LmiComponentAlarmOptions = {}): LmiComponentAlarms {
    if (this.node.tryFindChild('Alarms')) {
      throw new LmiError(this.node.path, ['addAlarms was already called. Keep its result.']);
    }
    return LmiComponentAlarms._of(this, 'Alarms', this.metrics, this._concurrentRequests, options ?? {});
  }

  /**
   * Number of requests that a copy serves at the same time, if known.
   *
   * @internal
   */
  protected get _concurrentRequests(): number | undefined {
    return undefined;
  }
}

/** An existing inference component. */
export class ImportedInferenceComponent extends LmiInferenceComponentBase {
  public static of(scope: Construct, id: string, attributes: LmiInferenceComponentAttributes): ILmiInferenceComponent {
    const problems = new Problems(`${scope.node.path}/${id}`);
    const remedy = 'pass the name under which it was deployed';
    attributes = checkedProps(problems, attributes, { inferenceComponentName: needed(STRING, remedy), endpointName: STRING });
    problems.pattern('inferenceComponentName', attributes.inferenceComponentName, LIMITS.name.pattern, LIMITS.name.allowed, remedy);
    problems.pattern('endpointName', attributes.endpointName, LIMITS.name.pattern, LIMITS.name.allowed, remedy);
    problems.throwIfAny();
    return new ImportedInferenceComponent(scope, id, attributes);
  }

  public readonly inferenceComponentName: string;
  public readonly inferenceComponentArn: string;
  /**
   * @internal
   */
  protected readonly _endpointArn?: string;
  /**
   * @internal
   */
  protected readonly _endpointName: string | undefined;

  private constructor(scope: Construct, id: string, attributes: LmiInferenceComponentAttributes) {
    super(scope, id);
    this.inferenceComponentName = attributes.inferenceComponentName;
    // ARNs contain the names of endpoints and components in lowercase.
    this.inferenceComponentArn = this.arn('inference-component', attributes.inferenceComponentName);
    this._endpointName = attributes.endpointName;
    this._endpointArn = attributes.endpointName === undefined ? undefined : this.arn('endpoint', attributes.endpointName);
  }

  private arn(resource: string, name: string): string {
    return Stack.of(this).formatArn({
      service: 'sagemaker', resource, resourceName: lowerCased(name), arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
  }
}
