import { BoundContainer, LmiBackendBindOptions } from './lmi-backend';
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

/** A rolling batch that is not left to the container. */
const NAMED_BATCH = /^(?!auto$|disable$)./;

/** The props that choose or turn off parsers. */
const PARSER_PROPS = ['enableAutoToolChoice', 'toolCallParser', 'enableReasoning', 'reasoningParser'];

/** What an endpoint without a backend would set, if the user's own backend says nothing about parsers: a sentence for an information. */
export function leftOutParsers(container: BoundContainer, given: GivenOptions, version: Ordinal): string | undefined {
  const { model, options, added } = container;
  const isChosen = PARSER_PROPS.some((prop) => given[prop] !== undefined || ownValue(options.environment, VLLM.options[prop].env) !== undefined);
  const props = isChosen ? {} : parserOptions({ ...container, environment: added }, version);
  const lost = [...(props.toolCallParser === undefined ? [] : ['tool calls']), ...(props.reasoningParser === undefined ? [] : ['reasoning'])];
  return lost.length === 0 ? undefined
    : `${model.modelId}: a backend of your own sets no parsers, so that ${lost.join(' and ')} of the model are returned as plain text. To change that, pass `
      + `${Object.entries(props).map(([prop, value]) => `${prop}: ${JSON.stringify(value)}`).join(', ')}; only an endpoint without backend gets them by itself`;
}

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
  // A rolling batch of later versions still waits for the switch, which their vLLM no longer has.
  const batch = environment?.OPTION_ROLLING_BATCH;
  const isRead = hasSwitch ? isOn('enableReasoning') : isOn('reasoningParser') && !(typeof batch === 'string' && NAMED_BATCH.test(batch));
  const reasoning = isRead ? parserAt(preset?.reasoningParsers, REASONING_PARSERS, version) : undefined;
  return {
    ...(tools !== undefined ? { enableAutoToolChoice: true, toolCallParser: tools } : {}),
    ...(reasoning !== undefined && hasSwitch ? { enableReasoning: true } : {}),
    ...(reasoning !== undefined ? { reasoningParser: reasoning } : {}),
  };
}
