import { FAILSAFE_SCHEMA, load, Type, YAMLException } from 'js-yaml';

/** Values that a file of 1 MB without aliases cannot exceed; aliases can repeat a value without end. */
const MOST_VALUES = 1_000_000;

const NULL = new Type('tag:yaml.org,2002:null', { kind: 'scalar', resolve: (text) => text === null || /^(~|null|Null|NULL|)$/.test(text), construct: () => null });

/** Truth values of YAML 1.1, the version that CloudFormation reads. Numbers stay as they are written: most of them are values of variables, which are strings. */
const TRUTH = new Type('tag:yaml.org,2002:bool', {
  kind: 'scalar',
  resolve: (text) => text !== null && /^(yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/.test(text),
  construct: (text: string) => /^(yes|true|on)$/i.test(text),
});

/** The short forms of CloudFormation's functions. */
const SHORT_FORMS = (['scalar', 'sequence', 'mapping'] as const).map((kind) => new Type('!', {
  kind, multi: true, construct: (value, tag) => longForm(String(tag).slice(1), value),
}));

const SCHEMA = FAILSAFE_SCHEMA.extend({ implicit: [NULL, TRUTH], explicit: SHORT_FORMS });

/** Parses YAML as CloudFormation does, with functions in their long form, as in JSON. */
export function parseYaml(text: string): unknown {
  const value = read(text);
  if (!isBounded(value)) {
    throw new Error('its aliases repeat too much');
  }
  return value;
}

function read(text: string): unknown {
  try {
    return load(text, { schema: SCHEMA });
  } catch (error) {
    if (error instanceof YAMLException && error.mark !== undefined) {
      throw new Error(`${error.reason} in line ${error.mark.line + 1}`);
    }
    throw error;
  }
}

/** `!Sub x` is `{ "Fn::Sub": x }`; `!GetAtt A.B` names resource and attribute apart. */
function longForm(name: string, value: unknown): object {
  if (name === 'GetAtt' && typeof value === 'string') {
    const [resource, ...attribute] = value.split('.');
    return { 'Fn::GetAtt': [resource, attribute.join('.')] };
  }
  return { [['Ref', 'Condition'].includes(name) ? name : `Fn::${name}`]: value };
}

function isBounded(value: unknown): boolean {
  const left = [value];
  for (let count = 0; left.length > 0; count += 1) {
    const next = left.pop();
    if (count > MOST_VALUES) {
      return false;
    }
    if (typeof next === 'object' && next !== null) {
      left.push(...Object.values(next));
    }
  }
  return true;
}
