// Run by processes.test.ts: writes and reads a few keys over and over, and prints what came back.
import { hash } from "node:crypto";
import { componentKey } from "../../runtime/store/component-key.ts";
import { openFileStore } from "../../runtime/store/file.ts";

const [dir = "", seed = "", rounds = "0"] = process.argv.slice(2);
const store = openFileStore(dir);
const key = Buffer.from(componentKey(dir)).toString("hex");

const header = {
  format: 1,
  name: "load",
  form: "function",
  created: 0,
  duration: 0,
  codec: "v8",
  components: [],
} as const;
const keyOf = (text: string) => hash("sha256", text, "base64url");
const bodyOf = (text: string, length: number) =>
  new Uint8Array(Buffer.alloc(length, hash("sha256", text, "buffer")));

let [hits, wrong] = [0, 0];
for (let round = 0; round < Number(rounds); round++) {
  const text = `entry ${(round * 7 + Number(seed)) % 10}`;
  const length = 1 + ((round * 7919) % 200_000);
  const tags = [String(length)];
  if (!store.set({ key: keyOf(text), header: { ...header, source: text, tags }, body: bodyOf(text, length) }))
    wrong += 1;
  const other = `entry ${(round * 3 + Number(seed) * 5) % 10}`;
  const found = store.get(keyOf(other));
  if (found === undefined) continue;
  hits += 1;
  const expected = bodyOf(other, Number(found.header.tags?.[0]));
  if (found.header.source !== other || Buffer.compare(found.body, expected) !== 0) wrong += 1;
}
console.log(JSON.stringify({ hits, wrong, key }));
