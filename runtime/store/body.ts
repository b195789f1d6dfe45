import { dirname, join, sep } from "node:path";
import {
  closeSync,
  existsSync,
  linkSync,
  openSync,
  readSync,
  readdirSync,
  renameSync,
  statSync,
} from "../trace/untraced.ts";
import {
  againIfStale,
  besides,
  errorCode,
  NotAFile,
  readUpTo,
  removeFile,
  replaceFile,
  statIf,
  touchFile,
} from "./disk.ts";
import type { Head } from "./entry.ts";
import { inFolder } from "./folder.ts";

/*
 * A large body is a file of its own beside its entry's, and one with every equal body:
 *
 *     entries/3f/<62 hex>.entry
 *     entries/3f/<62 hex>.<32 hex>.body    the digits are those of the body's digest
 *     bodies/9a/<30 hex>.body              where the next equal body finds it
 *
 * All names are hard links, so the file system counts who holds a body, and removing one entry takes nothing from
 * another. What is found is compared byte by byte before it is shared. Where there are no hard links, each entry has
 * a file to itself.
 */

/** Bytes from which a body is a file of its own: below, one file is read sooner than two. */
export const APART = 65_536;

const CHUNK = 1_048_576;
const HOUR = 3_600_000;

/** The file of an entry's body, beside the entry's. */
export function bodyPath(entry: string, digest: Buffer): string {
  return `${entry.slice(0, -".entry".length)}.${digest.toString("hex", 0, 16)}.body`;
}

/** Where equal bodies find each other, for the file of one of them. */
function sharedPath(path: string): string {
  const [, digest = ""] = /\.([0-9a-f]{32})\.body$/.exec(path) ?? [];
  return join(dirname(path), "..", "..", "bodies", digest.slice(0, 2), `${digest.slice(2)}.body`);
}

/**
 * A body, and not much more of what is in its place than the body has bytes; undefined where there is none. Throws
 * other system errors.
 */
export function readBody(
  entry: string,
  { digest, length }: Pick<Head, "digest" | "length">,
): Buffer | undefined {
  try {
    return readUpTo(bodyPath(entry, digest), length + 1);
  } catch (error) {
    if (errorCode(error) === "ENOENT" || error instanceof NotAFile) return undefined;
    throw error;
  }
}

/** Puts a body in its place, shared with those that equal it. Throws system errors. */
export function placeBody(dir: string, path: string, body: Uint8Array): void {
  if (holds(path, body)) return touchFile(path);
  removeFile(path);
  const shared = sharedPath(path);
  const missing = link(shared, path);
  if (missing === undefined && holds(path, body)) return;
  // Damaged, or a link too many.
  if (missing !== "ENOENT") removeFile(shared);
  replaceFile(path, [body]);
  try {
    inFolder(dir, shared, () => linkSync(path, shared));
  } catch {
    // Somebody else was faster, or this file system has no hard links.
  }
}

/** The code of why there is no link; undefined where there is one. */
function link(from: string, to: string): string | undefined {
  try {
    linkSync(from, to);
    return undefined;
  } catch (error) {
    return errorCode(error);
  }
}

/** Whether there is a file that holds just these bytes. Throws system errors. */
const holds = (path: string, body: Uint8Array): boolean => againIfStale(() => holdsOnce(path, body));

function holdsOnce(path: string, body: Uint8Array): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.size !== body.byteLength) return false;
  const fd = openSync(path, "r");
  try {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK, body.byteLength));
    for (let at = 0; at < body.byteLength;) {
      const count = readSync(fd, chunk, 0, chunk.length, at);
      if (count === 0 || chunk.compare(body, at, at + count, 0, count) !== 0) return false;
      at += count;
    }
    return true;
  } finally {
    closeSync(fd);
  }
}

/** How many bytes of the disk bodies take, each shared evenly among the entries that have it. Never throws. */
export function sharesOf(paths: readonly string[]): number {
  const shareOf = (path: string): number => {
    const stat = statIf(path);
    return stat === undefined ? 0 : Math.ceil(stat.size / Math.max(1, stat.nlink - 1));
  };
  return paths.reduce((sum, path) => sum + shareOf(path), 0);
}

/**
 * Removes an entry with its bodies. True if it was there and is gone. Who writes it again meanwhile keeps its body, or
 * finds that it must place it once more. Never throws.
 */
export function removeEntry(entry: string, bodies: readonly string[]): boolean {
  if (!removeFile(entry)) return false;
  for (const body of bodies) withdraw(body, entry);
  return true;
}

/** Takes a body away unless its entry is there again. */
function withdraw(body: string, entry: string): void {
  const aside = besides(body);
  try {
    renameSync(body, aside);
    if (existsSync(entry)) renameSync(aside, body);
    else removeBody(aside, sharedPath(body));
  } catch {
    // Gone already, or swept later.
  }
}

/** Removes a body; the last one takes it from the disk. Never throws. */
export function removeBody(path: string, shared = sharedPath(path)): void {
  try {
    const links = statSync(path, { throwIfNoEntry: false })?.nlink ?? 0;
    removeFile(path);
    // Who links it at this moment has it under another name already.
    if (links <= 2) removeFile(shared);
  } catch {
    // It takes room until the next sweep.
  }
}

/** Removes bodies that no entry has any more: of processes that were killed while they removed one. Never throws. */
export function sweepBodies(dir: string): void {
  const bodies = `${dir}${sep}bodies`;
  for (const folder of namesIn(bodies).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    for (const name of namesIn(join(bodies, folder))) sweepShared(join(bodies, folder, name));
  }
}

function sweepShared(path: string): void {
  try {
    const { nlink = 0, ctimeMs = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {};
    if (nlink === 1 && Math.abs(Date.now() - ctimeMs) > HOUR) removeFile(path);
  } catch {
    // It takes room until the next sweep.
  }
}

/** None where they cannot be listed. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
