import { IConstruct } from 'constructs';
import { LmiBackendConfig } from '../backend/lmi-backend';
import { nearest } from '../checks/nearest';
import { ownValue } from '../checks/own-value';
import { asSentence } from '../checks/problems';
import { isUnresolved } from '../checks/tokens';
import { warn } from '../checks/warnings';
import { UNREAD_VARIABLES } from '../options/unread-variables';

/** Names that only the model server, its handlers and the Hub's library read. Every other name may be a variable of the user's own code. */
const OWN_PREFIX = /^(OPTION|SERVING|HF_MODEL|TENSOR|PIPELINE)_/;
/** The prefix of the vLLM container of SageMaker (aws/deep-learning-containers, read 2026-11-26). */
const VLLM_CONTAINER = /^SM_VLLM_/;

/** Warns of a variable that looks like a setting of LMI and that no table knows: the container ignores it silently. */
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

/** Whether a name is that of a variable but for its case, which only the prefix must keep. */
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

/** The option that has the same name but for its prefix. */
function withOption(name: string, known: readonly string[]): string | undefined {
  const option = `OPTION_${name.replace(/^(OPTION|SERVING|HF_MODEL|LMI|DJL)_/i, '').toUpperCase()}`;
  return known.includes(option) ? option : undefined;
}

/** A name without a prefix of LMI may be the user's own, so it is only taken for a misspelling when a letter or two are wrong. */
function misspelled(name: string, known: readonly string[]): string | undefined {
  return withPrefix(name, known) ?? nearest(name, known.filter((each) => each.length > 8 && !OWN_PREFIX.test(each)), 2);
}

/** The variable that has the same name but for a misspelled prefix. */
function withPrefix(name: string, known: readonly string[]): string | undefined {
  const [, prefix, rest] = /^([^_]{5,})_(.+)$/.exec(name.toUpperCase()) ?? [];
  const meant = prefix && nearest(prefix, ['OPTION', 'SERVING'], 2);
  return meant && known.includes(`${meant}_${rest}`) ? `${meant}_${rest}` : undefined;
}
