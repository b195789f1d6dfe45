import type { Captures } from "../definition/definition.ts";
import { begin } from "./begin.ts";
import { computeAgain } from "./behind.ts";
import { compute, computeAsync, flightFor, join, settledValueOf, valueOf } from "./compute.ts";
import type { Reader } from "./compute.ts";
import type { Flight } from "./flight.ts";
import type { Lookup } from "./lookup.ts";
import { learn, quickHit } from "./quick.ts";
import { timed, uncached } from "./timeout.ts";
import type { Unit } from "./unit.ts";

// Here generated code meets the runtime: what a unit stored under a key is what its body returns.
const reader = { fits: () => true, serve: settledValueOf } as const;
const readerSync = { fits: () => true, serve: valueOf } as const;

async function joinOrCompute(lookup: Lookup, flight: Flight, body: () => unknown): Promise<unknown> {
  const hit = await join(lookup, flight);
  return hit === undefined ? compute(lookup, body, readerSync) : settledValueOf(hit);
}

async function joinOrComputeAsync<T>(lookup: Lookup, body: () => Promise<T>): Promise<T> {
  const flight = flightFor(lookup);
  const hit = flight && (await join(lookup, flight));
  return hit === undefined ? computeAsync(lookup, body, reader as Reader<T>) : (settledValueOf(hit) as T);
}

/** A call of a function unit that is not `async`. `body` may return a promise: then its value is what is kept. */
export function $call<T>(
  unit: Unit | undefined,
  args: readonly unknown[],
  body: () => T,
  captures?: Captures,
): T {
  const known = captures === undefined ? quickHit(unit, args) : undefined;
  if (known !== undefined) return known.value as T;
  const lookup = begin(unit, args, captures);
  if (lookup === undefined) return body();
  const hit = lookup.find();
  if (hit !== undefined) {
    if (captures === undefined) learn(lookup.question.unit, args, lookup.question.key);
    return valueOf(hit) as T;
  }
  const flight = flightFor(lookup);
  // A flight in a unit that is not async means that the body returns promises.
  if (flight !== undefined) return joinOrCompute(lookup, flight, body) as T;
  return compute(lookup, body, readerSync as Reader<T>);
}

/** A call of an `async` function unit. Concurrent callers of one key share one computation. */
export function $callAsync<T>(
  unit: Unit | undefined,
  args: readonly unknown[],
  body: () => Promise<T>,
  captures?: Captures,
): Promise<T> {
  const known = captures === undefined ? quickHit(unit, args) : undefined;
  if (known !== undefined) return Promise.resolve(known.value as T);
  return callAsync(unit, args, body, captures);
}

async function callAsync<T>(
  unit: Unit | undefined,
  args: readonly unknown[],
  body: () => Promise<T>,
  captures: Captures | undefined,
): Promise<T> {
  const lookup = begin(unit, args, captures);
  if (lookup === undefined) return uncached(unit, body);
  const hit = lookup.find();
  if (hit === undefined) return timed(lookup, joinOrComputeAsync(lookup, body));
  if (hit.stale) computeAgain(lookup, body);
  else if (captures === undefined) learn(lookup.question.unit, args, lookup.question.key);
  return settledValueOf(hit) as T;
}

/** The value of an expression unit; a promise is kept as the value that it settles to. */
export function $evaluate<T>(unit: Unit | undefined, body: () => T, captures?: Captures): T {
  return $call(unit, [], body, captures);
}

/** The value of an expression unit that awaits. */
export function $evaluateAsync<T>(
  unit: Unit | undefined,
  body: () => Promise<T>,
  captures?: Captures,
): Promise<T> {
  return $callAsync(unit, [], body, captures);
}
