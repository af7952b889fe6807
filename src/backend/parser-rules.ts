import { Rule, Situation } from './rule';
import { nearest } from '../checks/nearest';
import { ownValue } from '../checks/own-value';
import { VLLM_BUILD_AHEAD } from '../facts/vllm-architectures';
import { ParserTable, REASONING_PARSERS, TOOL_CALL_PARSERS } from '../facts/vllm-parsers';
import { Ordinal } from '../options/option';

/** Whether the vLLM of a version has a parser; one version's image is newer than its table. */
function hasParser(table: ParserTable, name: string, version: Ordinal): boolean {
  const fact = ownValue(table, name);
  return fact !== undefined && version <= (fact.until ?? version)
    && (version >= fact.since || (version === VLLM_BUILD_AHEAD.version && fact.since === VLLM_BUILD_AHEAD.next));
}

/** The problem with the parser that a variable names, if any. The user's plugin may bring any parser. */
function unknownParser(container: Situation, variable: string, table: ParserTable, plugin: string): string | undefined {
  const { version } = container;
  const name = container.literal(variable);
  if (name === undefined || name === '' || container.environment[plugin] !== undefined || hasParser(table, name, version)) {
    return undefined;
  }
  const fact = ownValue(table, name);
  const others = Object.keys(table).filter((other) => hasParser(table, other, version));
  const close = nearest(name, others);
  const remedy = fact === undefined ? `${close === undefined ? '' : `did you mean ${close}? `}It has ${others.join(', ')}`
    : fact.since > version ? `use LMI V${fact.since} or later` : `LMI V${fact.until} is the last version that has it`;
  return `${container.shown(variable)}, a parser that vLLM does not have in LMI V${version}, so the container would end when it starts: ${remedy}`;
}

/** Parser names, which vLLM looks up at startup. */
export const PARSER_RULES: readonly Rule[] = [
  {
    id: 'tool-call-parser-name',
    backends: ['Vllm'],
    from: 14,
    violation: (container) => unknownParser(container, 'OPTION_TOOL_CALL_PARSER', TOOL_CALL_PARSERS, 'OPTION_TOOL_PARSER_PLUGIN'),
  },
  {
    id: 'reasoning-parser-name',
    backends: ['Vllm'],
    from: 14,
    violation: (container) => unknownParser(container, 'OPTION_REASONING_PARSER', REASONING_PARSERS, 'OPTION_REASONING_PARSER_PLUGIN'),
  },
];
