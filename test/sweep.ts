/**
 * Whether sweeps run completely, as in `npm run test:newest` and `.ci/run`. `npm test` runs a part of each, which still finds problems with any one
 * prop, method, or configuration format; only the complete sweep finds problems with one value of one prop.
 */
const WHOLE = process.env.LMI_WHOLE_SWEEPS === '1';

/** One of several parts of the cases, a different one for each index; consecutive indexes together cover all cases. */
export function part<T>(cases: readonly T[], index: number, parts: number): readonly T[] {
  return WHOLE ? cases : cases.filter((_, position) => (position + index) % parts === 0);
}
