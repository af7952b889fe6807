/** A synthesized template, for the rules of `test/aws`. */
export interface Template {
  readonly Resources?: { readonly [id: string]: Resource };
}

export interface Resource {
  readonly Type: string;
  readonly Properties?: any;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
}

export const array = <T>(value: T | readonly T[] | undefined): readonly T[] => value === undefined ? [] : Array.isArray(value) ? value : [value as T];

/** The resources of a type, with their logical ids. */
export function ofType(template: Template, ...types: string[]): [id: string, properties: any][] {
  return Object.entries(template.Resources ?? {}).filter(([, { Type }]) => types.includes(Type)).map(([id, { Properties }]) => [id, Properties ?? {}]);
}

/** The length to which generated names truncate a stack's id. */
export const UUID = '<uuid>';

/** A value as a string, with references in angle brackets. */
export function flat(value: any): string {
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  if (Array.isArray(value)) {
    return value.map(flat).join(',');
  }
  const [[name, argument]] = Object.entries<any>(value);
  switch (name) {
    case 'Ref': return `<${argument}>`;
    case 'Fn::GetAtt': return `<${array<string>(argument).join('.')}>`;
    case 'Fn::Join': return argument[1].map(flat).join(argument[0]);
    case 'Fn::Sub': return String(array<any>(argument)[0]).replace(/\$\{([^}]+)\}/g, '<$1>');
    case 'Fn::ImportValue': return `<import ${flat(argument)}>`;
    case 'Fn::FindInMap': return `<map ${argument.map(flat).join('.')}>`;
    case 'Fn::Select': return select(argument);
    default: return `<${JSON.stringify(value)}>`;
  }
}

/** Select and split extract the UUID from the stack's id for a generated name, and the name of a component from its ARN. */
function select([index, list]: [number | string, any]): string {
  const split = list?.['Fn::Split'];
  if (!split) {
    return Array.isArray(list) ? flat(list[Number(index)]) : `<select ${index} ${flat(list)}>`;
  }
  const [separator, text] = [split[0], flat(split[1])];
  if (text === '<AWS::StackId>' && separator === '/' && Number(index) === 2) {
    return UUID;
  }
  const parts = text.split(separator);
  return parts.length > Number(index) ? parts[Number(index)] : `<select ${index} ${text}>`;
}

/** The logical ids that a value refers to. */
function referencesOf(value: any): string[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  if (Array.isArray(value)) {
    return value.flatMap(referencesOf);
  }
  return Object.entries<any>(value).flatMap(([name, argument]) => {
    switch (name) {
      case 'Ref': return typeof argument === 'string' ? [argument] : [];
      case 'Fn::GetAtt': return [String(array<string>(argument)[0]).split('.')[0]];
      case 'Fn::Sub': return [
        ...[...String(array<any>(argument)[0]).matchAll(/\$\{([\w:]+)/g)].map(([, id]) => id), ...referencesOf(array<any>(argument)[1]),
      ];
      default: return referencesOf(argument);
    }
  });
}

/** The resources that CloudFormation creates before each resource: its direct and indirect dependencies. */
export function createdBefore(template: Template): Map<string, Set<string>> {
  const resources = template.Resources ?? {};
  const direct = (id: string) => [...referencesOf(resources[id].Properties), ...array(resources[id].DependsOn)].filter((other) => other in resources);
  const closed = new Map<string, Set<string>>();
  for (const id of Object.keys(resources)) {
    const reached = new Set<string>();
    const open = direct(id);
    while (open.length > 0) {
      const next = open.pop()!;
      if (!reached.has(next)) {
        reached.add(next);
        open.push(...direct(next));
      }
    }
    closed.set(id, reached);
  }
  return closed;
}

/** The text of a resource name once it is deployed, with a placeholder as long as the longest value of each reference. */
export function longest(template: Template, text: string): string {
  return text.replace(/<([^<>]*)>/g, (_, reference: string) => 'x'.repeat(lengthOf(template, reference)));
}

function lengthOf(template: Template, reference: string): number {
  const known: { readonly [pseudo: string]: number } = {
    // The longest names of public regions and partitions, e.g. ap-southeast-1 and aws-us-gov.
    'AWS::Region': 14, 'AWS::AccountId': 12, 'AWS::Partition': 10, 'AWS::URLSuffix': 16, 'AWS::StackName': 40, 'uuid': 36,
  };
  if (reference in known) {
    return known[reference];
  }
  const [id, attribute] = reference.split('.');
  const type = template.Resources?.[id]?.Type;
  switch (type) {
    // Bucket names have 3 to 63 characters; a generated name fills them.
    case 'AWS::S3::Bucket': return attribute === 'Arn' ? 63 + 'arn:aws-us-gov:s3:::'.length : 63;
    case 'AWS::KMS::Key': return attribute === 'Arn' ? 90 : 36;
    case 'AWS::CloudWatch::Alarm':
    case 'AWS::CloudWatch::CompositeAlarm': return (attribute === 'Arn' ? 60 : 0) + 40 + id.length + 14;
    case 'AWS::IAM::Role': return attribute === 'Arn' ? 64 + 40 : 64;
    default: return reference.startsWith('import ') || reference.startsWith('reference') ? 100 : 80;
  }
}
