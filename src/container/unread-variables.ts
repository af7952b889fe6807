import { IConstruct } from 'constructs';
import { LmiBackendConfig } from '../backend/lmi-backend';
import { nearest } from '../checks/nearest';
import { ownValue } from '../checks/own-value';
import { asSentence } from '../checks/problems';
import { isUnresolved } from '../checks/tokens';
import { warn } from '../checks/warnings';
import { UNREAD_VARIABLES } from '../options/unread-variables';

/** Names that only the model server, its handlers and the Hub's library read. The user's own code may read any other name. */
const OWN_PREFIX = /^(OPTION|SERVING|HF_MODEL|TENSOR|PIPELINE)_/;
/** The prefix of SageMaker's vLLM container (aws/deep-learning-containers, read 2026-11-26). */
const VLLM_CONTAINER = /^SM_VLLM_/;

/** Warns of a variable that looks like an LMI setting but is in no table: the container silently ignores it. */
export function warnOfUnread(scope: IConstruct, backend: LmiBackendConfig, added: { readonly [name: string]: string }): void {
  const { knownVariables: known, environment } = backend;
  if (!known) {
    return;
  }
  for (const name of Object.keys(added)) {
    if (isUnresolved(name) || known.includes(name) || isOtherCase(name, known) || name in environment) {
      continue;
    }
    const advice = adviceFor(name, known, backend.variableProps ?? {});
    if (advice !== undefined || OWN_PREFIX.test(name)) {
      warn(scope, 'unknown-option', `environment.${name} is not a variable that LMI is known to read; the container ignores unknown variables silently.`
        + (advice === undefined ? '' : ` ${asSentence(advice)}`));
    }
  }
}

/** Whether a name differs from a known one only in case, which matters only in the prefix. */
function isOtherCase(name: string, known: readonly string[]): boolean {
  return OWN_PREFIX.test(name) && known.includes(name.toUpperCase());
}

function adviceFor(name: string, known: readonly string[], props: { readonly [variable: string]: string }): string | undefined {
  const { prop, advice } = ownValue(UNREAD_VARIABLES, name) ?? {};
  if (advice !== undefined) {
    return `Remove it: ${advice}`;
  }
  if (VLLM_CONTAINER.test(name)) {
    return 'Remove it: only the vLLM container of SageMaker reads names that begin with SM_VLLM_';
  }
  const meant = Object.keys(props).find((variable) => props[variable] === prop && variable.startsWith('OPTION_'))
    ?? withOption(name, known) ?? (OWN_PREFIX.test(name) ? nearest(name, known) : misspelled(name, known));
  const meantProp = meant === undefined ? undefined : ownValue(props, meant);
  return meant && `Did you mean ${meant}?${meantProp === undefined ? '' : ` Its prop is ${meantProp}`}`;
}

/** The option with the same name apart from its prefix. */
function withOption(name: string, known: readonly string[]): string | undefined {
  const option = `OPTION_${name.replace(/^(OPTION|SERVING|HF_MODEL|LMI|DJL)_/i, '').toUpperCase()}`;
  return known.includes(option) ? option : undefined;
}

/** A name without an LMI prefix may be the user's own, so it counts as a misspelling only if one or two letters are wrong. */
function misspelled(name: string, known: readonly string[]): string | undefined {
  return withPrefix(name, known) ?? nearest(name, known.filter((each) => each.length > 8 && !OWN_PREFIX.test(each)), 2);
}

/** The variable with the same name apart from a misspelled prefix. */
function withPrefix(name: string, known: readonly string[]): string | undefined {
  const [, prefix, rest] = /^([^_]{5,})_(.+)$/.exec(name.toUpperCase()) ?? [];
  const meant = prefix && nearest(prefix, ['OPTION', 'SERVING'], 2);
  return meant && known.includes(`${meant}_${rest}`) ? `${meant}_${rest}` : undefined;
}
