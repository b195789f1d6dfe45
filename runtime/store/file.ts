import { join } from "node:path";
import { existsSync, rmSync } from "../trace/untraced.ts";
import type { Trust } from "../trust/trust.ts";
import { warn } from "../warning.ts";
import { APART, bodyPath, placeBody, readBody, removeEntry, sharesOf } from "./body.ts";
import { errorCode, NotAFile, replaceFile, statIf, touchFile } from "./disk.ts";
import { decodeEntry, digestIn, encodeEntry } from "./entry.ts";
import { limit } from "./limits.ts";
import type { Limits } from "./evict.ts";
import { entryId, entryPath, inFolder } from "./folder.ts";
import { forgetName, idsOfName, noteName } from "./names.ts";
import { bodyOf, readEntryFile, readHead } from "./read-entry.ts";
import type { Entry, EntrySummary, Store } from "./store.ts";
import { entryFiles, type EntryLocation } from "./walk.ts";

/** Entries as files in a folder that any number of processes may use at once. */
export interface FileStore extends Store {
  /** Absolute. */
  readonly dir: string;
  /** Notes that an entry was used, though not read here. */
  touch(key: string): void;
  /** Keeps the folder within limits; to be called after an entry was set. */
  limit(entry: Entry, limits: Limits): void;
  /** The newest entries of a name: all of the last few, at most 64. Does not look at the others. */
  named(name: string): readonly EntrySummary[];
  /** Removes every entry, of any format version, and nothing else that lies in the folder. */
  clear(): { readonly entries: number; readonly bytes: number };
}

/** Says once for each kind of failure that a folder cannot be used; the result is computed all the same. */
function failed(dir: string, doing: "read" | "write" | "list", error: unknown): void {
  const code = errorCode(error);
  const reason = error instanceof Error ? error.message : String(error);
  const cost = doing === "write" ? "Results are not kept." : "What is stored there is not used.";
  const message = `cannot ${doing} the cache folder ${dir}: ${reason}. ${cost}`;
  warn(doing === "write" ? "MEMOIR2103" : "MEMOIR2102", `${doing} ${code} ${dir}`, message);
}

function warnDamaged(path: string, why: string): void {
  const message = `the cache entry ${path} is damaged: ${why}. It is computed again and replaced.`;
  warn("MEMOIR2101", `damaged ${path}`, message);
}

/** How exactly last use is known: an entry's time is not set more often than this. Milliseconds. */
export const USE_NOTED = 6 * 3_600_000;

function warnUntrusted(dir: string, path: string, why: string): void {
  const message = `the cache entry ${path} is not used: ${why}. It is computed again; more of that is not said.`;
  warn("MEMOIR2501", `untrusted ${dir} ${why}`, message);
}

function readEntry(path: string, key: string, trust: Trust | undefined) {
  const { bytes, modified } = readEntryFile(path);
  return { decoded: decodeEntry(bytes, key, trust, (head) => readBody(path, head)), modified };
}

function read(dir: string, key: string, isUse: boolean, trust: Trust | undefined): Entry | undefined {
  const path = entryPath(dir, entryId(key));
  try {
    let { decoded, modified } = readEntry(path, key, trust);
    // It may have been written anew, or removed, since its head was read.
    if (decoded.state === "damaged") ({ decoded, modified } = readEntry(path, key, trust));
    if (decoded.state === "ok") {
      // The time of an entry's file says when it was last used.
      if (isUse && Math.abs(Date.now() - modified) > USE_NOTED) touchFile(path);
      return decoded.value;
    }
    if (decoded.state === "damaged") warnDamaged(path, decoded.why);
    if (decoded.state === "untrusted") warnUntrusted(dir, path, decoded.why);
  } catch (error) {
    if (error instanceof NotAFile) warnDamaged(path, error.message);
    else if (errorCode(error) !== "ENOENT") failed(dir, "read", error);
  }
  return undefined;
}

