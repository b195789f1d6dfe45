import { swap, type Case } from "../case.ts";

const importsK = { "k.ts": "export const K: any = 1;" };
const unitOfK = { top: 'import { K } from "./k.js";\n', body: "return [K];" };

/** Edits of what a unit reads as it is when the unit is called. */
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
  {
    row: 64,
    label: "M",
    name: "binding initialised after the unit is first referenced, in a cycle of modules",
    files: {
      "unit.ts": `
import { K } from "./k.js";
// @cache persistent
export function unit() { console.log("@ran"); return K; }
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
];
