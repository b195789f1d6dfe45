import { types } from "node:util";
import type { Outcome } from "./keep.ts";
import type { Lookup } from "./lookup.ts";
import { notKept } from "./not-kept.ts";

/** Why the unit's own `keep` does not want a result. It says what is stored, not what the result is: no key has it. */
export function unwanted(lookup: Lookup, { value, shown }: Outcome): string | undefined {
  const { keep } = lookup.question.spec;
  if (keep === undefined) return undefined;
  const remedy = "It is asked about each result, and answers true or false.";
  try {
    const answer: unknown = keep((shown === undefined ? value : shown(value)) as never);
    if (answer === true) return undefined;
    if (answer === false) return "not stored: keep says so";
    const what = types.isPromise(answer) ? "a promise" : `a value of type ${typeof answer}`;
    return notKept(lookup, "MEMOIR2008", `its keep gave ${what}`, remedy);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return notKept(lookup, "MEMOIR2008", `its keep failed: ${reason}`, remedy);
  }
}
