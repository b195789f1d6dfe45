import { readHead } from "./read-entry.ts";
import type { EntryHeader } from "./store.ts";

/** An entry's file as the file system describes it. */
export interface EntryFile {
  readonly path: string;
  readonly bodies: readonly string[];
  /** Of the file at `path`. */
  readonly size: number;
  /** Of all files of the entry, of those that it shares its part. */
  readonly bytes: number;
  /** Milliseconds since the epoch: when the entry was written or last known to be used. */
  readonly used: number;
}

const HOUR = 3_600_000;
/** Bytes that any file takes, however small. */
const OVERHEAD = 4096;
/** What a list of results counts as having taken: without it none of them is found. */
const MANIFEST = 10_000;

/** The header of an entry; undefined of one that nobody can use: damaged, of another format, or gone. */
export function headerOf({ path }: EntryFile): EntryHeader | undefined {
  const head = readHead(path);
  return head?.state === "ok" ? head.value.header : undefined;
}

/** Milliseconds that an entry saves; 0 of one that has expired. */
function savedBy({ created, duration, ttl = Infinity, swr = 0, manifest }: EntryHeader, now: number): number {
  if (manifest === true) return MANIFEST;
  return created + ttl + swr < now ? 0 : Math.max(duration, 1);
}

/**
 * What keeping an entry is worth, to be compared with that of others: the time that it saves, for each byte, less the
 * longer nobody has used it. This is GreedyDual-Size with age in the place of its clock, which many processes would
 * have to share.
 */
export function worthOf(file: EntryFile, header: EntryHeader | undefined, now: number): number {
  if (header === undefined) return 0;
  const unused = Math.max(0, now - file.used) / HOUR;
  return savedBy(header, now) / ((file.bytes + OVERHEAD) * (unused + 1));
}
