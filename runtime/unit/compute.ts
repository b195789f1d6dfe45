import { types } from "node:util";
import { clock, now } from "../clock.ts";
import { checkReads } from "../trace/complete.ts";
import { traceFiles } from "../trace/install.ts";
import { adopt } from "../trace/recorder.ts";
import { endVariables, traceVariables } from "../trace/traced-environment.ts";
import { Computation, currentComputation, enter, within } from "./computation.ts";
import { isFailure } from "./failures.ts";
import { wait, wouldDeadlock } from "./flight.ts";
import type { Flight } from "./flight.ts";
import { keep } from "./keep.ts";
import type { Check } from "./keep.ts";
import type { Hit, Lookup } from "./lookup.ts";
import { remoteTierOf } from "./remote.ts";
import type { RemoteTier } from "./remote-tier.ts";
import { takeFreeTurn, takeTurn, takeTurnSync } from "./turn.ts";

// Now, and not before the first computation: packages take functions of `node:fs` into variables while they load.
traceFiles();

/** Settled when it is known whether tracing sees all. */
export const $tracing = checkReads();

/** A computation of a lookup that found nothing: started, then finished with a value. */
export class Run {
  readonly computation: Computation;
  readonly #lookup: Lookup;
  readonly #why: string | undefined;
  readonly #started: number;

  constructor(lookup: Lookup, computation = new Computation(currentComputation())) {
    this.#lookup = lookup;
    this.computation = computation;
    this.#why = lookup.explain();
    this.#started = clock();
  }

  /** Ends a computation whose body was run after `traceVariables`, however it went. To be called once. */
  end(): void {
    endVariables();
    this.inform();
  }

