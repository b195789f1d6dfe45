import { resolve } from "node:path";
import { MemoirError } from "./error.ts";

export const modes = ["on", "off", "readonly", "refresh", "verify"] as const;

/**
 * - `on`: read and write;
 * - `off`: as if there were no directives;
 * - `readonly`: read, never write;
 * - `refresh`: recompute and overwrite;
 * - `verify`: recompute on every hit and report a result that differs.
 */
export type Mode = (typeof modes)[number];

/** What a program may set for itself; the environment wins over it, and it wins over the tsconfig. */
export interface Configuration {
  /** The cache folder; relative to the working directory at the time of the call. */
  readonly dir?: string;
  readonly mode?: Mode;
  /** True: what cannot be keyed or stored throws instead of running uncached. */
  readonly strict?: boolean;
  /** As `MEMOIR_LOG`: `hits,misses`, `all`, `json`. */
  readonly log?: string;
}

let current: Configuration = {};

const types: Readonly<Record<keyof Configuration, string>> = {
  dir: "string",
  mode: "string",
  strict: "boolean",
  log: "string",
};

/** True for a word that `MEMOIR` and `configure` know. */
export function isMode(text: unknown): text is Mode {
  return modes.some((mode) => mode === text);
}

/** @throws MemoirError MEMOIR2203 for an option that a function does not have, or with a value of the wrong kind. */
export function checkGiven(name: string, options: object, types: Readonly<Record<string, string>>): void {
  for (const [option, value] of Object.entries(options)) {
    const type = Object.hasOwn(types, option) ? types[option] : undefined;
    if (type === undefined) {
      const known = Object.keys(types).join(", ");
      throw new MemoirError("MEMOIR2203", `${name} has no option "${option}"; it has ${known}`);
    }
    if (value !== undefined && typeof value !== type) {
      throw new MemoirError("MEMOIR2203", `${name}: ${option} must be a ${type}`);
    }
    if (option === "mode" && value !== undefined && !isMode(value)) {
      throw new MemoirError("MEMOIR2203", `${name}: mode must be one of ${modes.join(", ")}`);
    }
  }
}

/**
 * Sets options for this process, from the next lookup on; an option that is left out or undefined keeps its
 * value. The environment (`MEMOIR`, `MEMOIR_DIR`, `MEMOIR_LOG`) wins over it.
 *
 * @throws MemoirError for an option that does not exist or has a value of the wrong kind.
 * @example configure({ dir: "/var/cache/report", mode: "readonly" });
 */
export function configure(options: Configuration): void {
  checkGiven("configure", options, types);
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  current = { ...current, ...given, ...(options.dir !== undefined && { dir: resolve(options.dir) }) };
}

/** What `configure` has set so far; a new object after each change. */
export function configuration(): Configuration {
  return current;
}
