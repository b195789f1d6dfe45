import { hash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Entry, EntryHeader } from "../../runtime/store/store.ts";
import { bodyOf, exampleHeader, keyOf } from "./example-entry.ts";

export { bodyOf, keyOf };

/** A folder that does not exist yet, in one that is removed after the test. */
export function newFolder(): string {
  const parent = mkdtempSync(join(tmpdir(), "memoir-"));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  return join(parent, "cache");
}

/** An entry with a body that follows from its key, so that a reader can tell whether it is right. */
export function exampleEntry(text: string, header: Partial<EntryHeader> = {}, length = 100): Entry {
  return {
    key: keyOf(text),
    header: { ...exampleHeader, ...header },
    body: bodyOf(text, length),
  };
}

/** The same entry as a later version of memoir would write it. */
export function otherFormat(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt32LE(999, 40);
  const start = 88 + copy.readUInt32LE(44);
  hash("sha256", copy.subarray(40, start), "buffer").copy(copy, 8);
  return copy;
}
