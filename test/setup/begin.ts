import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs once before all tests; what it sets is there in every worker. */
export default function begin(): void {
  // Everything that the tests and aws-cdk-lib write to the temporary directory goes to one folder, which `end` deletes.
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'lmi-tests-'));
  // A switch of the CDK: no warning notes the line of code that led to it. No test reads that, and tracing some ten thousand warnings took a twentieth of the time.
  process.env.CDK_DISABLE_STACK_TRACE = '1';
}
