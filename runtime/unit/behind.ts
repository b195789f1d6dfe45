import { clock } from "../clock.ts";
import { formatDuration } from "../quantity.ts";
import { warn } from "../warning.ts";
import { computeBehind } from "./compute.ts";
import { within } from "./computation.ts";
import type { Check } from "./keep.ts";
import { Lookup } from "./lookup.ts";
import { timed } from "./timeout.ts";

/*
 * With `swr=1h` a caller who finds a result that is older than its `ttl`, by no more than an hour, gets it at once, and
 * the result is computed again after the code that runs now: once for all callers and processes. That goes on as any
 * promise does which a program does not await.
 */

const unfinished = new Set<Lookup>();

function sayUnfinished(): void {
  for (const { question } of unfinished) {
    const { unit, spec } = question;
    const message =
      `the process ended while ${spec.name} (${unit.source}) was computed again. ` +
      `The next caller gets the older result, and it is tried again.`;
    warn("MEMOIR2011", `MEMOIR2011 ${unit.source} ${spec.name}`, message);
  }
}

function sayFailed({ question: { unit, spec } }: Lookup, error: unknown): void {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const until = formatDuration((spec.ttl ?? 0) + (spec.swr ?? 0));
  const message =
    `computing ${spec.name} (${unit.source}) again failed: ${reason}. ` +
    `Callers get the older result until it is ${until} old.`;
  warn("MEMOIR2010", `MEMOIR2010 ${unit.source} ${spec.name}`, message);
}

/** The same question for a result that is not too old. */
function freshOf({ question }: Lookup): Lookup {
  return new Lookup({ ...question, behind: true, began: clock() });
}

async function again(stale: Lookup, body: () => Promise<unknown>, check: Check): Promise<void> {
  const lookup = freshOf(stale);
  try {
    // Another process may have computed it.
    if (lookup.find() === undefined) await timed(lookup, computeBehind(lookup, body, check));
  } catch (error) {
    sayFailed(stale, error);
  }
}

/** Computes again what a caller was served that is older than its `ttl`, after the caller has gone on. */
export function computeAgain(lookup: Lookup, body: () => Promise<unknown>, check: Check = {}): void {
  const { key } = lookup;
  const { behind, flights } = lookup.question.unit;
  if (behind.has(key) || flights.has(key)) return;
  behind.add(key);
  if (unfinished.size === 0) process.on("exit", sayUnfinished);
  unfinished.add(lookup);
  setImmediate(() => {
    void within(undefined, () => again(lookup, body, check)).finally(() => {
      behind.delete(key);
      unfinished.delete(lookup);
      if (unfinished.size === 0) process.off("exit", sayUnfinished);
    });
  });
}
