import { hash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Entry, EntryHeader } from "../../runtime/store/store.ts";

/** A folder that does not exist yet, in one that is removed after the test. */
export function newFolder(): string {
  const parent = mkdtempSync(join(tmpdir(), "memoir-"));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  return join(parent, "cache");
}

/** A key as the runtime makes them, from any text. */
export const keyOf = (text: string): string => hash("sha256", text, "base64url");

/** An entry with a body that follows from its key, so that a reader can tell whether it is right. */
export function exampleEntry(text: string, header: Partial<EntryHeader> = {}, length = 100): Entry {
  return {
    key: keyOf(text),
    header: {
      format: 1,
      name: "load",
      form: "function",
      source: "src/load.ts:3",
      created: 1_750_000_000_000,
      duration: 1234.5,
      codec: "v8",
      components: [{ label: "code", digest: "abcdefgh" }],
      ...header,
    },
    body: bodyOf(text, length),
  };
}

export function bodyOf(text: string, length: number): Uint8Array {
  return new Uint8Array(Buffer.alloc(length, hash("sha256", text, "buffer")));
}

/** The same entry as a later version of memoir would write it. */
export function otherFormat(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt32LE(999, 40);
  const start = 88 + copy.readUInt32LE(44);
  hash("sha256", copy.subarray(40, start), "buffer").copy(copy, 8);
  return copy;
}
