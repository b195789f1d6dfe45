import { swap, type Case } from "../case.ts";

/** Values that a careless encoding takes for each other, and what tells them apart. */
const pairs: readonly (readonly [from: string, to: string, observe: string])[] = [
  ["new Map([[1, 2], [3, 4]])", "new Map([[3, 4], [1, 2]])", "[...x]"],
  ["new Set([1, 2])", "new Set([2, 1])", "[...x]"],
  ["new Map([[0, 1]])", "new Map([[NaN, 1]])", "[...x]"],
  ["new Set()", "new Map()", "x instanceof Map"],
  ["new Uint8Array([255])", "new Int8Array([255])", "x[0]"],
  ["new Uint8Array([1, 2])", "new Uint16Array([513])", "x.length"],
  ["Buffer.from([1])", "new Uint8Array([1])", "Buffer.isBuffer(x)"],
  [
    "new Uint8Array(new Uint8Array([1, 2, 3, 4]).buffer, 0, 2)",
    "new Uint8Array(new Uint8Array([1, 2, 3, 4]).buffer, 1, 2)",
    "x[0]",
  ],
  ["new ArrayBuffer(2)", "new ArrayBuffer(3)", "x.byteLength"],
  ["new DataView(new ArrayBuffer(4), 1)", "new DataView(new ArrayBuffer(4), 2)", "x.byteOffset"],
  ["new Float64Array([0])", "new Float64Array([-0])", "Object.is(x[0], -0)"],
  ['"s"', 'new String("s")', "typeof x"],
  ["new Number(1)", "new Number(2)", "+x"],
  ["new Date(NaN)", "new Date(0)", "String(x.getTime())"],
  ["/a/g", "/a/y", "x.flags"],
  ["Object.assign([1], { extra: 1 })", "Object.assign([1], { extra: 2 })", "x.extra"],
  ["{ x: 1 }", "Object.assign(Object.create(null), { x: 1 })", "Object.getPrototypeOf(x) === null"],
  ["{ x: 1 }", "Object.freeze({ x: 1 })", "Object.isFrozen(x)"],
  ["{ x: 1 }", "Object.preventExtensions({ x: 1 })", "Object.isExtensible(x)"],
  ["{ x: 1 }", "{ get x() { return 2; } }", "x.x"],
  ['{ [Symbol.for("a")]: 1 }', '{ [Symbol.for("b")]: 1 }', 'Symbol.for("a") in x'],
  ['Symbol.for("a")', 'Symbol("a")', 'x === Symbol.for("a")'],
  ['new Error("a")', 'new TypeError("a")', "x instanceof TypeError"],
  ['new Error("a")', 'new Error("a", { cause: 1 })', "x.cause"],
  ["new AggregateError([1])", "new AggregateError([2])", "x.errors[0]"],
  ['new URL("http://a/")', 'new URL("http://b/")', "x.href"],
  ["[, 1]", "[undefined, 1]", "0 in x"],
  ['"\\ud800"', '"\\ud801"', "x.charCodeAt(0)"],
  ["{ a: { b: 1 }, c: 2 }", "{ a: { b: 1, c: 2 } }", "Object.keys(x)"],
  ["class { static k = 1; }", "class { static k = 2; }", "x.k"],
  ["() => 1", "() => 2", "x()"],
  ["Object.assign(() => 1, { p: 1 })", "Object.assign(() => 1, { p: 2 })", "x.p"],
  ["{ __proto__: { p: 1 } }", "{ __proto__: { p: 2 } }", "x.p"],
  ["Object.create({ p: 1 })", "Object.create({ p: 2 })", "x.p"],
  ["new (class A extends Array {})()", "[]", "x.constructor === Array"],
  ["new (class A { x = 1; })()", "{ x: 1 }", "x.constructor === Object"],
  ["new Headers({ a: '1' })", "new Headers({ a: '2' })", "x.get('a')"],
  ["new URLSearchParams('a=1')", "new URLSearchParams('a=2')", "x.get('a')"],
  ["Object(1n)", "Object(2n)", "x.valueOf()"],
];

