/** The value below which a share `p` of the sample lies: the nearest rank. `NaN` for an empty sample. */
export function quantile(sample: Float64Array, p: number): number {
  const rank = Math.max(0, Math.ceil(p * sample.length) - 1);
  return sample.toSorted().at(rank) ?? NaN;
}

/** `statistic` of `count` samples drawn from `values` with replacement; the same values give the same result. */
export function bootstrap(
  values: Float64Array,
  count: number,
  statistic: (sample: Float64Array) => number,
): Float64Array {
  const random = generator(values.length);
  const draw = (): number => values.at(Math.floor(random() * values.length)) ?? NaN;
  return Float64Array.from({ length: count }, () => statistic(values.map(draw)));
}

/** Mulberry32: uniform numbers in [0, 1) from a seed. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
