import type { Captures } from "../definition/definition.ts";
import { endVariables, traceVariables } from "../trace/traced-environment.ts";
import { begin } from "./begin.ts";
import { currentComputation, within } from "./computation.ts";
import type { Lookup } from "./lookup.ts";
import { RecordedRun } from "./recorded-run.ts";
import type { Recorded } from "./recording.ts";
import { remoteTierOf } from "./remote.ts";
import type { RemoteTier } from "./remote-tier.ts";
import type { Unit } from "./unit.ts";

/** As `Recorder` of ./generate.ts, for steps that are awaited. */
class AsyncRecorder<Y, R> implements AsyncIterableIterator<Y, R, undefined> {
  readonly #inner: AsyncGenerator<Y, R, undefined>;
  readonly #recorded: RecordedRun;

  constructor(lookup: Lookup, body: () => AsyncGenerator<Y, R, undefined>, remote: RemoteTier | undefined) {
    this.#recorded = new RecordedRun(lookup, remote);
    this.#inner = body();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Y, R>> {
    const step = await this.#step(() => this.#inner.next());
    this.#recorded.note(step);
    return step;
  }

  return(value: R | PromiseLike<R>): Promise<IteratorResult<Y, R>> {
    this.#recorded.disturb("it was left before its end");
    return this.#step(() => this.#inner.return(value));
  }

  throw(error: unknown): Promise<IteratorResult<Y, R>> {
    this.#recorded.disturb("an error was thrown into it");
    return this.#step(() => this.#inner.throw(error));
  }

  async #step<T>(step: () => Promise<T>): Promise<T> {
    const around = currentComputation();
    traceVariables();
    try {
      return await within(this.#recorded.run.computation, step);
    } finally {
      endVariables();
      this.#recorded.run.inform(around);
    }
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
  let hit = lookup.find();
  const opening = hit === undefined ? remoteTierOf(lookup) : undefined;
  const remote = opening && (await opening);
  hit ??= await remote?.find(() => true);
  if (hit === undefined) return yield* new AsyncRecorder(lookup, body, remote);
  const { yields, result } = hit.value as Recorded;
  for (const value of yields) yield value as Y;
  return result as R;
}
