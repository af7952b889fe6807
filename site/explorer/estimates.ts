import * as library from './library';
import { FILES } from './stand-ins/files';
import { State } from './state';
import { judged, TypeFit } from '../../cli/fit/fits';
import type { Library } from '../../cli/library';
import { HOSTING_REGIONS, InstanceFact, INSTANCES } from '../../src/facts/instances';
import { LMI_RELEASES } from '../../src/facts/lmi-releases';
import { ModelFact, MODELS } from '../../src/facts/models';

const { AcceleratorKind, LmiError, LmiInstanceType, LmiVersion, ModelArchitecture, WeightFormat } = library;

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export const MODEL_CHOICES: readonly Choice[] = Object.entries(MODELS as { readonly [constant: string]: ModelFact })
  .map(([value, { modelId }]) => ({ value, label: modelId })).sort((left, right) => left.label.localeCompare(right.label, 'en', { sensitivity: 'base' }));

export const VERSION_CHOICES: readonly Choice[] = LMI_RELEASES.filter(({ images }) => images['djl-lmi'] ?? images['djl-deepspeed'])
  .map(({ ordinal, vllm }) => ({ value: String(ordinal), label: `LMI V${ordinal} (vLLM ${vllm})` })).reverse();

export const FORMAT_CHOICES: readonly Choice[] = [
  { value: '', label: 'as in the checkpoint' },
  ...Object.entries(WeightFormat).map(([name, value]) => ({ value, label: name })),
];

export const REGION_CHOICES: readonly Choice[] = [...new Set(HOSTING_REGIONS.flat())].sort().map((value) => ({ value, label: value }));

/** A row of the result. */
export interface Row extends TypeFit {
  readonly accelerators: string;
  /** Memory that an accelerator reports, in GiB. */
  readonly memoryGib: number;
  readonly reservedGib: number;
}

export interface Result {
  readonly rows: readonly Row[];
  /** Problems, as reported by the library. */
  readonly problems: readonly string[];
  readonly modelId?: string;
}

export const CONFIG_FILE = 'config.json';
const MOST_CHARACTERS = 1_000_000;

export function estimate(state: State): Result {
  try {
    const architecture = architectureOf(state);
    const version = (LmiVersion as any)[`V${state.version}`];
    const fact = (MODELS as { readonly [constant: string]: ModelFact })[state.model];
    const weightFormat = state.format === '' ? undefined : state.format as any;
    const wish = {
      architecture, version, weightFormat, region: state.region, context: countOf('context', state.context), concurrency: countOf('requests at once', state.concurrency),
    };
    const types = Object.values(LmiInstanceType._known).filter((type) => type.accelerator?.kind === AcceleratorKind.GPU && type.coreCount !== undefined
      && (type._fact.regions === undefined || HOSTING_REGIONS[type._fact.regions].includes(state.region)));
    const rows = judged(library as unknown as Library, types, wish).map(({ instanceType, memoryFit: { reservedGib }, typeFit }) => {
      const { name, memoryGib } = instanceType.accelerator!._fact;
      return { ...typeFit, reservedGib, accelerators: `${instanceType.acceleratorCount} × ${name}`, memoryGib };
    });
    return { rows, problems: [], modelId: fact?.modelId };
  } catch (error) {
    if (error instanceof LmiError) {
      return { rows: [], problems: error.faults };
    }
    throw error;
  }
}

function architectureOf(state: State): library.ModelArchitecture {
  if (state.model !== 'config') {
    const architecture = (ModelArchitecture as any)[state.model];
    if (architecture === undefined) {
      throw new LmiError('explorer', [`${JSON.stringify(state.model)} is not in the catalog: choose a model, or paste its config.json`]);
    }
    return architecture;
  }
  if (state.config.length > MOST_CHARACTERS) {
    throw new LmiError('explorer', [`the file has ${state.config.length} characters, but a config.json has a few thousand: paste only that`]);
  }
  FILES.set(CONFIG_FILE, state.config);
  return ModelArchitecture.fromConfigFile(CONFIG_FILE);
}

function countOf(name: string, text: string): number | undefined {
  if (text.trim() === '') {
    return undefined;
  }
  const value = Number(text.replace(/[ ,_]/g, ''));
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new LmiError('explorer', [`${name} is ${JSON.stringify(text)}; it must be an integer >= 1`]);
  }
  return value;
}

/** The constant of an instance type. */
export function constantOf(name: string): string {
  return Object.entries(INSTANCES as { readonly [constant: string]: InstanceFact }).find(([, fact]) => fact.name === name)![0];
}
