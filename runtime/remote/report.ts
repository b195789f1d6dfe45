import { logStore } from "../log.ts";
import type { Remote } from "./remote.ts";

const reported = new Set<Remote>();

/** When the process ends, the log gets what was asked of a store. */
export function reportAtExit(remote: Remote): void {
  if (reported.size === 0) process.on("exit", report);
  reported.add(remote);
}

function report(): void {
  for (const { name, requests } of reported) logStore({ store: name, ...requests });
}
