const { hrtime } = process;

/** Milliseconds since the epoch; as it was when memoir was loaded, for the tests of a program may replace `Date`. */
export const now: () => number = Date.now;

/**
 * Milliseconds of a clock that only goes forward, as `performance.now()`; but reading `performance` for the first time
 * loads all of `node:perf_hooks`.
 */
export function clock(): number {
  const [seconds, nanoseconds] = hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}
