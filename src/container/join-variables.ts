import { LmiBackendConfig } from '../backend/lmi-backend';
import { MODEL_DIRECTORY } from '../backend/locate-model';
import { Environment } from '../backend/served-options';
import { ownValue } from '../checks/own-value';
import { asText, isLiteral, isUnresolved } from '../checks/tokens';
import { LmiModelConfig } from '../model/lmi-model-config';

/** The variables of a backend, and those that the user adds. */
interface VariableSources {
  readonly backend: Pick<LmiBackendConfig, 'environment' | 'aliases' | 'defaults'>;
  readonly model: Pick<LmiModelConfig, 'modelId' | 'modelData'>;
  readonly added?: Environment;
}

/** The merged variables of a container. */
interface JoinedVariables {
  readonly environment: Environment;
  /** Names of the user's variables that replace a default of the backend. */
  readonly replaced: readonly string[];
  /** Names of the user's variables that contradict what a prop sets. */
  readonly contradictions: readonly string[];
}

/** Merges the user's variables into the backend's. The user's variables replace defaults. */
export function joinVariables({ backend, model, added = {} }: VariableSources): JoinedVariables {
  const environment: { [name: string]: string } = { ...backend.environment };
  const said = Object.entries(added).filter(([name, value]) => !isUnresolved(name) && (typeof value === 'string' || isUnresolved(value)));
  const isLoadedByName = loadsByName(model, added);
  const replaced: string[] = [];
  const contradictions: string[] = [];
  for (const [name, value] of said) {
    const variable = ownValue(backend.aliases, name) ?? name;
    const managed = ownValue(backend.environment, variable);
    if (LOCATIONS.includes(name) && (isLoadedByName || repeatsModel(model, name, value))) {
      setLocation(environment, backend.environment, isLoadedByName, name, value);
    } else if (managed === undefined || managed === value) {
      environment[name] = ownValue(backend.environment, name) ?? asText(value);
    } else if (backend.defaults?.includes(variable)) {
      if (ownValue(added, variable) === undefined) {
        delete environment[variable];
      }
      environment[name] = asText(value);
      replaced.push(name);
    } else if (isLiteral(managed) && isLiteral(value)) {
      contradictions.push(name);
    }
  }
  return { environment, replaced, contradictions };
}

/** Variables that locate the model. */
const LOCATIONS: readonly string[] = ['HF_MODEL_ID', 'OPTION_MODEL_ID', 'SERVING_LOAD_MODELS'];
/** An entry of `SERVING_LOAD_MODELS` for the model directory, such as `test::MPI=/opt/ml/model`. */
const MODEL_DIRECTORY_ENTRY = /^[^=,\s]*=\/opt\/ml\/model\/?$/;

/** Whether the user's variables load the model directory by name and locate the weights, so that the library's are omitted. */
function loadsByName(model: VariableSources['model'], added: Environment): boolean {
  const { SERVING_LOAD_MODELS: entry, OPTION_MODEL_ID: location, HF_MODEL_ID: other } = added;
  return isLiteral(entry) && MODEL_DIRECTORY_ENTRY.test(String(entry)) && location !== undefined && repeatsModel(model, 'OPTION_MODEL_ID', location)
    && other === undefined;
}

/** Whether a variable is known to name the model of the endpoint. */
function repeatsModel({ modelId, modelData }: VariableSources['model'], name: string, value: unknown): boolean {
  if (name === 'SERVING_LOAD_MODELS' || typeof value !== 'string' || !isLiteral(value)) {
    return false;
  }
  const locations = modelId !== undefined ? [modelId] : modelData ? [modelData.s3Uri, MODEL_DIRECTORY] : [];
  return locations.some((location) => isLiteral(location) ? withoutSlash(location) === withoutSlash(value) : value.startsWith('s3://') && modelData !== undefined);
}

function withoutSlash(location: string): string {
  return location.replace(/\/+$/, '');
}

/** The library's variables already locate the model; another one must not make the container load it twice, or download it from S3. */
function setLocation(
  environment: { [name: string]: string }, backend: Environment, isLoadedByName: boolean, name: string, value: string,
): void {
  const location = backend.HF_MODEL_ID ?? backend.OPTION_MODEL_ID;
  if (isLoadedByName) {
    delete environment.HF_MODEL_ID;
    environment[name] = name === 'OPTION_MODEL_ID' ? location : asText(value);
  } else if (name === 'OPTION_MODEL_ID') {
    environment.OPTION_MODEL_ID = location;
  } else if (backend.SERVING_LOAD_MODELS !== undefined) {
    // In addition to an entry for the model directory, it is a second model.
    environment[name] = asText(value);
  }
}
