import { Variables } from './variables';
import { LmiModelConfig } from '../model/lmi-model-config';
import { DEEPSPEED_INFERRED } from '../options/model-types';
import { atVersion, Ordinal } from '../options/option';

/** The directory in the container that holds the model data. */
export const MODEL_DIRECTORY = '/opt/ml/model';

/** The engine of the model server that runs the Python handler. */
type Engine = 'Python' | 'MPI';

/**
 * Sets the location of the model and, if nothing else can choose it, the engine.
 *
 * Up to V8 the engine is chosen before any `OPTION_` variable is read, so only `SERVING_LOAD_MODELS` can name it. That entry and
 * `HF_MODEL_ID` would each load a model, so the id then goes into `OPTION_MODEL_ID`. Up to V9, `HF_MODEL_ID` with a path loads the model twice, because
 * the model store is scanned as well; from V10 on, duplicates collapse.
 *
 * A model package knows where its weights are.
 *
 * @param isInferred whether the container finds the engine of a hub model by itself
 */
export function locateModel(variables: Variables, model: LmiModelConfig, version: Ordinal, engine: Engine, isInferred: boolean): void {
  if (model.modelPackageArn !== undefined) {
    return;
  }
  // The model data comes first: its serving.properties names weights that are elsewhere.
  const isLocal = model.modelData !== undefined || model.modelId === undefined;
  const location = isLocal ? MODEL_DIRECTORY : model.modelId;
  if (version <= 8 && (isLocal || !isInferred || infersDeepSpeed(model, version))) {
    variables.set('SERVING_LOAD_MODELS', `test::${engine}=${MODEL_DIRECTORY}`, 'backend');
    variables.set('OPTION_MODEL_ID', location, 'model');
  } else if (version === 9 && isLocal) {
    variables.set('OPTION_MODEL_ID', location, 'model');
  } else {
    variables.set('HF_MODEL_ID', location, 'model');
  }
  variables.set('OPTION_REVISION', model.revision, 'model');
  variables.set('HF_TOKEN', model.token?.unsafeUnwrap(), 'model');
}

/** Whether the container would start the engine of DeepSpeed for the model. */
function infersDeepSpeed(model: LmiModelConfig, version: Ordinal): boolean {
  const modelType = model.architecture?._geometry.modelType;
  return modelType !== undefined && (atVersion(DEEPSPEED_INFERRED, version) ?? []).includes(modelType);
}
