import type { Captures } from "../definition/definition.ts";
import { begin } from "./begin.ts";
import { Run } from "./compute.ts";
import { currentComputation, within } from "./computation.ts";
import type { Lookup } from "./lookup.ts";
import { Recording } from "./recording.ts";
import type { Recorded } from "./recording.ts";
import type { Unit } from "./unit.ts";

/** As `Recorder` of ./generate.ts, for steps that are awaited. */
class AsyncRecorder<Y, R> implements AsyncIterableIterator<Y, R, undefined> {
  readonly #inner: AsyncGenerator<Y, R, undefined>;
  readonly #run: Run;
  #recording: Recording | undefined = new Recording();

  constructor(lookup: Lookup, body: () => AsyncGenerator<Y, R, undefined>) {
    this.#run = new Run(lookup);
    this.#inner = body();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Y, R>> {
    const step = await this.#step(() => this.#inner.next());
    if (step.done === true) this.#finish(step.value);
    else this.#recording?.add(step.value);
    return step;
  }

  return(value: R | PromiseLike<R>): Promise<IteratorResult<Y, R>> {
    this.#disturb("it was left before its end");
    return this.#step(() => this.#inner.return(value));
  }

  throw(error: unknown): Promise<IteratorResult<Y, R>> {
    this.#disturb("an error was thrown into it");
    return this.#step(() => this.#inner.throw(error));
  }

  async #step<T>(step: () => Promise<T>): Promise<T> {
    const around = currentComputation();
    try {
      return await within(this.#run.computation, step);
    } finally {
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
 * A call of an async generator unit: as `$generate`. Concurrent callers of one key run on their own, each at the
 * pace of its consumer.
 */
export async function* $generateAsync<Y, R>(
  unit: Unit | undefined,
  args: readonly unknown[],
  body: () => AsyncGenerator<Y, R, undefined>,
  captures?: Captures,
): AsyncGenerator<Y, R, undefined> {
  const lookup = begin(unit, args, captures);
  if (lookup === undefined) return yield* body();
  const hit = lookup.find();
  if (hit === undefined) return yield* new AsyncRecorder(lookup, body);
  const { yields, result } = hit.value as Recorded;
  for (const value of yields) yield value as Y;
  return result as R;
}
