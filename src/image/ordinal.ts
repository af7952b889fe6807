import { Token } from 'aws-cdk-lib';
import { LmiError } from '../checks/lmi-error';
import { show } from '../checks/problems';

/** The number in an LMI version: 8 in `V8`, `8` and `8.0.0`. Undefined if it is not a version. */
export function ordinalIn(lmiVersion: unknown): number | undefined {
  const match = /^[vV]?([1-9]\d{0,2})(\.\d+){0,2}$/.exec(typeof lmiVersion === 'object' ? '' : String(lmiVersion));
  return match ? Number(match[1]) : undefined;
}

/** The number in an LMI version; throws if it is not a version. */
export function parseOrdinal(lmiVersion: string): number {
  const ordinal = ordinalIn(lmiVersion);
  if (ordinal === undefined) {
    throw new LmiError('LmiVersion', [
      `lmiVersion is ${show(lmiVersion)}; it must be an LMI version such as V8 or 8.0.0. Take it from the tag of the image.`,
    ]);
  }
  return ordinal;
}

/** The version of DJL Serving; throws if it is not a version. */
export function djlVersionOf(djlVersion: string): string {
  if (!Token.isUnresolved(djlVersion) && !(typeof djlVersion === 'string' && /^\d+\.\d+\.\d+$/.test(djlVersion))) {
    throw new LmiError('LmiVersion', [
      `djlVersion is ${show(djlVersion)}; it must be a version of DJL Serving such as 0.36.0. Take it from the tag of the image.`,
    ]);
  }
  return djlVersion;
}
