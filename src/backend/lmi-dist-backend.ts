import { Construct } from 'constructs';
import { LmiBackendBindOptions } from './lmi-backend';
import { LmiDistBackendProps } from './lmi-dist-backend-props';
import { locateModel } from './locate-model';
import { backendKinds, TableBackend } from './table-backend';
import { Variables } from './variables';

const KINDS = backendKinds('LmiDist');

/** Serves with LMI-Dist, the engine of AWS on top of vLLM, on GPUs. Its last version is LMI V14; vLLM succeeds it. */
export class LmiDistBackend extends TableBackend {
  /**
   * @param scope the construct that the backend belongs to
   * @param id its id in that scope
   * @param props its options; all invalid ones are reported in one error
   */
  public constructor(scope: Construct, id: string, props: LmiDistBackendProps = {}) {
    super(scope, id, 'LmiDist', props, KINDS);
  }

  /**
   * @internal
   */
  protected _select(variables: Variables, options: LmiBackendBindOptions): void {
    locateModel(variables, options.model, this._ordinal, 'MPI', false);
    variables.setDefault('OPTION_ROLLING_BATCH', 'lmi-dist', 'backend');
    // V9 turns MPI on by itself; V10 and later do so only if they can read the model's configuration.
    variables.setDefault('OPTION_MPI_MODE', this._ordinal >= 10 ? 'true' : undefined, 'backend');
  }
}
