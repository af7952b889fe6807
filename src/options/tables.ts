import { COMMON_KNOWN, COMMON_OPTIONS } from './common';
import { DEEPSPEED } from './deepspeed';
import { LMI_DIST } from './lmi-dist';
import { NEURONX } from './neuronx';
import { BackendTable, covers, KnownVariable, OptionRow, Ordinal } from './option';
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

/**
 * Variables that choose the backend and the model. The library sets them itself.
 *
 * Source: djl-serving 0.25.0-dlc to 0.36.0-lmi27-dlc, ModelServer.java, ModelInfo.java and PyModel.java, read 2026-08-21.
 */
export const SELECTION_VARIABLES: readonly string[] = [
  'HF_MODEL_ID', 'HF_REVISION', 'HF_MODEL_REVISION', 'HF_TASK', 'HF_TOKEN', 'SERVING_LOAD_MODELS',
  'OPTION_MODEL_ID', 'OPTION_REVISION', 'OPTION_ROLLING_BATCH', 'OPTION_ENTRYPOINT', 'OPTION_ENGINE', 'OPTION_MPI_MODE', 'OPTION_ASYNC_MODE',
];

/** Every variable that a backend's container reads in a version. */
export function knownVariables(backend: BackendName, version: Ordinal): string[] {
  const table = BACKEND_TABLES[backend];
  const options: OptionRow[] = [COMMON_OPTIONS, SERVER_OPTIONS, table.options].flatMap((rows) => Object.values(rows));
  const others: KnownVariable[] = [...COMMON_KNOWN, ...SERVER_KNOWN, ...table.known];
  const isRead = (row: KnownVariable) => covers(version, row.since, row.until);
  return [
    ...SELECTION_VARIABLES,
    ...options.filter(isRead).flatMap((row) => [row.env, ...(row.aliases ?? [])]),
    ...others.filter(isRead).map((variable) => variable.env),
  ];
}
