import { resolve } from "node:path";
import { MemoirError } from "./error.ts";
import type { KeyvAdapter } from "./remote/keyv-adapter.ts";
import type { StoreOption } from "./remote/settings.ts";

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
  /**
   * Where results are shared, beside the cache folder: `redis://…`, `postgres://…`, `sqlite://…`, a Keyv or one of its
   * adapters; `file` for the cache folder alone.
   */
  readonly store?: StoreOption | Keyv | readonly (StoreOption | Keyv)[];
  /** As in the tsconfig: larger entries are not shared. */
  readonly remoteMaxSize?: string;
  /** As in the tsconfig: how long a request to a shared store may take. */
  readonly remoteTimeout?: string;
}

/** A Keyv: what it keeps values in is used, and not its own way to write them. */
interface Keyv {
  readonly store: KeyvAdapter;
}

/** What `configure` has set, with the adapters of Keyvs in their place. */
export interface Configured extends Configuration {
  readonly store?: readonly StoreOption[];
}

let current: Configured = {};

const types: Readonly<Record<keyof Configuration, string>> = {
  dir: "string",
  mode: "string",
  strict: "boolean",
  log: "string",
  store: "any",
  remoteMaxSize: "string",
  remoteTimeout: "string",
};

const isAdapter = (value: unknown): value is KeyvAdapter =>
  typeof value === "object" &&
  value !== null &&
  ["get", "set", "delete"].every((method) => typeof Reflect.get(value, method) === "function");

/** @throws MemoirError MEMOIR2203 for something that is no store. */
function storesOf(given: unknown): readonly StoreOption[] {
  if (Array.isArray(given)) return given.flatMap(storesOf);
  if (typeof given === "string") return [given];
  const inner: unknown =
    typeof given === "object" && given !== null ? Reflect.get(given, "store") : undefined;
  if (isAdapter(inner)) return [inner];
  if (isAdapter(given)) return [given];
  const message = "configure: store must be an address, a Keyv, an adapter of Keyv, or a list of such";
  throw new MemoirError("MEMOIR2203", message);
}

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
    if (type !== "any" && value !== undefined && typeof value !== type) {
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
  current = {
    ...current,
    ...given,
    ...(options.dir !== undefined && { dir: resolve(options.dir) }),
    store: options.store === undefined ? current.store : storesOf(options.store),
  };
}

/** What `configure` has set so far; a new object after each change. */
export function configuration(): Configured {
  return current;
}
