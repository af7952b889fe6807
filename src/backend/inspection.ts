import { BoundContainer } from './lmi-backend';
import { GivenOptions, OptionNames, outsideVersions } from './option-check';
import { parseOption } from './option-parse';
import { Environment, READABLE_NUMBER } from './served-options';
import { ownValue } from '../checks/own-value';
import { Problems } from '../checks/problems';
import { isLiteral, isUnresolved } from '../checks/tokens';
import { BackendName } from '../facts/backends';
import { isForGpusOnly } from '../options/aliases';
import { atVersion, covers, OptionRow, Ordinal } from '../options/option';
import { optionsOf, variablesOf } from '../options/tables';

/** The user's variables, parsed into props. */
interface Additions {
  readonly values: GivenOptions;
  readonly names: OptionNames;
  /** Sentences about what the container ignores, for a warning. */
  readonly ignored: readonly string[];
}

/** The user's variables that do more than repeat the backend's. */
export function additions({ added, config }: BoundContainer): Environment {
  return Object.fromEntries(Object.entries(added)
    .filter(([name, value]) => !isUnresolved(name) && typeof value === 'string' && ownValue(config.environment, name) !== value));
}

/** Checks the user's variables as if they were props. */
export function readAdditions(problems: Problems, backend: BackendName, added: Environment, version: Ordinal): Additions {
  const values: { [prop: string]: unknown } = {};
  const names: { [prop: string]: string } = {};
  const set: { [variable: string]: string } = {};
  const ignored: string[] = [];
  const options = Object.entries(optionsOf(backend));
  for (const [name, value] of Object.entries(added)) {
    const display = `environment.${name}`;
    const [prop, row] = options.find(([, each]) => each.env === name)
      ?? options.find(([, each]) => each.aliases?.includes(name) && covers(version, each.since, each.until)) ?? [];
    const outside = unreadReason(backend, name, row, version);
    if (outside !== undefined && row?.env === name) {
      // The same error as for the prop.
      problems.add(outside);
    } else if (outside !== undefined) {
      ignored.push(outside);
    } else if (prop && row && covers(version, row.since, row.until)) {
      // Some variables outlive their props, such as the rolling batch of TensorRT-LLM; rules check those.
      if (names[prop] !== undefined && set[row.env] !== value && isLiteral(value)) {
        problems.add(`${names[prop]} and ${display} set the same option to different values. Remove one of them.`);
      }
      set[row.env] = value;
      names[prop] = display;
      if (isUnresolved(value)) {
        values[prop] = value;
      } else if (!isVariableForm(problems, display, row, value, version)) {
        values[prop] = parseOption(row, value, version);
        if (row.omitFalse && row.passedThroughSince === undefined && values[prop] === false) {
          ignored.push(`${display} is ${JSON.stringify(value)}, which turns the option on anyway. Remove the variable.`);
        }
      }
    }
  }
  return { values, names, ignored };
}

/** Why the container does not read a variable in this version, although it does in others. */
function unreadReason(backend: BackendName, name: string, row: OptionRow | undefined, version: Ordinal): string | undefined {
  const variables = [...(row?.env === name ? [row] : []), ...variablesOf(backend).filter((variable) => variable.env === name)];
  if (variables.length === 0) {
    return undefined;
  }
  if (row !== undefined && backend === 'Neuronx' && isForGpusOnly(name)) {
    return `environment.${name} is translated by the images for GPUs only: use the prop that sets ${row.env}`;
  }
  return variables.some((variable) => covers(version, variable.since, variable.until)) ? undefined
    : outsideVersions(`environment.${name}`, variables[0], version);
}

/**
 * Whether vLLM reads a string as an integer that LMI does not: one with a suffix, such as `32k`. Some versions do so for a few arguments only.
 *
 * Source: human_readable_int in vllm/engine/arg_utils.py, in newer versions vllm/utils/argparse_utils.py; absent in vLLM 0.7.3 (LMI V14); read 2026-11-25.
 */
function isReadableNumber(text: string, version: Ordinal): boolean {
  return version >= 15 && !!READABLE_NUMBER.exec(text)?.[2];
}

/** Whether a variable may hold a value that its prop cannot have. */
function isVariableForm(problems: Problems, display: string, row: OptionRow, value: string, version: Ordinal): boolean {
  const words = atVersion(row.alsoInEnvironment, version) ?? [];
  const meant = words.includes(value) ? value : words.find((word) => word.toLowerCase() === value.toLowerCase());
  if (meant !== undefined && meant !== value) {
    problems.add(`${display} is ${JSON.stringify(value)}, which the container does not understand. Write ${JSON.stringify(meant)}.`);
  }
  const isForeign = row.passedThroughSince !== undefined && version >= row.passedThroughSince && row.kind === 'integer' && isReadableNumber(value, version);
  // The version in which vLLM moved from pairs to JSON reads both forms.
  const isEither = version === 15 && atVersion(row.spelling, version) === 'pairs' && value.startsWith('{');
  return meant !== undefined || isForeign || isEither;
}
