import { join } from "node:path";
import { readdirSync, statSync } from "../trace/untraced.ts";
import { bodyPath, removeBody } from "./body.ts";
import { errorCode, removeFile, statIf } from "./disk.ts";
import { readHead } from "./read-entry.ts";

const HOUR = 3_600_000;
const entryName = /^([0-9a-f]{62})\.entry$/;
const bodyName = /^([0-9a-f]{62})\.[0-9a-f]{32}\.body$/;
const leftoverName = /^[0-9a-f]{62}\.(?:entry|[0-9a-f]{32}\.body)\..+\.tmp$/;

/** The files of an entry. */
export interface EntryLocation {
  readonly path: string;
  /** Large bodies, see ./body.ts: that of the entry, and those that it had within the last hour. */
  readonly bodies: readonly string[];
}

/** How many subfolders entries lie in. */
export const SUBFOLDERS = 256;

/** What lies in the future is from before the clock was set back. */
const isOld = (time: number): boolean => Math.abs(Date.now() - time) > HOUR;

/** Where the system does not say, a file may be there. */
function isMissing(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) === undefined;
  } catch {
    return false;
  }
}

/** Removes what a process that was killed while writing left behind; what is new may still be written. */
function sweep(path: string): void {
  const stat = statIf(path);
  if (stat !== undefined && isOld(stat.mtimeMs)) removeFile(path);
}

/** The same of a body. A link to it changes its status and not its time. */
function sweepBody(path: string): void {
  const stat = statIf(path);
  if (stat !== undefined && isOld(stat.mtimeMs) && isOld(stat.ctimeMs)) removeBody(path);
}

/** Removes the bodies that an entry had before it was written again; it may need none now. */
function sweepOlder(entry: string, bodies: readonly string[]): void {
  const head = readHead(entry);
  if (head?.state !== "ok") return; // of another format, perhaps
  const now = head.value.isApart ? bodyPath(entry, head.value.digest) : undefined;
  for (const body of bodies) if (body !== now) sweepBody(body);
}

function* filesIn(folder: string): Generator<EntryLocation> {
  const ids: string[] = [];
  const bodies = new Map<string, string[]>();
  for (const item of readdirSync(folder, { withFileTypes: true })) {
    if (!item.isFile()) continue;
    const [, id] = entryName.exec(item.name) ?? [];
    const [, of] = bodyName.exec(item.name) ?? [];
    if (id !== undefined) ids.push(id);
    else if (of !== undefined) bodies.set(of, [...(bodies.get(of) ?? []), join(folder, item.name)]);
    else if (leftoverName.test(item.name)) sweep(join(folder, item.name));
  }
  for (const id of ids) {
    const path = join(folder, `${id}.entry`);
    const own = bodies.get(id) ?? [];
    if (own.length > 0) sweepOlder(path, own);
    yield { path, bodies: own };
    bodies.delete(id);
  }
  for (const [id, left] of bodies) {
    if (isMissing(join(folder, `${id}.entry`))) for (const path of left) sweepBody(path);
  }
}

/**
 * The entry files of a cache folder, and nothing else that lies there. Old leftovers of killed processes are
 * removed on the way. Throws system errors.
 */
export function* entryFiles(dir: string): Generator<EntryLocation> {
  const entries = join(dir, "entries");
  for (const item of readdirSync(entries, { withFileTypes: true })) {
    if (item.isDirectory() && /^[0-9a-f]{2}$/.test(item.name)) yield* filesIn(join(entries, item.name));
  }
}

/** The entry files of one subfolder, given by its number. Throws system errors. */
export function entryFilesOf(dir: string, subfolder: number): readonly EntryLocation[] {
  try {
    return [...filesIn(join(dir, "entries", subfolder.toString(16).padStart(2, "0")))];
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
}
