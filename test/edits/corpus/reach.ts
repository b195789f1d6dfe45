import { swap, type Case, type Texts } from "../case.ts";

const body = "return go(2);";
const importsGo = 'import { go } from "./a.js";\n';

/** `go` of a.ts calls through four more modules. */
const chain: Texts = {
  "a.ts": 'import { b } from "./b.js";\nexport const go = (x: number) => b(x) + 1;',
  "b.ts": 'import { c } from "./c.js";\nexport function b(x: number) { return c(x) + 1; }',
  "c.ts": 'export { d as c } from "./d.js";',
  "d.ts": 'import * as e from "./e.js";\nexport const d = (x: number) => e.e(x) + 1;',
  "e.ts": "export default function e(x: number) { return x * 10; }\nexport { e };",
};

const exportsStar: Texts = {
  "a.ts": "export const go = (x: number): any => x + 1;",
  "b.ts": "export const go = (x: number): any => x + 2;",
  "index.ts": 'export * from "./a.js";',
};
const importsIndex = 'import * as all from "./index.js";\n';
const callsAny = "const { go } = all as any;\nreturn go === undefined ? null : go(2);";

export const reach: readonly Case[] = [
  ...(
    [
      ["function", "function go(x: number) { return x + 1; }"],
      ["arrow function", "const go = (x: number) => x + 1;"],
      ["function expression", "const go = function (x: number) { return x + 1; };"],
      ["class", "class Go { run(x: number) { return x + 1; } }\nconst go = (x: number) => new Go().run(x);"],
      ["object of functions", "const o = { go: (x: number) => x + 1 };\nconst { go } = o;"],
      ["let that is assigned once", "let go: any;\ngo = (x: number) => x + 1;"],
    ] as const
  ).map(([name, top]): Case => ({
    row: 31,
    label: "M",
    name: `body of a helper in the same file: ${name}`,
    unit: { top, body },
    edit: { "unit.ts": swap(["x + 1", "x + 2"]) },
  })),
  {
    row: 31,
    label: "M",
    name: "body of a hoisted helper below the unit",
    files: {
      "unit.ts": `
// @cache persistent
function unit(x: number) { console.log("@ran"); return later(x); }
console.log(unit(1));
function later(x: number) { return x + 1; }
export {};`,
    },
    edit: { "unit.ts": swap(["x + 1", "x + 2"]) },
  },
  ...(
    [
      ["b.ts", "+ 1", "+ 2"],
      ["d.ts", "+ 1", "+ 2"],
      ["e.ts", "x * 10", "x * 20"],
    ] as const
  ).map(([file, from, to]): Case => ({
    row: 32,
    label: "M",
    name: `body of a helper in ${file}, of five modules`,
    files: chain,
    unit: { top: importsGo, body },
    edit: { [file]: swap([from, to]) },
  })),
  {
    row: 33,
    label: "M",
    name: "default parameter of a helper",
    files: { "a.ts": "export const go = (x: number, k = 3) => x * k;" },
    unit: { top: importsGo, body },
    edit: { "a.ts": swap(["k = 3", "k = 4"]) },
  },
  {
    row: 33,
    label: "M",
    name: "default of a destructured parameter of a helper, from a constant",
    files: { "a.ts": "const K = 3;\nexport const go = (x: number, { k = K } = {}) => x * k;" },
    unit: { top: importsGo, body },
    edit: { "a.ts": swap(["K = 3", "K = 4"]) },
  },
  {
    row: 33,
    label: "M",
    name: "default parameter of the unit itself, from a constant",
    files: { "k.ts": "export const K = 3;" },
    unit: { top: 'import { K } from "./k.js";\n', params: "x = K", body: "return x * 2;" },
    edit: { "k.ts": swap(["3", "4"]) },
  },
  ...(
    [
      ["number", "const K = 3;", "x * K", "= 3", "= 4"],
      ["regular expression", "const K = /a/;", 'x + "aa".replace(K, "")', "/a/", "/a/g"],
      ["table", "const K: any = { two: { value: 3 } };", "x * K.two.value", "value: 3", "value: 4"],
      ["table by computed key", "const K: any = [1, 2, 3];", "K[x]", "2, 3", "2, 4"],
      ["Map", "const K = new Map([[2, 3]]);", "K.get(x)", "[2, 3]", "[2, 4]"],
      ["Set", "const K = new Set([2, 3]);", "K.has(x)", "[2, 3]", "[3, 4]"],
      ["Date", "const K = new Date(2000);", "x + K.getTime()", "2000", "3000"],
      ["typed array", "const K = new Uint8Array([1, 2, 3]);", "K[x]", "2, 3", "2, 4"],
      ["let", "let K = 3;", "x * K", "= 3", "= 4"],
      ["computed from a call", "const K = Math.max(1, 3);", "x * K", "1, 3", "1, 4"],
      [
        "deeply frozen",
        "const K = Object.freeze({ a: Object.freeze({ b: 3 }) });",
        "x * K.a.b",
        "b: 3",
        "b: 4",
      ],
      ["symbol description", 'const K = Symbol("s");', "x + K.description", '"s"', '"t"'],
      ["big integer", "const K = 3n;", "BigInt(x) * K", "3n", "4n"],
      ["template", "const K = `v${1 + 2}`;", "x + K", "1 + 2", "1 + 3"],
      ["destructured", "const { K = 5 } = { K: 3 };", "x * K", "K: 3", "K: 4"],
    ] as const
  ).map(([name, declaration, expression, from, to]): Case => ({
    row: 34,
    label: "M",
    name: `constant of a helper's module: ${name}`,
    files: { "a.ts": `${declaration}\nexport const go = (x: number): any => ${expression};` },
    unit: { top: importsGo, body },
    edit: { "a.ts": swap([from, to]) },
  })),
  {
    row: 35,
    label: "M",
    name: "export * retargeted",
    files: exportsStar,
    unit: { top: importsIndex, body: callsAny },
    edit: { "index.ts": swap(["./a.js", "./b.js"]) },
  },
  {
    row: 35,
    label: "M",
    name: "export * retargeted, named import",
    files: exportsStar,
    unit: { top: 'import { go } from "./index.js";\n', body },
    edit: { "index.ts": swap(["./a.js", "./b.js"]) },
  },
  {
    row: 35,
    label: "M",
    name: "export * shadowed by an export of the file itself",
    files: exportsStar,
    unit: { top: 'import { go } from "./index.js";\n', body },
    edit: { "index.ts": (text) => `${text}\nexport const go = (x: number): any => x + 3;` },
  },
  {
    row: 35,
    label: "M",
    name: "export * made ambiguous",
    files: exportsStar,
    unit: { top: importsIndex, body: callsAny },
    edit: { "index.ts": (text) => `${text}\n// @ts-ignore\nexport * from "./b.js";` },
  },
  {
    row: 36,
    label: "N",
    name: "sibling exports that are not reached",
    files: {
      "a.ts":
        "export const go = (x: number) => x + 1;\nexport const other = (x: number) => x + 8;\nexport const K = 5;",
    },
    unit: { top: importsGo, body },
    edit: { "a.ts": swap(["x + 8", "x + 9"], ["K = 5", "K = 6"]) },
  },
  {
    row: 36,
    label: "N",
    name: "sibling exports that are not reached, through a namespace",
    files: { "a.ts": "export const go = (x: number) => x + 1;\nexport const other = (x: number) => x + 8;" },
    unit: { top: 'import * as a from "./a.js";\n', body: "return a.go(2);" },
    edit: { "a.ts": swap(["x + 8", "x + 9"]) },
  },
  {
    row: 36,
    label: "N",
    name: "neighbours of the unit and of its helper in the same file",
    unit: {
      top: "const other = (x: number) => x + 8;\nfunction go(x: number) { return x + 1; }\nconst seen = other(1);\nvoid seen;\n",
      body,
    },
    edit: { "unit.ts": swap(["x + 8", "x + 9"]) },
  },
  {
    row: 36,
    label: "N",
    name: "a method that is not reached, of another class",
    files: {
      "a.ts":
        "export class A { go(x: number) { return x + 1; } }\nexport class B { go(x: number) { return x + 8; } }",
    },
    unit: { top: 'import { A } from "./a.js";\n', body: "return new A().go(2);" },
    edit: { "a.ts": swap(["x + 8", "x + 9"]) },
  },
  ...(
    [
      ["used", "M", "x + 1", "x + 2"],
      ["unused", "Y", "x + 8", "x + 9"],
    ] as const
  ).flatMap(([name, label, from, to]): Case[] => [
    {
      row: 37,
      label,
      name: `entry of a table of functions, ${name}`,
      files: { "a.ts": "export const t = { go: (x: number) => x + 1, other: (x: number) => x + 8 };" },
      unit: { top: 'import { t } from "./a.js";\n', body: "return t.go(2);" },
      edit: { "a.ts": swap([from, to]) },
    },
    {
      row: 37,
      label,
      name: `entry of a table of functions by argument, ${name}`,
      files: {
        "a.ts":
          "export const t: any = { go(x: number) { return x + 1; }, other(x: number) { return x + 8; } };",
      },
      unit: {
        top: 'import { t } from "./a.js";\n',
        params: "which: string",
        args: '"go"',
        body: "return t[which](2);",
      },
      edit: { "a.ts": swap([from, to]) },
    },
  ]),
  {
    row: 37,
    label: "M",
    name: "accessor of an object literal",
    files: { "a.ts": "export const t = { get go() { return 1 + 1; } };" },
    unit: { top: 'import { t } from "./a.js";\n', body: "return t.go;" },
    edit: { "a.ts": swap(["1 + 1", "1 + 2"]) },
  },
  {
    row: 38,
    label: "M",
    name: "body of a recursive helper",
    files: { "a.ts": "export function go(x: number): number { return x < 1 ? 1 : go(x - 1) + 1; }" },
    unit: { top: importsGo, body },
    edit: { "a.ts": swap(["? 1", "? 2"]) },
  },
  ...(
    [
      ["the member that is called", "M", swap(["? 1", "? 2"])],
      ["the other member", "M", swap(["? 5", "? 6"])],
      ["rename of the cycle", "N", swap(["odd", "second"], ["even", "first"])],
    ] as const
  ).map(([name, label, edit]): Case => ({
    row: 38,
    label,
    name: `mutual recursion: ${name}`,
    files: {
      "a.ts":
        "function even(x: number): number { return x < 1 ? 1 : odd(x - 1); }\n" +
        "function odd(x: number): number { return x < 1 ? 5 : even(x - 1); }\n" +
        "export const go = (x: number) => even(x) + odd(x);",
    },
    unit: { top: importsGo, body },
    edit: { "a.ts": edit },
  })),
  {
    row: 38,
    label: "M",
    name: "recursion across modules",
    files: {
      "a.ts":
        'import { odd } from "./b.js";\nexport function go(x: number): number { return x < 1 ? 1 : odd(x - 1); }',
      "b.ts":
        'import { go } from "./a.js";\nexport function odd(x: number): number { return x < 1 ? 5 : go(x - 1); }',
    },
    unit: { top: importsGo, body: "return go(3);" },
    edit: { "b.ts": swap(["? 5", "? 6"]) },
  },
  {
    row: 38,
    label: "M",
    name: "a unit that calls itself",
    files: {
      "unit.ts": `
import { base } from "./a.js";
// @cache persistent
function unit(x: number): number { console.log("@ran"); return x < 1 ? base : unit(x - 1) + 1; }
console.log("@out", unit(2));`,
      "a.ts": "export const base = 1;",
    },
    edit: { "a.ts": swap(["= 1", "= 2"]) },
    outcomes: {
      cold: ["miss", "miss", "miss"],
      warm: ["hit"],
      after: ["miss", "miss", "miss"],
    },
  },
  {
    row: 39,
    label: "M",
    name: "callback written in the unit",
    unit: { body: "return [1, 2].map((x) => x + 1);" },
    edit: { "unit.ts": swap(["x + 1", "x + 2"]) },
  },
  {
    row: 39,
    label: "M",
    name: "callback passed as an argument",
    files: { "a.ts": "export const go = (x: number) => x + 1;" },
    unit: { top: importsGo, params: "f: any", args: "go", body: "return [1, 2].map(f);" },
    edit: { "a.ts": swap(["x + 1", "x + 2"]) },
  },
  {
    row: 39,
    label: "M",
    name: "callback written in the call, with a captured constant",
    files: { "a.ts": "export const K = 1;" },
    unit: {
      top: 'import { K } from "./a.js";\n',
      params: "f: any",
      args: "(x: number) => x + K",
      body: "return [1, 2].map(f);",
    },
    edit: { "a.ts": swap(["K = 1", "K = 2"]) },
  },
  {
    row: 39,
    label: "M",
    name: "callback in an option object as argument",
    files: { "a.ts": "export const options = { on: { each: (x: number) => x + 1 } };" },
    unit: {
      top: 'import { options } from "./a.js";\n',
      params: "o: any",
      args: "options",
      body: "return [1, 2].map(o.on.each);",
    },
    edit: { "a.ts": swap(["x + 1", "x + 2"]) },
  },
  {
    row: 39,
    label: "M",
    name: "callback of a helper, through a variable",
    files: {
      "a.ts": "export function go(x: number) { const add = (y: number) => y + 1; return [x].map(add); }",
    },
    unit: { top: importsGo, body },
    edit: { "a.ts": swap(["y + 1", "y + 2"]) },
  },
  {
    row: 40,
    label: "M",
    name: "code of a nested cached function",
    files: {
      "a.ts": "// @cache persistent name=inner\nexport function go(x: number) { return x + 1; }",
    },
    unit: { top: importsGo, body },
    edit: { "a.ts": swap(["x + 1", "x + 2"]) },
  },
  {
    row: 40,
    label: "M",
    name: "helper of a nested cached arrow function",
    files: {
      "a.ts": 'import { b } from "./b.js";\n// @cache name=inner\nexport const go = (x: number) => b(x);',
      "b.ts": "export const b = (x: number) => x + 1;",
    },
    unit: { top: importsGo, body },
    edit: { "b.ts": swap(["x + 1", "x + 2"]) },
  },
  {
    row: 40,
    label: "M",
    name: "helper of a nested using block",
    files: {
      "a.ts":
        'import { persistent } from "memoir";\nimport { b } from "./b.js";\n' +
        'export function go(x: number) { using cache = persistent("inner"); return b(x); }',
      "b.ts": "export const b = (x: number) => x + 1;",
    },
    unit: { top: importsGo, body },
    edit: { "b.ts": swap(["x + 1", "x + 2"]) },
  },
];
