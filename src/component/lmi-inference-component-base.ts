import { ArnFormat, IResource, Resource, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { LIMITS } from '../facts/limits';
import { Faults } from '../internal/faults';
import { warn } from '../internal/warnings';

/** An inference component, made here or elsewhere: what a request names beside the endpoint. */
export interface ILmiInferenceComponent extends IResource, sagemaker.IInferenceComponentRef {
  /**
   * Name of the inference component, which every request gives as `InferenceComponentName`.
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

  /** Permits a principal to invoke the component, with an answer in one piece and as a stream. */
  grantInvoke(grantee: iam.IGrantable): iam.Grant;
}

/** What identifies an inference component that was made elsewhere. */
export interface LmiInferenceComponentAttributes {
  /** Name of the inference component. */
  readonly inferenceComponentName: string;

  /**
   * Name of the endpoint that hosts it.
   *
   * @default - not known; `grantInvoke` then permits only the component and warns, because a request needs the endpoint too
   */
  readonly endpointName?: string;
}

/** What inference components made here and elsewhere have in common. */
export abstract class LmiInferenceComponentBase extends Resource implements ILmiInferenceComponent {
  public abstract readonly inferenceComponentName: string;
  public abstract readonly inferenceComponentArn: string;
  /**
   * ARN of the endpoint.
   *
   * @internal
   */
  protected abstract readonly _endpointArn?: string;

  /** A reference to this inference component. */
  public get inferenceComponentRef(): sagemaker.InferenceComponentReference {
    return { inferenceComponentArn: this.inferenceComponentArn };
  }

  /**
   * Permits a principal to invoke the component, with an answer in one piece and as a stream. SageMaker asks for the permission on the
   * endpoint and on the component, so both are granted; other components of the endpoint stay closed.
   */
  public grantInvoke(grantee: iam.IGrantable): iam.Grant {
    if (this._endpointArn === undefined) {
      warn(this, 'component-endpoint', 'the endpoint of the inference component is not known, so grantInvoke permits the component alone: use '
        + 'LmiInferenceComponent.fromInferenceComponentAttributes with endpointName, or grant the endpoint besides');
    }
    return iam.Grant.addToPrincipal({
      grantee,
      actions: ['sagemaker:InvokeEndpoint', 'sagemaker:InvokeEndpointWithResponseStream'],
      resourceArns: [...(this._endpointArn === undefined ? [] : [this._endpointArn]), this.inferenceComponentArn],
    });
  }
}

/** An inference component that was made elsewhere. */
export class ImportedInferenceComponent extends LmiInferenceComponentBase {
  public static of(scope: Construct, id: string, attributes: LmiInferenceComponentAttributes): ILmiInferenceComponent {
    const faults = new Faults(`${scope.node.path}/${id}`);
    const remedy = 'give the name under which it was deployed';
    if (faults.required('inferenceComponentName', attributes?.inferenceComponentName, remedy)) {
      faults.pattern('inferenceComponentName', attributes.inferenceComponentName, LIMITS.name.pattern, LIMITS.name.allowed, remedy);
    }
    faults.pattern('endpointName', attributes?.endpointName, LIMITS.name.pattern, LIMITS.name.allowed, remedy);
    faults.throwIfAny();
    return new ImportedInferenceComponent(scope, id, attributes);
  }

  public readonly inferenceComponentName: string;
  public readonly inferenceComponentArn: string;
  /**
   * @internal
   */
  protected readonly _endpointArn?: string;

  private constructor(scope: Construct, id: string, attributes: LmiInferenceComponentAttributes) {
    super(scope, id);
    this.inferenceComponentName = attributes.inferenceComponentName;
    // SageMaker writes the names of endpoints and components in lower case into their ARNs.
    this.inferenceComponentArn = this.arn('inference-component', attributes.inferenceComponentName);
    this._endpointArn = attributes.endpointName === undefined ? undefined : this.arn('endpoint', attributes.endpointName);
  }

  private arn(resource: string, name: string): string {
    return Stack.of(this).formatArn({
      service: 'sagemaker', resource, resourceName: Token.isUnresolved(name) ? name : name.toLowerCase(), arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
  }
}
