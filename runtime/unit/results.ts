import type { Seen } from "../trace/trace.ts";

/** What is kept of one computation in this process. */
export interface Result {
  /** Milliseconds since the epoch. */
  readonly created: number;
  /** Milliseconds that computing took. */
  readonly duration: number;
  readonly life: Life;
  /** The settled value of a promise that a sync function returned. */
  readonly promise: boolean;
  readonly content: Content;
  /** What the computation read, for units that go on with the result; of results that are held by no store. */
  readonly seen?: readonly Seen[];
  /** When its use was last noted in the store, in milliseconds since the epoch; of results that a store holds. */
  noted?: number;
}

/** How long a result may be served, and under which tags it goes. */
export interface Life {
  /** Milliseconds from `created` that inner units allow; the reader's own `ttl` is not in it. */
  readonly inherited: number | undefined;
  readonly tags: readonly string[];
}

/** Values that nobody can change are held as they are (or by the user's wish); others as bytes. */
export type Content =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "bytes"; readonly codec: string; readonly body: Uint8Array };

export interface Bound {
  /** Results. */
  entries: number;
  /** Bytes of bodies and strings; other held values count as none. */
  readonly bytes: number;
  /** False: the order of use is only kept once half of the bound is taken, for keeping it costs time. */
  readonly exact: boolean;
}

function weight({ content }: Result): number {
  if (content.kind === "bytes") return content.body.length;
  return typeof content.value === "string" ? content.value.length * 2 : 0;
}

/** Results by key in this process; over the bound, the least recently used goes first. */
export class Results {
  readonly bound: Bound;
  readonly #results = new Map<string, Result>();
  #bytes = 0;
  /** Grows when a result goes. */
  version = 0;

  constructor(bound: Bound) {
    this.bound = bound;
  }

  get size(): number {
    return this.#results.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** As `get`, but not a use. */
  peek(key: string): Result | undefined {
    return this.#results.get(key);
  }

  get(key: string): Result | undefined {
    const result = this.#results.get(key);
    if (result !== undefined && this.#keepsOrder()) {
      this.#results.delete(key);
      this.#results.set(key, result);
    }
    return result;
  }

  set(key: string, result: Result): void {
    this.delete(key);
    if (weight(result) > this.bound.bytes) return;
    this.#results.set(key, result);
    this.#bytes += weight(result);
    this.trim();
  }

  delete(key: string): void {
    const result = this.#results.get(key);
    if (result === undefined) return;
    this.#results.delete(key);
    this.#bytes -= weight(result);
    this.version += 1;
  }

  deleteTagged(tag: string): void {
    for (const [key, { life }] of this.#results) if (life.tags.includes(tag)) this.delete(key);
  }

  clear(): void {
    this.#results.clear();
    this.#bytes = 0;
    this.version += 1;
  }

  /** Brings the results within the bound; to be called where the bound was lowered. */
  trim(): void {
    for (const key of this.#results.keys()) {
      if (this.#results.size <= this.bound.entries && this.#bytes <= this.bound.bytes) return;
      this.delete(key);
    }
  }

  #keepsOrder(): boolean {
    const { entries, bytes, exact } = this.bound;
    if (exact) return Math.min(entries, bytes) < Infinity;
    return this.#results.size > entries / 2 || this.#bytes > bytes / 2;
  }
}
