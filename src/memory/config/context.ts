import { ConfigFields, FIELDS, isCount, isGiven, isRecord, Json } from './config-fields';

/** Position scalings that the length in the file already includes, or that do not extend it. */
const NOT_APPLIED = ['su', 'longrope', 'llama3', 'default', 'mrope', 'proportional'];

/**
 * The longest context, as vLLM derives it: `model_max_length` if the file has it, otherwise the shortest of its lengths, times the scaling factor of
 * positions. Source: vLLM 0.26.0, config/model.py (_get_and_verify_max_len), read 2026-11-25.
 */
export function contextOf(fields: ConfigFields, modelType: string): number {
  const { values } = fields;
  const lengths = FIELDS.maxPositionEmbeddings.map((key) => values[key]).filter(isCount);
  const own = isCount(values.model_max_length) ? values.model_max_length : Math.min(fields.read('maxPositionEmbeddings')!, ...lengths);
  return modelType.startsWith('gemma3') ? own : scalingsOf(values).reduce((length, scaling) => scaled(length, scaling), own);
}

/** The context that LongRoPE extends, which newer engines start with by default. */
export function originalContextOf({ values }: ConfigFields): number | undefined {
  const scaling = [values.rope_parameters, values.rope_scaling].find(isRecord);
  const isLong = scaling !== undefined && [scaling.rope_type, scaling.type].some((type) => type === 'longrope' || type === 'su');
  const original = values.original_max_position_embeddings;
  return isLong && isCount(original) ? original : undefined;
}

/** Scaling of positions. Files for transformers 5 may specify it per kind of layer; the engine assumes that all are the same. */
function scalingsOf(values: Json): readonly Json[] {
  const scaling = [values.rope_parameters, values.rope_scaling].find(isRecord);
  const kinds = scaling === undefined ? [] : Object.values(scaling).filter(isRecord);
  return scaling === undefined ? [] : (kinds.length > 0 ? kinds : [scaling]).filter(({ factor }) => isGiven(factor)).slice(0, 1);
}

function scaled(length: number, scaling: Json): number {
  const type = scaling.rope_type ?? scaling.type;
  const { factor, original_max_position_embeddings: original } = scaling;
  if (NOT_APPLIED.includes(String(type)) || typeof factor !== 'number' || !(factor >= 1 && factor < Infinity)) {
    return length;
  }
  return Math.trunc((type === 'yarn' && isCount(original) ? original : length) * factor);
}
