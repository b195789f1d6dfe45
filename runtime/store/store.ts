import type { Component } from "../digest/key.ts";
import type { Form } from "../unit/unit.ts";

/** What is known of an entry without decoding it. */
export interface EntryHeader {
  readonly format: number;
  /** The unit's label. */
  readonly name: string;
  readonly form: Form;
  /** `src/text.ts:12` */
  readonly source: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  /** Milliseconds that computing took. */
  readonly duration: number;
  readonly codec: string;
  /** Milliseconds from `created`. */
  readonly ttl?: number;
  /** Milliseconds after `ttl` in which it may still be served. */
  readonly swr?: number;
  readonly tags?: readonly string[];
  /** The settled value of a promise that a sync function returned. */
  readonly promise?: boolean;
  /** True of an entry that is no result, but an error to be thrown again. */
  readonly failed?: true;
  readonly components: readonly Component[];
  /** What the computation read that the unit's key does not show: each with its state as a keyed hash. */
  readonly inputs?: readonly Component[] | undefined;
  /** True of an entry that is no result, but says under which keys the results of a unit's key are. */
  readonly manifest?: true;
}

export interface Entry {
  readonly key: string;
  readonly header: EntryHeader;
  readonly body: Uint8Array;
}

export interface EntrySummary {
  readonly key: string;
  readonly header: EntryHeader;
  /** Bytes on disk, header included. */
  readonly bytes: number;
}

/**
 * Where entries live. No method throws: a store that fails costs the caching, never the result, and says so
 * once through `warn`. What `get` returns has passed its length and checksum.
 */
export interface Store {
  /** With `isUse` the entry is to be served: eviction counts from there. */
  get(key: string, isUse?: boolean): Entry | undefined;
  /** True once the entry is safely there. */
  set(entry: Entry): boolean;
  delete(key: string): boolean;
  list(): Iterable<EntrySummary>;
}

/** As `Store`, of entries that are somewhere else: it takes time to get there. */
export interface AsyncStore {
  get(key: string): Promise<Entry | undefined>;
  set(entry: Entry): Promise<boolean>;
  delete(key: string): Promise<boolean>;
}
