import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs once before all tests; the environment variables that it sets reach every worker. */
export default function begin(): void {
  // Everything that the tests and aws-cdk-lib write to the temporary directory goes to one folder, which `end` deletes.
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'lmi-tests-'));
  // Makes the CDK record no stack traces with warnings. No test reads them, and tracing some ten thousand warnings took a twentieth of the time.
  process.env.CDK_DISABLE_STACK_TRACE = '1';
}
