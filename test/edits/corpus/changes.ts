import { swap, type Case, type Outcomes } from "../case.ts";

/** Cases in which a run itself changes what the unit reads: they print what an uncached run prints. */
const program = (row: number, name: string, text: string, outcomes: Outcomes, rest?: object): Case => ({
  row,
  label: "M",
  name,
  files: { "unit.ts": `${text}\nexport {};\n` },
  outcomes,
  ...rest,
});

const ran = 'console.log("@ran");';
const twice = { cold: ["miss", "miss"], warm: ["hit", "hit"], after: ["hit", "hit"] };

const packageOfClients = {
  "/node_modules/p065-changes/package.json":
    '{ "name": "p065-changes", "version": "1.0.0", "main": "i.js", "type": "module", "types": "i.d.ts" }',
  "/node_modules/p065-changes/i.js":
    'export const make = (o) => () => typeof o === "function" ? o() : (o.read?.() ?? o.rate);',
  "/node_modules/p065-changes/i.d.ts": "export declare const make: (o: any) => () => any;",
};

/** Changes that the program itself makes as it runs. */
export const changes: readonly Case[] = [
  program(
    59,
    "module let reassigned between two calls",
    `let mode = 1;
// @cache persistent
function unit(x: number) { ${ran} return x + mode; }
console.log("@out", unit(1)); mode = 2; console.log("@out", unit(1));`,
    twice,
  ),
  ...(
    [
      ["array", "[1]", "K.push(2)"],
      ["nested object", "{ a: { b: 1 } }", "K.a.b = 2"],
      ["Map", "new Map([[1, 1]])", "K.set(1, 2)"],
      ["Set", "new Set([1])", "K.add(2)"],
      ["Date", "new Date(0)", "K.setTime(1)"],
      ["typed array", "new Uint8Array(2)", "K[1] = 2"],
      ["instance", "new (class A { x = 1; })()", "K.x = 2"],
      ["regular expression", "/a/g", "K.lastIndex = 1"],
      ["property of a function", "Object.assign(() => 1, { p: 1 })", "K.p = 2"],
      ["table of functions", "{ f: () => 1 }", "K.f = () => 2"],
    ] as const
  ).flatMap(([name, value, change]): Case[] => [
    program(
      60,
      `captured ${name} changed in place between two calls`,
      `const K: any = ${value};
const see = (k: any): unknown => JSON.stringify([k, k?.f?.(), k?.p, k?.lastIndex, k instanceof Date && k.getTime(), k instanceof Map || k instanceof Set ? [...k] : 0]);
// @cache persistent
function unit() { ${ran} return see(K); }
console.log("@out", unit()); ${change}; console.log("@out", unit());`,
      twice,
    ),
    program(
      60,
      `captured ${name} changed in place between two blocks`,
      `import { persistent } from "memoir";
const K: any = ${value};
const see = (k: any): unknown => JSON.stringify([k, k?.f?.(), k?.p, k?.lastIndex, k instanceof Date && k.getTime(), k instanceof Map || k instanceof Set ? [...k] : 0]);
let out: unknown;
for (let i = 0; i < 2; i++) {
  { using cache = persistent("unit"); ${ran} out = see(K); }
  console.log("@out", out); ${change};
}`,
      twice,
    ),
  ]),
  program(
    60,
    "argument changed in place between two calls",
    `const o: any = { list: [1] };
// @cache persistent
function unit(x: any) { ${ran} return x.list.length; }
console.log("@out", unit(o)); o.list.push(2); console.log("@out", unit(o));`,
    twice,
  ),
  program(
    60,
    "table of a helper changed by another function",
    `const table: any = { a: 1 };
const change = () => { table.a += 1; };
const read = (k: string) => table[k];
// @cache persistent
function unit(x: string) { ${ran} return read(x); }
console.log("@out", unit("a")); change(); console.log("@out", unit("a"));`,
    twice,
  ),
  program(
    61,
    "same factory, other closure variables",
    `const make = (k: number) => (x: number) => x + k;
// @cache persistent
function unit(f: (x: number) => number) { ${ran} return f(1); }
console.log("@out", unit(make(1)), unit(make(2)));`,
    twice,
  ),
  ...(
    [
      ["callback", "make(() => rate)"],
      ["getter", "make({ get rate() { return rate; } })"],
      ["method", "make({ read() { return rate; } })"],
    ] as const
  ).map(([what, made]): Case => {
    const name = `${what} given to a client of a package, what it reads assigned between two calls`;
    const text = `import { make } from "p065-changes";
let rate = 1;
const client = ${made};
// @cache persistent
function unit() { ${ran} return client(); }
console.log("@out", unit()); rate = 2; console.log("@out", unit());`;
    return { row: 65, label: "M", name, files: { "unit.ts": text, ...packageOfClients }, outcomes: twice };
  }),
  program(
    61,
    "cached product of a factory, other closure variables",
    `function make(k: any) {
  // @cache persistent name=unit
  const go = (x: number) => { ${ran} return [x, k]; };
  return go;
}
console.log("@out", make({ a: 1 })(1), make({ a: 2 })(1));`,
    twice,
  ),
  program(
    61,
    "closure variable that is assigned after creation",
    `function make() { let k = 1; return { set: (x: number) => { k = x; }, get: () => k }; }
const a = make();
// @cache persistent
function unit(f: () => number) { ${ran} return f(); }
console.log("@out", unit(a.get)); a.set(2); console.log("@out", unit(a.get));`,
    twice,
  ),
  program(
    63,
    "this and arguments differ between two calls",
    `class A {
  constructor(readonly x: number) {}
  // @cache persistent name=unit
  go(..._: unknown[]) { ${ran} return [this.x, arguments.length]; }
}
console.log("@out", new A(1).go(), new A(2).go(), new A(1).go(1));`,
    { cold: ["miss", "miss", "miss"], warm: ["hit", "hit", "hit"], after: ["hit", "hit", "hit"] },
  ),
  program(
    63,
    "method called on another object",
    `class A { x = 1;
  // @cache persistent name=unit
  go() { ${ran} return this.x; }
}
console.log("@out", new A().go(), A.prototype.go.call({ x: 1, go: null as any }), A.prototype.go.call({ x: 2 } as any));`,
    { cold: ["miss", "hit", "miss"], warm: ["hit", "hit", "hit"], after: ["hit", "hit", "hit"] },
  ),
  program(
    63,
    "new.target differs between two calls",
    `// @cache persistent
function unit(this: any) { ${ran} return new.target === undefined ? 1 : { made: 2 }; }
console.log("@out", unit.call({}), new (unit as any)().made);`,
    { cold: ["miss", "miss"], warm: ["hit", "hit"], after: ["hit", "hit"] },
  ),
  program(
    64,
    "binding initialised after the unit is first called",
    `let seen: unknown;
try { seen = unit(); } catch (error) { seen = String(error); }
console.log("@out", seen);
const K = 1;
// @cache persistent
function unit() { ${ran} return K; }
console.log("@out", unit());`,
    { cold: ["uncached", "miss"], warm: ["uncached", "hit"], after: ["uncached", "miss"] },
    { edit: { "unit.ts": swap(["K = 1", "K = 2"]) } },
  ),
  {
    row: 66,
    label: "M",
    name: "imported live binding changed between two calls",
    files: {
      "k.ts": "export let K = 1;\nexport const set = () => { K += 1; };",
      "unit.ts": `
import { K, set } from "./k.js";
// @cache persistent
function unit() { ${ran} return K; }
console.log("@out", unit()); set(); console.log("@out", unit());`,
    },
    outcomes: twice,
  },
  program(
    82,
    "two closures of one factory as arguments, that share a variable or do not",
    `const pair = () => { let n = 0; return [() => ++n, () => ++n]; };
const [a, b] = pair() as any, [c] = pair() as any;
// @cache persistent
function unit(f: any, g: any) { ${ran} return [f(), g()].join(); }
console.log("@out", unit(a, c)); console.log("@out", unit(...(pair() as [any, any])));`,
    { cold: ["miss", "miss"], warm: ["miss", "miss"], after: ["miss", "miss"] },
  ),
  program(
    82,
    "two closures of one factory as arguments",
    `const make = (k: number) => () => k;
// @cache persistent
function unit(f: any, g: any) { ${ran} return [f(), g()].join(); }
console.log("@out", unit(make(1), make(2)), unit(make(2), make(1)));`,
    twice,
  ),
  program(
    82,
    "two bound functions",
    `function f(this: any) { return this.x; }
// @cache persistent
function unit(g: any) { ${ran} return g(); }
console.log("@out", unit(f.bind({ x: 1 })), unit(f.bind({ x: 2 })));`,
    { cold: ["uncached", "uncached"], warm: ["uncached", "uncached"], after: ["uncached", "uncached"] },
  ),
  program(
    84,
    "captured object changed while the unit awaits",
    `const o = { x: 1 };
// @cache persistent
async function unit() { ${ran} await null; return o.x; }
const promise = unit(); o.x = 2; console.log("@out", await promise);`,
    { cold: ["miss"], warm: ["miss"], after: ["miss"] },
  ),
  program(
    84,
    "argument changed while the unit awaits",
    `const o = { x: 1 };
// @cache persistent
async function unit(a: any) { ${ran} await null; return a.x; }
const promise = unit(o); o.x = 2; console.log("@out", await promise);`,
    { cold: ["miss"], warm: ["miss"], after: ["miss"] },
  ),
  program(
    84,
    "captured object changed while a block awaits",
    `import { persistent } from "memoir";
const o = { x: 1 };
queueMicrotask(() => { o.x = 2; });
let out = 0;
{ using cache = persistent("unit"); ${ran} await null; await null; out = o.x; }
console.log("@out", out);`,
    { cold: ["miss"], warm: ["miss"], after: ["miss"] },
  ),
  program(
    84,
    "private field of an argument changed while the unit awaits",
    `class A { #x = 1; get x() { return this.#x; } set(x: number) { this.#x = x; } }
const o = new A();
// @cache persistent
async function unit(a: A) { ${ran} await null; return a.x; }
const promise = unit(o); o.set(2); console.log("@out", await promise);`,
    { cold: ["miss"], warm: ["miss"], after: ["miss"] },
  ),
  {
    row: 85,
    label: "N",
    name: "an output that a hit leaves alone",
    files: {
      "before.ts": 'export const before = "one";',
      "unit.ts": `import { persistent } from "memoir";
import { before } from "./before.js";
const data = [1, 2];
let kept = before, changed = 0;
{ using cache = persistent("unit"); ${ran} changed = data.length; if (data.length > 5) kept = "block"; }
console.log("@out", kept, changed);`,
    },
    edit: { "before.ts": swap(["one", "two"]) },
  },
];
