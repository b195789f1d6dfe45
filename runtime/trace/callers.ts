import { getCallSites } from "node:util";

/** Frames of this module's functions, of the function that asks, and of the wrapper or trap that it serves. */
const SKIPPED = 4;

function scriptOfCaller(): string {
  const sites = getCallSites(SKIPPED + 4).slice(SKIPPED);
  // Built-ins of the language that are in between have no script.
  return sites.find(({ scriptName }) => scriptName !== "")?.scriptName ?? "";
}

/** Whether the module loader called the wrapper, to read code. */
export const isCalledByLoader = (): boolean =>
  /^node:internal\/(?:modules|source_map)\//.test(scriptOfCaller());

/** Whether Node itself called the wrapper: `spawn` that copies the environment. */
export const isCalledByNode = (): boolean => scriptOfCaller().startsWith("node:");

/** The same, but for `path.resolve` and its like, which ask for the working directory in the name of others. */
export function isCalledByNodeForItself(): boolean {
  const script = scriptOfCaller();
  return script.startsWith("node:") && script !== "node:path";
}
