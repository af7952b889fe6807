import { Construct } from 'constructs';
import { LmiBackendBindOptions } from './lmi-backend';
import { locateModel } from './locate-model';
import { backendKinds, TableBackend } from './table-backend';
import { TrtLlmBackendProps } from './trtllm-backend-props';
import { Variables } from './variables';
import { ASYNC_SERVING, T5_WITHOUT_ROLLING_BATCH } from '../facts/capabilities';
import { covers } from '../options/option';

/** First LMI version whose TensorRT-LLM image always serves asynchronously, without a rolling batch. */
const ASYNC_SINCE = ASYNC_SERVING.TrtLlm.since;

const KINDS = backendKinds('TrtLlm');

/** Serves with TensorRT-LLM on GPUs. */
export class TrtLlmBackend extends TableBackend {
  /**
   * @param scope the construct that the backend belongs to
   * @param id its id in that scope
   * @param props its options; all invalid ones are reported in one error
   */
  public constructor(scope: Construct, id: string, props: TrtLlmBackendProps = {}) {
    super(scope, id, 'TrtLlm', props, KINDS);
  }

  /**
   * @internal
   */
  protected _select(variables: Variables, options: LmiBackendBindOptions): void {
    const version = this._ordinal;
    locateModel(variables, options.model, version, 'MPI', true);
    if (version < ASYNC_SINCE) {
      const isT5 = options.model.architecture?._geometry.modelType === 't5' && covers(version, T5_WITHOUT_ROLLING_BATCH.since, T5_WITHOUT_ROLLING_BATCH.until);
      variables.setDefault('OPTION_ROLLING_BATCH', isT5 ? 'disable' : 'trtllm', 'rollingBatch');
    }
  }
}
