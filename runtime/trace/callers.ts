import { getCallSites } from "node:util";

/** The script that called the function that asks, `frames` calls above it: a URL, a path or `node:path`. */
export function callerOf(frames: number): string {
  const sites = getCallSites(frames + 4).slice(frames + 1);
  // Built-ins of the language that are in between have no script.
  return sites.find(({ scriptName }) => scriptName !== "")?.scriptName ?? "";
}

/** Whether Node itself is the caller: the module loader that reads code, `spawn` that copies the environment. */
export const isCalledByNode = (frames: number): boolean => callerOf(frames + 1).startsWith("node:");
