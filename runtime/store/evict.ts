import { removeEntry, sharesOf, sweepBodies } from "./body.ts";
import { statIf } from "./disk.ts";
import type { Usage } from "./usage.ts";
import { entryFilesOf, SUBFOLDERS } from "./walk.ts";
import { isReplaced, Versions } from "./versions.ts";
import { headerOf, worthOf } from "./worth.ts";
import type { EntryFile } from "./worth.ts";

export interface Limits {
  /** Bytes of all entries. */
  readonly maxSize?: number;
  /** Milliseconds that an entry stays when nobody uses it. */
  readonly maxAge?: number;
}

export interface Removed {
  readonly entries: number;
  readonly bytes: number;
}

/** Entries that one step looks at, or a few more: subfolders are looked at whole. */
const STEP = 1000;
/** Over the limit, room is made down to this part of it, so that the next entry does not ask for room again. */
const LOW = 0.9;
/** What an entry is worth, beside one of the same size, time and age, when its code was replaced. */
const REPLACED = 1 / 16;

const sizeOf = (files: readonly EntryFile[]): number => files.reduce((sum, { bytes }) => sum + bytes, 0);

/** The entries of a subfolder. Throws system errors. */
export function survey(dir: string, subfolder: number): readonly EntryFile[] {
  const found: EntryFile[] = [];
  for (const { path, bodies } of entryFilesOf(dir, subfolder)) {
    const stat = statIf(path);
    if (stat === undefined) continue;
    const { size, mtimeMs } = stat;
    found.push({ path, bodies, size, bytes: size + sharesOf(bodies), used: mtimeMs });
  }
  return found;
}

/** Entries that nobody has used for longer than the limit allows. */
export function tooOld(files: readonly EntryFile[], { maxAge }: Limits, now: number): readonly EntryFile[] {
  return maxAge === undefined ? [] : files.filter(({ used }) => now - used > maxAge);
}

/** Those of the entries that are worth least, as many as it takes to free so many bytes. */
export function leastWorth(files: readonly EntryFile[], bytes: number, now: number): readonly EntryFile[] {
  const versions = new Versions();
  const ranked = files
    .map((file) => {
      const header = headerOf(file);
      const code = header === undefined ? [] : versions.note(header, file.used);
      return { file, worth: worthOf(file, header, now), code };
    })
    .map(({ file, worth, code }) => ({ file, worth: isReplaced(code) ? worth * REPLACED : worth }))
    .sort((a, b) => a.worth - b.worth || a.file.used - b.file.used);
  let freed = 0;
  return ranked.flatMap(({ file }) => {
    if (freed >= bytes) return [];
    freed += file.bytes;
    return [file];
  });
}

/** Removes entries, but for those that were written again or used since they were looked at. Never throws. */
export function remove(files: readonly EntryFile[]): Removed {
  let [entries, bytes] = [0, 0];
  for (const file of files) {
    const stat = statIf(file.path);
    if (stat?.mtimeMs !== file.used || stat.size !== file.size) continue;
    if (!removeEntry(file.path, file.bodies)) continue;
    entries += 1;
    bytes += file.bytes;
  }
  return { entries, bytes };
}

/** How much of what was looked at must go, given what the whole folder holds. */
function excess(found: number, total: number | undefined, maxSize = Infinity): number {
  return total === undefined || total <= maxSize ? 0 : found * (1 - (LOW * maxSize) / total);
}

/**
 * One step of a round through a folder: counts what lies in some subfolders and removes what is over the limits.
 * Entries are spread evenly over the subfolders, so what is worth least in some of them is about what is worth least
 * in all. A folder of few entries is seen whole in one step. Throws system errors.
 */
export function evictSome(dir: string, limits: Limits, usage: Usage, now: number): Usage {
  const found: EntryFile[] = [];
  let { next } = usage;
  while (next < SUBFOLDERS && found.length < STEP) found.push(...survey(dir, next++));
  const old = new Set(tooOld(found, limits, now));
  const rest = found.filter((file) => !old.has(file));
  const freed = remove([...old]).bytes;
  const size = sizeOf(rest);
  const isWhole = usage.next === 0 && next === SUBFOLDERS;
  const total = isWhole ? size : usage.bytes && usage.bytes - freed;
  const tooMuch = excess(size, total, limits.maxSize);
  const evicted = tooMuch > 0 ? remove(leastWorth(rest, tooMuch, now)).bytes : 0;
  const counted = usage.counted + size - evicted;
  if (next < SUBFOLDERS) return { bytes: total && total - evicted, ended: usage.ended, next, counted };
  sweepBodies(dir);
  return { bytes: counted, ended: now, next: 0, counted: 0 };
}
