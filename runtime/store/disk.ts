import { randomBytes } from "node:crypto";
import { constants, type Stats } from "node:fs";
import {
  closeSync,
  fstatSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeSync,
} from "../trace/untraced.ts";

// The most that one system call is asked for; more than 2^31 - 1 is refused.
const CHUNK = 2 ** 30;

/** Opens for reading. A pipe in the place of a file would let the call wait for whoever writes to it. */
export const TO_READ = constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0);

/** Something else is in the place of a file. */
export class NotAFile extends Error {}

/** The code of a system error (`ENOENT`), or an empty string. */
export function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

/**
 * What systems say of a file that another machine replaced or removed after this one had looked its name up (ESTALE, for
 * which libuv has no name): on Linux, and on macOS.
 */
const STALE: readonly unknown[] = [-116, -70];
const TRIES = 3;

/** Does what can be done again, in a folder that may be on a network. Throws what the last of a few tries throws. */
export function againIfStale<T>(act: () => T): T {
  for (let tries = 1; ; tries += 1) {
    try {
      return act();
    } catch (error) {
      if (tries === TRIES || !STALE.includes((error as { errno?: unknown }).errno)) throw error;
    }
  }
}

/** What the system knows of a file; undefined where there is none, or it does not say. Never throws. */
export function statIf(path: string): Stats | undefined {
  try {
    return againIfStale(() => statSync(path, { throwIfNoEntry: false }));
  } catch {
    return undefined;
  }
}

function readInto(fd: number, bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length) {
    const count = readSync(fd, bytes, at, Math.min(bytes.length - at, CHUNK), at);
    if (count === 0) break;
    at += count;
  }
  return at;
}

/** Throws system errors and `NotAFile`. */
function reading<T>(path: string, read: (fd: number, stat: Stats) => T): T {
  return againIfStale(() => {
    const fd = openSync(path, TO_READ);
    try {
      const stat = fstatSync(fd);
      if (!stat.isFile()) throw new NotAFile("it is not a file");
      return read(fd, stat);
    } finally {
      closeSync(fd);
    }
  });
}

/**
 * A file, up to some length, in a buffer of its own, at its start: never a slice of Node's shared pool, so views on it
 * stay aligned and show nothing else. Throws system errors and `NotAFile`.
 */
export const readUpTo = (path: string, length: number): Buffer =>
  reading(path, (fd, { size }) => {
    const bytes = Buffer.allocUnsafeSlow(Math.min(size, length));
    return bytes.subarray(0, readInto(fd, bytes, 0));
  });

/**
 * The start of a file, in a buffer as `readUpTo` gives it: at first so many bytes, then as many in all as `wanted` says
 * of those; and when it was modified, in milliseconds since the epoch. Throws system errors and `NotAFile`.
 */
export const readStart = (
  path: string,
  first: number,
  wanted: (bytes: Buffer) => number,
): { readonly bytes: Buffer; readonly size: number; readonly modified: number } =>
  reading(path, (fd, { size, mtimeMs }) => {
    let bytes = Buffer.allocUnsafeSlow(Math.min(first, size));
    bytes = bytes.subarray(0, readInto(fd, bytes, 0));
    const length = Math.min(wanted(bytes), size);
    if (length > bytes.length) {
      const more = Buffer.allocUnsafeSlow(length);
      bytes.copy(more);
      bytes = more.subarray(0, readInto(fd, more, bytes.length));
    }
    return { bytes, size, modified: mtimeMs };
  });

function writeAll(fd: number, parts: readonly Uint8Array[]): void {
  for (const part of parts) {
    let at = 0;
    while (at < part.byteLength) at += writeSync(fd, part, at, Math.min(part.byteLength - at, CHUNK));
  }
}

/** A path beside another, unlike any other's: what is left there is swept away. */
export const besides = (path: string): string =>
  `${path}.${process.pid}-${randomBytes(6).toString("hex")}.tmp`;

/** Writes a new file beside `path` and gives its path. Throws system errors, leaving no file. */
export function writeBeside(path: string, parts: readonly Uint8Array[]): string {
  const temporary = besides(path);
  const fd = openSync(temporary, "wx", 0o600);
  try {
    try {
      writeAll(fd, parts);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    removeFile(temporary);
    throw error;
  }
  return temporary;
}

/**
 * Puts a file in place in one step: a reader sees the old one or the new one, whole. Not synchronised to the
 * disk, which costs six times as much: after a power failure the checksum tells. Throws system errors.
 */
export function replaceFile(path: string, parts: readonly Uint8Array[]): void {
  const temporary = writeBeside(path, parts);
  try {
    renameSync(temporary, path);
  } catch (error) {
    removeFile(temporary);
    throw error;
  }
}

/** Sets the times of a file to now. Never throws. */
export function touchFile(path: string): void {
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch {
    // Gone, or another user's.
  }
}

/** True if there was such a file and it is gone. Never throws. */
export function removeFile(path: string): boolean {
  try {
    unlinkSync(path);
    return true;
  } catch {
    return false;
  }
}
