/** Parts that are quantized unless the file excludes them. */
export const QUANTIZED = ['attention', 'output', 'linear', 'mlp', 'shared', 'experts', 'indexer'] as const;

export type QuantizedPart = typeof QUANTIZED[number];

/** Parts of a feed-forward block. */
export const WHOLE_BLOCK: readonly QuantizedPart[] = ['mlp', 'shared', 'experts'];

/** Whether a pattern matches the feed-forward blocks of all layers, including everything in them. */
export function isWholeBlock(pattern: string): boolean {
  return classify(pattern).layer === undefined && /(mlp|ffn|feed_forward)\W*$/.test(pattern);
}

/** The parts of a model that a module name or pattern matches, and the layer if it names one. */
export function classify(pattern: string): { readonly layer?: number; readonly parts: readonly QuantizedPart[] } {
  // Some are regular expressions.
  const plain = pattern.replace(/[\\^$]/g, '');
  const match = /(?:layers|blocks|h)\.(\d+)(.*)/.exec(plain);
  const layer = match ? Number(match[1]) : undefined;
  const tail = match ? match[2] : plain;
  return { layer, parts: partsOfModule(tail, layer !== undefined) };
}

function partsOfModule(tail: string, isInLayer: boolean): readonly QuantizedPart[] {
  if (isInLayer && /^[.*]*$/.test(tail)) {
    return QUANTIZED;
  }
  const rules: readonly (readonly [RegExp, readonly QuantizedPart[]])[] = [
    // Checkpoints always keep these at 16 bits.
    [/norm|bias|scale|conv1d|A_log|dt_/i, []],
    [/mtp|nextn/i, []],
    [/visual|vision|vit\b|audio|mm_projector|multi_modal|patch_merge/i, []],
    [/embed|wte/i, []],
    [/indexer/i, ['indexer']],
    [/linear_attn|delta|mamba|mixer\.(in|out)_proj/i, ['linear']],
    [/shared_expert_gate|\.gate$|router/i, []],
    [/shared_expert|shared_mlp/i, ['shared']],
    [/experts/i, ['experts']],
    [/(attn|attention)\W+(o_proj|wo|out_proj|dense|o_b_proj|o_a_proj)|mixer\.o_proj/i, ['output']],
    [/(attn|attention)\W+(q|k|v|wq|wk|wv|query|key|value|c_attn)|mixer\.[qkv]_proj|qkv/i, ['attention']],
    [/attn|attention/i, ['attention', 'output']],
    // Gemma 4 has experts next to this block, and names them separately.
    [/mlp|ffn|feed_forward|block_sparse_moe/i, ['mlp']],
  ];
  return rules.find(([rule]) => rule.test(tail))?.[1] ?? [];
}
