import { now } from "../clock.ts";
import { formatDuration } from "../quantity.ts";
import { decodeEntry, encodeEntry } from "../store/entry.ts";
import { entryId } from "../store/folder.ts";
import type { AsyncStore, Entry } from "../store/store.ts";
import { FORMAT } from "../format.ts";
import type { Trust } from "../trust/trust.ts";
import { within } from "../unit/computation.ts";
import { warn } from "../warning.ts";
import { withoutSecrets } from "./address.ts";
import { Breaker } from "./breaker.ts";
import type { ByteStore, Leases } from "./byte-store.ts";
import { openBytes } from "./open-bytes.ts";
import { inTime, TimedOut } from "./in-time.ts";
import { MissingPackage } from "./optional.ts";
import type { RemoteSettings } from "./settings.ts";

/** What this process asked of a store and how that went; for the log. */
export interface Requests {
  gets: number;
  hits: number;
  sets: number;
  failures: number;
  /** Requests that the breaker spared. */
  spared: number;
  /** Entries that were over the limit, or had no room among those that are being written. */
  large: number;
}

/** Milliseconds after which a lease ends that is not renewed: so long others wait for a machine that is gone. */
export const LEASE = 30_000;

/** Damaged entries in a row after which a store is left alone, though it takes what it is given. */
const LIES = 3;

/** Bytes of entries that may be on their way at once; what is over stays on this machine. */
const PENDING = 64_000_000;
/** Writes and large entries may take longer than the timeout, for nobody waits: milliseconds for a byte. */
const PER_BYTE = 1 / 1000;

/**
 * Entries in a store that machines share. What it gives has passed its lengths and checksums and is of the key that
 * was asked for. No method throws or takes longer than the timeout: a store that is down, slow or wrong is left alone
 * for a while, which is said once, and costs the sharing only.
 */
export class Remote implements AsyncStore {
  /** For people. */
  readonly name: string;
  readonly requests: Requests = { gets: 0, hits: 0, sets: 0, failures: 0, spared: 0, large: 0 };
  readonly #settings: RemoteSettings;
  readonly #trust: Trust | undefined;
  readonly #breaker: Breaker;
  #bytes: Promise<ByteStore> | undefined;
  #pending = 0;
  #isMissing = false;
  /** Damaged entries since the last one that was whole. */
  #lies = 0;
  /** The key of the last one: who is to compute it asks once more, and finds what he found. */
  #lastLie: string | undefined;

  constructor(settings: RemoteSettings, trust?: Trust, breaker = new Breaker()) {
    this.#trust = trust;
    this.#settings = settings;
    this.#breaker = breaker;
    this.name = "name" in settings.at ? settings.at.name : "the store given to configure";
  }

