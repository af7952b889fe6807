import { ownValue } from '../checks/own-value';
import { covers, Ordinal, WordsByVersion } from '../options/option';
import { CHECKPOINT_ONLY, CHECKPOINT_WINS, CHECKPOINT_WORDS, SCALES_LOST, UNREADABLE_CHECKPOINTS, WORDS_FOR_ALL } from '../options/quantized-checkpoints';

/** A checkpoint that names its method, and the LMI version whose vLLM loads it. */
interface QuantizedCheckpoint {
  readonly version: Ordinal;
  /** `quant_method` in its config.json. */
  readonly method: string;
  /** `model_type` in its config.json. */
  readonly modelType?: string;
}

/** What vLLM does with a method that is set for a quantized checkpoint. */
export type CheckpointFate = 'loads' | 'ignores' | 'refuses';

/** Whether vLLM loads a quantized checkpoint by the method that is set, ignores the method, or refuses to start. */
export function fateOf(quantize: string, { version, method, modelType }: QuantizedCheckpoint): CheckpointFate {
  const [asked, stored] = [familyOf(quantize), familyOf(method)];
  if (asked === stored || knows(ownValue(CHECKPOINT_WORDS, stored), asked, version) || knows(WORDS_FOR_ALL, asked, version)) {
    return 'loads';
  }
  const wins = version >= (ownValue(CHECKPOINT_WINS, stored) ?? Infinity) && (stored !== 'mxfp4' || modelType === 'gpt_oss');
  // Older versions may not see the method of ModelOpt, which is in a file of its own.
  return wins ? 'ignores' : stored === 'modelopt' ? 'loads' : 'refuses';
}

/** The methods of ModelOpt, which all write `modelopt`, and names of one model for a common method, count as one. */
function familyOf(method: string): string {
  const name = method.toLowerCase().replace('_tensors', '-tensors');
  return /^modelopt|nvfp4$/.test(name) ? 'modelopt' : name.replace(/^(gpt_oss|deepseek_v4)_/, '');
}

function knows(words: WordsByVersion | undefined, word: string, version: Ordinal): boolean {
  const span = ownValue(words, word);
  return span !== undefined && (typeof span === 'number' ? version >= span : covers(version, ...span));
}

/** Whether vLLM loads only checkpoints that are quantized by a method already. */
export function needsQuantizedCheckpoint(quantize: string, version: Ordinal): boolean {
  return version >= (ownValue(CHECKPOINT_ONLY, quantize) ?? Infinity);
}

/** What a backend loads instead of a checkpoint that is quantized by a method; undefined if it is not known to refuse that. */
export function loadedInstead(
  backend: string, { version, method, isFromHub }: QuantizedCheckpoint & { readonly isFromHub: boolean },
): string | undefined {
  const stored = familyOf(method);
  return ownValue(UNREADABLE_CHECKPOINTS, backend)?.find(({ from, to, methods, allBut, onlyFromHub }) =>
    covers(version, from, to) && (isFromHub || !onlyFromHub) && (methods?.includes(stored) ?? !allBut!.includes(stored)))?.loads;
}

/** Whether a backend reads weights that are quantized by a method as if they were not. */
export function losesScales(backend: string, method: string): boolean {
  return ownValue(SCALES_LOST, backend)?.includes(familyOf(method)) === true;
}
