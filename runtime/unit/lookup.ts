import { clock, now } from "../clock.ts";
import { decode } from "../codec/index.ts";
import type { Captures } from "../definition/definition.ts";
import { setComponentKey } from "../digest/components.ts";
import { shownKey, type Component, type Key } from "../digest/key.ts";
import { explainsMisses, logLookup, logsHits } from "../log.ts";
import type { Settings } from "../settings.ts";
import { componentKey } from "../store/component-key.ts";
import { explainMiss } from "../store/explain.ts";
import { USE_NOTED } from "../store/file.ts";
import type { FileStore } from "../store/file.ts";
import type { Entry, EntryHeader } from "../store/store.ts";
import type { Manifest } from "../trace/manifest.ts";
import { adopt } from "../trace/recorder.ts";
import type { Seen } from "../trace/trace.ts";
import { currentComputation } from "./computation.ts";
import type { OpenUnit } from "./open-unit.ts";
import type { HitInfo } from "./options.ts";
import type { Result, Results } from "./results.ts";
import type { Shelf } from "./shelf.ts";
import { failuresOf } from "./failures.ts";
import { isManifest, Traces } from "./traces.ts";
import type { UnitSpec } from "./unit.ts";

/** A header as this folder writes it. */
export interface StoredHeader extends EntryHeader {
  /** Milliseconds that inner units allow, apart from the unit's own `ttl`; null where they ask for nothing. */
  readonly inherited?: number | null;
}

/** A result that may be served. */
export interface Hit {
  readonly value: unknown;
  readonly promise: boolean;
  /** The value is an error, to be thrown. */
  readonly failed: boolean;
  /** It is older than its `ttl`: to be computed again behind. */
  readonly stale: boolean;
  readonly info: HitInfo;
}

/** What a lookup starts from. */
export interface Question {
  readonly unit: OpenUnit;
  /** The directive with the options of this run. */
  readonly spec: UnitSpec;
  readonly settings: Settings;
  readonly args: readonly unknown[];
  readonly captures: Captures;
  readonly key: Key;
  /** Of persistent units. */
  readonly store: FileStore | undefined;
  readonly shelf: Shelf | undefined;
  /** Keys that a mode which computes again has done with; undefined where no mode asks for that. */
  readonly again: Set<string> | undefined;
  /** `clock()` when the call came in. */
  readonly began: number;
  /** True where errors are asked for, which have a key of their own. */
  readonly failures: boolean;
  /** True where no caller asks, for the one who did was served an older result. Such a result is none here. */
  readonly behind: boolean;
}

const isImmutable = (value: unknown): boolean =>
  value === null || (typeof value !== "object" && typeof value !== "function");

function resultOf(header: StoredHeader, content: Result["content"]): Result {
  // Written by something that did not tell the two apart: then the stricter reading.
  const inherited = header.inherited === undefined ? header.ttl : (header.inherited ?? undefined);
  return {
    created: header.created,
    duration: header.duration,
    life: { inherited, tags: header.tags ?? [] },
    promise: header.promise ?? false,
    content,
  };
}

/** One call of a unit that can be cached, from its key on. */
export class Lookup {
  readonly question: Question;
  readonly results: Results;
  /** Of persistent units. */
  readonly traces: Traces | undefined;
  #components: readonly Component[] | undefined;
  #undecodable: string | undefined;
  #expected: Entry | undefined;
  #failures: Lookup | undefined;
  /** When the newest result that was found, but is too old, was computed. */
  #expired = -Infinity;

  constructor(question: Question) {
    this.question = question;
    this.results = question.shelf?.results ?? question.unit.results;
    this.traces = question.store && new Traces(question);
  }

  get key(): string {
    return this.question.key.key;
  }

