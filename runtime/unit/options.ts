import { MemoirError } from "../error.ts";
import { parseDuration } from "../quantity.ts";
import { nearest } from "./nearest.ts";
import type { UnitSpec } from "./unit.ts";

/** What `onHit` is told. */
export interface HitInfo {
  readonly name: string;
  readonly key: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  /** Milliseconds that computing took when it ran. */
  readonly duration: number;
  /** Milliseconds that this hit saved. */
  readonly saved: number;
}

/** Options of `memory`, `lru` and `persistent`; those that a comment can carry are the same there. */
export interface BlockOptions {
  /** Called on a hit, which skips the block. What it throws, the block throws. */
  readonly onHit?: (info: HitInfo) => void;
  /** Milliseconds, or `30s`, `12h`, `7d`: an older result is computed again. */
  readonly ttl?: number | string;
  /**
   * Milliseconds, or `1h`: for so long after its `ttl` a result is served all the same, and computed again behind.
   * Blocks that await and assign nothing only.
   */
  readonly swr?: number | string;
  /** Milliseconds, or `30s`: an error is kept and thrown again for so long. Without it errors are never kept. */
  readonly errors?: number | string;
  /** Milliseconds, or `30s`: a call that takes longer fails. Blocks that await and assign nothing only. */
  readonly timeout?: number | string;
  /** Whether a result is worth keeping; it is given what the block returns. What it throws is a warning. */
  readonly keep?: (result: never) => boolean;
  /** `lru` only: how many results are kept. */
  readonly maxSize?: number;
  readonly tags?: readonly string[];
  readonly codec?: string;
  readonly store?: string;
  /** Captures left out of the key. Read at compile time. */
  readonly ignore?: readonly unknown[];
  /** Captured data that never changes: digested once. Read at compile time. */
  readonly once?: readonly unknown[];
  /** Globs relative to the tsconfig: files that the block reads. */
  readonly files?: readonly string[];
  /** Names of environment variables that the block reads. Read at compile time. */
  readonly env?: readonly string[];
  /** A salt that joins the key. */
  readonly version?: string;
  /** `"off"`: the code does not count. Read at compile time. */
  readonly code?: "off";
  /** Results in memory: the same value (default), a copy, or the same value deeply frozen. */
  readonly share?: "reference" | "clone" | "freeze";
}

type Check = (value: unknown) => boolean;

const isString: Check = (value) => typeof value === "string";
const isStrings: Check = (value) => Array.isArray(value) && value.every(isString);
const atCompileTime: Check = () => true;
const isDuration: Check = (value) => durationOf(value) !== undefined;
const aDuration = "milliseconds or a duration such as 30s, 12h or 7d";

const options: Readonly<Record<keyof BlockOptions, readonly [check: Check, expected: string]>> = {
  onHit: [(value) => typeof value === "function", "a function"],
  ttl: [isDuration, aDuration],
  swr: [isDuration, aDuration],
  errors: [isDuration, aDuration],
  timeout: [isDuration, aDuration],
  keep: [(value) => typeof value === "function", "a function"],
  maxSize: [(value) => Number.isInteger(value) && Number(value) > 0, "a positive whole number"],
  tags: [isStrings, "a list of strings"],
  codec: [isString, "the name of a codec"],
  store: [isString, "the address of a store"],
  ignore: [atCompileTime, ""],
  once: [atCompileTime, ""],
  files: [isStrings, "a list of globs"],
  env: [atCompileTime, ""],
  version: [isString, "a string"],
  code: [atCompileTime, ""],
  share: [(value) => ["reference", "clone", "freeze"].includes(String(value)), "reference, clone or freeze"],
};

function durationOf(value: unknown): number | undefined {
  if (typeof value === "number") return value >= 0 ? value : undefined;
  return typeof value === "string" ? parseDuration(value) : undefined;
}

/** @throws MemoirError MEMOIR2005 for an option that does not exist or has a value of the wrong kind. */
export function checkOptions(name: string, given: object): void {
  for (const [option, value] of Object.entries(given)) {
    if (!Object.hasOwn(options, option)) {
      const near = nearest(option, Object.keys(options));
      const hint =
        near === undefined ? `it takes ${Object.keys(options).join(", ")}` : `did you mean "${near}"?`;
      throw new MemoirError("MEMOIR2005", `${name}: there is no option "${option}"; ${hint}`);
    }
    const [fits, expected] = options[option as keyof BlockOptions];
    if (value !== undefined && !fits(value)) {
      throw new MemoirError("MEMOIR2005", `${name}: "${option}" must be ${expected}`);
    }
  }
}

/**
 * What a unit's directive said, with the options of this run over it.
 *
 * @throws MemoirError MEMOIR2005 for an option that does not exist or has a value of the wrong kind.
 */
export function withOptions(spec: UnitSpec, given: BlockOptions | undefined): UnitSpec {
  if (given === undefined) return spec;
  checkOptions(spec.name, given);
  const { maxSize, tags, codec, store, files, version, share, keep } = given;
  const [ttl, swr, errors, timeout] = [given.ttl, given.swr, given.errors, given.timeout].map(durationOf);
  const over = { ttl, swr, errors, timeout, keep, maxSize, tags, codec, store, files, version, share };
  const said = Object.entries(over).filter(([, value]) => value !== undefined);
  const merged = { ...spec, ...(Object.fromEntries(said) as Partial<UnitSpec>) };
  if (merged.swr === undefined || merged.ttl !== undefined) return merged;
  throw new MemoirError("MEMOIR2005", `${spec.name}: "swr" needs a "ttl"`);
}
