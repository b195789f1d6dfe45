import { hash } from "node:crypto";
import { MemoirError } from "../error.ts";
import type { Question } from "./lookup.ts";
import type { UnitSpec } from "./unit.ts";

/*
 * With `errors=30s` an error that a unit ends with is kept as a result would be, under a key that follows from the
 * unit's: beside its results, which it never replaces. Reading goes to results first.
 */

/** Under which key the errors of a call are kept. */
export const failureKey = (key: string): string =>
  hash("sha256", JSON.stringify(["failed", key]), "base64url");

const ofValues: ReadonlySet<string> = new Set(["ttl", "swr", "codec", "keep", "share"]);

/** The question for a call's errors. They live as long as `errors` says, and no option for values concerns them. */
export function failuresOf(question: Question): Question {
  const { errors, share } = question.spec;
  const others = Object.entries(question.spec).filter(([option]) => !ofValues.has(option));
  const spec = {
    ...(Object.fromEntries(others) as unknown as UnitSpec),
    ...(errors !== undefined && { ttl: errors }),
    ...(share === "clone" && { share }),
  };
  const key = { ...question.key, key: failureKey(question.key.key) };
  return { ...question, spec, key, failures: true };
}

/** Whether an error says something of the call: not that it was called off, too deep, or what memoir itself throws. */
export function isFailure(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof MemoirError) return false;
  return error.name !== "AbortError" && !(error instanceof RangeError && /call stack/.test(error.message));
}
