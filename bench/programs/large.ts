// Large values: `large.ts store DIR` computes and stores them, `large.ts restore DIR` reads them again.
// Prints nanoseconds by name; each is taken once, in a process that has just started.
import { createHash } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { load } from "../peers/load.ts";

const [, , mode = "", folder = "", size = "1"] = process.argv;
const share = Number(size);

interface MessagePack {
  pack(value: unknown): Buffer;
  unpack(bytes: Buffer): unknown;
}
const msgpackr = await load<MessagePack>("msgpackr");

const makeNumbers = (): Float64Array => Float64Array.from({ length: 12.5e6 * share }, (_, at) => at * 1.5);
const makeRecords = (): readonly object[] =>
  Array.from({ length: 100_000 * share }, (_, at) => ({
    id: at,
    name: `user ${at}`,
    email: `user${at}@example.org`,
    tags: ["a", `b${at % 7}`],
    score: at % 100,
    isActive: at % 2 === 0,
    city: `city ${at % 100}`,
  }));

let numbers: Float64Array | undefined;
let records: readonly object[] | undefined;

// @cache persistent ignore=[numbers]
function storedNumbers(): Float64Array {
  return numbers ?? makeNumbers();
}

// @cache persistent ignore=[records]
function storedRecords(): readonly object[] {
  return records ?? makeRecords();
}

const times: Record<string, number> = {};
function time(name: string, act: () => unknown): void {
  const began = performance.now();
  act();
  times[name] = (performance.now() - began) * 1e6;
}

const path = (name: string): string => join(folder, name);
function put(name: string, bytes: Uint8Array): void {
  writeFileSync(path(`${name}.tmp`), bytes);
  renameSync(path(`${name}.tmp`), path(name));
}
const checked = (name: string): Buffer => {
  const bytes = readFileSync(path(name));
  createHash("sha256").update(bytes).digest();
  return bytes;
};

if (mode === "store") {
  numbers = makeNumbers();
  records = makeRecords();
  const [ofNumbers, ofRecords] = [numbers, records];
  time("numbers: write and rename", () => put("numbers", new Uint8Array(ofNumbers.buffer)));
  time("numbers: memoir", storedNumbers);
  time("records: JSON, write and rename", () => put("records.json", Buffer.from(JSON.stringify(ofRecords))));
  time("records: memoir", storedRecords);
  time("records: v8.serialize, write and rename", () => put("records.v8", serialize(ofRecords)));
  if (msgpackr)
    time("records: msgpackr, write and rename", () => put("records.mp", msgpackr.pack(ofRecords)));
} else {
  time("numbers: read and check", () => checked("numbers"));
  time("numbers: memoir", storedNumbers);
  time("records: read, check, JSON.parse", () => JSON.parse(checked("records.json").toString()) as unknown);
  time("records: memoir", storedRecords);
  time("records: read, check, v8.deserialize", () => deserialize(checked("records.v8")) as unknown);
  if (msgpackr) time("records: read, check, msgpackr", () => msgpackr.unpack(checked("records.mp")));
}
console.log(JSON.stringify(times));
