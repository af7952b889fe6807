import { BackendName, BACKENDS, versionsOf } from '../../src/facts/backends';
import { COMMON_OPTIONS } from '../../src/options/common';
import { atVersion, covers, OptionRow } from '../../src/options/option';
import { isAllowedInSecureMode } from '../../src/options/secure-mode';
import { BACKEND_TABLES, optionsOf, variablesOf } from '../../src/options/tables';
import { TRTLLM } from '../../src/options/trtllm';
import { VLLM } from '../../src/options/vllm';
import { ENGINE_ARGUMENTS } from '../../src/options/vllm-arguments';
import * as engineArguments from '../golden/engine-arguments.json';
import * as engineValues from '../golden/engine-values.json';
import * as guideOptions from '../golden/guide-options.json';
import * as optionFields from '../golden/option-fields.json';
import * as secureMode from '../golden/secure-mode.json';

/*
 * Checks every row against extracts of its sources: the LMI classes that read an option, and the engine to which LMI passes it. The files under
 * test/golden state where and when they were read. No expectation comes from the tables themselves.
 */

type Fields = { readonly [name: string]: ReadonlyArray<readonly [from: number, to: number, type: string]> };
interface FieldsOfClass {
  readonly versions: readonly number[];
  readonly fields: Fields;
}

const CLASSES = optionFields.classes as unknown as { readonly [name: string]: FieldsOfClass };
const ARGUMENTS = engineArguments.versions as { readonly [version: string]: { readonly vllm: string; readonly arguments: readonly string[] } };
const FIRST_HANDED_OVER = 14;
/** The newest version whose own classes are public. */
const LAST_WITH_CLASSES = 27;
/** The version of TensorRT-LLM whose engine LMI runs without the toolkit. */
const LAST_TRTLLM = 15;

/** The class that reads the options of a backend, and the class of its handler. */
const READERS: { readonly [backend in BackendName]: readonly string[] } = {
  Vllm: ['VllmRbProperties', 'HuggingFaceProperties'],
  LmiDist: ['LmiDistRbProperties', 'HuggingFaceProperties'],
  TrtLlm: ['TensorRtLlmProperties'],
  Neuronx: ['TransformerNeuronXProperties'],
  DeepSpeed: ['DeepSpeedProperties'],
};

/** Options that no class declares: the code that reads them instead, and the version if there is only one. */
const READ_ELSEWHERE: { readonly [name: string]: readonly [source: string, version?: number] } = {
  model_loading_timeout: ['PyEnv.java'],
  predict_timeout: ['PyEnv.java'],
  entrypoint: ['PyModel.java'],
  handler: ['PyEnv.java'],
  parallel_loading: ['PyModel.java'],
  pipeline_parallel_degree: ['PyEnv.java'],
  use_passive_workers: ['PyProcess.java'],
  enable_stateful_sessions: ['vllm_async_service.py'],
  sessions_expiration: ['session_manager.py'],
  sessions_path: ['session_manager.py'],
  sessions_s3url: ['session_manager.py'],
  lmcache_config_file: ['lmcache_utils.py'],
  tgi_compat: ['rolling_batch.py of 0.27.0', 9],
  output_formatter: ['deepspeed.py of 0.25.0', 7],
  max_rolling_batch_prefill_tokens: ['lmi_dist_rolling_batch.py and vllm_rolling_batch.py of 0.25.0', 7],
  paged_attention: ['lmi_dist_rolling_batch.py of 0.25.0', 7],
};

/** Fields that a class declares but nothing uses. */
const NEVER_USED: { readonly [option: string]: readonly number[] } = {
  // In 0.31.0 only the branch for Neuron devices passes it on.
  'Vllm.generation_config': [13],
};

const BACKEND_NAMES = Object.keys(BACKENDS) as BackendName[];
const nameOf = (variable: string) => variable.slice('OPTION_'.length).toLowerCase();

/** The options of a backend that become properties of the model. */
function optionsWithProperty(backend: BackendName): { readonly prop: string; readonly row: OptionRow; readonly name: string }[] {
  return Object.entries(optionsOf(backend)).filter(([, row]) => row.env.startsWith('OPTION_')).map(([prop, row]) => ({ prop, row, name: nameOf(row.env) }));
}

