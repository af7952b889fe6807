/* eslint-disable no-bitwise -- mixing bits is what keeps the streams of neighboring seeds apart */

/** Numbers from 0 to below 1 that a seed determines, so that a run can be repeated (mulberry32, by Tommy Ettinger, in the public domain). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A time until the next arrival, of arrivals that know nothing of each other: `rate` a second on average. In milliseconds. */
export function exponential(next: () => number, rate: number): number {
  return -Math.log(1 - next()) / rate * 1000;
}
