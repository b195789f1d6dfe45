import type { Captures } from "../definition/definition.ts";
import { begin } from "./begin.ts";
import { BlockReader, checkFits, shownOf } from "./block-reader.ts";
import { computeAgain } from "./behind.ts";
import { compute, computeAsync, flightFor, isPlainPromise, join } from "./compute.ts";
import { handleOf } from "./handle.ts";
import type { Check } from "./keep.ts";
import type { Lookup } from "./lookup.ts";
import type { BlockOptions } from "./options.ts";
import { Outputs } from "./outputs.ts";
import type { BlockRecord, Mark, Output } from "./outputs.ts";
import { timed, uncached } from "./timeout.ts";
import type { CacheHandle, Unit } from "./unit.ts";

type Body<T> = (handle: CacheHandle, mark: Mark) => T;
type Options = (() => BlockOptions | undefined) | undefined;

const unmarked: Mark = (value) => value;

const inert = (unit: Unit | undefined): CacheHandle => handleOf(unit?.spec.name ?? "", "");

const resultOf = ({ result }: BlockRecord): unknown => result;

function run<T>(
  lookup: Lookup,
  body: Body<T>,
  outputs: readonly Output[],
  { fits, serveSync: serve }: BlockReader,
  boxed: boolean,
): T {
  const state = new Outputs(outputs);
  const handle = handleOf(lookup.question.spec.name, lookup.key);
  // Of a promise that the block returns, the settled value is what is kept.
  const record = (): BlockRecord | Promise<BlockRecord> => {
    const result = body(handle, state.mark);
    return isPlainPromise(result) ? result.then((value) => state.record(value)) : state.record(result);
  };
  const { rollback } = state;
  const check = { rollback, shown: shownOf(boxed), failed: (error: unknown) => state.record(error) };
  const recorded = compute(lookup, record, { fits, serve }, check);
  return (isPlainPromise(recorded) ? recorded.then(resultOf) : resultOf(recorded)) as T;
}

/**
 * A block unit without `await`: `body` runs unless a run of the same code on the same inputs is known; then
 * its outputs are assigned and what it returned is returned. `boxed`: it returns what it means to return in a list of one.
 *
 * @throws MemoirError MEMOIR2005 for an option that does not exist or has a value of the wrong kind.
 */
export function $block<T>(
  unit: Unit | undefined,
  body: Body<T>,
  outputs: readonly Output[],
  captures?: Captures,
  options?: Options,
  boxed = false,
): T {
  const given = options?.();
  checkFits(unit?.spec.name ?? "", given, "awaits");
  const lookup = begin(unit, [], captures, given);
  if (lookup === undefined) return body(inert(unit), unmarked);
  const reader = new BlockReader(outputs, given);
  const hit = reader.fitting(lookup.find());
  if (hit === undefined) return run(lookup, body, outputs, reader, boxed);
  const served = reader.serveSync(hit);
  return (isPlainPromise(served) ? served.then(resultOf) : resultOf(served)) as T;
}

/** A run of a block that awaits, and what is to be looked at after it. */
function recording<T>(
  lookup: Lookup,
  body: Body<Promise<T>>,
  outputs: readonly Output[],
  boxed: boolean,
): [record: () => Promise<BlockRecord>, check: Check] {
  const state = new Outputs(outputs);
  const { disturbed } = state;
  const handle = handleOf(lookup.question.spec.name, lookup.key);
  const record = async () => state.record(await body(handle, state.mark));
  return [record, { disturbed, shown: shownOf(boxed), failed: (error) => state.record(error) }];
}

async function joinOrCompute<T>(
  lookup: Lookup,
  body: Body<Promise<T>>,
  outputs: readonly Output[],
  reader: BlockReader,
  boxed: boolean,
): Promise<BlockRecord> {
  const flight = flightFor(lookup);
  const hit = flight && reader.fitting(await join(lookup, flight));
  if (hit !== undefined) return reader.serve(hit);
  const [record, check] = recording(lookup, body, outputs, boxed);
  return computeAsync(lookup, record, reader, check);
}

/**
 * As `$block`, of a block that awaits. Concurrent runs of one key share one. While it awaits, others may write to
 * what it reads and assigns: then, and where it reads what it assigns, its result is not kept.
 */
export async function $blockAsync<T>(
  unit: Unit | undefined,
  body: Body<Promise<T>>,
  outputs: readonly Output[],
  captures?: Captures,
  options?: Options,
  boxed = false,
): Promise<T> {
  const given = options?.();
  if (outputs.length > 0) checkFits(unit?.spec.name ?? "", given, "assigns nothing");
  const lookup = begin(unit, [], captures, given);
  if (lookup === undefined) return uncached(unit, () => body(inert(unit), unmarked));
  const reader = new BlockReader(outputs, given);
  const hit = reader.fitting(lookup.find());
  if (hit === undefined) {
    return (await timed(lookup, joinOrCompute(lookup, body, outputs, reader, boxed))).result as T;
  }
  if (hit.stale) computeAgain(lookup, ...recording(lookup, body, outputs, boxed));
  return reader.serve(hit).result as T;
}
