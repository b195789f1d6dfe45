import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { decodeEntry, encodeEntry } from "../../runtime/store/entry.ts";
import { openFileStore } from "../../runtime/store/file.ts";
import { entryId, entryPath } from "../../runtime/store/folder.ts";
import type { Entry } from "../../runtime/store/store.ts";
import { encodeManifest } from "../../runtime/trace/manifest.ts";
import { bodyOf, exampleHeader, keyOf } from "../store/example-entry.ts";

export interface Flips {
  readonly flipped: number;
  readonly cut: number;
  /** Changed bytes that a store served. */
  readonly served: readonly string[];
}

const key = keyOf("a");
const input = { kind: "file", place: "data.csv", detail: "", state: "s", stamp: "t" } as const;

/** One of each kind, with every field that there is. */
const entries: Readonly<Record<string, Entry>> = {
  result: {
    key,
    header: {
      ...exampleHeader,
      ttl: 5,
      tags: ["x"],
      promise: true,
      inputs: [{ label: "file data.csv", digest: "s" }],
    },
    body: bodyOf("a", 100),
  },
  manifest: {
    key,
    header: { ...exampleHeader, codec: "manifest", manifest: true, components: [] },
    body: encodeManifest([{ key: keyOf("b"), inputs: [input] }]),
  },
};

/** Flips each bit of entries in turn, and cuts them at each byte: on disk every 16th, the others in memory. */
export function runFlips(): Flips {
  const parent = mkdtempSync(join(tmpdir(), "memoir-flips-"));
  const dir = join(parent, "cache");
  const path = entryPath(dir, entryId(key));
  mkdirSync(dirname(path), { recursive: true });
  const served: string[] = [];
  let [flipped, cut] = [0, 0];
  const look = (bytes: Buffer, what: string, onDisk: boolean): void => {
    if (decodeEntry(bytes, key).state !== "damaged") served.push(what);
    if (!onDisk) return;
    writeFileSync(path, bytes);
    if (openFileStore(dir).get(key) !== undefined) served.push(`${what}, on disk`);
  };
  try {
    for (const [kind, entry] of Object.entries(entries)) {
      const whole = Buffer.concat(encodeEntry(entry));
      for (let bit = 0; bit < whole.length * 8; bit += 1) {
        const bytes = Buffer.from(whole);
        bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        look(bytes, `${kind} with bit ${bit} flipped`, bit % 16 === 0);
        flipped += 1;
      }
      for (let length = 0; length < whole.length; length += 1) {
        look(Buffer.from(whole.subarray(0, length)), `${kind} cut at ${length}`, length % 16 === 0);
        cut += 1;
      }
    }
    return { flipped, cut, served };
  } finally {
    rmSync(parent, { recursive: true });
  }
}
