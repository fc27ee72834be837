/** Local constants, because an access to a global in Jest's sandbox costs more than the arithmetic. */
const { cos, exp, imul, log, max, PI, round, sqrt } = Math;

/** A deterministic generator of numbers between 0 and 1 (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A Poisson-distributed count, by Knuth's method; for large means, the normal approximation. */
export function poisson(mean: number, next: () => number): number {
  if (mean > 200) {
    const normal = sqrt(-2 * log(1 - next())) * cos(2 * PI * next());
    return max(0, round(mean + sqrt(mean) * normal));
  }
  const limit = exp(-mean);
  let count = 0;
  for (let product = next(); product > limit; product *= next()) count++;
  return count;
}
