import { sweepBodies } from "./body.ts";
import { leastWorth, remove, survey, tooOld } from "./evict.ts";
import type { Limits, Removed } from "./evict.ts";
import { removeAbandonedLocks } from "./lock.ts";
import { readUsage, writeUsage } from "./usage.ts";
import { SUBFOLDERS } from "./walk.ts";
import type { EntryFile } from "./worth.ts";

/** What pruning did, or with `dryRun` would do. */
export interface Pruned {
  readonly removed: Removed;
  readonly left: Removed;
}

const sizeOf = (files: readonly EntryFile[]): number => files.reduce((sum, { bytes }) => sum + bytes, 0);

/**
 * Brings a whole cache folder within limits at once, looking at every entry, and removes what killed processes left.
 * Throws system errors.
 *
 * @param onProgress is told how much is done, from 0 to 1
 */
export function prune(
  dir: string,
  limits: Limits & { readonly dryRun?: boolean },
  onProgress: (done: number) => void = () => undefined,
): Pruned {
  const now = Date.now();
  const files: EntryFile[] = [];
  for (let subfolder = 0; subfolder < SUBFOLDERS; subfolder += 1) {
    for (const file of survey(dir, subfolder)) files.push(file); // not spread: there may be a million
    onProgress(subfolder / SUBFOLDERS);
  }
  const old = new Set(tooOld(files, limits, now));
  const rest = files.filter((file) => !old.has(file));
  const tooMuch = sizeOf(rest) - (limits.maxSize ?? Infinity);
  const least = tooMuch > 0 ? leastWorth(rest, tooMuch, now) : [];
  const going = [...old, ...least];
  const dryRun = limits.dryRun === true;
  const removed = dryRun ? { entries: going.length, bytes: sizeOf(going) } : remove(going);
  const left = { entries: files.length - removed.entries, bytes: sizeOf(files) - removed.bytes };
  if (!dryRun) {
    removeAbandonedLocks(dir);
    sweepBodies(dir);
    if (files.length > 0) {
      writeUsage(dir, { bytes: left.bytes, ended: now, next: 0, counted: 0 }, readUsage(dir).length);
    }
  }
  onProgress(1);
  return { removed, left };
}