  /** Keeps the value if it can be kept. */
  finish(value: unknown, promise: boolean, check: Check = {}): void {
    const { computation } = this;
    const duration = clock() - this.#started;
    const why = keep(this.#lookup, { value, promise, duration, computation, ...check });
    const reasons = [this.#why, why].filter((reason) => reason !== undefined);
    this.#lookup.missed(reasons.length > 0 ? reasons.join("; ") : undefined);
  }

  /** Keeps an error where the unit asks for that. Never throws. */
  fail(error: unknown, promise: boolean, { failed, ...check }: Check = {}): void {
    const { failures, question } = this.#lookup;
    if (failures === undefined || !isFailure(error)) return;
    const { computation } = this;
    const duration = clock() - this.#started;
    const value = failed === undefined ? error : failed(error);
    const why = keep(failures, { value, promise, duration, computation, ...check });
    const reasons = [this.#why, why ?? "it failed, which is kept"].filter((reason) => reason !== undefined);
    this.#lookup.missed(reasons.join("; "));
    // Who catches the error has a result that holds no longer.
    computation.uses(now() + (question.spec.errors ?? 0), []);
  }

  /** Ends a computation whose value is not to be kept. */
  drop(why: string): void {
    this.#lookup.missed(
      [this.#why, `not stored: ${why}`].filter((reason) => reason !== undefined).join("; "),
    );
  }

  /** The unit around learns how long what it got here lives, kept or not. */
  inform(around: Computation | undefined = this.computation.parent): void {
    const { spec } = this.#lookup.question;
    const expires = Math.min(this.computation.expires, now() + (spec.ttl ?? Infinity));
    around?.uses(expires, [...(spec.tags ?? []), ...this.computation.tags]);
    // What it reads is noted for its parents as it reads; a generator may be resumed by somebody else.
    if (around !== this.computation.parent) adopt(this.computation.tracedSoFar?.seen ?? [], around);
  }
}

/** Lets other callers of the key wait for a computation, until the function it returns is called. */
function takeOff(lookup: Lookup, computation: Computation): () => void {
  const { flights } = lookup.question.unit;
  let resolve = (): void => undefined;
  const landed = new Promise<void>((done) => (resolve = done));
  const flight: Flight = { computation, landed, waiting: new Set() };
  computation.flight = flight;
  if (!flights.has(lookup.key)) flights.set(lookup.key, flight);
  return () => {
    if (flights.get(lookup.key) === flight) flights.delete(lookup.key);
    resolve();
  };
}

/** The flight of another caller that this one may wait for. */
export function flightFor(lookup: Lookup): Flight | undefined {
  const flight = lookup.question.unit.flights.get(lookup.key);
  return flight !== undefined && !wouldDeadlock(flight, currentComputation()) ? flight : undefined;
}

/** Waits for another caller's computation; its result, or undefined where it left none. */
export async function join(lookup: Lookup, flight: Flight): Promise<Hit | undefined> {
  await wait(flight, currentComputation());
  return lookup.find();
}

/** Native promises only: another thenable may be more than the value it settles to. */
export function isPlainPromise(value: unknown): value is Promise<unknown> {
  return (
    types.isPromise(value) &&
    Object.getPrototypeOf(value) === Promise.prototype &&
    Object.getOwnPropertyNames(value).length === 0 // symbols are what async hooks leave there
  );
}

/** The value of a hit, as a caller gets it that cannot await. */
export function valueOf(hit: Hit): unknown {
  return hit.promise ? new Promise((resolve) => resolve(settledValueOf(hit))) : settledValueOf(hit);
}

/** The value of a hit, as a caller gets it that awaits. */
export function settledValueOf({ value, failed }: Hit): unknown {
  if (failed) throw value as Error;
  return value;
}

/** What a caller does with a result that another one has computed while it was about to. */
export interface Reader<T> {
  /** Whether it can serve it at all. */
  readonly fits: (hit: Hit) => boolean;
  readonly serve: (hit: Hit) => T;
}

/**
 * Runs a body that is not `async`, unless another process runs it now: then its result is waited for. Keeps what the
 * body returns; of a promise, the value that it settles to. Failures are not kept.
 */
export function compute<T>(lookup: Lookup, body: () => T, reader: Reader<T>, check?: Check): T {
  const turn = takeTurnSync(lookup, reader.fits);
  if (turn.state === "hit") return reader.serve(turn.hit);
  if (turn.state === "promised") return settleAfter(lookup, body, reader) as T;
  const run = new Run(lookup);
  const { lock } = turn;
  run.computation.lock = lock;
  traceVariables();
  const before = enter(run.computation);
  let value: T;
  try {
    value = body();
  } catch (error) {
    enter(before);
    run.fail(error, false, check);
    lock?.release();
    run.end();
    throw error;
  } finally {
    enter(before);
  }
  // What body promises, the promise of its kept value promises too.
  if (isPlainPromise(value)) return settle(lookup, run, value, check) as T;
  run.end();
  try {
    run.finish(value, false, check);
  } finally {
    lock?.release();
  }
  return value;
}

async function settle(
  lookup: Lookup,
  run: Run,
  pending: Promise<unknown>,
  { shown, failed }: Check = {},
): Promise<unknown> {
  const land = takeOff(lookup, run.computation);
  run.computation.lock?.promises();
  try {
    const value = await pending;
    run.finish(value, true, { ...(shown && { shown }) });
    return value;
  } catch (error) {
    run.fail(error, true, { ...(failed && { failed }) });
    throw error;
  } finally {
    run.computation.lock?.release();
    run.end();
    land();
  }
}

/** As `computeAsync`, of a body that gives a promise without being `async`. */
function settleAfter<T>(lookup: Lookup, body: () => T, reader: Reader<T>): Promise<unknown> {
  const { fits, serve } = reader;
  const isPromise = (hit: Hit): boolean => hit.promise && fits(hit);
  return computeAsync(lookup, async () => await body(), { fits: isPromise, serve }, { promise: true });
}

/**
 * Runs an `async` body, unless another process runs it now: then its result is waited for. Keeps the value. Callers in
 * this process find a flight to wait for.
 */
export async function computeAsync<T>(
  lookup: Lookup,
  body: () => Promise<T>,
  reader: Reader<T | Promise<T>>,
  { promise = false, ...check }: Check & { readonly promise?: boolean } = {},
): Promise<T> {
  const computation = new Computation(currentComputation());
  const land = takeOff(lookup, computation);
  let remote: RemoteTier | undefined;
  try {
    const found = takeTurn(lookup, computation, reader.fits);
    const turn = found instanceof Promise ? await found : found;
    if (turn.state === "hit") return await reader.serve(turn.hit);
    if (turn.state === "compute") computation.lock = turn.lock;
    // A caller that does not know yet that it may await, another time, asks no store that takes awaiting.
    const opening = promise ? undefined : remoteTierOf(lookup);
    remote = opening && (await opening);
    const shared = remote && (await remote.takeTurn(computation, reader.fits));
    if (shared !== undefined) return await reader.serve(shared);
    return await runAsync(lookup, computation, body, promise, { ...check, remote });
  } finally {
    computation.lock?.release();
    remote?.leave();
    land();
  }
}

/** Computes what nobody waits for, unless somebody else does or has done so. Fails as the body fails. */
export async function computeBehind(
  lookup: Lookup,
  body: () => Promise<unknown>,
  check: Check,
): Promise<void> {
  const turn = takeFreeTurn(lookup);
  if (turn?.state !== "compute") return;
  const computation = new Computation(undefined);
  computation.lock = turn.lock;
  const land = takeOff(lookup, computation);
  let remote: RemoteTier | undefined;
  try {
    remote = await remoteTierOf(lookup);
    if ((await remote?.takeTurn(computation, () => true)) !== undefined) return;
    await runAsync(lookup, computation, body, false, { ...check, remote });
  } finally {
    computation.lock?.release();
    remote?.leave();
    land();
  }
}

async function runAsync<T>(
  lookup: Lookup,
  computation: Computation,
  body: () => Promise<T>,
  promise: boolean,
  check: Check,
): Promise<T> {
  const run = new Run(lookup, computation);
  traceVariables();
  try {
    const value = await within(computation, body);
    run.finish(value, promise, check);
    return value;
  } catch (error) {
    run.fail(error, promise, check);
    throw error;
  } finally {
    run.end();
  }
}