function typeIn(readers: readonly string[], names: readonly string[], version: number): string | undefined {
  return readers.flatMap((reader) => names.flatMap((name) => CLASSES[reader].fields[name] ?? []))
    .find(([from, to]) => version >= from && version <= to)?.[2];
}

const isHandedOver = (row: OptionRow, version: number) => row.passedThroughSince !== undefined && version >= FIRST_HANDED_OVER;
/** The toolkit that converted models for TensorRT-LLM up to LMI V14 is not public; its guide is the only source. */
const isToolkit = (backend: BackendName, version: number) => backend === 'TrtLlm' && version <= 14;

test('options are passed to vLLM exactly in the versions whose vLLM has the argument', () => {
  const versions = Object.keys(ARGUMENTS).map(Number);
  for (const [prop, row] of Object.entries(VLLM.options).filter(([, each]) => each.passedThroughSince !== undefined)) {
    const isUsed = (version: number) => covers(version, row.since, row.until) && !row.unread?.some(({ from, to }) => covers(version, from, to));
    expect({ prop, versions: versions.filter(isUsed) })
      .toEqual({ prop, versions: versions.filter((version) => ARGUMENTS[version].arguments.includes(nameOf(row.env))) });
  }
});

test.each(BACKEND_NAMES)('LMI reads the options of %s in the versions of their rows', (backend) => {
  for (const { prop, row, name } of optionsWithProperty(backend)) {
    const names = [name, ...(row.aliases ?? []).filter((alias) => alias.startsWith('OPTION_')).map(nameOf)];
    const versions = versionsOf(backend).filter((version) => version <= LAST_WITH_CLASSES && !isHandedOver(row, version) && !isToolkit(backend, version));
    const [source, only] = READ_ELSEWHERE[name] ?? [];
    const isRead = (version: number) => typeIn(READERS[backend], names, version) !== undefined
      || (backend === 'TrtLlm' && optionFields.trtllmV15.includes(name)) || (source !== undefined && (only ?? version) === version)
      || row.unread?.some(({ from, to }) => covers(version, from, to));
    expect({ prop, unread: versions.filter((version) => covers(version, row.since, row.until) && !isRead(version)) }).toEqual({ prop, unread: [] });
    // A user must be able to set everything that a class declares for the backend, under some prop.
    const isOpen = (version: number) => [...Object.values(optionsOf(backend)), ...variablesOf(backend)]
      .some((each) => each.env === row.env && covers(version, each.since, each.until)) || NEVER_USED[`${backend}.${name}`]?.includes(version);
    expect({ prop, closed: versions.filter((version) => typeIn([READERS[backend][0]], names, version) !== undefined && !isOpen(version)) })
      .toEqual({ prop, closed: [] });
  }
});

/** Fields that no variable can or may set: LMI fills them in, expects a Python object, or ignores them. */
const CLOSED: { readonly [backend in BackendName]: { readonly [field: string]: readonly number[] } } = {
  Vllm: { device: range(16, 27), override_neuron_config: [16], preloaded_model: range(10, 16), generation_config: [13] },
  // The class of V14 and V15 has it, but its engine receives no adapters.
  TrtLlm: { enable_lora: [14, 15] },
  Neuronx: {},
  LmiDist: { device: [8], torch_dtype: [8], max_logprobs: range(11, 14) },
  DeepSpeed: { device: range(7, 9), ds_config: range(7, 9) },
};
const CLOSED_EVERYWHERE = ['input_formatter', 'is_mpi', 'model_dir', 'model_id_or_path'];

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

