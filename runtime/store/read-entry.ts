import { bodyPath } from "./body.ts";
import { readStart } from "./disk.ts";
import { decodeHead, headLength, wholeLength, type Decoded, type Head } from "./entry.ts";

/** Most entries are shorter; of a longer one the head says how long it is. */
const USUAL = 131_072;

/** What an entry's file says without its body; undefined where it cannot be read, or is gone. Never throws. */
export function readHead(path: string): Decoded<Head> | undefined {
  try {
    const { bytes, size } = readStart(path, 4096, headLength);
    return decodeHead(bytes, size);
  } catch {
    return undefined;
  }
}

/** An entry's file, and when it was modified, in milliseconds since the epoch. Throws system errors and `NotAFile`. */
export const readEntryFile = (path: string): { readonly bytes: Buffer; readonly modified: number } =>
  readStart(path, USUAL, wholeLength);

/** The file of an entry's body, if it has one to itself. Never throws. */
export function bodyOf(path: string): string | undefined {
  const head = readHead(path);
  return head?.state === "ok" && head.value.isApart ? bodyPath(path, head.value.digest) : undefined;
}
