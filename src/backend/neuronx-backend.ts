import { Tokenization } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { LmiBackendBindOptions } from './lmi-backend';
import { locateModel } from './locate-model';
import { NeuronxBackendProps } from './neuronx-backend-props';
import { backendKinds, TableBackend } from './table-backend';
import { Variables } from './variables';
import { ownValue } from '../checks/own-value';
import { Problems } from '../checks/problems';

const KINDS = backendKinds('Neuronx');

/** Serves with Transformers NeuronX on Inferentia2 and Trainium. Its last version with an image is LMI V12. */
export class NeuronxBackend extends TableBackend {
  /**
   * @param scope the construct that the backend belongs to
   * @param id its id in that scope
   * @param props its options; all invalid ones are reported in one error
   */
  public constructor(scope: Construct, id: string, props: NeuronxBackendProps = {}) {
    super(scope, id, 'Neuronx', props, KINDS);
  }

  /**
   * @internal
   */
  protected _select(variables: Variables, options: LmiBackendBindOptions): void {
    locateModel(variables, options.model, this._ordinal, 'Python', true);
    // V9 would otherwise choose LMI-Dist under MPI for some models.
    variables.setDefault('OPTION_ENGINE', this._ordinal === 9 ? 'Python' : undefined, 'backend');
    variables.setDefault('OPTION_ENTRYPOINT', 'djl_python.transformers_neuronx', 'entryPoint');
    this._formBatches(variables, this.isUnbatched(options) ? 'disable' : 'auto', options);
    // V7 compiles for this size, 1 by default, and takes no more requests at a time.
    if (this._ordinal === 7 && this._given.maxRollingBatchSize !== undefined) {
      variables.setDefault('OPTION_BATCH_SIZE', Tokenization.stringifyNumber(this._given.maxRollingBatchSize), 'maxRollingBatchSize');
    }
  }

  /**
   * Always a number, because V9 and V10 count GPUs for `max`.
   *
   * @internal
   */
  protected _parallelize(variables: Variables, options: LmiBackendBindOptions): void {
    const cores = options.acceleratorCount ?? options.instanceType.coreCount;
    const given = this._degreeVariable === 'TENSOR_PARALLEL_DEGREE' ? undefined : ownValue(options.environment, 'TENSOR_PARALLEL_DEGREE');
    if (given !== undefined || cores !== undefined) {
      // The user's bare variable must reach the container under the name that the container reads.
      variables.setDefault(this._degreeVariable, given ?? String(cores), 'tensorParallelDegree');
    } else if (this._given.tensorParallelDegree === undefined) {
      const problems = new Problems(this);
      problems.add(`tensorParallelDegree is missing, and how many NeuronCores ${options.instanceType.name} has is not known. Pass it, or pass the accelerator and `
        + 'acceleratorCount of the instance type.');
      problems.throwIfAny();
    }
  }

  /** Up to V8 the container forms no rolling batch unless it is named, and a batch of 1 means that none is wanted. */
  private isUnbatched({ environment }: LmiBackendBindOptions): boolean {
    const { batchSize, maxRollingBatchSize } = this._given;
    const isRolling = (maxRollingBatchSize ?? ownValue(environment, 'OPTION_MAX_ROLLING_BATCH_SIZE')) !== undefined;
    return this._ordinal <= 8 && !isRolling
      && (batchSize === 1 || ['OPTION_BATCH_SIZE', 'SERVING_BATCH_SIZE'].some((name) => ownValue(environment, name) === '1'));
  }
}
