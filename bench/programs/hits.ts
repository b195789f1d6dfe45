// Reads many small results once each, in blocks by turns: with memoir, as plain files, and with other stores.
// Prints nanoseconds a call by name. `hits.ts store` makes them.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { load } from "../peers/load.ts";

const BLOCKS = 10;
const BLOCK = 100;
const [, , mode = "", folder = ""] = process.argv;
const value = (key: number): object => ({ rows: [key, key + 1], text: "some text", name: `result ${key}` });

// @cache persistent
function sync(key: number): object {
  return value(key);
}

// @cache persistent
async function later(key: number): Promise<object> {
  return Promise.resolve(value(key));
}

interface Cacache {
  put(folder: string, key: string, data: string): Promise<unknown>;
  get(folder: string, key: string): Promise<{ readonly data: Buffer }>;
}
interface Lmdb {
  open(options: { readonly path: string }): {
    put(key: string, value: unknown): Promise<unknown>;
    get(key: string): unknown;
  };
}

const cacache = await load<{ default: Cacache }>("cacache");
const lmdb = await load<Lmdb>("lmdb");
mkdirSync(join(folder, "plain"), { recursive: true });
const database = new DatabaseSync(join(folder, "results.sqlite"));
database.exec("create table if not exists results (key text primary key, value blob)");
const select = database.prepare("select value from results where key = ?");
const tree = lmdb?.open({ path: join(folder, "lmdb") });
const plain = (key: number): string => join(folder, "plain", `${key}.json`);
const keyOf = (key: number): string => createHash("sha256").update(String(key)).digest("hex");

async function store(): Promise<void> {
  const insert = database.prepare("insert or replace into results values (?, ?)");
  for (let key = 0; key < BLOCKS * BLOCK; key += 1) {
    sync(key);
    await later(key);
    insert.run(keyOf(key), JSON.stringify(value(key)));
    await tree?.put(keyOf(key), value(key));
    await cacache?.default.put(join(folder, "cacache"), keyOf(key), JSON.stringify(value(key)));
  }
  // The floor reads files that are as large as those of memoir.
  const cache = process.env["MEMOIR_DIR"] ?? "";
  const names = readdirSync(cache, { recursive: true, encoding: "utf8" });
  const entry = readFileSync(join(cache, names.find((name) => name.endsWith(".entry")) ?? ""));
  for (let key = 0; key < BLOCKS * BLOCK; key += 1) writeFileSync(plain(key), entry);
}

const contenders: Record<string, ((key: number) => unknown) | undefined> = {
  readFileSync: (key) => readFileSync(plain(key)),
  sync,
  "fs.promises.readFile": (key) => readFile(plain(key)),
  async: later,
  "node:sqlite": (key) => JSON.parse(select.get(keyOf(key))?.["value"] as string) as unknown,
  lmdb: tree && ((key) => tree.get(keyOf(key))),
  cacache:
    cacache &&
    (async (key) => {
      const { data } = await cacache.default.get(join(folder, "cacache"), keyOf(key));
      return JSON.parse(data.toString()) as unknown;
    }),
  "the same again": sync,
};

async function measure(): Promise<void> {
  const times: Record<string, number[]> = {};
  for (let block = 0; block < BLOCKS; block += 1) {
    for (const [name, call] of Object.entries(contenders)) {
      if (call === undefined) continue;
      const began = performance.now();
      for (let key = block * BLOCK; key < (block + 1) * BLOCK; key += 1) {
        const result = call(key);
        if (result instanceof Promise) await result;
      }
      (times[name] ??= []).push(((performance.now() - began) * 1e6) / BLOCK);
    }
  }
  const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[list.length >> 1] ?? 0;
  // The first blocks run code that is not compiled yet.
  const medians = Object.entries(times).map(([name, list]) => [name, median(list.slice(2))]);
  console.log(JSON.stringify(Object.fromEntries(medians)));
}

if (mode === "store") {
  await store();
  console.log("{}");
} else await measure();
