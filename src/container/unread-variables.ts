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

/** Warns of a variable that looks like a setting of LMI and that no table knows: the container ignores it silently. */
export function warnOfUnread(scope: IConstruct, backend: LmiBackendConfig, added: { readonly [name: string]: string }): void {
  const { knownVariables: known, environment } = backend;
  if (!known) {
    return;
  }
  for (const name of Object.keys(added)) {
    if (isUnresolved(name) || known.includes(name) || known.includes(name.toUpperCase()) || name in environment) {
      continue;
    }
    const advice = adviceFor(name, known, backend.variableProps ?? {});
    if (advice !== undefined || OWN_PREFIX.test(name)) {
      warn(scope, 'unknown-option', `environment.${name} is not a variable that LMI is known to read; the container ignores unknown variables silently. `
        + `${advice === undefined ? '' : asSentence(advice)}`.trimEnd());
    }
  }
}

function adviceFor(name: string, known: readonly string[], props: { readonly [variable: string]: string }): string | undefined {
  const { prop, advice } = ownValue(UNREAD_VARIABLES, name) ?? {};
  if (advice !== undefined) {
    return `Remove it: ${advice}`;
  }
  const meant = Object.keys(props).find((variable) => props[variable] === prop && variable.startsWith('OPTION_'))
    ?? withOption(name, known) ?? (OWN_PREFIX.test(name) ? nearest(name, known) : misspelled(name, known));
  const meantProp = meant === undefined ? undefined : ownValue(props, meant);
  return meant && `Did you mean ${meant}?${meantProp === undefined ? '' : ` Its prop is ${meantProp}`}`;
}

/** The option that has the same name but for its prefix. */
function withOption(name: string, known: readonly string[]): string | undefined {
  const option = `OPTION_${name.replace(/^(OPTION|SERVING|HF_MODEL)_/, '').toUpperCase()}`;
  return known.includes(option) ? option : undefined;
}

/** A name without a prefix of LMI may be the user's own, so it is only taken for a misspelling when a letter or two are wrong. */
function misspelled(name: string, known: readonly string[]): string | undefined {
  return nearest(name, known.filter((each) => each.length > 8 && !OWN_PREFIX.test(each)), 2);
}
