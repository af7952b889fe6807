import { LmiError } from '../checks/lmi-error';
import { show } from '../checks/problems';

/** The number in an LMI version: 8 in `V8`, `8` and `8.0.0`. Undefined when it is not one. */
export function ordinalIn(lmiVersion: unknown): number | undefined {
  const match = /^[vV]?(\d{1,3})(\.\d+){0,2}$/.exec(typeof lmiVersion === 'object' ? '' : String(lmiVersion));
  return match ? Number(match[1]) : undefined;
}

/** The number in an LMI version, which must be one. */
export function parseOrdinal(lmiVersion: string): number {
  const ordinal = ordinalIn(lmiVersion);
  if (ordinal === undefined) {
    throw new LmiError('LmiVersion', [
      `lmiVersion is ${show(lmiVersion)}; it must be an LMI version such as V8 or 8.0.0. Take it from the tag of the image.`,
    ]);
  }
  return ordinal;
}
