import { rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Runs once after all tests, in the same process as `begin`. */
export default function end(): void {
  const folder = process.env.TMPDIR ?? '';
  if (basename(folder).startsWith('lmi-tests-')) {
    rmSync(folder, { recursive: true, force: true });
    process.env.TMPDIR = dirname(folder);
  }
}
