import { hash } from "node:crypto";
import type { EntryHeader } from "../../runtime/store/store.ts";

/** A key as the runtime makes them, from any text. */
export const keyOf = (text: string): string => hash("sha256", text, "base64url");

/** A body that follows from a text, so that a reader can tell whether it is right. */
export function bodyOf(text: string, length: number): Uint8Array {
  return new Uint8Array(Buffer.alloc(length, hash("sha256", text, "buffer")));
}

export const exampleHeader: EntryHeader = {
  format: 1,
  name: "load",
  form: "function",
  source: "src/load.ts:3",
  created: 1_750_000_000_000,
  duration: 1234.5,
  codec: "v8",
  components: [{ label: "code", digest: "abcdefgh" }],
};
