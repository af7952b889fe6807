/** A JSON object. */
export type Json = { readonly [field: string]: unknown };

/** A problem with a config file: a field with an invalid value, or a sentence. */
export type ConfigProblem =
  | { readonly name: string; readonly value: unknown; readonly rule: string; readonly fix: string }
  | { readonly sentence: string };

/** Names of each field in the files of the various families, the most common one first. */
export const FIELDS = {
  layers: ['num_hidden_layers', 'n_layer', 'n_layers', 'num_decoder_layers', 'num_layers', 'decoder_layers'],
  hiddenSize: ['hidden_size', 'n_embd', 'd_model', 'n_embed', 'dim'],
  attentionHeads: ['num_attention_heads', 'n_head', 'n_heads', 'num_heads', 'decoder_attention_heads'],
  keyValueHeads: [
    'num_key_value_heads', 'num_kv_heads', 'n_head_kv', 'num_query_groups', 'multi_query_group_num', 'n_kv_heads', 'kv_n_heads', 'num_key_value_heads_per_layer',
  ],
  headDimension: ['head_dim', 'd_kv', 'attention_head_dim', 'kv_channels'],
  intermediateSize: ['intermediate_size', 'n_inner', 'ffn_dim', 'd_ff', 'ffn_hidden_size', 'hidden_dim', 'ff_intermediate_size', 'block_ff_dim', 'decoder_ffn_dim'],
  vocabularySize: ['vocab_size', 'padded_vocab_size'],
  maxPositionEmbeddings: [
    'max_position_embeddings', 'n_positions', 'seq_length', 'max_seq_len', 'n_ctx', 'model_max_length', 'max_sequence_length', 'max_target_positions', 'max_seq_length', 'seq_len',
  ],
  experts: ['num_local_experts', 'num_experts', 'n_routed_experts', 'moe_num_experts', 'num_moe_experts'],
  expertsPerToken: ['num_experts_per_tok', 'num_experts_per_token', 'top_k_experts', 'experts_per_token', 'moe_topk', 'moe_k', 'moe_top_k'],
  expertIntermediateSize: ['moe_intermediate_size', 'expert_ffn_hidden_size', 'expert_intermediate_size', 'moe_ffn_hidden_size'],
  kvLoraRank: ['kv_lora_rank'],
  qkRopeHeadDimension: ['qk_rope_head_dim'],
  slidingWindow: ['sliding_window', 'sliding_window_size'],
} as const;

export type Field = keyof typeof FIELDS;

/** Fields that files set to 0 if the model has none. */
const NONE_AS_ZERO: readonly Field[] = ['experts', 'expertsPerToken', 'expertIntermediateSize', 'kvLoraRank', 'qkRopeHeadDimension', 'slidingWindow'];

/** Reads the fields of one level of a file, and collects problems. */
export class ConfigFields {
  /** Names that fields were found under, for messages. */
  public readonly names: { [field: string]: string } = {};
  public readonly problems: ConfigProblem[] = [];

  public constructor(public readonly values: Json, private readonly prefix: string) {}

  /** A field under any of its names. */
  public read(field: Field): number | undefined {
    const key: string | undefined = FIELDS[field].find((candidate) => isGiven(this.values[candidate])
      && !(this.values[candidate] === 0 && NONE_AS_ZERO.includes(field)));
    this.names[field] = this.prefix + (key ?? FIELDS[field][0]);
    return key === undefined ? undefined : largestOf(this.values[key]) as number;
  }

  /** A field as a list with one value per layer, if the file has it in that form. */
  public perLayer(field: Field, layers: number): readonly (number | undefined)[] | undefined {
    const lists = FIELDS[field].map((key) => this.list(key)).filter(isGiven);
    const list = lists.find((each) => each.length === layers && each.every((element) => isCount(element)));
    return list as readonly number[] | undefined;
  }

  /** A field that may be 0, which is how files write that there is none. */
  public count(...keys: string[]): number | undefined {
    const key = keys.find((candidate) => isGiven(this.values[candidate]));
    if (key === undefined) {
      return undefined;
    }
    const value = largestOf(this.values[key]);
    if (!isCount(value) && value !== 0) {
      this.problems.push({ name: this.prefix + key, value, rule: 'an integer >= 0', fix: fixOf(value) });
      return undefined;
    }
    return value as number;
  }

  /** A list, element by element. */
  public list(key: string): readonly unknown[] | undefined {
    const value = this.values[key];
    return Array.isArray(value) ? value : undefined;
  }

  /** Every name that a field is looked for under. */
  public lookedFor(field: Field): string {
    return FIELDS[field].map((key) => this.prefix + key).join(', ');
  }
}

/** The largest of a list of counts per layer, with null for layers that have none; any other value unchanged. */
function largestOf(value: unknown): unknown {
  const isList = Array.isArray(value) && value.length > 2 && value.every((each) => isCount(each) || each === 0 || each === null);
  return isList ? Math.max(...(value as (number | null)[]).map((each) => each ?? 0)) : value;
}

export function fixOf(value: unknown): string {
  return typeof value === 'string' ? 'write it as a number, without quotes' : 'use the value in the model\'s config.json';
}

export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;
}

export function isGiven<T>(value: T | undefined | null): value is T {
  return value !== undefined && value !== null;
}

export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
