import { ARCHITECTURE_RULES } from './architecture-rules';
import { CONTEXT_RULES } from './context-rules';
import { MODE_RULES } from './mode-rules';
import { MODEL_RULES, MODEL_TYPE_RULES } from './model-rules';
import { OPTION_RULES } from './option-rules';
import { PARSER_RULES } from './parser-rules';
import { QUANTIZATION_RULES } from './quantization-rules';
import { Rule } from './rule';
import { SELECTION_RULES } from './selection-rules';
import { TASK_RULES } from './task-rules';
import { VARIABLE_RULES } from './variable-rules';
import { WORD_RULES } from './word-rules';
import { WORKER_RULES } from './worker-rules';

/** Every rule about the final variables of a container. What a row of an option table can express is there instead. */
export const RULES: readonly Rule[] = [
  ...SELECTION_RULES, ...VARIABLE_RULES, ...OPTION_RULES, ...QUANTIZATION_RULES, ...MODE_RULES, ...WORKER_RULES, ...MODEL_TYPE_RULES, ...MODEL_RULES,
  ...ARCHITECTURE_RULES, ...PARSER_RULES, ...TASK_RULES, ...CONTEXT_RULES, ...WORD_RULES,
];