  async get(key: string): Promise<Entry | undefined> {
    this.requests.gets += 1;
    const entry = await this.#ask(this.#settings.timeout, async (bytes) => {
      const found = await bytes.get(nameOf(key));
      return found === undefined ? undefined : this.#checked(found, key);
    });
    if (entry !== undefined) this.requests.hits += 1;
    return entry;
  }

  /** True once the store says that it has the entry. */
  async set(entry: Entry): Promise<boolean> {
    const ttl = timeLeft(entry);
    if (ttl !== undefined && ttl <= 0) return false;
    if (this.#trust?.writes === false) return false;
    const [head, body] = encodeEntry(entry, this.#trust);
    const size = head.length + body.length;
    if (size > this.#settings.maxSize || this.#pending + size > PENDING) {
      this.requests.large += 1;
      return false;
    }
    this.requests.sets += 1;
    if (this.#lastLie === entry.key) this.#lastLie = undefined;
    this.#pending += size;
    try {
      const timeout = this.#settings.timeout + size * PER_BYTE;
      const set = async (bytes: ByteStore): Promise<true> => {
        await bytes.set(nameOf(entry.key), Buffer.concat([head, body]), ttl);
        return true;
      };
      return (await this.#ask(timeout, set)) === true;
    } finally {
      this.#pending -= size;
    }
  }

  async delete(key: string): Promise<boolean> {
    return (await this.#ask(this.#settings.timeout, (bytes) => bytes.delete(nameOf(key)))) === true;
  }

  /** Takes the lease of a key's id, in the words of `Leases`; undefined where that cannot be. */
  async takeLease(id: string, note: string): Promise<{ readonly other: string | undefined } | undefined> {
    return this.#lease(async (leases) => ({ other: await leases.take(leaseOf(id), note, LEASE) }));
  }

  async replaceLease(id: string, before: string, note: string): Promise<boolean | undefined> {
    return this.#lease((leases) => leases.replace(leaseOf(id), before, note, LEASE));
  }

  async releaseLease(id: string, note: string): Promise<void> {
    await this.#lease((leases) => leases.release(leaseOf(id), note));
  }

  async readLease(id: string): Promise<string | undefined> {
    return this.#lease((leases) => leases.read(leaseOf(id)));
  }

  async #lease<T>(request: (leases: Leases) => Promise<T>): Promise<T | undefined> {
    return this.#ask(this.#settings.timeout, async ({ leases }) => leases && (await request(leases)));
  }

  /** Says that what an entry of this store holds is not what it should be. */
  distrust(key: string, why: string): void {
    if (this.#lastLie === key) return;
    this.#lastLie = key;
    const message = `an entry of ${this.name} (${nameOf(key)}) is damaged: ${why}. It is computed again and replaced.`;
    warn("MEMOIR2101", `damaged ${this.name}`, message);
    this.#lies += 1;
    this.#failed(new Error("it gives damaged entries"), this.#lies >= LIES);
  }

  #checked(found: Uint8Array, key: string): Entry | undefined {
    // In a buffer of its own, aligned, which nothing else shares.
    const bytes = Buffer.allocUnsafeSlow(found.byteLength);
    bytes.set(found);
    const decoded = decodeEntry(bytes, key, this.#trust);
    if (decoded.state === "damaged") this.distrust(key, decoded.why);
    else this.#lies = 0;
    if (decoded.state === "untrusted") {
      const message = `an entry of ${this.name} (${nameOf(key)}) is not used: ${decoded.why}. It is computed again; more of that is not said.`;
      warn("MEMOIR2501", `untrusted ${this.name} ${decoded.why}`, message);
    }
    return decoded.state === "ok" ? decoded.value : undefined;
  }

  async #ask<T>(timeout: number, request: (bytes: ByteStore) => Promise<T>): Promise<T | undefined> {
    if (this.#isMissing || !this.#breaker.allows()) {
      this.requests.spared += 1;
      return undefined;
    }
    const failures = this.requests.failures;
    try {
      // What a client reads of the world is no input of the computation that asks.
      const result = await within(undefined, async () => {
        const bytes = await this.#open();
        return inTime(request(bytes), timeout);
      });
      if (this.requests.failures === failures) this.#breaker.succeeded();
      return result;
    } catch (error) {
      this.#failed(error, error instanceof TimedOut);
      return undefined;
    }
  }

  #open(): Promise<ByteStore> {
    return (this.#bytes ??= openBytes(this.#settings).catch((error: unknown) => {
      this.#bytes = undefined;
      throw error;
    }));
  }

  #failed(error: unknown, costly: boolean): void {
    this.requests.failures += 1;
    if (error instanceof MissingPackage) {
      this.#isMissing = true;
      const message = `${this.name} cannot be used: ${error.message}. Results are kept in the cache folder alone.`;
      warn("MEMOIR2205", `missing ${this.name}`, message);
      return;
    }
    if (!this.#breaker.failed(costly)) return;
    // A new connection is made for the next try.
    void this.#bytes?.then((bytes) => bytes.close()).catch(() => undefined);
    this.#bytes = undefined;
    const message =
      `${this.name} cannot be used: ${this.#reason(error)}. Results are kept in the cache folder alone; ` +
      `it is tried again after ${formatDuration(this.#breaker.pause)}.`;
    warn("MEMOIR2107", `failed ${this.name}`, message);
  }

  #reason(error: unknown): string {
    const text = error instanceof Error ? error.message || error.name : String(error);
    const { at } = this.#settings;
    return "url" in at ? withoutSecrets(text, at) : text;
  }
}

/** What an entry is called in a store. Another format version never finds it. */
export const nameOf = (key: string): string => `memoir:${FORMAT}:${entryId(key)}`;

const leaseOf = (id: string): string => `memoir:${FORMAT}:lease:${id}`;

/** Milliseconds for which an entry may be served to anybody; undefined where that is not limited. */
function timeLeft({ header: { ttl, swr = 0, created } }: Entry): number | undefined {
  return ttl === undefined ? undefined : Math.ceil(created + ttl + swr - now());
}
