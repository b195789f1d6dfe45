import { channel } from "node:diagnostics_channel";
import { printable } from "./printable.ts";

/** What subscribers of the diagnostics channel `memoir:warning` receive. */
export interface Warning {
  /** `MEMOIR2101`; each has a section in docs/messages.md. */
  readonly code: string;
  readonly id: string;
  readonly message: string;
}

const warnings = channel("memoir:warning");
const said = new Set<string>();

/**
 * Tells the user about something that costs the caching, once for each `id` in a process: on stderr as
 * `memoir MEMOIR2101: …` and on the diagnostics channel `memoir:warning`. Never throws.
 */
export function warn(code: string, id: string, message: string): void {
  if (said.has(id)) return;
  said.add(id);
  // console.error, for it survives a closed stderr; process.stderr.write would end the program.
  console.error(`memoir ${code}: ${message.split("\n").map(printable).join("\n")}`);
  if (warnings.hasSubscribers) warnings.publish({ code, id, message } satisfies Warning);
}
