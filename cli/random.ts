/* eslint-disable no-bitwise -- mixing bits makes the streams of neighboring seeds different */

/** Pseudorandom numbers from 0 to below 1, determined by a seed so that a run can be repeated (mulberry32, by Tommy Ettinger, in the public domain). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Milliseconds until the next of independent arrivals, with an average of `rate` per second. */
export function exponential(next: () => number, rate: number): number {
  return -Math.log(1 - next()) / rate * 1000;
}
