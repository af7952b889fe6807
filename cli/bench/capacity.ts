import { Configuration } from './advice';
import { containerIn, emptyStack } from '../configuration/endpoint';
import { fromModel } from '../configuration/model-description';
import { targetOf } from '../configuration/target';
import { translate } from '../configuration/translation';
import { theLibrary } from '../library';

/** A deployment, as SageMaker describes it. */
export interface Described {
  /** A model or an inference component, as `DescribeModel` or `DescribeInferenceComponent` returns it. */
  readonly model: object;
  readonly instanceType: string;
  /** Number of accelerators per copy, if it is a component. */
  readonly acceleratorsPerCopy?: number;
}

/**
 * The capacity of a configuration according to the library's own constructs: concurrent requests, and tokens in the KV cache. Empty if the image is not an LMI
 * image. Throws if the library rejects the configuration.
 */
export function capacityOf({ model, instanceType, acceleratorsPerCopy }: Described): Pick<Configuration, 'maxBatch' | 'kvCacheTokens'> {
  const source = fromModel(model);
  if (source === undefined || !/djl-inference/.test(source.image ?? '')) {
    return {};
  }
  const library = theLibrary();
  const stack = emptyStack();
  const container = containerIn(stack, translate(source, targetOf(source, {}), { instanceType }), { keepTokens: false });
  const type = library.LmiInstanceType.of(instanceType);
  const served = acceleratorsPerCopy === undefined
    ? new library.LmiEndpoint(stack, 'Endpoint', { ...container, instanceType: type })
    : new library.LmiComponentEndpoint(stack, 'Endpoint', { instanceType: type }).addModel('Model', { ...container, acceleratorsPerCopy });
  const { maxBatch, kvCacheTokens } = served._benchmarked();
  return { maxBatch, kvCacheTokens };
}
