import { formatSize, parseDuration, parseSize } from "../runtime/quantity.ts";
import type { Limits, Removed } from "../runtime/store/evict.ts";
import { prune as pruneFolder } from "../runtime/store/prune.ts";
import { complain } from "./command.ts";
import type { Command, Request } from "./command.ts";
import { pluginSettings } from "./folder.ts";
import { showProgress } from "./progress.ts";

const describe = ({ entries, bytes }: Removed): string =>
  `${entries} ${entries === 1 ? "entry" : "entries"}, ${formatSize(bytes)}`;

/** The limits of the command line; without any there, those of the tsconfig. A text says what is wrong with one. */
function limitsOf({ maxSize, maxAge }: Request): Limits | string {
  const isGiven = maxSize !== undefined || maxAge !== undefined;
  const said = isGiven ? { maxSize, maxAge } : pluginSettings();
  const limits: { maxSize?: number; maxAge?: number } = {};
  if (said.maxSize !== undefined) {
    const bytes = parseSize(said.maxSize);
    if (bytes === undefined) return `"${said.maxSize}" is no size; write it as 5GB`;
    limits.maxSize = bytes;
  }
  if (said.maxAge !== undefined) {
    const milliseconds = parseDuration(said.maxAge);
    if (milliseconds === undefined) return `"${said.maxAge}" is no duration; write it as 90d`;
    limits.maxAge = milliseconds;
  }
  return limits;
}

/** `memoir prune`: removes what is over the limits, the entries that are worth least first. */
export const prune: Command = (request) => {
  const { store, dryRun, json } = request;
  const limits = limitsOf(request);
  if (typeof limits === "string") return complain(limits, 2);
  if (limits.maxSize === undefined && limits.maxAge === undefined) {
    return complain(
      `no limit: give --max-size or --max-age, or set "maxSize" or "maxAge" in the tsconfig`,
      2,
    );
  }
  let done;
  try {
    done = pruneFolder(store.dir, { ...limits, dryRun }, (part) => showProgress("pruning", part));
  } catch (error) {
    return complain(error instanceof Error ? error.message : String(error));
  }
  if (json) console.log(JSON.stringify({ dryRun, ...done }, null, 2));
  else
    console.log(
      `${dryRun ? "would remove" : "removed"} ${describe(done.removed)}; left ${describe(done.left)}`,
    );
  return 0;
};
