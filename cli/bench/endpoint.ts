import { Configuration } from './advice';
import { Described } from './capacity';
import { Instances } from './report';
import {
  DescribeEndpointCommand, DescribeEndpointConfigCommand, DescribeInferenceComponentCommand, DescribeModelCommand, SageMakerClient,
} from '../aws';
import { Failure } from '../failure';

/** Details of an endpoint from SageMaker. */
export interface EndpointFacts extends Pick<Instances, 'instanceType'>, Configuration {
  /** Number of accelerators per copy of the component. */
  readonly acceleratorsPerCopy?: number;
  /** The capacity according to the library. Computed after the measurement, because loading the library makes garbage collection slower. */
  readonly capacity?: () => Configuration;
  /** What could not be determined. */
  readonly note?: string;
}

const PATIENCE_MS = 5000;

// In all other states, an endpoint serves: with the previous configuration, or a mix of old and new (API reference of DescribeEndpoint, read 2026-11-25).
const NOT_SERVING = ['Creating', 'Deleting', 'Failed', 'OutOfService'];
const COMPONENT_NOT_SERVING = ['Creating', 'Deleting', 'Failed'];

/**
 * Asks SageMaker what an endpoint runs on. If the caller lacks permissions, or can only reach the runtime, less is known. Throws if the endpoint or component
 * does not exist or is not in service.
 */
export async function askSageMaker(region: string | undefined, endpoint: string, component: string | undefined): Promise<EndpointFacts> {
  if (process.env.AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME && !process.env.AWS_ENDPOINT_URL && !process.env.AWS_ENDPOINT_URL_SAGEMAKER) {
    return { note: 'AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME is only for the runtime, so the instances of the endpoint are unknown' };
  }
  const client = new SageMakerClient({ region, maxAttempts: 2 });
  const inquiry = new Inquiry(client);
  try {
    return await inquiry.factsOf(endpoint, component);
  } catch (error) {
    if (error instanceof Failure) {
      throw error;
    }
    const { name, message } = error as Error;
    if (name === 'ValidationException' && /could not find/i.test(message)) {
      const what = /component/i.test(message) ? `inference component ${component}` : `endpoint ${endpoint}`;
      throw new Failure(`there is no ${what} in this account and region`, 'Check the name, --region and the profile');
    }
    const remedy = /AccessDenied/.test(name) ? 'pass --hourly-price, or allow sagemaker:DescribeEndpoint' : 'pass --instance-type or --hourly-price';
    return { note: `SageMaker did not say what the endpoint runs on (${name}), so there is no cost; ${remedy}` };
  } finally {
    client.destroy();
  }
}

/** Requests to SageMaker that share one timeout. */
class Inquiry {
  private readonly options = { abortSignal: AbortSignal.timeout(PATIENCE_MS) };

  public constructor(private readonly client: SageMakerClient) {}

  public async factsOf(endpoint: string, component: string | undefined): Promise<EndpointFacts> {
    const described = await this.client.send(new DescribeEndpointCommand({ EndpointName: endpoint }), this.options);
    refuse(`endpoint ${endpoint}`, described.EndpointStatus, NOT_SERVING, described.FailureReason);
    const config = await this.client.send(new DescribeEndpointConfigCommand({ EndpointConfigName: described.EndpointConfigName }), this.options);
    const variant = config.ProductionVariants?.[0];
    const instanceType = variant?.InstanceType;
    const instanceCount = described.ProductionVariants?.[0]?.CurrentInstanceCount ?? variant?.InitialInstanceCount;
    if (component !== undefined) {
      return { instanceType, instanceCount, ...await this.factsOfComponent(component, endpoint, instanceType) };
    }
    const model = variant?.ModelName === undefined ? {} : await this.modelNamed(variant.ModelName);
    return { instanceType, instanceCount, capacity: () => capacity({ model, instanceType }) };
  }

  private async factsOfComponent(component: string, endpoint: string, instanceType: string | undefined): Promise<EndpointFacts> {
    const described = await this.client.send(new DescribeInferenceComponentCommand({ InferenceComponentName: component }), this.options);
    refuse(`inference component ${component}`, described.InferenceComponentStatus, COMPONENT_NOT_SERVING, described.FailureReason);
    // SageMaker compares names case-insensitively.
    if (described.EndpointName !== undefined && described.EndpointName.toLowerCase() !== endpoint.toLowerCase()) {
      throw new Failure(`inference component ${component} is on endpoint ${described.EndpointName}, and not on ${endpoint}`, 'Check --component and the endpoint');
    }
    const { BaseInferenceComponentName: base, ModelName, ComputeResourceRequirements } = described.Specification ?? {};
    if (base !== undefined) {
      // The copies of its base serve an adapter.
      return this.factsOfComponent(base, endpoint, instanceType);
    }
    const model = ModelName === undefined ? described : await this.modelNamed(ModelName);
    const acceleratorsPerCopy = ComputeResourceRequirements?.NumberOfAcceleratorDevicesRequired;
    const copies = described.RuntimeConfig?.CurrentCopyCount;
    return {
      // A component that has scaled to zero gets a copy before it can be measured.
      copies: copies === undefined ? undefined : Math.max(1, copies),
      acceleratorsPerCopy,
      ...(acceleratorsPerCopy === undefined ? {} : { capacity: () => capacity({ model, instanceType, acceleratorsPerCopy }) }),
    };
  }

  private modelNamed(ModelName: string): Promise<object> {
    return this.client.send(new DescribeModelCommand({ ModelName }), this.options);
  }
}

function refuse(what: string, status: string | undefined, notServing: readonly string[], reason: string | undefined): void {
  if (status !== undefined && notServing.includes(status)) {
    throw new Failure(`${what} is not in service: it is ${status}${reason ? ` (${reason})` : ''}`, 'Wait for it, or look at its events');
  }
}

/** The capacity according to the library. If the library is not installed or rejects the configuration, the load is measured anyway. */
function capacity({ instanceType, ...described }: Partial<Described> & Pick<Described, 'model'>): Configuration {
  try {
    const { capacityOf } = require('./capacity') as typeof import('./capacity');
    return instanceType === undefined ? {} : capacityOf({ ...described, instanceType });
  } catch {
    return {};
  }
}
