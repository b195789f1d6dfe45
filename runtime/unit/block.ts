import type { Captures } from "../definition/definition.ts";
import { begin } from "./begin.ts";
import { compute, computeAsync, flightFor, isPlainPromise, join } from "./compute.ts";
import { handleOf } from "./handle.ts";
import type { Hit, Lookup } from "./lookup.ts";
import type { BlockOptions } from "./options.ts";
import { Outputs, replay } from "./outputs.ts";
import type { BlockRecord, Mark, Output } from "./outputs.ts";
import type { CacheHandle, Unit } from "./unit.ts";

type Body<T> = (handle: CacheHandle, mark: Mark) => T;
type Options = (() => BlockOptions | undefined) | undefined;

const unmarked: Mark = (value) => value;

const inert = (unit: Unit | undefined): CacheHandle => handleOf(unit?.spec.name ?? "", "");

const resultOf = ({ result }: BlockRecord): unknown => result;

/** A record is served only to a block with as many outputs as the one that left it. */
function fitting(hit: Hit | undefined, outputs: readonly Output[]): Hit | undefined {
  return (hit?.value as BlockRecord | undefined)?.outputs.length === outputs.length ? hit : undefined;
}

function serve(hit: Hit, outputs: readonly Output[], options: BlockOptions | undefined): BlockRecord {
  const record = hit.value as BlockRecord;
  options?.onHit?.(hit.info);
  replay(record, outputs);
  return record;
}

function run<T>(
  lookup: Lookup,
  body: Body<T>,
  outputs: readonly Output[],
  options: BlockOptions | undefined,
): T {
  const state = new Outputs(outputs);
  const handle = handleOf(lookup.question.spec.name, lookup.key);
  // Of a promise that the block returns, the settled value is what is kept.
  const record = (): BlockRecord | Promise<BlockRecord> => {
    const result = body(handle, state.mark);
    return isPlainPromise(result) ? result.then((value) => state.record(value)) : state.record(result);
  };
  const reader = {
    fits: (hit: Hit) => fitting(hit, outputs) !== undefined,
    serve: (hit: Hit) => {
      const served = serve(hit, outputs, options);
      return hit.promise ? Promise.resolve(served) : served;
    },
  };
  const recorded = compute(lookup, record, reader, { rollback: state.rollback });
  return (isPlainPromise(recorded) ? recorded.then(resultOf) : resultOf(recorded)) as T;
}

/**
 * A block unit without `await`: `body` runs unless a run of the same code on the same inputs is known; then
 * its outputs are assigned and what it returned is returned.
 *
 * @throws MemoirError MEMOIR2005 for an option that does not exist or has a value of the wrong kind.
 */
export function $block<T>(
  unit: Unit | undefined,
  body: Body<T>,
  outputs: readonly Output[],
  captures?: Captures,
  options?: Options,
): T {
  const given = options?.();
  const lookup = begin(unit, [], captures, given);
  if (lookup === undefined) return body(inert(unit), unmarked);
  const hit = fitting(lookup.find(), outputs);
  if (hit === undefined) return run(lookup, body, outputs, given);
  const { result } = serve(hit, outputs, given);
  return (hit.promise ? Promise.resolve(result) : result) as T;
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
): Promise<T> {
  const given = options?.();
  const lookup = begin(unit, [], captures, given);
  if (lookup === undefined) return body(inert(unit), unmarked);
  let hit = fitting(lookup.find(), outputs);
  const flight = hit === undefined ? flightFor(lookup) : undefined;
  if (flight !== undefined) hit = fitting(await join(lookup, flight), outputs);
  if (hit !== undefined) return serve(hit, outputs, given).result as T;
  const state = new Outputs(outputs);
  const handle = handleOf(lookup.question.spec.name, lookup.key);
  const record = async () => state.record(await body(handle, state.mark));
  const reader = {
    fits: (found: Hit) => fitting(found, outputs) !== undefined,
    serve: (found: Hit) => serve(found, outputs, given),
  };
  const { result } = await computeAsync(lookup, record, reader, { disturbed: state.disturbed });
  return result as T;
}
