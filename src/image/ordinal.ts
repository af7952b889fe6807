import { LmiError } from '../checks/lmi-error';
import { show } from '../checks/problems';

/** The number in an LMI version: 8 in `V8`, `8` and `8.0.0`. */
export function parseOrdinal(lmiVersion: string): number {
  const match = /^[vV]?(\d{1,3})(\.\d+){0,2}$/.exec(typeof lmiVersion === 'object' ? '' : String(lmiVersion));
  if (!match) {
    throw new LmiError('LmiVersion', [
      `lmiVersion is ${show(lmiVersion)}, but must be an LMI version such as V29 or 29.0.0: take it from the tag of the image`,
    ]);
  }
  return Number(match[1]);
}
