import { join } from "node:path";
import { readdirSync, statSync } from "../trace/untraced.ts";
import { errorCode, removeFile } from "./disk.ts";

const HOUR = 3_600_000;
const entryName = /^[0-9a-f]{62}\.entry$/;
const leftoverName = /^[0-9a-f]{62}\.entry\..+\.tmp$/;

/** How many subfolders entries lie in. */
export const SUBFOLDERS = 256;

/** Removes what a process that was killed while writing left behind; what is new may still be written. */
function sweep(path: string): void {
  const written = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
  if (written < Date.now() - HOUR) removeFile(path);
}

function* filesIn(folder: string): Generator<string> {
  for (const item of readdirSync(folder, { withFileTypes: true })) {
    if (!item.isFile()) continue;
    const path = join(folder, item.name);
    if (entryName.test(item.name)) yield path;
    else if (leftoverName.test(item.name)) sweep(path);
  }
}

/**
 * The entry files of a cache folder, and nothing else that lies there. Old leftovers of killed processes are
 * removed on the way. Throws system errors.
 */
export function* entryFiles(dir: string): Generator<string> {
  const entries = join(dir, "entries");
  for (const item of readdirSync(entries, { withFileTypes: true })) {
    if (item.isDirectory() && /^[0-9a-f]{2}$/.test(item.name)) yield* filesIn(join(entries, item.name));
  }
}

/** The entry files of one subfolder, given by its number. Throws system errors. */
export function entryFilesOf(dir: string, subfolder: number): readonly string[] {
  try {
    return [...filesIn(join(dir, "entries", subfolder.toString(16).padStart(2, "0")))];
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
}
