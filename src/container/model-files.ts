import { IConstruct } from 'constructs';
import { LmiBackendConfig } from '../backend/lmi-backend';
import { MODEL_DIRECTORY } from '../backend/locate-model';
import { Environment, ServedOptions } from '../backend/served-options';
import { nearest, similarity } from '../checks/nearest';
import { Problems, show } from '../checks/problems';
import { isLiteral } from '../checks/tokens';
import { warn } from '../checks/warnings';
import { BACKENDS } from '../facts/backends';
import { LmiModelConfig } from '../model/lmi-model-config';
import { MODEL_PROPERTIES } from '../options/model-properties';
import { covers } from '../options/option';
import { isRead } from '../options/tables';

/** First version whose own handlers look for formatters in a `model.py` (djl-serving 0.29.0-dlc, PyModel.java, read 2026-08-21). */
const HANDLER_BESIDE_ANOTHER_SINCE = 11;

interface ModelFiles {
  readonly model: LmiModelConfig;
  readonly backend: LmiBackendConfig;
  readonly environment: Environment;
  readonly options: ServedOptions;
  readonly networkIsolation: boolean;
}

/** Checks the files next to the weights that the model server reads against the container's variables. */
export function checkModelFiles(scope: IConstruct, problems: Problems, files: ModelFiles): void {
  const { model, environment, options, networkIsolation } = files;
  const names = model.files ?? [];
  for (const [name, value] of Object.entries(model.servingProperties ?? {})) {
    if (name !== 'option.model_id' || !pointsToDirectory(environment)) {
      checkOverride(scope, problems, files, name, value);
    } else if (networkIsolation && isLiteral(value) && !value.startsWith('/')) {
      report(scope, problems, model, `${at(model, name)} is ${show(value)}, but the container is isolated and cannot load it from there. Set networkIsolation to `
        + 'false, or pack the weights and remove the property.');
    }
    // A custom handler may read any property.
    if (!names.includes('model.py')) {
      warnOfUnknown(scope, files, name);
      checkBatchSize(scope, problems, files, name, value);
    }
  }
  if (names.includes('requirements.txt') && networkIsolation) {
    warn(scope, 'isolated-requirements', 'the container installs requirements.txt when it starts, but network isolation blocks access to a package index. Set '
      + 'networkIsolation to false, or list only packages that are next to the weights.');
  }
  const entryPoint = options.literal('OPTION_ENTRYPOINT');
  if (names.includes('model.py') && options.version < HANDLER_BESIDE_ANOTHER_SINCE && entryPoint !== undefined && entryPoint !== 'model.py') {
    warn(scope, 'handler-ignored', `LMI V${options.version} runs ${entryPoint} and ignores model.py. Set entryPoint to "model.py" to run that instead.`);
  }
}

/**
 * The property, unlike the variable, turns the rolling batch off, and the asynchronous mode with it, so that another handler serves.
 *
 * Source: djl-serving 0.28.0-dlc to 0.36.0-lmi27-dlc:wlm/src/main/java/ai/djl/serving/wlm/LmiConfigRecommender.java, run 2026-11-25.
 */
const BATCH_SIZE_WINS = { since: 10, backends: ['Vllm', 'LmiDist', 'TrtLlm'] };

function checkBatchSize(scope: IConstruct, problems: Problems, { model, options }: ModelFiles, name: string, value: string): void {
  const { backend, version } = options;
  if (name === 'batch_size' && Number(value) > 1 && backend !== undefined && BATCH_SIZE_WINS.backends.includes(backend) && version >= BATCH_SIZE_WINS.since) {
    report(scope, problems, model, `${at(model, name)} is ${show(value)}, which disables ${BACKENDS[backend].title} in LMI V${version}, because the Hugging Face handler would `
      + 'serve instead. Remove the property, and use maxRollingBatchSize.');
  }
}

