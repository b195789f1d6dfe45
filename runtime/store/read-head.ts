import { bodyPath } from "./body.ts";
import { readStart } from "./disk.ts";
import { decodeHead, headLength, type Decoded, type Head } from "./entry.ts";

/** What an entry's file says without its body; undefined where it cannot be read, or is gone. Never throws. */
export function readHead(path: string): Decoded<Head> | undefined {
  try {
    const { bytes, size } = readStart(path, headLength);
    return decodeHead(bytes, size);
  } catch {
    return undefined;
  }
}

/** The file of an entry's body, if it has one to itself. Never throws. */
export function bodyOf(path: string): string | undefined {
  const head = readHead(path);
  return head?.state === "ok" && head.value.isApart ? bodyPath(path, head.value.digest) : undefined;
}
