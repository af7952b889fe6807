import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs once before all tests: everything that they and aws-cdk-lib write to the temporary directory goes to one folder, which `remove` deletes. */
export default function create(): void {
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'lmi-tests-'));
}