/** What is shared must stay so: two names of one thing and two equal things are not the same. */
const sharing: readonly Case[] = [
  {
    row: 6,
    label: "M",
    name: "one object twice → two equal objects",
    files: { "o.ts": "export const o = { a: 1 };" },
    unit: {
      top: 'import { o } from "./o.js";\n',
      params: "x: any, y: any",
      args: "o, o",
      body: "return x === y;",
    },
    edit: { "unit.ts": swap(["(o, o)", "(o, { ...o })"]) },
  },
  {
    row: 6,
    label: "M",
    name: "a captured object as argument → an equal one",
    files: { "o.ts": "export const o = { a: 1 };" },
    unit: {
      top: 'import { o } from "./o.js";\n',
      params: "x: any",
      args: "o",
      body: "return x === o;",
    },
    edit: { "unit.ts": swap(["(o)", "({ ...o })"]) },
    forms: ["function", "method", "using"],
  },
  {
    row: 6,
    label: "M",
    name: "an object that a helper captures as argument → an equal one",
    files: { "o.ts": "export const o = { a: 1 };\nexport const isIt = (x: unknown) => x === o;" },
    unit: {
      top: 'import { o, isIt } from "./o.js";\n',
      params: "x: any",
      args: "o",
      body: "return isIt(x);",
    },
    edit: { "unit.ts": swap(["(o)", "({ ...o })"]) },
  },
  {
    row: 6,
    label: "M",
    name: "two views of one buffer → views of two",
    files: { "o.ts": "export const b = new ArrayBuffer(2);" },
    unit: {
      top: 'import { b } from "./o.js";\n',
      params: "x: Uint8Array, y: Uint8Array",
      args: "new Uint8Array(b), new Uint8Array(b)",
      body: "return x.buffer === y.buffer;",
    },
    edit: {
      "unit.ts": swap(["new Uint8Array(b), new Uint8Array(b)", "new Uint8Array(b), new Uint8Array(2)"]),
    },
  },
  {
    row: 6,
    label: "M",
    name: "a cycle → a longer one",
    files: { "o.ts": "export const o: any = { next: null };\no.next = o;" },
    unit: { top: 'import { o } from "./o.js";\n', body: "return o.next === o;" },
    edit: { "o.ts": swap(["o.next = o;", "o.next = { next: o };"]) },
  },
  {
    row: 58,
    label: "M",
    name: "two symbols of one description",
    files: {
      "o.ts":
        'export const A = Symbol("s");\nexport const B = Symbol("s");\nexport const o: any = { [A]: 1, [B]: 2 };',
    },
    unit: { top: 'import { A, B, o } from "./o.js";\nvoid [A, B];\n', body: "return o[A];" },
    edit: { "unit.ts": swap(["o[A]", "o[B]"]) },
  },
  {
    row: 58,
    label: "M",
    name: "symbol passed as argument: another of one description",
    files: {
      "o.ts":
        'export const A = Symbol("s");\nexport const B = Symbol("s");\nexport const o: any = { [A]: 1, [B]: 2 };',
    },
    unit: {
      top: 'import { A, B, o } from "./o.js";\nvoid [A, B];\n',
      params: "s: symbol",
      args: "A",
      body: "return o[s];",
    },
    edit: { "unit.ts": swap(["(A)", "(B)"]) },
  },
];

export const values: readonly Case[] = [
  ...pairs.flatMap(([from, to, observe]): Case[] => {
    const body = `return ${observe};`;
    const edit = swap([`/**/${from}`, `/**/${to}`]);
    return [
      {
        row: 6,
        label: "M",
        name: `argument ${from} → ${to}`,
        unit: { params: "x: any", args: `/**/${from}`, body },
        edit: { "unit.ts": edit },
        forms: ["function"],
      },
      {
        row: 58,
        label: "M",
        name: `captured ${from} → ${to}`,
        files: { "k.ts": `export const x: any = /**/${from};` },
        unit: { top: 'import { x } from "./k.js";\n', body },
        edit: { "k.ts": edit },
        forms: ["function", "block"],
      },
      {
        row: 58,
        label: "M",
        name: `in a captured list: ${from} → ${to}`,
        files: { "k.ts": `export const list: any[] = [/**/${from}];` },
        unit: { top: 'import { list } from "./k.js";\n', body: `const [x] = list;\n${body}` },
        edit: { "k.ts": edit },
        forms: ["function"],
      },
    ];
  }),
  ...sharing,
];
