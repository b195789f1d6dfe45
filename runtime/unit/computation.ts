import type { AsyncLocalStorage } from "node:async_hooks";
import { Trace } from "../trace/trace.ts";
import type { Lease } from "../remote/lease.ts";
import type { Lock } from "../store/lock.ts";
import type { Flight } from "./flight.ts";

let context: AsyncLocalStorage<Computation | undefined> | undefined;

/** Made by the first computation: a process that only hits needs none. */
function openContext(): AsyncLocalStorage<Computation | undefined> {
  return (context ??= new (process.getBuiltinModule("node:async_hooks").AsyncLocalStorage)());
}

/**
 * A unit's body while it runs, the asynchronous rest of it included. It collects what inner units ask of the
 * result: a shorter life, more tags; and what was read of the world.
 */
export class Computation {
  readonly parent: Computation | undefined;
  /** Set where other callers may wait for this computation. */
  flight: Flight | undefined;
  /** Set where other processes may wait for it. */
  lock: Lock | undefined;
  /** Set where other machines may wait for it. */
  lease: Lease | undefined;
  #expires = Infinity;
  #trace: Trace | undefined;
  readonly #tags = new Set<string>();

  constructor(parent: Computation | undefined) {
    this.parent = parent;
  }

  /** What it has read so far. */
  get trace(): Trace {
    return (this.#trace ??= new Trace());
  }

  /** The same, where it has read or written anything. */
  get tracedSoFar(): Trace | undefined {
    return this.#trace;
  }

  /** Milliseconds since the epoch after which a result of this computation is stale. */
  get expires(): number {
    return this.#expires;
  }

  get tags(): readonly string[] {
    return [...this.#tags];
  }

  /** An inner result went into this one. */
  uses(expires: number, tags: readonly string[]): void {
    this.#expires = Math.min(this.#expires, expires);
    for (const tag of tags) this.#tags.add(tag);
  }
}

/** The innermost computation that this code belongs to. */
export function currentComputation(): Computation | undefined {
  return context?.getStore();
}

/** Runs an async body as part of a computation. */
export function within<T>(computation: Computation | undefined, body: () => T): T {
  return openContext().run(computation, body);
}

/**
 * Makes a computation the current one and returns the one before, for `enter` again when the body is done.
 * For sync bodies: `within` would put two more frames on the stack at each level of a recursion.
 */
export function enter(computation: Computation | undefined): Computation | undefined {
  const opened = openContext();
  const before = opened.getStore();
  opened.enterWith(computation);
  return before;
}
