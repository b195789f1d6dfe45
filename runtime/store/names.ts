import { hash } from "node:crypto";
import { join } from "node:path";
import { fs } from "../trace/node-fs.ts";
import { closeSync, openSync, readFileSync, readdirSync, writeSync } from "../trace/untraced.ts";
import { removeFile } from "./disk.ts";
import { inFolder } from "./folder.ts";

/*
 * The newest entries written under a name, so that a miss is explained without a look at every entry. A folder
 * a name, in it at most 64 slots, each holding the id of an entry; the slot follows from the id, and the newest
 * write wins it. It is a hint: a slot that is lost, torn or out of date costs an explanation, never a result.
 */
const SLOTS = 64;

// Not truncated: every id has the same length, and truncating costs more than all else here together.
const IN_PLACE = fs.constants.O_WRONLY | fs.constants.O_CREAT;

const folderOf = (dir: string, name: string): string => join(dir, "names", hash("sha256", name).slice(0, 32));

function slotOf(id: string): string {
  return (parseInt(id.slice(-2), 16) % SLOTS).toString(16).padStart(2, "0");
}

function writeSlot(path: string, id: string): void {
  const fd = openSync(path, IN_PLACE, 0o600);
  try {
    writeSync(fd, id, 0);
  } finally {
    closeSync(fd);
  }
}

/** Notes that an entry was written under a name. Throws system errors. */
export function noteName(dir: string, name: string, id: string): void {
  const path = join(folderOf(dir, name), slotOf(id));
  inFolder(dir, path, () => writeSlot(path, id));
}

/** Ids of entries written under a name, the newest of each slot. Never throws. */
export function idsOfName(dir: string, name: string): readonly string[] {
  const folder = folderOf(dir, name);
  try {
    const ids = readdirSync(folder).map((slot) => readFileSync(join(folder, slot)).toString("latin1"));
    return ids.filter((id) => /^[0-9a-f]{64}$/.test(id));
  } catch {
    return [];
  }
}

/** Forgets what is no entry of a name any more. Never throws. */
export function forgetName(dir: string, name: string, id: string): void {
  removeFile(join(folderOf(dir, name), slotOf(id)));
}
