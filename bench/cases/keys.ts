// Keys of large arguments: hits of memory units, which take the key and compare it.
import { hash } from "node:crypto";
import { pythonChild } from "../child.ts";
import { compare, isQuick, once } from "../compare.ts";
import { load } from "../peers/load.ts";

type Hash = (value: unknown) => string;

// @cache
function ofNumbers(values: Float64Array): number {
  return values.length;
}

// @cache
function ofList(values: readonly number[]): number {
  return values.length;
}

// @cache
function ofRecords(values: readonly object[]): number {
  return values.length;
}

// @cache
function ofText(text: string): number {
  return text.length;
}

const share = isQuick ? 0.05 : 1;
const numbers = Float64Array.from({ length: 12.5e6 * share }, (_, at) => at * 1.5);
const list = Array.from({ length: 1e6 * share }, (_, at) => at * 1.5);
const text = "some text ".repeat(1e6 * share);
const records = Array.from({ length: 1000 }, (_, at) => ({
  id: at,
  name: `user ${at}`,
  email: `user${at}@example.org`,
  tags: ["a", `b${at % 7}`],
  city: `a longer text to fill the record with ${at % 100}`,
}));

const ohash = await load<{ hash: Hash }>("ohash");
const objectHash = await load<{ default: Hash }>("object-hash");

const floor = (name: string, act: () => unknown) => ({ name, role: "floor" as const, time: () => once(act) });
const memoir = (act: () => unknown) => ({ name: "memoir", role: "memoir" as const, time: () => once(act) });
const peer = (name: string, of: Hash | undefined, value: unknown) => ({
  name,
  role: "peer" as const,
  time: of && (() => once(() => of(value))),
});
const viaJson = (value: unknown): string => hash("sha256", JSON.stringify(value));

const hasJoblib = pythonChild("keys", "0.001") !== undefined;
const bytes = new Uint8Array(numbers.buffer);
await compare(
  "key of a Float64Array of 100 MB",
  1.1,
  [
    floor("SHA-256 of the bytes", () => hash("sha256", bytes)),
    memoir(() => ofNumbers(numbers)),
    {
      name: "joblib.hash",
      role: "peer",
      time: hasJoblib ? () => pythonChild("keys", String(share)) as number : undefined,
    },
  ],
  3,
);
await compare("key of 1,000 records of 130 bytes", 1, [
  floor("JSON and SHA-256", () => viaJson(records)),
  memoir(() => ofRecords(records)),
  peer("ohash", ohash?.hash, records),
  peer("object-hash", objectHash?.default, records),
]);
await compare("key of an array of 1e6 numbers", 1, [
  floor("JSON and SHA-256", () => viaJson(list)),
  memoir(() => ofList(list)),
  peer("ohash", ohash?.hash, list),
]);
await compare("key of a string of 10 MB", 1, [
  floor("JSON and SHA-256", () => viaJson(text)),
  memoir(() => ofText(text)),
  peer("ohash", ohash?.hash, text),
]);
