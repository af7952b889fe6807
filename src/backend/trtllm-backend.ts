import { Construct } from 'constructs';
import { LmiBackendBindOptions } from './lmi-backend';
import { locateModel } from './locate-model';
import { TableBackend } from './table-backend';
import { TrtLlmBackendProps } from './trtllm-backend-props';
import { Variables } from './variables';
import { ASYNC_SERVING } from '../facts/capabilities';

/** First LMI version whose TensorRT-LLM image serves asynchronously, by itself; a rolling batch is no option any more. */
const ASYNC_SINCE = ASYNC_SERVING.TrtLlm.since;
/** Versions that take `disable` for the rolling batch, and serve T5 models only so (guides of 0.27.0 and 0.28.0). */
const DISABLE_SINCE = 9;
const T5_WITHOUT_ROLLING_BATCH_UNTIL = 10;

/** Serves with TensorRT-LLM on GPUs. */
export class TrtLlmBackend extends TableBackend {
  /**
   * @param scope where the backend stands in the tree
   * @param id its id there
   * @param props its options; all problems in them raise one error
   */
  public constructor(scope: Construct, id: string, props: TrtLlmBackendProps = {}) {
    super(scope, id, 'TrtLlm', props);
  }

  /**
   * @internal
   */
  protected _select(variables: Variables, options: LmiBackendBindOptions): void {
    const version = this._ordinal;
    locateModel(variables, options.model, version, 'MPI', true);
    if (version < ASYNC_SINCE) {
      const isT5 = options.model.architecture?._geometry.modelType === 't5' && version <= T5_WITHOUT_ROLLING_BATCH_UNTIL;
      if (version >= DISABLE_SINCE) {
        this._formBatches(variables, isT5 ? 'disable' : 'trtllm', options);
      } else {
        variables.setDefault('OPTION_ROLLING_BATCH', 'trtllm', 'rollingBatch');
      }
    }
  }
}