test.each(BACKEND_NAMES)('everything that the class of %s declares can be set, by a prop or a variable', (backend) => {
  for (const version of versionsOf(backend).filter((each) => each <= LAST_WITH_CLASSES)) {
    const open = [...Object.values(optionsOf(backend)), ...variablesOf(backend)].filter(({ since, until }) => covers(version, since, until)).map(({ env }) => env);
    const declared = Object.entries(CLASSES[READERS[backend][0]].fields).filter(([, spans]) => spans.some(([from, to]) => covers(version, from, to))).map(([name]) => name)
      .filter((name) => !CLOSED_EVERYWHERE.includes(name));
    const closed = Object.entries(CLOSED[backend]).filter(([, versions]) => versions.includes(version)).map(([name]) => name);
    expect({ version, closed: declared.filter((name) => !open.includes(`OPTION_${name.toUpperCase()}`)).sort() }).toEqual({ version, closed: closed.sort() });
  }
});

test('everything in the guide of TensorRT-LLM can be set, and in V15 everything that its class and engine declare', () => {
  const open = (version: number) => [...Object.values(optionsOf('TrtLlm')), ...variablesOf('TrtLlm')].filter(({ since, until }) => covers(version, since, until)).map(({ env }) => env);
  for (const version of versionsOf('TrtLlm')) {
    const named = version === LAST_TRTLLM ? optionFields.trtllmV15
      : Object.entries(guideOptions.TrtLlm).filter(([, [from, to]]) => covers(version, from, to)).map(([name]) => name);
    expect({ version, closed: named.filter((name) => !open(version).includes(`OPTION_${name.toUpperCase()}`)) }).toEqual({ version, closed: [] });
  }
});

/** What LMI itself reads of the rows for the toolkit (trt_properties.py, PyModel.java and LmiConfigRecommender.java), or, with chatglm3, what its integration tests set. */
const BESIDE_THE_GUIDE = ['dtype', 'max_rolling_batch_size', 'pipeline_parallel_degree', 'rolling_batch', 'task'];
const VALUES_BESIDE_THE_GUIDE = ['chatglm3'];

describe('the rows of the toolkit of TensorRT-LLM', () => {
  const LAST = 14;
  const rows = new Map(Object.values(TRTLLM.options).filter(({ env, since }) => env.startsWith('OPTION_') && since <= LAST).map((row) => [nameOf(row.env), row]));

  test('are those of the guides, with their versions', () => {
    const spans = Object.fromEntries([...rows].filter(([name]) => !BESIDE_THE_GUIDE.includes(name)).map(([name, { since, until }]) => [name, [since, Math.min(until ?? LAST, LAST)]]));
    expect(spans).toEqual(guideOptions.TrtLlm);
  });

  test.each(Object.keys(guideOptions.values) as (keyof typeof guideOptions.values)[])('%s has their values', (name) => {
    for (const [version, values] of Object.entries(guideOptions.values[name])) {
      const allowed = atVersion(rows.get(name)!.values, Number(version))!.filter((value) => values.includes(value) || !VALUES_BESIDE_THE_GUIDE.includes(value));
      expect({ version, allowed: [...allowed].sort() }).toEqual({ version, allowed: values });
    }
  });

  test.each(Object.entries(guideOptions.defaults))('the default of %s is %j', (name, values) => {
    values.forEach((value) => expect(rows.get(name)!.default).toMatch(new RegExp(`(^|[^0-9.])${value}([^0-9]|$)`)));
  });
});

const KINDS: { readonly [type: string]: readonly string[] } = { bool: ['boolean'], int: ['integer', 'duration'], float: ['number'] };
/** Declared as an enum of numbers, and read as one. */
const NUMBERED = ['neuron_optimize_level'];

test.each(BACKEND_NAMES)('the options of %s have the types that the classes declare', (backend) => {
  for (const { prop, row, name } of optionsWithProperty(backend).filter((each) => !NUMBERED.includes(each.name))) {
    for (const version of versionsOf(backend).filter((each) => covers(each, row.since, row.until) && !isHandedOver(row, each) && !isToolkit(backend, each))) {
      const type = typeIn(READERS[backend], [name], version) ?? '';
      const kind = row.integerUntil !== undefined && version <= row.integerUntil ? 'integer' : row.kind;
      expect({ prop, version, kind }).toEqual({ prop, version, kind: KINDS[type] && !KINDS[type].includes(kind) ? type : kind });
    }
  }
});

