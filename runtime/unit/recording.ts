import { encode } from "../codec/index.ts";

/** What a generator gave: the stored form of its run. */
export interface Recorded {
  readonly yields: readonly unknown[];
  readonly result: unknown;
}

const recorded = new WeakSet<object>();

/** True for what a `Recording` gave. */
export const isRecorded = (value: unknown): boolean =>
  typeof value === "object" && value !== null && recorded.has(value);

function snapshot(value: unknown): Uint8Array | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  try {
    return encode(value, "result").body;
  } catch {
    return undefined; // keeping it says why, if it matters
  }
}

/**
 * What a generator has yielded so far. A consumer may change a yielded object, and a generator may yield one
 * and go on filling it: then no recording would show each reader what the first one saw.
 */
export class Recording {
  readonly #yields: unknown[] = [];
  readonly #snapshots: (Uint8Array | undefined)[] = [];
  add(value: unknown): void {
    this.#yields.push(value);
    this.#snapshots.push(snapshot(value));
  }

  /** The whole run, or undefined where something yielded was changed afterwards. */
  done(result: unknown): Recorded | undefined {
    const same = this.#yields.every((value, index) => {
      const before = this.#snapshots[index];
      const now = before && snapshot(value);
      return before === undefined || (now !== undefined && Buffer.compare(before, now) === 0);
    });
    if (!same) return undefined;
    const run: Recorded = { yields: this.#yields, result };
    recorded.add(run);
    return run;
  }
}
