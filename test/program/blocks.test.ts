import { afterAll, beforeAll, expect, test } from "vitest";
import { Program, resultsOf, type Run, runsOf } from "./program.ts";

const main = `
import { lru, memory, persistent } from "memoir";

const ran = (name: string): void => { console.log("  ran", name); };
const print = (name: string, ...values: unknown[]) => { console.log(name, JSON.stringify(values)); };
const load = async (n: number): Promise<number[]> => { await null; return Array.from({ length: n }, (_, i) => i); };

let rows: number[], total: number;
{
  using cache = persistent("load");
  ran("load");
  rows = await load(4);
  total = rows.reduce((a, b) => a + b, 0);
  if (cache.name !== "load" || cache.hit) throw new Error("handle");
  if (process.env["MEMOIR"] !== "off" && cache.key === "") throw new Error("key");
}
print("load", rows, total);

async function report(year: number): Promise<string> {
  using cache = persistent("report");
  ran("report");
  const raw = await load(year);
  return describe(raw);
  function describe(values: number[]): string { return values.join("-") + String(year); }
}
print("report", await report(3), await report(3), await report(2));

function search(limit: number): number | string {
  for (let i = 0; i < 5; i++) {
    using cache = persistent("search");
    ran("search");
    if (i * i > limit) return i;
  }
  return "none";
}
print("search", search(3), search(3), search(100));

let kept = { from: "before" }, changed = 0;
const before = kept;
for (const flag of [false, true]) {
  using cache = persistent("conditional");
  ran("conditional");
  if (flag) kept = { from: "block" };
  changed = flag ? 1 : 2;
}
print("conditional", kept.from, changed);
kept = before;
{
  using cache = persistent("untouched");
  ran("untouched");
  if (changed > 5) kept = { from: "never" };
}
print("untouched", kept === before);

{
  using cache = persistent("vars");
  ran("vars");
  var made: number = 1, [left, right] = [2, 3], unset: string | undefined;
  for (var index = 0; index < 3; index++) made += index;
  for (var letter of ["a", "b"]) ran(letter);
}
print("vars", made, left, right, unset, index, letter!);

let shared: { list: number[] }, alias: number[];
{
  using cache = persistent("shared");
  ran("shared");
  shared = { list: [1, 2] };
  alias = shared.list;
}
alias.push(3);
print("shared", shared.list);

let counter = 1;
{
  using cache = persistent("counter");
  ran("counter");
  counter += 10;
  counter++;
}
print("counter", counter);

let outer: number, innerValue: number;
{
  using a = persistent("outer");
  ran("outer");
  {
    using b = persistent("inner");
    ran("inner");
    innerValue = 5;
  }
  outer = innerValue * 2;
}
print("nested", outer, innerValue);

function twice(x: number): number {
  let result: number;
  {
    using cache = memory("twice");
    ran("memory");
    result = x * 2;
  }
  return result;
}
print("memory", twice(1), twice(1), twice(2));

function bounded(x: number): number {
  using cache = lru("bounded", { maxSize: 1 });
  ran("lru");
  return x;
}
print("lru", bounded(1), bounded(1), bounded(2), bounded(1));

class Model {
  #weights = [1, 2];
  constructor(readonly bias: number) {}
  predict(x: number): number {
    using cache = persistent("predict");
    ran("predict");
    return this.#weights.reduce((sum, w) => sum + w * x, this.bias);
  }
}
print("method", new Model(1).predict(2), new Model(1).predict(2), new Model(2).predict(2));

// @cache persistent name=fit
const fit = await (async () => { ran("fit"); return new Map([["a", [1, -0]]]); })();
print("expression", [...fit.entries()], Object.is(fit.get("a")?.[1], -0));

let hits = 0;
for (const x of [1, 1]) {
  using cache = persistent("hit", { onHit: (info) => { hits++; if (info.name !== "hit") throw new Error("info"); } });
  ran("hit " + String(x));
}
if (hits < 1 && process.env["MEMOIR"] !== "off") throw new Error("onHit");
`;

let program: Program;
let first: Run, second: Run, uncached: Run;

beforeAll(async () => {
  program = new Program({ "src/main.ts": main });
  await program.compile();
  first = await program.run();
  second = await program.run();
  uncached = await program.run("out/main.js", { MEMOIR: "off" });
});
afterAll(() => {
  program.remove();
});

test("outputs are those of the uncached program", () => {
  expect(uncached.code, uncached.stderr).toBe(0);
  expect(resultsOf(first), first.stderr).toEqual(resultsOf(uncached));
  expect(resultsOf(second), second.stderr).toEqual(resultsOf(uncached));
});

test("only blocks in memory run again in a second process", () => {
  expect(runsOf(second)).toEqual(["  ran memory", "  ran memory", "  ran lru", "  ran lru", "  ran lru"]);
});

test("equal blocks of one process run once", () => {
  const count = (name: string) => runsOf(first).filter((line) => line === `  ran ${name}`).length;
  expect([count("report"), count("predict"), count("memory"), count("lru"), count("hit 1")]).toEqual([
    2, 2, 2, 3, 1,
  ]);
});

test("nobody is warned", () => {
  expect(first.stderr.trim()).toBe("");
  expect(second.stderr.trim()).toBe("");
});
