import { basename, dirname } from "node:path";
import { readBody, removeEntry, sharesOf } from "./body.ts";
import { errorCode } from "./disk.ts";
import { decodeEntry, decodeHead } from "./entry.ts";
import { entryId } from "./folder.ts";
import { readEntryFile } from "./read-entry.ts";
import { SUBFOLDERS, entryFilesOf } from "./walk.ts";

export interface Damage {
  readonly path: string;
  readonly why: string;
}

/** What a look at every byte of a folder found. */
export interface Checked {
  /** Whole entries, those of other format versions included. */
  readonly entries: number;
  readonly bytes: number;
  readonly damaged: readonly Damage[];
}

/** Why an entry is damaged; undefined where it is whole or gone. */
function damageOf(path: string, bytes: Buffer): string | undefined {
  const head = decodeHead(bytes, bytes.length);
  if (head.state === "damaged") return head.why;
  if (head.state === "other") return undefined;
  const { key } = head.value;
  const entry = decodeEntry(bytes, key, undefined, (of) => readBody(path, of));
  if (entry.state === "damaged") return entry.why;
  const id = basename(dirname(path)) + basename(path, ".entry");
  return entryId(key) === id ? undefined : "it lies under another key's name";
}

/**
 * Reads every entry of a folder and checks its lengths and checksums; decodes none. With `remove`, damaged ones are
 * removed. Throws system errors of listing; an entry that cannot be read counts as damaged.
 *
 * @param onProgress is told how much is done, from 0 to 1
 */
export function check(
  dir: string,
  remove: boolean,
  onProgress: (done: number) => void = () => undefined,
): Checked {
  const damaged: Damage[] = [];
  let [entries, size] = [0, 0];
  for (let subfolder = 0; subfolder < SUBFOLDERS; subfolder += 1) {
    for (const { path, bodies } of entryFilesOf(dir, subfolder)) {
      let why: string | undefined;
      try {
        const { bytes } = readEntryFile(path);
        why = damageOf(path, bytes);
        size += bytes.length + sharesOf(bodies);
      } catch (error) {
        if (errorCode(error) === "ENOENT") continue; // removed meanwhile
        why = error instanceof Error ? error.message : String(error);
      }
      if (why === undefined) entries += 1;
      else damaged.push({ path, why });
      if (why !== undefined && remove) removeEntry(path, bodies);
    }
    onProgress(subfolder / SUBFOLDERS);
  }
  onProgress(1);
  return { entries, bytes: size, damaged };
}
