// With this, a project whose own `lib` has no `Disposable` can write `using` all the same.
/// <reference lib="esnext.disposable" preserve="true" />
import type { Definition } from "../definition/definition.ts";

/** How long a unit's results live: this process, this process up to a bound, or beyond it. */
export type Tier = "memory" | "lru" | "persistent";

export type Form = "function" | "expression" | "block";

/** What a directive or a `using` line said, as the transform read it. */
export interface UnitSpec {
  readonly tier: Tier;
  readonly form: Form;
  /** A label for people; in the key only with `code: "off"`. */
  readonly name: string;
  /** What the arguments are called, for messages. */
  readonly parameters?: readonly string[];
  /** `lru` only: how many results are kept. */
  readonly maxSize?: number;
  /** Milliseconds. */
  readonly ttl?: number;
  /** Milliseconds after the `ttl` in which a result is served and computed again behind. */
  readonly swr?: number;
  /** Milliseconds that an error is thrown again for. */
  readonly errors?: number;
  /** Milliseconds after which a call fails. */
  readonly timeout?: number;
  /** Whether a result is worth keeping. */
  readonly keep?: (result: never) => boolean;
  readonly tags?: readonly string[];
  readonly codec?: string;
  readonly store?: string;
  /** Globs relative to the tsconfig: declared inputs. */
  readonly files?: readonly string[];
  /** A salt that joins the key. */
  readonly version?: string;
  readonly code?: "off";
  readonly share?: "reference" | "clone" | "freeze";
}

/** A piece of code whose results are cached. Its definition's captures may be replaced at each call (closures). */
export interface Unit extends Definition {
  readonly spec: UnitSpec;
}

/** What the body of a `using cache = …` block sees. */
export interface CacheHandle extends Disposable, AsyncDisposable {
  readonly name: string;
  /** The entry's key; empty where the call is not cached. */
  readonly key: string;
  /** Always false inside the block: a hit skips it. */
  readonly hit: boolean;
}
