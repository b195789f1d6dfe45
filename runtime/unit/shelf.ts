import type { Store } from "../store/store.ts";
import type { Manifest } from "../trace/manifest.ts";
import type { Seen } from "../trace/trace.ts";
import { Results } from "./results.ts";

/** How much of stored results that a process keeps at hand, for each store. */
const BYTES = 64 * 2 ** 20;
const ENTRIES = 100_000;

/** What a process has at hand of a store. */
export interface Shelf {
  readonly results: Results;
  /** By a unit's key: which results there are, by what their computations read. */
  readonly manifests: Map<string, Manifest>;
  /** By a unit's key: what its computation in this process read. */
  readonly seen: Map<string, readonly Seen[]>;
  /** Keys computed here under `MEMOIR=refresh` or `verify`: the one computation that such a mode asks for. */
  readonly refreshed: Set<string>;
}

/** Keys whose traces a process keeps at hand. */
const TRACED = 10_000;

/** Sets an entry of a map as its newest; over the bound, the oldest goes. */
export function hold<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > TRACED && oldest !== undefined) map.delete(oldest);
}

const shelves = new WeakMap<Store, Shelf>();

/** The shelf in front of a store; one for each store and process. */
export function shelfOf(store: Store): Shelf {
  let shelf = shelves.get(store);
  if (shelf === undefined) {
    const results = new Results({ entries: ENTRIES, bytes: BYTES, exact: false });
    shelf = { results, manifests: new Map(), seen: new Map(), refreshed: new Set() };
    shelves.set(store, shelf);
  }
  return shelf;
}
