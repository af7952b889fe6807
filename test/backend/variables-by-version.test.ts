import { serve } from './containers';
import { LmiInstanceType, LmiModel, LmiVersion, VllmBackend } from '../../src';
import { isAllowedInSecureMode } from '../../src/options/secure-mode';
import { testStack } from '../stacks';

/* How a version treats a variable, just before and after the version in which that changes. The sources are stated in the rows of src/options. */

type Variables = { readonly [name: string]: string };
type Outcome = 'accepted' | 'ignored' | 'refused';

function outcomeOf(version: number, environment: Variables): Outcome {
  const { faults, warnings } = serve({ backend: 'Vllm', version, environment });
  return faults.length > 0 ? 'refused' : warnings.some((text) => text.includes('option-ignored')) ? 'ignored' : 'accepted';
}

test.each<[version: number, environment: Variables, outcome: Outcome]>([
  // vLLM moved from pairs to JSON in 0.8.5; both forms are read in between.
  [14, { OPTION_LIMIT_MM_PER_PROMPT: 'image=2' }, 'accepted'],
  [14, { OPTION_LIMIT_MM_PER_PROMPT: '{"image": 2}' }, 'refused'],
  [15, { OPTION_LIMIT_MM_PER_PROMPT: 'image=2' }, 'accepted'],
  [15, { OPTION_LIMIT_MM_PER_PROMPT: '{"image": 2}' }, 'accepted'],
  [16, { OPTION_LIMIT_MM_PER_PROMPT: 'image=2' }, 'refused'],
  [16, { OPTION_LIMIT_MM_PER_PROMPT: '{"image": 2}' }, 'accepted'],
  // Options that were JSON before are still checked.
  [15, { OPTION_HF_OVERRIDES: '{"rope_theta": 1e6}' }, 'accepted'],
  [15, { OPTION_HF_OVERRIDES: '{"rope_theta": ' }, 'refused'],
  // The longest context that fits, since vLLM 0.14.
  [18, { OPTION_MAX_MODEL_LEN: '-1' }, 'refused'],
  [19, { OPTION_MAX_MODEL_LEN: '-1' }, 'accepted'],
  [19, { OPTION_MAX_MODEL_LEN: 'auto' }, 'accepted'],
  [19, { OPTION_MAX_MODEL_LEN: '-2' }, 'refused'],
  [19, { OPTION_MAX_MODEL_LEN: 'AUTO' }, 'refused'],
  // Multi-step scheduling was removed together with vLLM's V0 engine.
  [15, { OPTION_NUM_SCHEDULER_STEPS: '4' }, 'accepted'],
  [16, { OPTION_NUM_SCHEDULER_STEPS: '4' }, 'refused'],
  // An option of other versions is an error, like its prop; an alias of an option, or an engine argument without a prop, only gets a warning.
  [13, { OPTION_KV_CACHE_DTYPE: 'fp8' }, 'refused'],
  [14, { OPTION_KV_CACHE_DTYPE: 'fp8' }, 'accepted'],
  [16, { SAGEMAKER_NUM_MODEL_WORKERS: '1' }, 'ignored'],
  [17, { SAGEMAKER_NUM_MODEL_WORKERS: '1' }, 'accepted'],
  [14, { OPTION_PREEMPTION_MODE: 'swap' }, 'accepted'],
  [17, { OPTION_PREEMPTION_MODE: 'swap' }, 'ignored'],
  // Spellings of whole numbers that vLLM has taken since 0.8.
  [14, { OPTION_MAX_MODEL_LEN: '4k' }, 'refused'],
  [15, { OPTION_MAX_MODEL_LEN: '4k' }, 'accepted'],
  [27, { OPTION_MAX_MODEL_LEN: '4 thousand' }, 'refused'],
  [27, { OPTION_GPU_MEMORY_UTILIZATION: '90%' }, 'refused'],
])('V%d with %j: %s', (version, environment, outcome) => {
  expect(outcomeOf(version, environment)).toBe(outcome);
});

test.each<[number, string, string]>([[8, 'HF_MODEL_REVISION', 'HF_REVISION'], [9, 'HF_REVISION', 'HF_MODEL_REVISION']])('V%d reads the revision from %s, not from %s', (version, read, unread) => {
  const stack = testStack();
  const backend = new VllmBackend(stack, 'Vllm', { version: (LmiVersion as any)[`V${version}`] });
  const { aliases } = backend.bind({ model: LmiModel.fromHuggingFace('org/model').bind(stack, {} as any), instanceType: LmiInstanceType.G5_2XLARGE });
  expect(aliases).toHaveProperty(read, 'OPTION_REVISION');
  expect(aliases).not.toHaveProperty(unread);
});

/* djl-serving 0.28.0-dlc to 0.32.0-dlc, SecureModeAllowList.java, read 2026-08-21. */
test.each<[string, number]>([
  ['OPTION_DTYPE', 10], ['OPTION_ENFORCE_EAGER', 10], ['OPTION_ENABLE_PREFIX_CACHING', 11], ['OPTION_PIPELINE_PARALLEL_DEGREE', 11],
  ['OPTION_DISABLE_SLIDING_WINDOW', 12], ['OPTION_pythonExecutable', 14],
])('secure mode allows %s from V%d on', (variable, since) => {
  expect([since - 1, since, 29].map((version) => isAllowedInSecureMode(variable, version))).toEqual([false, true, true]);
});

test('secure mode allows no other option, and all settings that are not options', () => {
  expect(isAllowedInSecureMode('OPTION_HF_OVERRIDES', 29)).toBe(false);
  expect(isAllowedInSecureMode('SERVING_JOB_QUEUE_SIZE', 7)).toBe(true);
});
