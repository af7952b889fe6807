import { Configuration } from './advice';
import { Instances } from './report';
import {
  DescribeEndpointCommand, DescribeEndpointConfigCommand, DescribeInferenceComponentCommand, DescribeModelCommand, SageMakerClient,
} from '../aws';
import { Failure } from '../failure';

/** What SageMaker says about an endpoint. */
export interface EndpointFacts extends Pick<Instances, 'instanceType' | 'instanceCount'>, Configuration {
  /** What could not be found out. */
  readonly note?: string;
}

const PATIENCE_MS = 5000;

/**
 * Asks what an endpoint runs on. Its caller may lack the permission, or reach the runtime only; then less is known.
 * An endpoint that does not exist or is not in service ends the command.
 */
export async function askSageMaker(region: string | undefined, endpoint: string, component: string | undefined): Promise<EndpointFacts> {
  if (process.env.AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME && !process.env.AWS_ENDPOINT_URL && !process.env.AWS_ENDPOINT_URL_SAGEMAKER) {
    return { note: 'AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME names a runtime alone, so the instances of the endpoint are not known' };
  }
  const client = new SageMakerClient({ region, maxAttempts: 2 });
  const abortSignal = AbortSignal.timeout(PATIENCE_MS);
  try {
    const described = await client.send(new DescribeEndpointCommand({ EndpointName: endpoint }), { abortSignal });
    if (described.EndpointStatus !== undefined && !['InService', 'Updating', 'SystemUpdating'].includes(described.EndpointStatus)) {
      const reason = described.FailureReason ? ` (${described.FailureReason})` : '';
      throw new Failure(`endpoint ${endpoint} is not in service: it is ${described.EndpointStatus}${reason}`, 'Wait for it, or look at its events');
    }
    const config = await client.send(new DescribeEndpointConfigCommand({ EndpointConfigName: described.EndpointConfigName }), { abortSignal });
    const variant = config.ProductionVariants?.[0];
    const environment = component === undefined
      ? await variablesOfModel(client, variant?.ModelName, abortSignal)
      : await variablesOfComponent(client, component, abortSignal);
    return {
      instanceType: variant?.InstanceType,
      instanceCount: described.ProductionVariants?.[0]?.CurrentInstanceCount ?? variant?.InitialInstanceCount,
      maxBatch: batchOf(environment),
    };
  } catch (error) {
    if (error instanceof Failure) {
      throw error;
    }
    const { name, message } = error as Error;
    if (name === 'ValidationException' && /could not find endpoint/i.test(message)) {
      throw new Failure(`there is no endpoint ${endpoint} in this account and region`, 'Check the name, --region and the profile');
    }
    return { note: `SageMaker did not say what the endpoint runs on (${name}), so there is no cost; pass --hourly-price, or allow sagemaker:DescribeEndpoint` };
  } finally {
    client.destroy();
  }
}

interface Variables {
  readonly [name: string]: string;
}

async function variablesOfModel(client: SageMakerClient, name: string | undefined, abortSignal: AbortSignal): Promise<Variables> {
  const model = name === undefined ? undefined : await client.send(new DescribeModelCommand({ ModelName: name }), { abortSignal });
  return model?.PrimaryContainer?.Environment ?? {};
}

async function variablesOfComponent(client: SageMakerClient, name: string, abortSignal: AbortSignal): Promise<Variables> {
  const component = await client.send(new DescribeInferenceComponentCommand({ InferenceComponentName: name }), { abortSignal });
  return component.Specification?.Container?.Environment ?? {};
}

/** The batch size that the container is configured with. */
function batchOf(environment: Variables): number | undefined {
  const text = environment.OPTION_MAX_ROLLING_BATCH_SIZE ?? environment.OPTION_MAX_NUM_SEQS ?? environment.MAX_BATCH_SIZE;
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
