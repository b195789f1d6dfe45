import { afterAll, beforeAll, expect, test } from "vitest";
import { Program, resultsOf, runsOf, type Run } from "./program.ts";

const helpers = `
export const plain = (x: number): number => x * 10;
export function scaled(x: number): number { return x * (scaled.factor ?? 1); }
scaled.factor = undefined as number | undefined;
export function tagged(x: number): number { return x; }
export const tables = { rate: 1 };
export function* items(x: number): Generator<number> { yield x; }
export const setScaled = (factor: number): void => { scaled.factor = factor; };
`;

const main = `
import { cacheClear, configure, withCache } from "memoir";
import { items, plain, scaled, setScaled, tables, tagged } from "./helpers.js";
const ran = (what: string): void => console.log("  ran", what);

// @cache
function sum(a: unknown, b?: unknown): string { ran("sum"); return Object.is(a, -0) ? "-0" : typeof a + String(a) + String(b); }
const values = [0, -0, 1, "1", 1n, true, null, undefined, NaN, "", "a".repeat(300)];
for (let round = 0; round < 4; round++) console.log(values.map((v) => sum(v)).join(), sum(1, "2"), sum("1", 2), sum(1, undefined));

const twice = (call: () => unknown): void => { call(); call(); call(); console.log(call()); };

// @cache
function byHelper(x: number): number { return plain(x) + scaled(x); }
twice(() => byHelper(1));
setScaled(5);
console.log("own", byHelper(1));

// @cache
function byProperty(x: number): unknown { return [tagged(x), Reflect.get(tagged, "unit")]; }
twice(() => byProperty(1));
Object.defineProperty(tagged, "unit", { value: "cm", configurable: true });
console.log("property", byProperty(1));

// @cache
function byTable(x: number): number { return x * tables.rate; }
twice(() => byTable(2));
tables.rate = 7;
console.log("table", byTable(2));

let offset = 0;
// @cache
function byVariable(x: number): number { return x + offset; }
twice(() => byVariable(2));
offset = 40;
console.log("variable", byVariable(2));

// @cache
function byGenerator(x: number): unknown { return Reflect.get(items(x), "unit"); }
twice(() => byGenerator(1));
Reflect.set(items.prototype, "unit", "kg");
console.log("generator", byGenerator(1));

// @cache
function counted(x: number): number { ran("counted"); return x; }
twice(() => counted(1));
cacheClear(counted);
console.log("cleared", counted(1));
counted(1); counted(1);
console.log("off", withCache({ mode: "off" }, () => counted(1)));
configure({ mode: "off" });
console.log("configured", counted(1));
configure({ mode: "on" });
process.env["MEMOIR"] = "off";
await new Promise(setImmediate);
console.log("environment", counted(1));
delete process.env["MEMOIR"];
await new Promise(setImmediate);

// @cache lru maxSize=2
function few(x: number): number { ran(\`few \${x}\`); return x; }
for (const x of [1, 2, 1, 1, 1, 3, 1, 2, 3]) few(x);

let calls = 0;
// @cache
async function later(x: number): Promise<number> { calls += 1; return x; }
console.log("async", await later(1), await later(1), await later(1), later(1) instanceof Promise, calls);
`;

const program = new Program({ "src/main.ts": main, "src/helpers.ts": helpers });
let run: Run;
beforeAll(async () => {
  await program.compile();
  run = await program.run("out/main.js", { MEMOIR_LOG: "off" });
});
afterAll(() => program.remove());

test("arguments are told apart whatever their types", () => {
  const [first, ...others] = resultsOf(run);
  expect(first).toContain("number0undefined,-0,number1undefined,string1undefined,bigint1undefined");
  expect(others.slice(0, 3)).toEqual([first, first, first]);
  // A parameter that is left out is undefined.
  expect(runsOf(run).filter((line) => line.includes("sum"))).toHaveLength(13);
});

test("what changes between two calls counts at once", () => {
  const said = resultsOf(run).filter((line) => /^(?:own|property|table|variable|generator)/.test(line));
  expect(said).toEqual(["own 15", "property [ 1, 'cm' ]", "table 14", "variable 42", "generator kg"]);
});

test("results that are cleared, and caches that are off, are computed", () => {
  const said = run.stdout
    .split("\n")
    .filter((line) => /counted|cleared|off|configured|environment/.test(line));
  const computed = ["cleared 1", "off 1", "configured 1", "environment 1"].flatMap((line) => [
    "  ran counted",
    line,
  ]);
  expect(said).toEqual(["  ran counted", ...computed]);
});

test("of a bounded cache the least recently used goes first", () => {
  const said = runsOf(run).filter((line) => line.includes("few"));
  expect(said.map((line) => line.trim())).toEqual([
    "ran few 1",
    "ran few 2",
    "ran few 3",
    "ran few 2",
    "ran few 3",
  ]);
});

test("an async function gives promises", () => {
  expect(resultsOf(run)).toContain("async 1 1 1 true 1");
});
