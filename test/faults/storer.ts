// Run by writers.ts: stores entries one after the other and says of each that it is stored, until it is killed.
import { writeSync } from "node:fs";
import { openFileStore } from "../../runtime/store/file.ts";
import { exampleHeader, keyOf } from "../store/example-entry.ts";
import { storedOf } from "./stored.ts";

const [dir = "", seed = ""] = process.argv.slice(2);
const store = openFileStore(dir);
for (let at = 0; ; at += 1) {
  const text = `${seed} ${at}`;
  const entry = { key: keyOf(text), header: exampleHeader, body: storedOf(text) };
  if (store.set(entry)) writeSync(1, `${text}\n`);
}
