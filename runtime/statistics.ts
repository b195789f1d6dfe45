import { definitionOf } from "./definition/function.ts";
import { shownKey } from "./digest/key.ts";
import { MemoirError } from "./error.ts";
import { settingsFor } from "./settings.ts";
import type { FileStore } from "./store/file.ts";
import { openStores, storeFor } from "./store/open.ts";
import { allUnits, OpenUnit, unitsNamed } from "./unit/open-unit.ts";
import { probe } from "./unit/probe.ts";
import { forgetShared } from "./unit/remote.ts";
import { shelfOf } from "./unit/shelf.ts";
import { warn } from "./warning.ts";

/** A cached function. */
export type Cached = (...args: never[]) => unknown;

/** What a cache has done in this process, and what it holds. */
export interface CacheInfo {
  readonly hits: number;
  readonly misses: number;
  /** Results held: in memory, or for persistent units in the store under the name. */
  readonly size: number;
  /** The bound of an `lru` unit; Infinity elsewhere. */
  readonly maxSize: number;
  /** Bytes in the store; of memory units those of copies (`share=clone`) and strings: other values have no size. */
  readonly bytes: number;
  /** Milliseconds of computing that hits in this process spared. */
  readonly timeSaved: number;
}

/** The unit of a function. One that has none is said, not thrown: without the transform a program must run. */
function unitOf(f: Cached): OpenUnit | undefined {
  const definition = definitionOf(f);
  if (definition instanceof OpenUnit) return definition;
  const what = f.name === "" ? "an anonymous function" : f.name;
  const message =
    `${what} is not known as a cached function. Methods and functions made inside others share one cache: ` +
    `give it a name (// @cache name=…) and pass that; otherwise check that the transform ran on its module.`;
  warn("MEMOIR2006", `MEMOIR2006 ${what}`, message);
  return undefined;
}

function unitsOf(cached: Cached | string): readonly OpenUnit[] {
  if (typeof cached === "string") return unitsNamed(cached);
  const unit = unitOf(cached);
  return unit === undefined ? [] : [unit];
}

/** The stores that hold results of these units; for a name that this process has not loaded, the default one. */
function storesOf(units: readonly OpenUnit[], cached: Cached | string): ReadonlySet<FileStore> {
  const persistent = units.filter(({ spec }) => spec.tier === "persistent");
  const stores = persistent.map(({ file }) => storeFor(settingsFor(file)));
  return new Set(
    units.length === 0 && typeof cached === "string" ? [storeFor(settingsFor(undefined))] : stores,
  );
}

function* entriesOf(store: FileStore, names: ReadonlySet<string>) {
  for (const entry of store.list()) if (names.has(entry.header.name)) yield entry;
}

const namesOf = (units: readonly OpenUnit[], cached: Cached | string): ReadonlySet<string> =>
  new Set(typeof cached === "string" ? [cached] : units.map(({ spec }) => spec.name));

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/**
 * What the cache of a function, or all caches of a name, did in this process, and what is held. For a persistent
 * cache this reads the headers of the store.
 * All zeros, and a warning, for a function that is not known as cached.
 *
 * @example cacheInfo(embed).hits
 */
export function cacheInfo(cached: Cached | string): CacheInfo {
  const units = unitsOf(cached);
  const names = namesOf(units, cached);
  const entries = [...storesOf(units, cached)].flatMap((store) =>
    [...entriesOf(store, names)].filter(({ header }) => header.manifest !== true),
  );
  const bounds = units.filter(({ spec }) => spec.tier === "lru").map(({ results }) => results.bound.entries);
  return {
    hits: sum(units.map(({ hits }) => hits)),
    misses: sum(units.map(({ misses }) => misses)),
    size: entries.length + sum(units.map(({ results }) => results.size)),
    maxSize: bounds.length > 0 && bounds.length === units.length ? sum(bounds) : Infinity,
    bytes: sum(entries.map(({ bytes }) => bytes)) + sum(units.map(({ results }) => results.bytes)),
    timeSaved: sum(units.map(({ timeSaved }) => timeSaved)),
  };
}

/** Forgets what a process has at hand of a store: by key, not by name or tag, so what is still stored comes back. */
function clearShelf(store: FileStore): void {
  const shelf = shelfOf(store);
  shelf.manifests.clear();
  shelf.results.clear();
}

function clearTag(tag: string): void {
  for (const unit of allUnits()) unit.results.deleteTagged(tag);
  for (const store of new Set([storeFor(settingsFor(undefined)), ...openStores()])) {
    clearShelf(store);
    const all = [...store.list()];
    const tagged = all.filter(({ header }) => header.tags?.includes(tag) === true);
    for (const { key } of tagged) store.delete(key);
    // Elsewhere, what was computed from files lies under other keys, which its manifest leads to.
    const names = new Set(tagged.filter(({ header }) => header.inputs).map(({ header }) => header.name));
    const manifests = all.filter(({ header }) => header.manifest === true && names.has(header.name));
    forgetShared(
      allUnits(),
      [...tagged, ...manifests].map(({ key }) => key),
    );
  }
}

/**
 * Forgets the results of a function or of all units of a name, in memory and in the store. In the store results
 * go by name: other units of the same name lose theirs too.
 * A function that is not known as cached has none, which is said.
 *
 * `{ tag }` forgets the results with a tag instead, those of units that used such a result included: in the memory of
 * this process, and in every cache folder that it has used so far, or the default one.
 *
 * A store that machines share forgets the same results; those that only others have computed, and what their cache
 * folders hold, stay.
 *
 * @example cacheClear({ tag: "prices" })
 */
export function cacheClear(cached: Cached | string | { readonly tag: string }): void {
  if (typeof cached === "object") return clearTag(cached.tag);
  const units = unitsOf(cached);
  const names = namesOf(units, cached);
  for (const unit of units) unit.results.clear();
  for (const store of storesOf(units, cached)) {
    clearShelf(store);
    const keys = [...entriesOf(store, names)].map(({ key }) => key);
    for (const key of keys) store.delete(key);
    forgetShared(units, keys);
  }
}

/**
 * The key that a call would have now: a text that differs where a result could and that says nothing else, for
 * persistent units the 43 characters that its entry is stored under. The body does not run;
 * parameter defaults do. Empty, with a warning, for a function that is not known as cached.
 *
 * @throws MemoirError MEMOIR2001 for a call without a key.
 * @example cacheKey(embed, "some text")
 */
export function cacheKey<A extends unknown[]>(f: (...args: A) => unknown, ...args: A): string {
  const unit = unitOf(f);
  const key = unit && probe(unit, () => f(...args));
  if (unit === undefined || key === undefined) return "";
  if (key.ok) return shownKey(key.key);
  throw new MemoirError(
    "MEMOIR2001",
    `${unit.spec.name} has no key for this call: ${key.path}: ${key.reason}`,
  );
}
