/**
 * Whether sweeps go over everything: `npm run test:newest` asks for it, and so `.ci/run`. `npm test` takes a part of each, which still finds what is wrong with any one
 * prop, method or way to write a configuration; what is wrong only with one value of one prop waits for the whole sweep.
 */
const WHOLE = process.env.LMI_WHOLE_SWEEPS === '1';

/** One of so many parts of the cases, another for each index; neighbors have all cases between them. */
export function part<T>(cases: readonly T[], index: number, parts: number): readonly T[] {
  return WHOLE ? cases : cases.filter((_, position) => (position + index) % parts === 0);
}
