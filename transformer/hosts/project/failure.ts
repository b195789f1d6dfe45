import type { Diagnostic } from "../../rewrite/types.ts";

/** A defect of the transform must be seen, and must not cost the user their other diagnostics. */
export const failureOf = (error: unknown): Diagnostic => ({
  code: "MEMOIR1903",
  severity: "error",
  message: `The transform failed on this file: ${error instanceof Error ? error.message : String(error)}`,
  fix: "This is a defect of memoir: please report it. `enabled: false` compiles without it.",
  start: 0,
  end: 0,
});