/** The file wins over every variable but those of SageMaker itself (env-mapping of djl-serving, ModelInfo.java, read 2026-08-21). */
function checkOverride(scope: IConstruct, problems: Problems, { model, backend, environment }: ModelFiles, name: string, value: string): void {
  const aliases = backend.aliases ?? {};
  const variable = variableOf(name);
  const canonical = variable && (aliases[variable] ?? variable);
  for (const [other, said] of Object.entries(withEngine(environment))) {
    const isSame = (aliases[other] ?? other) === canonical && !other.startsWith('SAGEMAKER_');
    if (isSame && isLiteral(said) && isLiteral(value) && !equal(said, value)) {
      const prop = backend.props?.[other] ?? `environment.${other}`;
      report(scope, problems, model, `${at(model, name)} is ${show(value)} and overrides ${prop}, which sets ${other} to ${show(said)}. Remove the property, or change `
        + `${prop} to agree with it.`);
    }
  }
}

function warnOfUnknown(scope: IConstruct, { model, backend, options }: ModelFiles, name: string): void {
  const row = MODEL_PROPERTIES[name];
  if (row ? covers(options.version, row.since, row.until) : !backend.knownVariables || backend.knownVariables.includes(variableOf(name) ?? '')) {
    return;
  }
  const known = [
    ...Object.keys(MODEL_PROPERTIES).filter((each) => covers(options.version, MODEL_PROPERTIES[each].since, MODEL_PROPERTIES[each].until)),
    ...(backend.knownVariables ?? []).filter((variable) => isRead(options, variable) !== false).map(propertyOf).filter((each) => each !== undefined),
  ];
  const close = row?.insteadUse ?? known.find((each) => each === `option.${name}`) ?? similarProperty(name, known);
  warn(scope, 'unknown-property', `${at(model, name)} is not a property that LMI V${options.version} is known to read; unknown properties are ignored silently`
    + `${close ? `. Did you mean ${close}?` : '.'}`);
}

/** The property with nearly the same name. The prefix, which all options have, does not make names similar. */
function similarProperty(name: string, known: readonly string[]): string | undefined {
  return nearest(name, known.filter((each) => each !== name), similarity(name.replace(/^option\./, '')));
}

/** An error in what the library writes; a warning about the user's own file. */
function report(scope: IConstruct, problems: Problems, model: LmiModelConfig, sentence: string): void {
  if (model.servingPropertiesFile === undefined) {
    problems.add(sentence);
  } else {
    warn(scope, 'serving-properties', sentence);
  }
}

function at(model: LmiModelConfig, name: string): string {
  return model.servingPropertiesFile === undefined ? `servingProperties.${name}` : `${name} in ${model.servingPropertiesFile}`;
}

/** The variable that corresponds to a property. */
function variableOf(property: string): string | undefined {
  if (!property.startsWith('option.')) {
    return MODEL_PROPERTIES[property]?.env;
  }
  const name = property.slice('option.'.length);
  return name === 'pythonExecutable' ? `OPTION_${name}` : `OPTION_${name.toUpperCase()}`;
}

/** The property that an `OPTION_` variable becomes. */
function propertyOf(variable: string): string | undefined {
  if (!variable.startsWith('OPTION_')) {
    return undefined;
  }
  return variable === 'OPTION_ENTRYPOINT' ? 'option.entryPoint' : `option.${variable.slice('OPTION_'.length).toLowerCase()}`;
}

/** Up to V8 the engine is part of the list of models, and one in the file overrides it. */
function withEngine(environment: Environment): Environment {
  const models = environment.SERVING_LOAD_MODELS;
  const engine = isLiteral(models) ? /^[^:=]*:[^:=]*:(\w+)[^=]*=/.exec(models)?.[1] : undefined;
  return engine === undefined ? environment : { ...environment, OPTION_ENGINE: engine };
}

/** Whether the variables only point to the directory that holds the file, in which case the file may name another model. */
function pointsToDirectory(environment: Environment): boolean {
  return [environment.HF_MODEL_ID, environment.OPTION_MODEL_ID].includes(MODEL_DIRECTORY);
}

/** Whether two values are equal; booleans regardless of case. */
function equal(left: string, right: string): boolean {
  return left === right || (/^(true|false)$/i.test(left) && left.toLowerCase() === right.toLowerCase());
}
