import { Construct } from 'constructs';
import { DeepSpeedBackendProps } from './deepspeed-backend-props';
import { LmiBackendBindOptions } from './lmi-backend';
import { locateModel } from './locate-model';
import { backendKinds, TableBackend } from './table-backend';
import { Variables } from './variables';

const KINDS = backendKinds('DeepSpeed');

/** Serves with DeepSpeed on GPUs. Its last version is LMI V9; LMI-Dist and vLLM succeed it. */
export class DeepSpeedBackend extends TableBackend {
  /**
   * @param scope the construct that the backend belongs to
   * @param id its id in that scope
   * @param props its options; all invalid ones are reported in one error
   */
  public constructor(scope: Construct, id: string, props: DeepSpeedBackendProps = {}) {
    super(scope, id, 'DeepSpeed', props, KINDS);
  }

  /**
   * @internal
   */
  protected _select(variables: Variables, options: LmiBackendBindOptions): void {
    locateModel(variables, options.model, this._ordinal, 'MPI', false);
    // Before V9 the variable does not choose the engine, and SERVING_LOAD_MODELS names it.
    variables.setDefault('OPTION_ENGINE', this._ordinal >= 9 ? 'MPI' : undefined, 'backend');
    variables.setDefault('OPTION_ENTRYPOINT', 'djl_python.deepspeed', 'entryPoint');
    this._formBatches(variables, 'deepspeed', options);
  }
}
