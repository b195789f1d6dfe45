import type { Captures } from "../definition/definition.ts";
import { endVariables, traceVariables } from "../trace/traced-environment.ts";
import { begin } from "./begin.ts";
import { enter } from "./computation.ts";
import type { Lookup } from "./lookup.ts";
import { RecordedRun } from "./recorded-run.ts";
import type { Recorded } from "./recording.ts";
import type { Unit } from "./unit.ts";

/** The steps of a generator, seen on their way to `yield*`, which sends `return` and `throw` here too. */
class Recorder<Y, R> implements IterableIterator<Y, R, undefined> {
  readonly #inner: Generator<Y, R, undefined>;
  readonly #recorded: RecordedRun;

  constructor(lookup: Lookup, body: () => Generator<Y, R, undefined>) {
    this.#recorded = new RecordedRun(lookup);
    this.#inner = body();
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<Y, R> {
    const step = this.#step(() => this.#inner.next());
    this.#recorded.note(step);
    return step;
  }

  return(value: R): IteratorResult<Y, R> {
    this.#recorded.disturb("it was left before its end");
    return this.#step(() => this.#inner.return(value));
  }

  throw(error: unknown): IteratorResult<Y, R> {
    this.#recorded.disturb("an error was thrown into it");
    return this.#step(() => this.#inner.throw(error));
  }

  #step<T>(step: () => T): T {
    const around = enter(this.#recorded.run.computation);
    traceVariables();
    try {
      return step();
    } finally {
      enter(around);
      endVariables();
      this.#recorded.run.inform(around);
    }
  }
}

/**
 * A call of a generator unit; nothing runs before the first `next()`. A hit yields what the recorded run
 * yielded and returns what it returned. A run is recorded only if it came to its end by itself.
 */
export function* $generate<Y, R>(
  unit: Unit | undefined,
  args: readonly unknown[],
  body: () => Generator<Y, R, undefined>,
  captures?: Captures,
): Generator<Y, R, undefined> {
  const lookup = begin(unit, args, captures);
  if (lookup === undefined) return yield* body();
  const hit = lookup.find();
  if (hit === undefined) return yield* new Recorder(lookup, body);
  const { yields, result } = hit.value as Recorded;
  yield* yields as readonly Y[];
  return result as R;
}