function write(dir: string, entry: Entry, trust: Trust | undefined): boolean {
  if (trust?.writes === false) return false;
  const id = entryId(entry.key);
  try {
    const path = entryPath(dir, id);
    if (entry.body.byteLength < APART) {
      const parts = encodeEntry(entry, trust);
      inFolder(dir, path, () => replaceFile(path, parts));
    } else writeApart(dir, path, encodeEntry(entry, trust, true));
  } catch (error) {
    failed(dir, "write", error);
    return false;
  }
  if (entry.header.manifest === true || entry.header.failed === true) return true;
  try {
    noteName(dir, entry.header.name, id);
  } catch (error) {
    failed(dir, "write", error);
  }
  return true;
}

/** The body first: who reads the head finds it. That of an entry written before goes when the folder is walked. */
function writeApart(dir: string, path: string, [head, body]: ReturnType<typeof encodeEntry>): void {
  const place = bodyPath(path, digestIn(head));
  inFolder(dir, path, () => {
    placeBody(dir, place, body);
    replaceFile(path, [head]);
  });
  // Somebody may have removed the entry as it was before.
  if (!existsSync(place)) placeBody(dir, place, body);
}

/** About how many bytes an entry takes; counting exactly would take encoding its header once more. */
function sizeOnDisk({ header, body }: Entry): number {
  return body.byteLength + 512 + 64 * (header.components.length + (header.inputs?.length ?? 0));
}

function remove(path: string): boolean {
  const body = bodyOf(path);
  return removeEntry(path, body === undefined ? [] : [body]);
}

/** What a file says of its entry; undefined where it is gone, damaged or of another format. */
function summarise(path: string): EntrySummary | undefined {
  const head = readHead(path);
  if (head?.state === "damaged") warnDamaged(path, head.why);
  if (head?.state !== "ok") return undefined;
  const { key, header, start, length } = head.value;
  return { key, header, bytes: start + length };
}

function* files(dir: string): Generator<EntryLocation> {
  try {
    yield* entryFiles(dir);
  } catch (error) {
    if (errorCode(error) !== "ENOENT") failed(dir, "list", error);
  }
}

function* list(dir: string): Generator<EntrySummary> {
  for (const { path } of files(dir)) {
    const summary = summarise(path);
    if (summary !== undefined) yield summary;
  }
}

function named(dir: string, name: string): readonly EntrySummary[] {
  return idsOfName(dir, name).flatMap((id) => {
    const summary = summarise(entryPath(dir, id));
    if (summary?.header.name === name) return [summary];
    forgetName(dir, name, id);
    return [];
  });
}

function clear(dir: string): { readonly entries: number; readonly bytes: number } {
  let entries = 0;
  let bytes = 0;
  for (const { path, bodies } of files(dir)) {
    const size = (statIf(path)?.size ?? 0) + sharesOf(bodies);
    if (!removeEntry(path, bodies)) continue;
    entries += 1;
    bytes += size;
  }
  try {
    rmSync(join(dir, "bodies"));
    rmSync(join(dir, "names"));
    rmSync(join(dir, "usage"));
  } catch (error) {
    failed(dir, "write", error);
  }
  return { entries, bytes };
}

/**
 * Opens a folder as a store; touches nothing until the first entry is set, which makes the folder. No method
 * throws: what fails is warned of once and costs the caching only.
 *
 * @param dir absolute
 * @param trust whose entries are believed, and how those that are set are signed
 */
export function openFileStore(dir: string, trust?: Trust): FileStore {
  return {
    dir,
    get: (key, isUse = false) => read(dir, key, isUse, trust),
    touch: (key) => touchFile(entryPath(dir, entryId(key))),
    limit: (entry, limits) => limit(dir, sizeOnDisk(entry), limits, entry.header.duration),
    set: (entry) => write(dir, entry, trust),
    delete: (key) => remove(entryPath(dir, entryId(key))),
    list: () => list(dir),
    named: (name) => named(dir, name),
    clear: () => clear(dir),
  };
}
