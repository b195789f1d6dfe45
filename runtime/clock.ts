/** Milliseconds since the epoch; as it was when memoir was loaded, for the tests of a program may replace `Date`. */
export const now: () => number = Date.now;
