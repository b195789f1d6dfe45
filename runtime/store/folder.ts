import { hash } from "node:crypto";
import { dirname, join, sep } from "node:path";
import { mkdirSync, readdirSync, writeNewSync } from "../trace/untraced.ts";
import { againIfStale, errorCode } from "./disk.ts";

/*
 * A cache folder:
 *
 *     CACHEDIR.TAG  .gitignore
 *     component.key                 what the digests of key components are keyed with
 *     entries/3f/<62 hex>.entry     one file an entry
 *     entries/3f/<62 hex>.….body    what of it is large, see ./body.ts
 *     bodies/9a/<30 hex>.body       the same, by content
 *     names/<32 hex>/<2 hex>        the newest entries of a name, see ./names.ts
 *     locks/<64 hex>.lock           a result that somebody is computing, see ./lock.ts
 *     usage                         how much is there, if there is a limit, see ./usage.ts
 *
 * File names are digests in hex: safe where case does not count, and of one length whatever the key.
 */
const TAG = `Signature: 8a477f597d28d172789f06886806bc55
# This folder is a cache of memoir. It can be deleted at any time.
# For information about cache directory tags see https://bford.info/cachedir/
`;

const own = new Set([
  "CACHEDIR.TAG",
  ".gitignore",
  "component.key",
  "bodies",
  "entries",
  "locks",
  "names",
  "usage",
]);
const temporary = /^(?:component\.key|usage)\..+\.tmp$/;

/** What an entry is called on disk: 64 hex digits that follow from its key. */
export function entryId(key: string): string {
  return hash("sha256", key);
}

/** The file of an entry. */
export function entryPath(dir: string, id: string): string {
  // As `join` would, which takes longer than opening the file: a cache folder is absolute, and normal.
  return `${dir}${sep}entries${sep}${id.slice(0, 2)}${sep}${id.slice(2)}.entry`;
}

function writeNew(path: string, text: string): void {
  try {
    writeNewSync(path, text);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  }
}

/**
 * Makes a cache folder, for the user alone, and marks it as one. A folder that holds anything of somebody else
 * is used but not marked: an ignore-everything `.gitignore` there would hide their files. Throws system errors.
 */
export function makeFolder(dir: string): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  if (!readdirSync(dir).every((name) => own.has(name) || temporary.test(name))) return;
  writeNew(join(dir, "CACHEDIR.TAG"), TAG);
  writeNew(join(dir, ".gitignore"), "*\n");
}

/**
 * Runs `write` for a file in a cache folder, and again after making the folders if they are not there (yet, or
 * any more). Throws system errors.
 */
export function inFolder<T>(dir: string, path: string, write: () => T): T {
  try {
    return againIfStale(write);
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
  }
  makeFolder(dir);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return write();
}
