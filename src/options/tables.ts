import { aliasSince, isForGpusOnly } from './aliases';
import { COMMON_KNOWN, COMMON_OPTIONS } from './common';
import { DEEPSPEED } from './deepspeed';
import { LMI_DIST } from './lmi-dist';
import { NEURONX } from './neuronx';
import { BackendTable, covers, KnownVariable, OptionRow, OptionTable, Ordinal, writtenName } from './option';
import { SERVER_KNOWN, SERVER_OPTIONS } from './server';
import { TRTLLM } from './trtllm';
import { VLLM } from './vllm';
import { BackendName } from '../facts/backends';

/** The option table of every backend. */
export const BACKEND_TABLES: { readonly [backend in BackendName]: BackendTable } = {
  Vllm: VLLM,
  TrtLlm: TRTLLM,
  Neuronx: NEURONX,
  LmiDist: LMI_DIST,
  DeepSpeed: DEEPSPEED,
};

/** Computes a value that depends only on the tables once for each key: an app may have a thousand backends. */
function once<K, T>(compute: (key: K) => T): (key: K) => T {
  const results = new Map<K, T>();
  return (key) => {
    const result = results.get(key) ?? compute(key);
    results.set(key, result);
    return result;
  };
}

/** Every option of a backend, by prop: its own rows, then those that all backends share. */
export const optionsOf = once((backend: BackendName): OptionTable => ({ ...COMMON_OPTIONS, ...SERVER_OPTIONS, ...BACKEND_TABLES[backend].options }));

/** The option of each variable, by name. */
export const rowsOf = once((backend: BackendName): ReadonlyMap<string, OptionRow> =>
  new Map(Object.values(optionsOf(backend)).map((row) => [row.env, row])));

/**
 * Variables that choose the backend and the model. The library sets them itself.
 *
 * Source: djl-serving 0.25.0-dlc to 0.36.0-lmi27-dlc, ModelServer.java, ModelInfo.java and PyModel.java, read 2026-08-21.
 */
export const SELECTION_VARIABLES: readonly KnownVariable[] = [
  { env: 'HF_MODEL_ID', since: 7 },
  { env: 'HF_REVISION', since: 9, insteadUse: 'revision of LmiModel.fromHuggingFace' },
  { env: 'HF_MODEL_REVISION', since: 7, until: 8, insteadUse: 'revision of LmiModel.fromHuggingFace' },
  { env: 'HF_TASK', since: 7 },
  { env: 'HF_TOKEN', since: 7 },
  { env: 'SERVING_LOAD_MODELS', since: 7 },
  { env: 'OPTION_MODEL_ID', since: 7 },
  { env: 'OPTION_REVISION', since: 7 },
  { env: 'OPTION_ROLLING_BATCH', since: 7 },
  { env: 'OPTION_ENTRYPOINT', since: 7 },
  // Chooses the engine from V9 on; before, it is only compared with it.
  { env: 'OPTION_ENGINE', since: 7 },
  { env: 'OPTION_MPI_MODE', since: 7 },
  // Describe the image itself.
  { env: 'SERVING_FEATURES', since: 7 },
  { env: 'OPTION_ASYNC_MODE', since: 15 },
  { env: 'OPTION_S3URL', since: 7, until: 8, insteadUse: 'LmiModel.fromS3' },
];

/** Every variable without a prop that a backend's container reads in some version: other names of options, and variables without an option. */
export const variablesOf = once((backend: BackendName): readonly KnownVariable[] => {
  const aliases = Object.entries(optionsOf(backend)).flatMap(([prop, row]) => (row.aliases ?? []).map((env): KnownVariable => ({
    env,
    since: Math.max(row.since, aliasSince(env) ?? row.since),
    until: row.until,
    insteadUse: prop,
  })));
  return [...SELECTION_VARIABLES, ...aliases, ...COMMON_KNOWN, ...SERVER_KNOWN, ...BACKEND_TABLES[backend].known];
});

/** Other names of a backend's options that a version reads, each with its variable. One name can stand for several variables. */
export const aliasesOf = once((backend: BackendName) => {
  const reaches = (alias: string) => backend !== 'Neuronx' || !isForGpusOnly(alias);
  const aliases = Object.values(optionsOf(backend)).flatMap((row) => (row.aliases ?? []).filter(reaches).flatMap((alias) =>
    variablesOf(backend).filter((each) => each.env === alias).map(({ since, until }) => ({ pair: [alias, row.env] as const, since, until }))));
  return once((version: Ordinal) => aliases.filter(({ since, until }) => covers(version, since, until)).map(({ pair }) => pair));
});

/** The same with the names that the version writes variables under. A name that another one replaces becomes an alias of it. */
export const writtenAliasesOf = once((backend: BackendName) => once((version: Ordinal) => {
  const written = new Map(Object.values(optionsOf(backend)).map((row) => [row.env, writtenName(row, version)] as const)
    .filter(([env, name]) => env !== name));
  const pairs = [...aliasesOf(backend)(version), ...[...written.keys()].map((env) => [env, env] as const)]
    .map(([alias, env]) => [alias, written.get(env) ?? env] as const).filter(([alias, env]) => alias !== env);
  return { pairs, byAlias: Object.fromEntries(pairs) };
}));

/** The props of variables that have one in some version, by each name of the variable. */
export const variableProps = once((backend: BackendName): { [name: string]: string } => Object.fromEntries(Object.entries(optionsOf(backend))
  .flatMap(([prop, row]) => [...row.aliases ?? [], row.env].map((name) => [name, prop]))));

/** Every name of a variable that a backend's container reads, with the versions that read it. */
export const everyVariable = once((backend: BackendName): readonly KnownVariable[] => [
  ...Object.values(optionsOf(backend)), ...variablesOf(backend),
]);

/** Names of all variables that a backend's container reads in some version. */
export const knownVariables = once((backend: BackendName): string[] => [...new Set(everyVariable(backend).map(({ env }) => env))]);

/** Whether the container of any backend reads a variable in some version. */
export function isKnownVariable(name: string): boolean {
  return (Object.keys(BACKEND_TABLES) as BackendName[]).some((backend) => knownVariables(backend).includes(name));
}

/** Whether a version of a backend reads a variable; undefined if its table does not have it. */
export function isRead(by: { readonly backend?: BackendName; readonly version: Ordinal }, variable: string): boolean | undefined {
  const { backend, version } = by;
  const rows = backend === undefined ? [] : everyVariable(backend).filter(({ env }) => env === variable);
  return rows.length === 0 ? undefined : rows.some(({ since, until }) => covers(version, since, until));
}
