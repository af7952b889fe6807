const MODULUS = 2_147_483_647;
const FACTOR = 48_271;

/** Numbers above 0 and below 1 that a seed determines, so that a run can be repeated (the minimal standard generator of Park and Miller). */
export function random(seed: number): () => number {
  let state = 1 + seed % (MODULUS - 1);
  const next = () => {
    state = state * FACTOR % MODULUS;
    return state / MODULUS;
  };
  // The first numbers of neighboring seeds are close to each other.
  next();
  next();
  return next;
}

/** A time until the next arrival, of arrivals that know nothing of each other: `rate` a second on average. In milliseconds. */
export function exponential(next: () => number, rate: number): number {
  return -Math.log(next()) / rate * 1000;
}
