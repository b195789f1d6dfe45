import type { ResolveHookSync } from "node:module";

const runtime = new URL(import.meta.resolve("memoir/internal")).href;

/** Rewritten code gets the run time of the memoir that rewrote it, wherever it is and whatever is installed there. */
export const resolveRuntime: ResolveHookSync = (specifier, context, nextResolve) =>
  specifier === "memoir/internal"
    ? { url: runtime, format: "module", shortCircuit: true }
    : nextResolve(specifier, context);
