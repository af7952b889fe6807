import { App, Environment, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { LmiEndpoint, LmiEndpointProps, LmiError, LmiInstanceType, LmiModel } from '../src';

/** An app without tree.json, which takes a twentieth of the time. */
export function testApp(): App {
  return new App({ treeMetadata: false });
}

/** A stack in a region with all instance types and images. */
export function testStack(env: Environment = { region: 'us-east-1', account: '123456789012' }, id = 'Test'): Stack {
  return new Stack(testApp(), id, { env });
}

/** The smallest possible endpoint, plus props of a test. */
export function testEndpoint(props: Partial<LmiEndpointProps> = {}, stack: Stack = testStack()): LmiEndpoint {
  return new LmiEndpoint(stack, 'Llm', {
    model: LmiModel.fromHuggingFace('org/model'),
    instanceType: LmiInstanceType.G5_2XLARGE,
    ...props,
  });
}

export function templateOf(scope: { readonly stack: Stack }): Template {
  return Template.fromStack(scope.stack);
}

/** The problems that `work` throws; fails if it throws nothing, or anything but an LmiError. */
export function problemsOf(work: () => unknown): string[] {
  let result: unknown;
  try {
    result = work();
  } catch (error) {
    expect(error).toBeInstanceOf(LmiError);
    const { name, constructPath, faults } = error as LmiError;
    expect(name).toBe('LmiError');
    expect(constructPath).not.toBe('');
    return faults;
  }
  throw new Error(`nothing was thrown, but this was returned: ${result}`);
}

/** The warnings in a stack, each with its id. */
export function warningsOf(stack: Stack): string[] {
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map((entry) => String(entry.entry.data));
}

/** The informational messages in a stack. */
export function informationOf(stack: Stack): string[] {
  return Annotations.fromStack(stack).findInfo('*', Match.anyValue()).map((entry) => String(entry.entry.data));
}
