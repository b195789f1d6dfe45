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

const importsK = { "k.ts": "export const K: any = 1;" };
const unitOfK = { top: 'import { K } from "./k.js";\n', body: "return [K];" };

export const state: readonly Case[] = [
  ...(
    [
      ["number", "= 1", "= 2"],
      ["string", "= 1", '= "1"'],
      ["object", "= 1", "= { a: 1 }"],
      ["NaN", "= 1", "= NaN"],
      ["hole", "= 1", "= [,]"],
    ] as const
  ).map(([name, from, to]): Case => ({
    row: 58,
    label: "M",
    name: `captured constant becomes another ${name}`,
    files: importsK,
    unit: unitOfK,
    edit: { "k.ts": swap([from, to]) },
  })),
  {
    row: 58,
    label: "M",
    name: "captured constant: hole becomes undefined",
    files: { "k.ts": "export const K: any = [,];" },
    unit: { ...unitOfK, body: "return [0 in K, K.length];" },
    edit: { "k.ts": swap(["[,]", "[undefined]"]) },
  },
  {
    row: 58,
    label: "M",
    name: "captured constant: prototype",
    files: { "k.ts": "const proto = null;\nexport const K: any = Object.create(proto);" },
    unit: { ...unitOfK, body: "return Object.getPrototypeOf(K) === null;" },
    edit: { "k.ts": swap(["proto = null", "proto = Object.prototype"]) },
  },
  {
    row: 58,
    label: "M",
    name: "captured constant: property made non-enumerable",
    files: {
      "k.ts": "export const K: any = Object.defineProperty({}, 'a', { value: 1, enumerable: true });",
    },
    unit: { ...unitOfK, body: "return Object.keys(K);" },
    edit: { "k.ts": swap(["enumerable: true", "enumerable: false"]) },
  },
  {
    row: 58,
    label: "M",
    name: "captured constant: shared reference becomes a copy",
    files: { "k.ts": "const o = { a: 1 };\nexport const K: any = [o, o];" },
    unit: { ...unitOfK, body: "return K[0] === K[1];" },
    edit: { "k.ts": swap(["[o, o]", "[o, { a: 1 }]"]) },
  },
  {
    row: 58,
    label: "M",
    name: "captured member path",
    files: { "k.ts": "export const config = { db: { host: 'a', port: 1 } };" },
    unit: { top: 'import { config } from "./k.js";\n', body: "return config.db.host;" },
    edit: { "k.ts": swap(["'a'", "'b'"]) },
  },
  {
    row: 58,
    label: "N",
    name: "a member path beside the captured one",
    files: { "k.ts": "export const config = { db: { host: 'a', port: 1 } };" },
    unit: { top: 'import { config } from "./k.js";\n', body: "return config.db.host;" },
    edit: { "k.ts": swap(["port: 1", "port: 2"]) },
  },
  {
    row: 58,
    label: "M",
    name: "captured member path becomes an accessor",
    files: { "k.ts": "const n = { v: 1 };\nexport const config = { db: { host: 1 } };" },
    unit: { top: 'import { config } from "./k.js";\n', body: "return config.db.host;" },
    edit: { "k.ts": swap(["host: 1", "get host() { return n.v + 1; }"]) },
  },
  {
    row: 59,
    label: "M",
    name: "module let reassigned before the call",
    files: { "k.ts": "let mode = 1;\nmode = mode + 1;\nexport const go = () => mode;" },
    unit: { top: 'import { go } from "./k.js";\n', body: "return go();" },
    edit: { "k.ts": swap(["mode + 1", "mode + 2"]) },
  },
  {
    row: 59,
    label: "M",
    name: "module let assigned by a setter from another module",
    files: {
      "k.ts":
        "let mode = 1;\nexport const set = (x: number) => { mode = x; };\nexport const go = () => mode;",
      "s.ts": 'import { set } from "./k.js";\nset(2);',
    },
    unit: { top: 'import { go } from "./k.js";\nimport "./s.js";\n', body: "return go();" },
    edit: { "s.ts": swap(["set(2)", "set(3)"]) },
  },
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
  {
    row: 62,
    label: "M",
    name: "loop let becomes var",
    files: { "a.ts": "export const fs: any[] = [];\nfor (let i = 0; i < 3; i++) fs.push(() => i);" },
    unit: { top: 'import { fs } from "./a.js";\n', body: "return fs.map((f) => f());" },
    edit: { "a.ts": swap(["let i", "var i"]) },
  },
  {
    row: 62,
    label: "M",
    name: "loop let becomes var, in the unit",
    unit: {
      body: "const fs: any[] = [];\nfor (let i = 0; i < 3; i++) fs.push(() => i);\nreturn fs.map((f) => f());",
    },
    edit: { "unit.ts": swap(["let i", "var i"]) },
  },
  {
    row: 63,
    label: "M",
    name: "field of this",
    unit: { body: "return this.factor * 2;", members: "factor = 2;" },
    forms: ["method"],
    edit: { "unit.ts": swap(["factor = 2", "factor = 3"]) },
  },
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
    row: 64,
    label: "M",
    name: "binding initialised after the unit is first referenced, in a cycle of modules",
    files: {
      "unit.ts": `
import { K } from "./k.js";
// @cache persistent
export function unit() { ${ran} return K; }
console.log("@out", unit());`,
      "k.ts": 'import { unit } from "./unit.js";\nexport const late = () => unit;\nexport const K = 1;',
    },
    edit: { "k.ts": swap(["K = 1", "K = 2"]) },
  },
  {
    row: 65,
    label: "refuse",
    name: "captured socket",
    files: { "s.ts": 'import { Socket } from "node:net";\nexport const box = { socket: new Socket() };' },
    unit: { top: 'import { box } from "./s.js";\n', body: "return box.socket.bytesRead;" },
  },
  {
    row: 65,
    label: "refuse",
    name: "socket as argument",
    unit: {
      top: 'import { Socket } from "node:net";\n',
      params: "s: Socket",
      args: "new Socket()",
      body: "return s.bytesRead;",
    },
    forms: ["function", "method", "using"],
  },
  ...(
    [
      ["promise", "Promise.resolve(1)"],
      ["generator", "(function* () { yield 1; })()"],
      ["WeakMap with what is not known", "new WeakMap([[{}, 1]])"],
      ["Proxy", "new Proxy({}, {})"],
      ["iterator", "[1][Symbol.iterator]()"],
      ["bound function", "(function (this: any) { return this; }).bind({ a: 1 })"],
    ] as const
  ).map(([name, value]): Case => ({
    row: 65,
    label: "refuse",
    name: `argument: ${name}`,
    unit: { params: "x: any", args: value, body: "return typeof x;" },
    forms: ["function", "method", "using"],
  })),
  {
    row: 65,
    label: "refuse",
    name: "captured generator, in the middle of its run",
    files: { "g.ts": "function* numbers() { yield 1; yield 2; }\nexport const g = numbers();\ng.next();" },
    unit: { top: 'import { g } from "./g.js";\n', body: "return g.next().value;" },
    edit: { "g.ts": (text) => `${text}\ng.next();` },
  },
  {
    row: 65,
    label: "M",
    name: "client of a package, by provenance: its arguments",
    files: {
      "/node_modules/p065/package.json":
        '{ "name": "p065", "version": "1.0.0", "main": "i.js", "type": "module", "types": "i.d.ts" }',
      "/node_modules/p065/i.js":
        "export class Client { #url; #w = new WeakMap(); constructor(url) { this.#url = url; this.f = () => url; } get() { return this.#url; } }",
      "/node_modules/p065/i.d.ts": "export declare class Client { constructor(url: string); get(): string; }",
      "c.ts": 'import { Client } from "p065";\nexport const client = new Client("a");',
    },
    unit: { top: 'import { client } from "./c.js";\n', body: "return client.get();" },
    edit: { "c.ts": swap(['"a"', '"b"']) },
  },
  {
    row: 66,
    label: "M",
    name: "imported live binding changed by its module",
    files: { "k.ts": "export let K = 1;\nexport const set = () => { K += 1; };\nset();" },
    unit: { top: 'import { K } from "./k.js";\n', body: "return K;" },
    edit: { "k.ts": swap(["+= 1", "+= 2"]) },
  },
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
  {
    row: 81,
    label: "M",
    name: "method replaced from another module",
    files: {
      "a.ts": "export class A { go() { return 1; } }",
      "p.ts": 'import { A } from "./a.js";\nA.prototype.go = function () { return 2; };',
    },
    unit: { top: 'import { A } from "./a.js";\nimport "./p.js";\n', body: "return new A().go();" },
    edit: { "p.ts": swap(["return 2", "return 3"]) },
  },
  {
    row: 81,
    label: "M",
    name: "method replaced from another module, of an argument",
    files: {
      "a.ts": "export class A { go() { return 1; } }",
      "p.ts": 'import { A } from "./a.js";\nimport { K } from "./k.js";\nA.prototype.go = () => K;',
      "k.ts": "export const K = 2;",
    },
    unit: {
      top: 'import { A } from "./a.js";\nimport "./p.js";\n',
      params: "a: A",
      args: "new A()",
      body: "return a.go();",
    },
    edit: { "k.ts": swap(["= 2", "= 3"]) },
  },
  {
    row: 81,
    label: "M",
    name: "static set from another module",
    files: {
      "a.ts": "export class A { static rate = 1; static go() { return A.rate; } }",
      "p.ts": 'import { A } from "./a.js";\nA.rate = 2;',
    },
    unit: { top: 'import { A } from "./a.js";\nimport "./p.js";\n', body: "return A.go();" },
    edit: { "p.ts": swap(["= 2", "= 3"]) },
  },
  {
    row: 81,
    label: "M",
    name: "property of a helper set from another module",
    files: {
      "a.ts": "export function go() { return (go as any).factor; }",
      "p.ts": 'import { go } from "./a.js";\n(go as any).factor = 2;',
    },
    unit: { top: 'import { go } from "./a.js";\nimport "./p.js";\n', body: "return go();" },
    edit: { "p.ts": swap(["= 2", "= 3"]) },
  },
  {
    row: 81,
    label: "M",
    name: "private static set from another module",
    files: {
      "a.ts":
        "export class A { static #rate = 1; static set(x: number) { A.#rate = x; } static go() { return A.#rate; } }",
      "p.ts": 'import { A } from "./a.js";\nA.set(2);',
    },
    unit: { top: 'import { A } from "./a.js";\nimport "./p.js";\n', body: "return A.go();" },
    edit: { "p.ts": swap(["set(2)", "set(3)"]) },
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
