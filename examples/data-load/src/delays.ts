import { bootstrap, quantile } from "./bootstrap.ts";
import type { Flight } from "./flights.ts";

/** How late the flights of one range of distances were. Minutes. */
export interface Delays {
  /** Miles: from here, up to the next row's. */
  readonly distance: number;
  readonly flights: number;
  readonly median: number;
  /** A 95 % bootstrap interval of the 90th percentile. */
  readonly late: readonly [low: number, high: number];
}

const bandWidth = 500;
/** The last row holds every flight from here on. */
const farthest = 2500;
const resamples = 1000;

/** One row for each 500 miles of distance, nearest first. */
export function delaysByDistance(flights: readonly Flight[]): Delays[] {
  const bands = Map.groupBy(flights, ({ distance }) =>
    Math.min(Math.floor(distance / bandWidth) * bandWidth, farthest),
  );
  return [...bands]
    .sort(([near], [far]) => near - far)
    .map(([distance, band]) =>
      summarise(
        distance,
        Float64Array.from(band, ({ delay }) => delay),
      ),
    );
}

function summarise(distance: number, delays: Float64Array): Delays {
  const late = bootstrap(delays, resamples, (sample) => quantile(sample, 0.9));
  return {
    distance,
    flights: delays.length,
    median: quantile(delays, 0.5),
    late: [quantile(late, 0.025), quantile(late, 0.975)],
  };
}
