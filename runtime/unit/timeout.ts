import { now } from "../clock.ts";
import { MemoirError } from "../error.ts";
import { formatDuration } from "../quantity.ts";
import { settingsFor } from "../settings.ts";
import { currentComputation } from "./computation.ts";
import type { Lookup } from "./lookup.ts";
import { OpenUnit } from "./open-unit.ts";
import type { Unit } from "./unit.ts";

/** The most that a timer takes. */
const LONGEST = 2 ** 31 - 1;

/** Lets the next caller of a key compute anew, in whatever process: a computation that is late may never end. */
function giveUp({ key, question: { unit } }: Lookup): void {
  unit.flights.get(key)?.computation.lock?.release();
  unit.flights.delete(key);
}

/**
 * What a call gives, unless that takes longer. The computation goes on, for it cannot be stopped; what it gives is kept,
 * and an error has nobody to be told to.
 *
 * The timer keeps the process alive: a promise that nobody settles would end it before its time is up.
 */
function inTime<T>(unit: OpenUnit, timeout: number, result: Promise<T>, lookup?: Lookup): Promise<T> {
  const around = currentComputation();
  return new Promise((resolve, reject) => {
    const late = (): void => {
      if (lookup !== undefined) giveUp(lookup);
      // Who catches this has a result that another run need not have.
      around?.uses(now(), []);
      const message =
        `${unit.spec.name} (${unit.source}) took longer than ${formatDuration(timeout)}. ` +
        `What it gives later is kept; the next call does not wait for it.`;
      reject(new MemoirError("MEMOIR2009", message));
    };
    const timer = setTimeout(late, Math.min(timeout, LONGEST));
    void result.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** What a lookup gives in the end, within the time that its unit allows. */
export function timed<T>(lookup: Lookup, result: Promise<T>): Promise<T> {
  const { unit, spec } = lookup.question;
  return spec.timeout === undefined ? result : inTime(unit, spec.timeout, result, lookup);
}

/** A call without a key: it is not kept, but has its time, unless everything is off. */
export function uncached<T>(unit: Unit | undefined, body: () => Promise<T>): Promise<T> {
  if (!(unit instanceof OpenUnit)) return body();
  const { timeout } = unit.spec;
  if (timeout === undefined || settingsFor(unit.file).mode === "off") return body();
  return inTime(unit, timeout, body());
}
