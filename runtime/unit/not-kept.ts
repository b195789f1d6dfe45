import { MemoirError } from "../error.ts";
import { warn } from "../warning.ts";
import type { Lookup } from "./lookup.ts";

/** Says why a result is not stored. Returns the short form, for the log. */
export function notKept(lookup: Lookup, code: string, why: string, remedy: string): string {
  const { unit, spec, settings, failures } = lookup.question;
  const what = failures ? "an error" : "the result";
  const message = `${what} of ${spec.name} (${unit.source}) is not stored: ${why}. ${remedy}`;
  if (settings.strict && code === "MEMOIR2002" && !failures) throw new MemoirError(code, message);
  warn(code, `${code} ${unit.source} ${spec.name}`, message);
  return `not stored: ${why}`;
}
