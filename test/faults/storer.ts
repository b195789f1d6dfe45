// Run by writers.ts: stores entries one after the other and says of each that it is stored, until it is killed.
import { writeSync } from "node:fs";
import { openFileStore } from "../../runtime/store/file.ts";
import { bodyOf, exampleHeader, keyOf } from "../store/example-entry.ts";

const [dir = "", seed = ""] = process.argv.slice(2);
const store = openFileStore(dir);
for (let at = 0; ; at += 1) {
  const text = `${seed} ${at}`;
  const entry = { key: keyOf(text), header: exampleHeader, body: bodyOf(text, 1 + ((at * 7919) % 500_000)) };
  if (store.set(entry)) writeSync(1, `${text}\n`);
}
