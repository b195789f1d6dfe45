import type { Captures } from "../definition/definition.ts";
import { begin } from "./begin.ts";
import { Run } from "./compute.ts";
import { enter } from "./computation.ts";
import type { Lookup } from "./lookup.ts";
import { Recording } from "./recording.ts";
import type { Recorded } from "./recording.ts";
import type { Unit } from "./unit.ts";

/** The steps of a generator, seen on their way to `yield*`, which sends `return` and `throw` here too. */
class Recorder<Y, R> implements IterableIterator<Y, R, undefined> {
  readonly #inner: Generator<Y, R, undefined>;
  readonly #run: Run;
  #recording: Recording | undefined = new Recording();

  constructor(lookup: Lookup, body: () => Generator<Y, R, undefined>) {
    this.#run = new Run(lookup);
    this.#inner = body();
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<Y, R> {
    const step = this.#step(() => this.#inner.next());
    if (step.done === true) this.#finish(step.value);
    else this.#recording?.add(step.value);
    return step;
  }

  return(value: R): IteratorResult<Y, R> {
    this.#disturb("it was left before its end");
    return this.#step(() => this.#inner.return(value));
  }

  throw(error: unknown): IteratorResult<Y, R> {
    this.#disturb("an error was thrown into it");
    return this.#step(() => this.#inner.throw(error));
  }

  #step<T>(step: () => T): T {
    const around = enter(this.#run.computation);
    try {
      return step();
    } finally {
      enter(around);
      this.#run.inform(around);
    }
  }

  #disturb(why: string): void {
    if (this.#recording !== undefined) this.#run.drop(why);
    this.#recording = undefined;
  }

  #finish(result: R): void {
    const recording = this.#recording;
    if (recording === undefined) return;
    const recorded = recording.done(result);
    if (recorded === undefined) this.#run.drop("a value that it had yielded was changed afterwards");
    else this.#run.finish(recorded, false);
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
