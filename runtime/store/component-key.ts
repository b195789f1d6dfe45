import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { linkSync, readFileSync } from "../trace/untraced.ts";
import { warn } from "../warning.ts";
import { errorCode, againIfStale, removeFile, replaceFile, writeBeside } from "./disk.ts";
import { inFolder } from "./folder.ts";

const LENGTH = 32;
const keys = new Map<string, Uint8Array>();

function readKey(path: string): Uint8Array | undefined {
  try {
    const bytes = againIfStale(() => readFileSync(path));
    return bytes.length === LENGTH ? new Uint8Array(bytes) : undefined;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Puts a key where there is none; of several processes that try at once, one wins. Throws system errors. */
function createKey(path: string, key: Uint8Array): void {
  const temporary = writeBeside(path, [key]);
  try {
    linkSync(temporary, path); // unlike a rename, never replaces
  } catch (error) {
    // A damaged file, or a file system without links: there the last one wins.
    if (errorCode(error) !== "EEXIST" || readKey(path) === undefined) replaceFile(path, [key]);
  } finally {
    removeFile(temporary);
  }
}

function openKey(dir: string, writable: boolean): Uint8Array {
  const path = join(dir, "component.key");
  const fresh = new Uint8Array(randomBytes(LENGTH));
  try {
    const found = readKey(path);
    if (found !== undefined || !writable) return found ?? fresh;
    inFolder(dir, path, () => createKey(path, fresh));
    return readKey(path) ?? fresh;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `cannot use ${path}: ${reason}. Misses of other runs cannot be explained.`;
    warn("MEMOIR2104", `component key ${dir}`, message);
    return fresh;
  }
}

/**
 * The 32 random bytes that the digests of key components in a folder are keyed with, so that nobody can guess a
 * short value from them. Made with the folder, once; where that fails, or with `writable` false where there is
 * none, this process has its own. Never throws.
 */
export function componentKey(dir: string, writable = true): Uint8Array {
  let key = keys.get(dir);
  if (key === undefined) keys.set(dir, (key = openKey(dir, writable)));
  return key;
}
