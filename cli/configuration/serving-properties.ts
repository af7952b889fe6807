import { doubt, Finding } from './finding';
import { Setting, Settings } from './source';
import { nearest } from '../../src/checks/nearest';
import { propertyEntries } from '../../src/model/properties-file';
import { MODEL_PROPERTIES } from '../../src/options/model-properties';
import { isKnownVariable } from '../../src/options/tables';
import { Failure } from '../failure';

const PREFIX = 'option.';

/** Reads a serving.properties. */
export function fromProperties(file: string, text: string): Settings {
  const entries = propertyEntries(text);
  const findings = repeated(entries);
  const settings: Setting[] = [];
  const withoutVariable: string[] = [];
  for (const [written, value] of new Map(entries)) {
    const variable = variableOf(written);
    if (variable !== undefined) {
      settings.push({ written, variable, value });
    } else if (Object.hasOwn(MODEL_PROPERTIES, written)) {
      withoutVariable.push(written);
    } else {
      findings.push(ignored(written));
    }
  }
  // A file of other software has no property that LMI reads, not even a misspelled one.
  if (settings.length + withoutVariable.length === 0 && !findings.some(({ message }) => message.includes(PREFIX))) {
    throw new Failure(`${file} has no property of LMI`, 'A serving.properties has lines such as option.model_id=…');
  }
  return { settings, withoutVariable, findings };
}

/** A warning for each name that occurs twice, the last of which wins. */
export function repeated(entries: readonly (readonly [name: string, value: string])[]): Finding[] {
  const last = new Map(entries);
  const names = entries.map(([name]) => name);
  return [...last].filter(([name]) => names.indexOf(name) !== names.lastIndexOf(name))
    .map(([name, value]) => doubt(name, `${name} is set more than once; the last value, ${JSON.stringify(value)}, wins. Remove the others.`));
}

/** The variable that corresponds to a property: `option.max_model_len` is OPTION_MAX_MODEL_LEN. */
function variableOf(property: string): string | undefined {
  return property.startsWith(PREFIX) ? `OPTION_${property.slice(PREFIX.length).toUpperCase()}`
    : Object.hasOwn(MODEL_PROPERTIES, property) ? MODEL_PROPERTIES[property].env : undefined;
}

function ignored(written: string): Finding {
  const option = written.replace(/^OPTION_/, '');
  const meant = isKnownVariable(`OPTION_${option.toUpperCase()}`) ? `${PREFIX}${option.toLowerCase()}` : nearest(written, Object.keys(MODEL_PROPERTIES));
  const reason = meant?.startsWith(PREFIX) ? `in a serving.properties, only names that begin with ${PREFIX} reach the backend. Write ${meant}.`
    : `the model server has no such property.${meant === undefined ? '' : ` Did you mean ${meant}?`}`;
  return doubt(written, `${written} is ignored: ${reason}`);
}
