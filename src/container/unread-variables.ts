import { IConstruct } from 'constructs';
import { LmiBackendConfig } from '../backend/lmi-backend';
import { nearest, similarity } from '../checks/nearest';
import { ownValue } from '../checks/own-value';
import { asSentence } from '../checks/problems';
import { isUnresolved } from '../checks/tokens';
import { warn } from '../checks/warnings';
import { BackendName, BACKENDS } from '../facts/backends';
import { isForGpusOnly, translationsOf } from '../options/aliases';
import { KnownVariable, Ordinal } from '../options/option';
import { everyVariable, isRead, knownVariables } from '../options/tables';
import { UNREAD_VARIABLES } from '../options/unread-variables';

/** Names that only the model server, its handlers and the Hub's library read. The user's own code may read any other name. */
const OWN_PREFIX = /^(OPTION|SERVING|HF_MODEL|TENSOR|PIPELINE)_/;
/** Prefixes that do not make names similar, because many names have them. */
const COMMON_PREFIX = /^(OPTION|SERVING|HF_MODEL|HF|TENSOR|PIPELINE)_/;
/** The prefix of SageMaker's vLLM container (aws/deep-learning-containers, read 2026-11-26). */
const VLLM_CONTAINER = /^SM_VLLM_/;

/** The container that is to read the variables. */
interface Reader {
  readonly config: LmiBackendConfig;
  /** The option table that it follows, if it is a backend of this library. */
  readonly name?: BackendName;
  readonly version: Ordinal;
}

/** Warns of a variable that looks like an LMI setting but is in no table: the container silently ignores it. */
export function warnOfUnread(scope: IConstruct, reader: Reader, added: { readonly [name: string]: string }): void {
  const { knownVariables: known, environment } = reader.config;
  if (!known) {
    return;
  }
  for (const name of Object.keys(added)) {
    if (isUnresolved(name) || known.includes(name) || isOtherCase(name, known) || name in environment) {
      continue;
    }
    const advice = adviceFor(name, reader, known);
    if (advice !== undefined || OWN_PREFIX.test(name) || isForGpusOnly(name)) {
      warn(scope, 'unknown-option', `environment.${name} is not a variable that LMI is known to read${elsewhere(name, reader)}; the container ignores unknown variables `
        + `silently.${advice === undefined ? '' : ` ${asSentence(advice)}`}`);
    }
  }
}

/** The other backends that read a variable. */
function elsewhere(variable: string, { name }: Reader): string {
  const others = name === undefined ? [] : (Object.keys(BACKENDS) as BackendName[]).filter((other) => knownVariables(other).includes(variable));
  return others.length === 0 ? '' : ` with ${BACKENDS[name!].title}, only with ${listed(others.map((other) => BACKENDS[other].title))}`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

/** Whether a name differs from a known one only in case, which matters only in the prefix. */
function isOtherCase(name: string, known: readonly string[]): boolean {
  return OWN_PREFIX.test(name) && known.includes(name.toUpperCase());
}

function adviceFor(name: string, reader: Reader, known: readonly string[]): string | undefined {
  const { prop, advice } = ownValue(UNREAD_VARIABLES, name) ?? {};
  if (advice !== undefined) {
    return `Remove it: ${advice}`;
  }
  if (VLLM_CONTAINER.test(name)) {
    return 'Remove it: only the vLLM container of SageMaker reads names that begin with SM_VLLM_';
  }
  const props = reader.config.variableProps ?? {};
  const isOfProp = (variable: string) => prop !== undefined && ownValue(props, variable) === prop && variable.startsWith('OPTION_');
  const find = (names: readonly string[]) => names.find(isOfProp) ?? translationsOf(name)?.find((variable) => names.includes(variable))
    ?? withOption(name, names) ?? (COMMON_PREFIX.test(name) ? similar(name, names) : misspelled(name, names));
  const meant = find(known.filter((variable) => isOfUse(variable, reader))) ?? find(known);
  return meant && remedy(meant, reader);
}

/** Whether the version reads a variable, or something in its place. */
function isOfUse(variable: string, { name, version }: Reader): boolean {
  return isRead({ backend: name, version }, variable) !== false || rowIn(name!, variable)?.insteadUse !== undefined;
}

/** What to write for a known variable: itself, or what replaces it in the version. */
function remedy(variable: string, { config, name, version }: Reader): string {
  const prop = ownValue(config.variableProps ?? {}, variable);
  if (isRead({ backend: name, version }, variable) !== false) {
    return `Did you mean ${variable}?${prop === undefined ? '' : ` Its prop is ${prop}`}`;
  }
  const { since, until, insteadUse } = rowIn(name!, variable)!;
  return insteadUse === undefined ? `Did you mean ${variable}? Only LMI V${since} ${until === undefined ? 'and later read' : `to V${until} read`} it` : `Use ${insteadUse}`;
}

function rowIn(backend: BackendName, variable: string): KnownVariable | undefined {
  return everyVariable(backend).find(({ env }) => env === variable);
}

/** The option with the same name apart from its prefix. */
function withOption(name: string, known: readonly string[]): string | undefined {
  const option = `OPTION_${name.replace(/^(OPTION|SERVING|HF_MODEL|LMI|DJL)_/i, '').toUpperCase()}`;
  return known.includes(option) ? option : undefined;
}

/** The variable with nearly the same name, apart from the prefix. */
function similar(name: string, known: readonly string[]): string | undefined {
  return nearest(name, known, similarity(name.replace(COMMON_PREFIX, '')));
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
