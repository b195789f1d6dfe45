import type { Lookup } from "./lookup.ts";
import { Run } from "./compute.ts";
import { Recording } from "./recording.ts";
import type { RemoteTier } from "./remote-tier.ts";
import type { Recorded } from "./recording.ts";

/** What the `keep` of a generator is asked about. */
const yielded = (recorded: unknown): unknown => (recorded as Recorded).yields;

/** A run of a generator whose steps are recorded, as long as it goes on by itself. */
export class RecordedRun {
  readonly run: Run;
  readonly #remote: RemoteTier | undefined;
  #recording: Recording | undefined = new Recording();

  constructor(lookup: Lookup, remote?: RemoteTier) {
    this.run = new Run(lookup);
    this.#remote = remote;
  }

  /** Notes a step; the last one keeps the whole. */
  note(step: IteratorResult<unknown, unknown>): void {
    if (step.done === true) this.#finish(step.value);
    else this.#recording?.add(step.value);
  }

  /** Ends the recording: the generator did not come to its end by itself. */
  disturb(why: string): void {
    if (this.#recording !== undefined) this.run.drop(why);
    this.#recording = undefined;
  }

  #finish(result: unknown): void {
    const recording = this.#recording;
    if (recording === undefined) return;
    const recorded = recording.done(result);
    if (recorded === undefined) this.run.drop("a value that it had yielded was changed afterwards");
    else this.run.finish(recorded, false, { shown: yielded, remote: this.#remote });
  }
}
