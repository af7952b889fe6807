/** LMI versions whose vLLM has a parser. */
interface ParserFact {
  readonly since: number;
  /** Default: the newest. */
  readonly until?: number;
}

/** Parsers by the name that vLLM registers. */
export interface ParserTable {
  readonly [name: string]: ParserFact;
}

/**
 * Parsers of tool calls. LMI passes the name on to vLLM from V14 on; with one that the vLLM of the image does not have, the container exits at startup.
 *
 * Source: vllm/entrypoints/openai/tool_parsers, in newer releases vllm/tool_parsers, of the vLLM distributions on PyPI that the images hold, read 2026-11-25. The
 * images of V20 to V22 and V24 hold builds between two releases: a parser listed from V25 on may be in V24 already.
 */
export const TOOL_CALL_PARSERS: ParserTable = {
  'hermes': { since: 12 }, 'mistral': { since: 12 },
  'internlm': { since: 13 }, 'llama3_json': { since: 13 },
  'granite': { since: 14 }, 'granite-20b-fc': { since: 14 }, 'jamba': { since: 14 }, 'pythonic': { since: 14 },
  'phi4_mini_json': { since: 15 },
  'deepseek_v3': { since: 16 }, 'deepseek_v31': { since: 16 }, 'glm45': { since: 16 }, 'hunyuan_a13b': { since: 16 }, 'kimi_k2': { since: 16 },
  'llama4_json': { since: 16 }, 'llama4_pythonic': { since: 16 }, 'minimax': { since: 16, until: 27 }, 'openai': { since: 16 },
  'qwen3_coder': { since: 16 }, 'seed_oss': { since: 16 }, 'step3': { since: 16 }, 'xlam': { since: 16 },
  'ernie45': { since: 17 }, 'longcat': { since: 17 }, 'minimax_m2': { since: 17 }, 'olmo3': { since: 17 }, 'qwen3_xml': { since: 17 },
  'deepseek_v32': { since: 19 }, 'functiongemma': { since: 19 }, 'gigachat3': { since: 19 }, 'glm47': { since: 19 },
  'step3p5': { since: 20 },
  'granite4': { since: 23 },
  'gemma4': { since: 24 },
  'deepseek_v4': { since: 25 }, 'hy_v3': { since: 25 }, 'mimo': { since: 25 },
  'apertus': { since: 26 }, 'cohere_command3': { since: 26 }, 'cohere_command4': { since: 26 }, 'lfm2': { since: 26 }, 'poolside_v1': { since: 26 },
  'minicpm5': { since: 27 },
  'inkling': { since: 28 }, 'minimax_m3': { since: 28 },
  'dots': { since: 29 }, 'kimi_k3': { since: 29 }, 'ling3': { since: 29 }, 'muse_glimmer': { since: 29 },
};

/**
 * Parsers of reasoning.
 *
 * Source: vllm/reasoning, in V14 vllm/entrypoints/openai/reasoning_parsers, of the same distributions, read 2026-11-25.
 */
export const REASONING_PARSERS: ParserTable = {
  deepseek_r1: { since: 14 },
  granite: { since: 15 },
  glm45: { since: 16 }, hunyuan_a13b: { since: 16 }, mistral: { since: 16 }, openai_gptoss: { since: 16 }, qwen3: { since: 16 }, step3: { since: 16 },
  deepseek_v3: { since: 17 }, ernie45: { since: 17 }, kimi_k2: { since: 17 }, minimax_m2: { since: 17 }, minimax_m2_append_think: { since: 17 },
  olmo3: { since: 17 }, seed_oss: { since: 17 },
  holo2: { since: 19 },
  step3p5: { since: 20 },
  nemotron_v3: { since: 23 },
  gemma4: { since: 24 },
  deepseek_v4: { since: 25 }, hy_v3: { since: 25 }, mimo: { since: 25 },
  cohere_command3: { since: 26 }, cohere_command4: { since: 26 }, poolside_v1: { since: 26 },
  glm47: { since: 28 }, inkling: { since: 28 }, minimax_m3: { since: 28 },
  kimi_k3: { since: 29 }, ling3: { since: 29 }, muse_glimmer: { since: 29 },
};
