/** The draws of one parameter, one array for each chain, all of the same length. */
export type Chains = readonly Float64Array[];

/** The arithmetic mean; `NaN` of nothing. */
export const mean = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The unbiased variance; `NaN` of fewer than two values. */
export function variance(values: Float64Array): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}

/** The draws of all chains, one after the other. */
export const pooled = (chains: Chains): Float64Array =>
  Float64Array.from(chains.flatMap((chain) => [...chain]));

/** The shortest interval that holds a share `mass` of the draws. */
export function hdi(draws: Float64Array, mass: number): readonly [low: number, high: number] {
  const sorted = draws.toSorted();
  const inside = Math.ceil(mass * sorted.length) - 1;
  let best: [number, number] = [-Infinity, Infinity];
  for (const [i, low] of sorted.subarray(0, sorted.length - inside).entries()) {
    const high = sorted.at(i + inside) ?? Infinity;
    if (high - low < best[1] - best[0]) best = [low, high];
  }
  return best;
}

/** Split R-hat (Gelman et al. 2013, section 11.4): near 1 where the chains agree; above 1.01 do not trust them. */
export function rHat(chains: Chains): number {
  const { within, total } = spread(halves(chains));
  return Math.sqrt(total / within);
}

/**
 * How many independent draws tell as much about the mean as these do (Geyer's initial monotone sequence over
 * split chains, as Vehtari et al. 2021 define it, without rank normalisation).
 */
export function effectiveSampleSize(chains: Chains): number {
  const parts = halves(chains);
  const { within, total } = spread(parts);
  const length = parts[0]?.length ?? 0;
  const correlation = (lag: number): number =>
    1 - (within - average(parts, (part) => autocovariance(part, lag))) / total;
  let time = -1;
  let previous = Infinity;
  for (let lag = 0; lag + 1 < length; lag += 2) {
    const pair = lag === 0 ? 1 + correlation(1) : correlation(lag) + correlation(lag + 1);
    if (!(pair > 0)) break;
    previous = Math.min(previous, pair);
    time += 2 * previous;
  }
  const draws = parts.length * length;
  // Negative correlation may beat independence, but not without bound.
  return Math.min(draws / time, draws * Math.log10(draws));
}

/** Each chain cut in two, so that one that drifts disagrees with itself. */
function halves(chains: Chains): Float64Array[] {
  return chains.flatMap((chain) => {
    const half = Math.floor(chain.length / 2);
    return [chain.subarray(0, half), chain.subarray(chain.length - half)];
  });
}

/** Mean variance inside the chains, and the estimate of the whole variance that also sees how they differ. */
function spread(chains: Chains): { within: number; total: number } {
  const length = chains[0]?.length ?? 0;
  const within = average(chains, variance);
  const between = variance(Float64Array.from(chains, mean));
  return { within, total: ((length - 1) / length) * within + between };
}

function autocovariance(values: Float64Array, lag: number): number {
  const centre = mean(values);
  const later = values.subarray(lag);
  const sum = later.reduce((total, value, i) => total + (value - centre) * ((values[i] ?? NaN) - centre), 0);
  return sum / (values.length - 1);
}

const average = (chains: Chains, of: (chain: Float64Array) => number): number =>
  mean(Float64Array.from(chains, of));
