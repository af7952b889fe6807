import * as cdk from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** What a rule of a validator is acknowledged with. */
interface Acknowledgement {
  readonly id: string;
  readonly reason: string;
}

/** The part of the CDK that takes acknowledgements, which came with aws-cdk-lib 2.257. */
interface Acknowledger {
  of(scope: IConstruct): { acknowledge(...rules: Acknowledgement[]): void };
}

/** Whether the CDK in use takes acknowledgements. */
export function canAcknowledge(): boolean {
  return typeof acknowledger()?.of === 'function';
}

function acknowledger(): Acknowledger | undefined {
  return (cdk as { Validations?: Acknowledger }).Validations;
}

/** Says to the validators of a user why a finding at a construct is meant to be so. Does nothing where the CDK in use has no such thing. */
export function acknowledge(scope: IConstruct, ...rules: Acknowledgement[]): void {
  if (!canAcknowledge()) {
    return;
  }
  for (const rule of rules) {
    try {
      acknowledger()!.of(scope).acknowledge(rule);
    } catch {
      // An id is made from names of the user; where the CDK does not take such an id, the finding is reported, and nothing else is lost.
    }
  }
}

/** A resource of a policy as cdk-nag writes it into the id of a finding: references in angle brackets. */
export function flattened(resolved: any): string {
  if (typeof resolved === 'string') {
    return resolved.replace(/\${/g, '<').replace(/}/g, '>');
  }
  const [[name, value]] = Object.entries<any>(resolved ?? { '': '' });
  switch (name) {
    case 'Fn::Join': return value[1].map(flattened).join(value[0]);
    case 'Fn::GetAtt': return `<${flattened(value[0])}.${flattened(value[1])}>`;
    case 'Ref': return `<${flattened(value)}>`;
    case 'Fn::Sub':
    case 'Fn::ImportValue': return flattened(value);
    default: return JSON.stringify(resolved);
  }
}
