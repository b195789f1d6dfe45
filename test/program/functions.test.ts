import { afterAll, beforeAll, expect, test } from "vitest";
import { Program, resultsOf, type Run, runsOf } from "./program.ts";

/** Every form of cached function, in one program that prints one line a form. */
const forms = `

function overloaded(x: string): string;
function overloaded(x: number): number;
// @cache persistent
function overloaded(x: string | number): string | number { ran("overloaded"); return x; }

export function ran(name: string): void { console.log("  ran", name); }
const print = (name: string, ...values: unknown[]) => { console.log(name, JSON.stringify(values)); };

print("hoisted", declared(1), declared(1), declared.name, declared.length);
// @cache persistent
function declared(x: number, y = x + 1): number { ran("declared"); return x + y; }

// @cache persistent
const arrow = (x: number): number => (ran("arrow"), x * 2);
print("arrow", arrow(1), arrow(1), arrow.name, arrow.length);

// @cache persistent
const object = (x: number) => ({ x });
print("object", object(1));

// @cache persistent
const expression = function inner(x: number): number { ran("expression"); return x <= 0 ? 0 : 1 + inner(x - 1); };
print("expression", expression(2), expression.name);

// @cache persistent name=async
async function asynchronous(x: number): Promise<number> { ran("async"); await null; return x; }
print("async", await asynchronous(1), await asynchronous(1));

// @cache persistent
function promised(x: number): Promise<Map<string, number>> { ran("promised"); return Promise.resolve(new Map([["x", x]])); }
print("promised", [...await promised(1)], [...await promised(1)], promised(1) instanceof Promise);

// @cache persistent
function* generated(n: number): Generator<number, string> { ran("generated"); for (let i = 0; i < n; i++) yield i; return "end"; }
const it = generated(1);
print("generated", [...generated(3)], [...generated(3)], it.next(), it.next(), it.next());

// @cache persistent
async function* streamed(n: number): AsyncGenerator<number> { ran("streamed"); for (let i = 0; i < n; i++) yield i; }
const seen: number[] = [];
for await (const x of streamed(2)) seen.push(x);
for await (const x of streamed(2)) seen.push(x);
print("streamed", seen);

class Shape {
  static unit = 10;
  #scale = 3;
  constructor(public factor: number) {}
  // @cache persistent
  area(r: number): number { ran("method"); return r * this.factor * this.#scale; }
  /** @cache persistent */
  static double(x: number): number { ran("static"); return x * 2 * this.unit; }
  // @cache persistent
  field = (x: number): number => { ran("field"); return x + this.factor; };
  // @cache persistent
  *points(n: number) { ran("points"); for (let i = 0; i < n; i++) yield this.factor * i; }
}
const shape = new Shape(2);
print("method", shape.area(1), new Shape(2).area(1), new Shape(4).area(1), Shape.prototype.area.name);
print("static", Shape.double(1), Shape.double(1));
print("field", shape.field(1), shape.field(1), shape.field.name);
print("points", [...shape.points(3)], [...shape.points(3)]);

const table = {
  base: 5,
  // @cache persistent
  go(x: number): number { ran("literal"); return x + this.base; },
  // @cache persistent
  arrow: (x: number): number => { ran("property"); return x; },
};
print("literal", table.go(1), table.go(1), table.arrow(1), table.arrow(1), table.arrow.name);

function factory(k: number) {
  // @cache persistent
  const made = (x: number): number => { ran("closure"); return x + k; };
  // @cache persistent
  function named(x: number): number { ran("named"); return x - k; }
  return { made, named };
}
print("closure", factory(1).made(1), factory(1).made(1), factory(2).made(1), factory(1).named(5), factory(1).named(5));

// @cache persistent
function rest({ a, b: [c] }: { a: number; b: number[] }, ...others: number[]): number { ran("rest"); return a + (c ?? 0) + others.length; }
print("rest", rest({ a: 1, b: [2] }, 3, 4), rest({ a: 1, b: [2] }, 3, 4), rest({ a: 1, b: [2] }, 4, 3));

// @cache persistent
function args(): number { ran("arguments"); return arguments.length; }
print("arguments", (args as Function)(1, 2), (args as Function)(1, 2), args());

// @cache persistent
function redeclared(x: number): number { ran("redeclared"); var x = x + 1; return x; }
print("redeclared", redeclared(1), redeclared(1));

print("overloaded", overloaded("a"), overloaded(1), overloaded(1));

const sequence = (void 0, new Map([["a", 1]]));
class Variadic { count() { return arguments.length; } }
class Counted {
  static #rate = 3;
  // @cache persistent
  static rated(x: number): number { ran("rated"); return x * Counted.#rate; }
}
print("rated", Counted.rated(2), Counted.rated(2));

// @cache persistent
function odd(x: number): number { ran("odd"); return sequence.size + new Variadic().count() + x; }
print("odd", odd(1), odd(1));

// @cache persistent
function failing(x: number): number { ran("failing"); throw new RangeError("no " + String(x)); }
for (const x of [1, 1]) try { failing(x); } catch (error) { print("failing", String(error)); }
`;

