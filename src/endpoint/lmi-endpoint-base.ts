import { ArnFormat, Resource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { LIMITS } from '../facts/limits';
import { Faults } from '../internal/faults';

/** A SageMaker endpoint with an LMI container behind it, made here or elsewhere. */
export interface ILmiEndpoint extends sagemaker.IEndpoint {}

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
}

/** What endpoints made here and elsewhere have in common. */
export abstract class LmiEndpointBase extends Resource implements ILmiEndpoint {
  public abstract readonly endpointArn: string;
  public abstract readonly endpointName: string;
  /** Whether the endpoint takes asynchronous invocations only. */
  protected abstract readonly isAsync: boolean;

  /** A reference to this endpoint. */
  public get endpointRef(): sagemaker.EndpointReference {
    return { endpointArn: this.endpointArn };
  }

  /**
   * Permits a principal to invoke the endpoint: with an answer in one piece and as a stream, or, on an asynchronous endpoint,
   * asynchronously.
   */
  public grantInvoke(grantee: iam.IGrantable): iam.Grant {
    return iam.Grant.addToPrincipal({
      grantee,
      actions: this.isAsync
        ? ['sagemaker:InvokeEndpointAsync']
        : ['sagemaker:InvokeEndpoint', 'sagemaker:InvokeEndpointWithResponseStream'],
      resourceArns: [this.endpointArn],
    });
  }
}

/** An endpoint that was made elsewhere. */
export class ImportedLmiEndpoint extends LmiEndpointBase {
  public static byName(scope: Construct, id: string, attributes: LmiEndpointAttributes): ILmiEndpoint {
    const faults = new Faults(`${scope.node.path}/${id}`);
    const remedy = 'give the name under which the endpoint was deployed';
    if (faults.required('endpointName', attributes?.endpointName, remedy)) {
      faults.pattern('endpointName', attributes.endpointName, LIMITS.name.pattern, LIMITS.name.allowed, remedy);
    }
    faults.throwIfAny();
    const endpointArn = Stack.of(scope).formatArn({ service: 'sagemaker', resource: 'endpoint', resourceName: attributes.endpointName.toLowerCase() });
    return new ImportedLmiEndpoint(scope, id, endpointArn, attributes.endpointName, attributes.isAsync ?? false);
  }

  public static byArn(scope: Construct, id: string, endpointArn: string): ILmiEndpoint {
    const faults = new Faults(`${scope.node.path}/${id}`);
    const remedy = 'give the ARN of the endpoint';
    if (faults.required('endpointArn', endpointArn, remedy)) {
      faults.pattern('endpointArn', endpointArn, /^arn:[^:]+:sagemaker:[^:]*:[^:]*:endpoint\/.+$/, 'the ARN of a SageMaker endpoint', remedy);
    }
    faults.throwIfAny();
    const name = Stack.of(scope).splitArn(endpointArn, ArnFormat.SLASH_RESOURCE_NAME).resourceName!;
    return new ImportedLmiEndpoint(scope, id, endpointArn, name, false);
  }

  private constructor(
    scope: Construct, id: string,
    public readonly endpointArn: string, public readonly endpointName: string, protected readonly isAsync: boolean,
  ) {
    super(scope, id, { environmentFromArn: endpointArn });
  }
}
