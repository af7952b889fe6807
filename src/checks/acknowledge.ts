import * as cdk from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** The acknowledgement of one validator rule. */
interface Acknowledgement {
  readonly id: string;
  readonly reason: string;
}

/** The part of the CDK that accepts acknowledgements, added in aws-cdk-lib 2.257. */
interface Acknowledger {
  of(scope: IConstruct): { acknowledge(...rules: Acknowledgement[]): void };
}

/** Whether the installed CDK accepts acknowledgements. */
export function canAcknowledge(): boolean {
  return typeof acknowledger()?.of === 'function';
}

function acknowledger(): Acknowledger | undefined {
  return (cdk as { Validations?: Acknowledger }).Validations;
}

/** Tells the user's validators why a finding is intended. Does nothing if the installed CDK does not support that. */
export function acknowledge(scope: IConstruct, ...rules: Acknowledgement[]): void {
  if (!canAcknowledge()) {
    return;
  }
  for (const rule of rules) {
    try {
      acknowledger()!.of(scope).acknowledge(rule);
    } catch {
      // An id contains the user's names. If the CDK does not accept it, the finding is merely reported.
    }
  }
}

/** A policy resource as cdk-nag writes it in the id of a finding: references in angle brackets. */
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
