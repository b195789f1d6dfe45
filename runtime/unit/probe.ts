import type { Key, Refusal } from "../digest/key.ts";
import type { OpenUnit } from "./open-unit.ts";

interface Probe {
  readonly unit: OpenUnit;
  key: Key | Refusal | undefined;
}

let asking: Probe | undefined;

/** Unwinds a call whose key is all that was asked for. */
class Answered extends Error {
  override readonly name = "Answered";
}

/** Whether the next call of this unit is asked for its key only. */
export function isAsked(unit: OpenUnit): boolean {
  return asking?.unit === unit;
}

/** Whether a call of any unit is asked for its key. */
export const isAsking = (): boolean => asking !== undefined;

/** Ends a call that was asked for its key only; otherwise does nothing. */
export function answer(unit: OpenUnit, key: Key | Refusal): void {
  if (asking?.unit !== unit) return;
  asking.key = key;
  asking = undefined;
  throw new Answered("the key was all that was asked for");
}

/** Makes an async function or a generator come as far as its key. */
function start(result: unknown): void {
  if (typeof result !== "object" || result === null) return;
  const started = "next" in result ? (result as Iterator<unknown> | AsyncIterator<unknown>).next() : result;
  if (started instanceof Promise) started.catch(() => undefined);
}

/**
 * The key of a call, by making it: parameters are bound and captures read as in a real call, and the body is
 * not reached. Undefined where the call never came to the unit; throws what binding its parameters throws.
 */
export function probe(unit: OpenUnit, call: () => unknown): Key | Refusal | undefined {
  const before = asking;
  const mine: Probe = { unit, key: undefined };
  asking = mine;
  try {
    start(call());
  } catch (error) {
    if (!(error instanceof Answered)) throw error;
  } finally {
    asking = before;
  }
  return mine.key;
}