  /** The components of the key, as they were when it was taken. */
  get components(): readonly Component[] {
    const { settings, store, key } = this.question;
    if (store !== undefined) setComponentKey(componentKey(settings.dir, settings.writable));
    return (this.#components ??= key.components());
  }

  /** The result from memory, then from the store; counts, logs and passes its life on to the unit around. */
  find(): Hit | undefined {
    const { mode } = this.question.settings;
    if ((mode === "refresh" || mode === "verify") && this.#isToBeComputed(mode)) return undefined;
    const held = this.#held(this.key);
    const hit = (held && this.#serve(held)) ?? this.#follow(this.traces?.held) ?? this.#fetch();
    return hit ?? this.#fail();
  }

  /** Where errors are kept; undefined where the unit keeps none. */
  get failures(): Lookup | undefined {
    const { spec, failures } = this.question;
    if (spec.errors === undefined || failures) return undefined;
    return (this.#failures ??= new Lookup(failuresOf(this.question)));
  }

  /** An error that the unit ended with not long ago, and after its last result. */
  #fail(): Hit | undefined {
    const hit = this.failures?.find();
    return hit !== undefined && hit.info.created >= this.#expired ? hit : undefined;
  }

  /** What the store has for a key that is computed again to verify it. */
  get expected(): Entry | undefined {
    return this.#expected;
  }

  #isToBeComputed(mode: "refresh" | "verify"): boolean {
    const { again } = this.question;
    if (again === undefined || again.has(this.key)) return false;
    return mode === "refresh" || this.#isToBeVerified();
  }

  #isToBeVerified(): boolean {
    const { settings, store } = this.question;
    if (Math.random() >= settings.verified) return false;
    this.#expected = this.#entry(store?.get(this.key));
    return this.#expected !== undefined;
  }

  /** The entry of the result, which of a traced one is another than that under the key. */
  #entry(entry: Entry | undefined): Entry | undefined {
    const { traces } = this;
    if (traces === undefined || !isManifest(entry)) return entry;
    for (const { key } of traces.matches(traces.open(entry))) {
      const found = this.question.store?.get(key);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Logs a computation that had to be. */
  missed(why: string | undefined): void {
    const { unit, spec, began } = this.question;
    unit.misses += 1;
    const time = clock() - began;
    const reason = this.#undecodable ?? why;
    logLookup({
      outcome: "miss",
      name: spec.name,
      source: unit.source,
      key: shownKey(this.key),
      time,
      ...(reason !== undefined && { why: reason }),
    });
  }

  /** Why there is no entry, for people; undefined where nobody reads it. */
  explain(): string | undefined {
    const { spec, store } = this.question;
    if (store === undefined || !explainsMisses()) return undefined;
    if (this.traces?.changed !== undefined) return this.traces.changed;
    return explainMiss(spec.name, this.components, store);
  }

  #fetch(): Hit | undefined {
    const entry = this.#read(this.key);
    return isManifest(entry) ? this.#follow(this.traces?.open(entry)) : this.admit(entry);
  }

  /** A result in memory. That it is used, the store is told once in a while. */
  #held(key: string): Result | undefined {
    const result = this.results.get(key);
    if (result?.noted === undefined || Math.abs(now() - result.noted) < USE_NOTED) return result;
    const { store, settings } = this.question;
    if (!settings.writable) return result;
    result.noted = now();
    for (const used of new Set([key, this.key])) store?.touch(used);
    return result;
  }

  /** An entry that is to be served, from the store. */
  #read(key: string): Entry | undefined {
    return this.question.store?.get(key, this.question.settings.writable);
  }

  /** Serves the result whose traced inputs hold what they held when it was computed. */
  #follow(manifest: Manifest | undefined): Hit | undefined {
    if (manifest === undefined || this.traces === undefined) return undefined;
    for (const { key, seen, used } of this.traces.matches(manifest)) {
      const held = this.#held(key);
      const hit = (held && this.#serve(held, seen)) ?? this.admit(this.#read(key), seen);
      if (hit === undefined) continue;
      used();
      return hit;
    }
    return undefined;
  }

  /**
   * Serves what a store had, and holds it for the next time.
   *
   * @param from the name of a store of other machines
   */
  admit(entry: Entry | undefined, seen?: readonly Seen[], from?: string): Hit | undefined {
    if (entry === undefined) return undefined;
    const { codec } = entry.header;
    const result = resultOf(entry.header, { kind: "bytes", codec, body: entry.body });
    const hit = this.#serve(result, seen, from);
    if (hit === undefined) return undefined;
    const held = isImmutable(hit.value) ? ({ kind: "value", value: hit.value } as const) : result.content;
    this.results.set(entry.key, { ...result, content: held, noted: now() });
    return hit;
  }

  #serve(result: Result, seen: readonly Seen[] = result.seen ?? [], from?: string): Hit | undefined {
    const limit = this.#limit(result);
    const isStale = limit <= now();
    if (isStale) {
      this.#expired = Math.max(this.#expired, result.created);
      if (!this.#maySwr(result)) return undefined;
    }
    try {
      const hit = this.#hit(result, this.#valueOf(result), limit, isStale, from);
      if (seen.length > 0) adopt(seen);
      return hit;
    } catch (error) {
      this.#undecodable = `the entry could not be read: ${error instanceof Error ? error.message : String(error)}`;
      return undefined;
    }
  }

  #valueOf({ content }: Result): unknown {
    return content.kind === "bytes" ? decode(content.codec, content.body) : content.value;
  }

  /** Milliseconds since the epoch until which a result may be served to this reader. */
  #limit(result: Result): number {
    const ttl = Math.min(this.question.spec.ttl ?? Infinity, result.life.inherited ?? Infinity);
    // An entry from the future has an age that nobody knows.
    return ttl < Infinity && result.created > now() ? 0 : result.created + ttl;
  }

  /** Whether a result that is too old may be served once more. What inner units allow holds all the same. */
  #maySwr({ created, life }: Result): boolean {
    const { spec, behind } = this.question;
    const { ttl = Infinity, swr } = spec;
    const age = now() - created;
    return swr !== undefined && !behind && age >= 0 && age < Math.min(ttl + swr, life.inherited ?? Infinity);
  }

  #hit(result: Result, value: unknown, limit: number, stale: boolean, from: string | undefined): Hit {
    const { unit, spec, began, behind } = this.question;
    const time = clock() - began;
    const saved = Math.max(0, result.duration - time);
    if (!behind) {
      unit.hits += 1;
      unit.timeSaved += saved;
      currentComputation()?.uses(limit, [...(spec.tags ?? []), ...result.life.tags]);
      if (logsHits()) {
        const told = { name: spec.name, source: unit.source, key: shownKey(this.key), time, saved };
        const more = { ...(from !== undefined && { from }), ...(stale && { stale }) };
        logLookup({ outcome: "hit", ...told, ...more });
      }
    }
    const { created, duration } = result;
    return {
      value,
      promise: result.promise,
      failed: this.question.failures,
      stale,
      info: { name: spec.name, key: this.key, created, duration, saved },
    };
  }
}
