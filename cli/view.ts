import { inspect } from "node:util";
import { decode } from "../runtime/codec/index.ts";
import { printable } from "../runtime/printable.ts";
import type { FileStore } from "../runtime/store/file.ts";
import type { Entry } from "../runtime/store/store.ts";
import { complain, entriesOf } from "./command.ts";
import type { Command } from "./command.ts";

const isKey = (word: string): boolean => /^[\w-]{43}$/.test(word);

/** The entry of a key, or the newest one of a name. */
function find(store: FileStore, word: string): Entry | undefined {
  const key = isKey(word) ? word : entriesOf(store, word)[0]?.key;
  return key === undefined ? undefined : store.get(key, false);
}

/** `memoir view NAME`, `memoir view KEY`: the value that an entry holds. A block's are its outputs and its result. */
export const view: Command = ({ store, name }) => {
  if (name === undefined) return complain("view needs a name or a key; memoir ls and info show them", 2);
  const entry = find(store, name);
  if (entry === undefined) return complain(`no entry of "${name}" in ${store.dir}`);
  const { codec } = entry.header;
  try {
    const value = decode(codec, entry.body);
    console.log(inspect(value, { depth: 8, customInspect: false, colors: process.stdout.isTTY }));
    return 0;
  } catch (error) {
    const why = printable(error instanceof Error ? error.message : String(error));
    return complain(`the value takes code of the program to be read (codec ${codec}): ${why}`);
  }
};