test.each(Object.keys(ARGUMENTS).map(Number))('the engine arguments of LMI V%d are the fields of its vLLM', (version) => {
  const listed = Object.entries(ENGINE_ARGUMENTS).filter(([, span]) => typeof span === 'number' ? version >= span : covers(version, ...span)).map(([name]) => name);
  expect(listed.sort()).toEqual([...ARGUMENTS[version].arguments].sort());
});

test.each(Object.keys(ARGUMENTS).map(Number))('no engine argument of LMI V%d is reported as a misspelling', (version) => {
  const known = new Set([
    ...Object.values(optionsOf('Vllm')).filter((row) => covers(version, row.since, row.until)).map((row) => row.env),
    ...variablesOf('Vllm').filter((each) => covers(version, each.since, each.until)).map((each) => each.env),
  ]);
  // LMI fails to start if its own settings have the names of vLLM, so these are errors.
  const refused = ['max_num_seqs', 'pipeline_parallel_size', 'tensor_parallel_size'];
  expect(ARGUMENTS[version].arguments.filter((name) => !refused.includes(name) && !known.has(`OPTION_${name.toUpperCase()}`))).toEqual([]);
});

test.each(Object.keys(ARGUMENTS).map(Number))('a variable that only vLLM reads is unknown in LMI V%d if its vLLM does not have it', (version) => {
  const known = VLLM.known.filter((each) => covers(version, each.since, each.until) && each.env.startsWith('OPTION_')).map((each) => nameOf(each.env));
  const declared = CLASSES.VllmRbProperties.fields;
  expect(known.filter((name) => !ARGUMENTS[version].arguments.includes(name) && !(name in declared))).toEqual([]);
});

type Choices = ReadonlyArray<readonly [from: number, to: number, words: readonly (string | number)[]]>;

/** Arguments with an open set of values, because plugins or files of the model add to them. */
const OPEN = ['quantization', 'reasoning_parser', 'spec_method', 'speculative_model_quantization'];

test.each(Object.entries(engineValues.choices as unknown as { readonly [name: string]: Choices }).filter(([name]) => !OPEN.includes(name)))(
  'the values of %s are those of the parser of each vLLM version', (name, choices) => {
    const row = Object.values(VLLM.options).find(({ env }) => env === `OPTION_${name.toUpperCase()}`);
    for (const [from, to, words] of row ? choices : []) {
      for (let version = from; version <= to; version++) {
        // 0.15.1 (LMI V20) was not parsed.
        const allowed = version === 20 ? undefined : atVersion(row!.values, version);
        if (version !== 20 && !(name === 'safetensors_load_strategy')) {
          expect({ version, words: [...allowed ?? []].sort() }).toEqual({ version, words: [...words].map(String).sort() });
        }
      }
    }
  },
);

test.each([
  ['maxLoraRank', 'Vllm', engineValues.maxLoraRank],
  ['loraExtraVocabSize', 'Vllm', engineValues.loraExtraVocabSize],
  ['maxLoraRank', 'LmiDist', engineValues.maxLoraRank],
  ['loraExtraVocabSize', 'LmiDist', engineValues.loraExtraVocabSize],
] as const)('%s of %s accepts the numbers that the vLLM of each version accepts', (prop, backend, ranges) => {
  for (const [from, to, numbers] of ranges as unknown as Choices) {
    for (const version of versionsOf(backend).filter((each) => each >= from && each <= to)) {
      expect({ version, numbers: atVersion(optionsOf(backend)[prop].values, version) }).toEqual({ version, numbers: numbers.map(String) });
    }
  }
});

test.each(Object.entries(engineValues.quantizationMethods))('quantize rejects exactly what the vLLM of LMI V%s rejects', (version, { methods, deprecated }) => {
  const row = VLLM.options.quantize;
  const refused = atVersion(row.refused, Number(version)) ?? [];
  const everyMethod = Object.values(engineValues.quantizationMethods).flatMap((each) => each.methods);
  expect([...new Set(everyMethod)].filter((method) => !refused.includes(method)).sort()).toEqual(methods);
  const asked = (row.requires ?? []).filter((relation) => covers(Number(version), relation.from, relation.to)).flatMap((relation) => relation.when as string[]);
  expect(asked.filter((method) => methods.includes(method)).sort()).toEqual(deprecated.filter((method) => methods.includes(method)));
});

