import { Failure } from './failure';
import type * as library from 'cdk-sagemaker-lmi';

/** The constructs, which require the CDK. Commands that only measure run without them. */
export type Library = typeof library;

/** Loads the library next to the command. */
export function theLibrary(): Library {
  try {
    return require('cdk-sagemaker-lmi') as Library;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'MODULE_NOT_FOUND' && /aws-cdk-lib|constructs/.test(message)) {
      throw new Failure('aws-cdk-lib is not installed', 'Run npm install aws-cdk-lib constructs in this directory, or use npx, which installs both');
    }
    throw error;
  }
}

/** Runs `work`, and turns an error of the library, which is about input, into one line. */
export function refusing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if ((error as Error).name === 'LmiError') {
      const { faults } = error as unknown as { readonly faults: readonly string[] };
      throw new Failure(faults.join('; '));
    }
    throw error;
  }
}