/** Computing these without a cache would take a thousand years. */
const recursive = `
// @cache persistent
function fib(n: number): bigint { return n < 2 ? BigInt(n) : fib(n - 1) + fib(n - 2); }
console.log("fib", String(fib(90)));

// @cache
const fibInMemory = (n: number): bigint => (n < 2 ? BigInt(n) : fibInMemory(n - 1) + fibInMemory(n - 2));
console.log("fib in memory", String(fibInMemory(90)));
export {};
`;

const exported = `
let runs = 0;
// @cache persistent
export default function (x: number): number { console.log("  ran default"); return x + 1; }
export const count = () => runs;
`;

const main = `${forms}
import anonymous from "./default.js";
print("default", anonymous(1), anonymous(1), anonymous.name);
`;

let program: Program;
let first: Run, second: Run, uncached: Run;

beforeAll(async () => {
  program = new Program({ "src/main.ts": main, "src/default.ts": exported, "src/fib.ts": recursive });
  await program.compile();
  first = await program.run();
  second = await program.run();
  uncached = await program.run("out/main.js", { MEMOIR: "off" });
});
afterAll(() => {
  program.remove();
});

test("cached results are those of the uncached program", () => {
  expect(uncached.code, uncached.stderr).toBe(0);
  expect(resultsOf(first), first.stderr).toEqual(resultsOf(uncached));
  expect(resultsOf(second), second.stderr).toEqual(resultsOf(uncached));
});

test("each call computes once in the first run", () => {
  const counts = new Map<string, number>();
  for (const line of runsOf(first)) counts.set(line.trim(), (counts.get(line.trim()) ?? 0) + 1);
  expect(Object.fromEntries(counts)).toEqual({
    "ran declared": 1,
    "ran arrow": 1,
    "ran expression": 3,
    "ran async": 1,
    "ran promised": 1,
    "ran generated": 2,
    "ran streamed": 1,
    "ran method": 2,
    "ran static": 1,
    "ran field": 1,
    "ran points": 1,
    "ran literal": 1,
    "ran property": 1,
    "ran closure": 2,
    "ran named": 1,
    "ran rest": 2,
    "ran arguments": 2,
    "ran redeclared": 1,
    "ran overloaded": 2,
    "ran rated": 1,
    "ran odd": 1,
    "ran failing": 2,
    "ran default": 1,
  });
});

test("nothing but what failed runs again in a second process", () => {
  expect(runsOf(second)).toEqual(["  ran failing", "  ran failing"]);
});

test("recursion through the cache returns at once", async () => {
  const { stdout, stderr } = await program.run("out/fib.js");
  expect(stdout, stderr).toBe("fib 2880067194370816120\nfib in memory 2880067194370816120\n");
});

test("nobody is warned", () => {
  expect(first.stderr.trim()).toBe("");
  expect(second.stderr.trim()).toBe("");
});

test("signatures and declarations stay", async () => {
  const declarations = new Program({ "src/main.ts": forms }, { declaration: true, incremental: false });
  const plain = new Program(
    { "src/main.ts": forms },
    { declaration: true, incremental: false },
    { enabled: false },
  );
  await Promise.all([declarations.compile(), plain.compile()]);
  expect(declarations.read("out/main.d.ts")).toBe(plain.read("out/main.d.ts"));
  declarations.remove();
  plain.remove();
});
