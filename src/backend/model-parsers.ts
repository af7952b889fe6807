import { LmiBackendBindOptions } from './lmi-backend';
import { GivenOptions } from './option-check';
import { parseBoolean } from './option-parse';
import { ownValue } from '../checks/own-value';
import { isLiteral } from '../checks/tokens';
import { parserAt, presetOf } from '../facts/model-presets';
import { REASONING_PARSERS, TOOL_CALL_PARSERS } from '../facts/vllm-parsers';
import { covers, Ordinal } from '../options/option';
import { VLLM } from '../options/vllm';

/** Last LMI version whose vLLM requires `enableReasoning` next to the parser: 0.8.4; 0.9 derives it (vLLM, docs/features/reasoning_outputs.md of 0.9, read 2026-11-25). */
const REASONING_SWITCH_UNTIL = 15;

/** Parsers for a Hub model of a known family, if the version has them and the user has not turned them off. */
export function parserOptions({ model, environment }: LmiBackendBindOptions, version: Ordinal): GivenOptions {
  const preset = isLiteral(model.modelId) ? presetOf(model.modelId) : undefined;
  const isOn = (prop: string): boolean => {
    const row = VLLM.options[prop];
    const value = ownValue(environment, row.env);
    return covers(version, row.since, row.until) && !(typeof value === 'string' && parseBoolean(row, value, version) === false);
  };
  // Without the chat template that it needs, a parser would find no tool calls.
  const tools = preset?.toolTemplate === undefined && isOn('enableAutoToolChoice')
    ? parserAt(preset?.toolCallParsers, TOOL_CALL_PARSERS, version) : undefined;
  const hasSwitch = version <= REASONING_SWITCH_UNTIL;
  const reasoning = isOn(hasSwitch ? 'enableReasoning' : 'reasoningParser') ? parserAt(preset?.reasoningParsers, REASONING_PARSERS, version) : undefined;
  return {
    ...(tools !== undefined ? { enableAutoToolChoice: true, toolCallParser: tools } : {}),
    ...(reasoning !== undefined && hasSwitch ? { enableReasoning: true } : {}),
    ...(reasoning !== undefined ? { reasoningParser: reasoning } : {}),
  };
}
