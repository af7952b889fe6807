import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { meantModel } from '../../src/model/listed-models';
import { Failure } from '../failure';
import { Library, refusing } from '../library';
import type { ModelArchitecture } from 'cdk-sagemaker-lmi';

const MOST_BYTES = 5_000_000;

/** Whether a model is named by its config.json, or the directory that holds it, rather than by its id on the Hub. */
export function isConfigFile(model: string): boolean {
  return /\.json$/.test(configFileOf(model)) || /^[./~]/.test(model);
}

/** The config.json that a user names directly or by its directory. */
export function configFileOf(model: string): string {
  return existsSync(model) && statSync(model).isDirectory() ? join(model, 'config.json') : model;
}

/** The architecture of a model, by its id on the Hub or from a config.json. */
export function architectureOf(library: Library, model: string): ModelArchitecture {
  const file = configFileOf(model);
  if (isConfigFile(model)) {
    if (!existsSync(file)) {
      throw new Failure(`there is no file ${file}`, 'Pass the config.json next to the weights, or the id of a model on the Hub');
    }
    if (statSync(file).size > MOST_BYTES) {
      throw new Failure(`${file} is larger than 5 MB, which no config.json is`, 'Pass the config.json next to the weights');
    }
    return refusing(() => library.ModelArchitecture.fromConfigFile(file));
  }
  const known = library.ModelArchitecture._forModelId(model);
  if (known === undefined) {
    const meant = meantModel(model);
    throw new Failure(`the geometry of ${JSON.stringify(model.slice(0, 100))} is not known`,
      `${meant === undefined ? '' : `Did you mean ${meant}? `}Download its config.json from the Hub and pass the file`);
  }
  return known;
}
