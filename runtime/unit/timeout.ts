import { now } from "../clock.ts";
import { MemoirError } from "../error.ts";
import { formatDuration } from "../quantity.ts";
import { currentComputation } from "./computation.ts";
import { OpenUnit } from "./open-unit.ts";
import { settingsFor } from "../settings.ts";
import type { Unit, UnitSpec } from "./unit.ts";

/** The most that a timer takes. */
const LONGEST = 2 ** 31 - 1;

/**
 * What a call gives, unless that takes longer than the unit's `timeout`. The computation goes on, for it cannot be
 * stopped, and its result is kept; its error then has nobody to be told to.
 *
 * The timer keeps the process alive: a promise that is never settled would end it before its time is up.
 */
function inTime<T>(unit: OpenUnit, timeout: number, result: Promise<T>): Promise<T> {
  const around = currentComputation();
  return new Promise((resolve, reject) => {
    const late = (): void => {
      // Who catches this has a result that another run need not have.
      around?.uses(now(), []);
      const message =
        `${unit.spec.name} (${unit.source}) took longer than ${formatDuration(timeout)}. ` +
        `It goes on, and what it gives is kept for the next call.`;
      reject(new MemoirError("MEMOIR2009", message));
    };
    const timer = setTimeout(late, Math.min(timeout, LONGEST));
    const done = (): void => clearTimeout(timer);
    result.then(resolve, reject).finally(done);
  });
}

/** The same for a unit whose options may have no `timeout`. */
export function timed<T>(unit: Unit | undefined, { timeout }: UnitSpec, result: Promise<T>): Promise<T> {
  return timeout === undefined || !(unit instanceof OpenUnit) ? result : inTime(unit, timeout, result);
}

/** A call without a key: it is not kept, but has its time, unless everything is off. */
export function uncached<T>(unit: Unit | undefined, body: () => Promise<T>): Promise<T> {
  if (unit?.spec.timeout === undefined || settingsFor(unit.file).mode === "off") return body();
  return timed(unit, unit.spec, body());
}