test.each(Object.entries(engineValues.kvCacheDtypes))('kvCacheDtype accepts the data types of the vLLM of LMI V%s', (version, words) => {
  expect([...atVersion(VLLM.options.kvCacheDtype.values, Number(version)) ?? []].sort()).toEqual(words);
});

test.each(Object.entries(engineValues.loadFormats))('loadFormat accepts the formats of the vLLM of LMI V%s, and rejects removed ones', (version, words) => {
  const { values, refused } = VLLM.options.loadFormat;
  const allowed = atVersion(values, Number(version));
  expect(words.filter((word) => allowed && !allowed.includes(word))).toEqual([]);
  expect((atVersion(refused, Number(version)) ?? []).filter((word) => words.includes(word))).toEqual([]);
  if (Number(version) >= 28) {
    expect(atVersion(refused, Number(version))).toContain('gguf');
  }
});

test('no two options of a backend set the same variable in the same version', () => {
  for (const backend of BACKEND_NAMES) {
    for (const version of versionsOf(backend)) {
      const variables = Object.values(optionsOf(backend)).filter((row) => covers(version, row.since, row.until)).map((row) => row.env);
      expect(variables.filter((variable, index) => variables.indexOf(variable) !== index)).toEqual([]);
    }
  }
});

test.each([...BACKEND_NAMES.map((backend) => [backend, optionsOf(backend)] as const), ['all', COMMON_OPTIONS] as const])('the props of %s are named after their variables', (_, table) => {
  const calledOtherwise: { readonly [prop: string]: string } = { entryPoint: 'ENTRYPOINT', loadIn8Bit: 'LOAD_IN_8BIT' };
  const variableOf = (prop: string) => calledOtherwise[prop] ?? prop.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  const named = Object.entries(table).map(([prop, { env }]) => [prop, env.replace(/^(OPTION|SERVING|SAGEMAKER)_/, '')]);
  expect(Object.fromEntries(named)).toEqual(Object.fromEntries(named.map(([prop]) => [prop, variableOf(prop)])));
});

test.each(BACKEND_NAMES)('every option of %s is read by a version that has an image for it', (backend) => {
  const unread = Object.entries(BACKEND_TABLES[backend].options).filter(([, row]) => !versionsOf(backend).some((version) => covers(version, row.since, row.until)));
  expect(unread.map(([prop]) => prop)).toEqual([]);
});

describe('secure mode', () => {
  const ALLOWED = secureMode.allowed as unknown as { readonly [option: string]: readonly [from: number, to: number] };
  /** How LMI finds a model option in a variable: by the lowercase name, or, for this option, by its exact name. */
  const variableOf = (option: string): string => `OPTION_${option === 'pythonExecutable' ? option : option.toUpperCase()}`;
  const versions = Array.from({ length: 18 }, (_, index) => 10 + index);

  test.each(Object.keys(ALLOWED))('allows %s in the versions that list it', (option) => {
    const [from, to] = ALLOWED[option];
    // Versions in which no backend has the option any longer do not count.
    const known = versions.filter((version) => version <= to);
    expect({ option, versions: known.filter((version) => isAllowedInSecureMode(variableOf(option), version)) }).toEqual({ option, versions: known.filter((version) => version >= from) });
  });

  test('allows no other option, and every setting of the server', () => {
    const options = BACKEND_NAMES.flatMap((backend) => Object.values(optionsOf(backend)).map(({ env }) => env));
    const listed = Object.keys(ALLOWED).map(variableOf);
    expect(options.filter((env) => env.startsWith('OPTION_') && !listed.includes(env) && isAllowedInSecureMode(env, LAST_WITH_CLASSES))).toEqual([]);
    expect(['SERVING_BATCH_SIZE', 'HF_MODEL_ID', 'TENSOR_PARALLEL_DEGREE'].filter((env) => !isAllowedInSecureMode(env, 10))).toEqual([]);
  });
});
