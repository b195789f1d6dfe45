import { swap, type Case } from "../case.ts";

const goFrom = (file: string): string => `import { go } from "./${file}.js";\n`;
const body = "return go(2);";

/** Code that is reached, but not by the name of a function in a static import. */
export const dispatch: readonly Case[] = [
  {
    row: 41,
    label: "M",
    name: "literal import()",
    files: { "x.ts": "export const go = (x: number) => x + 1;" },
    unit: { body: 'const x = await import("./x.js");\nreturn x.go(2);', isAsync: true },
    edit: { "x.ts": swap(["x + 1", "x + 2"]) },
  },
  {
    row: 41,
    label: "M",
    name: "what a literal import() of a helper imports",
    files: {
      "a.ts": 'export const go = async (x: number) => (await import("./x.js")).go(x);',
      "x.ts": 'import { K } from "./k.js";\nexport const go = (x: number) => x + K;',
      "k.ts": "export const K = 1;",
    },
    unit: { top: goFrom("a"), body: "return await go(2);", isAsync: true },
    edit: { "k.ts": swap(["= 1", "= 2"]) },
  },
  {
    row: 41,
    label: "refuse",
    name: "import() of a computed name",
    files: { "x.ts": "export const go = (x: number) => x + 1;" },
    unit: {
      params: "name: string",
      args: '"x"',
      body: "const x = await import(`./${name}.js`);\nreturn x.go(2);",
      isAsync: true,
    },
    edit: { "x.ts": swap(["x + 1", "x + 2"]) },
  },
  {
    row: 41,
    label: "refuse",
    name: "import() of a computed name in a helper",
    files: {
      "a.ts": "export const go = async (name: string) => (await import(name)).go(2);",
      "x.ts": "export const go = (x: number) => x + 1;",
    },
    unit: { top: goFrom("a"), body: 'return await go("./x.js");', isAsync: true },
    edit: { "x.ts": swap(["x + 1", "x + 2"]) },
  },
  {
    row: 42,
    label: "M",
    name: "file of a worker, and what it imports",
    files: {
      "w.ts":
        'import { parentPort } from "node:worker_threads";\nimport { K } from "./k.js";\nparentPort!.postMessage(K);',
      "k.ts": "export const K = 1;",
    },
    unit: {
      top: 'import { Worker } from "node:worker_threads";\n',
      body: 'const w = new Worker(new URL("./w.js", import.meta.url));\nreturn await new Promise((done) => w.once("message", done));',
      isAsync: true,
    },
    forms: ["function", "using"],
    edit: { "k.ts": swap(["= 1", "= 2"]) },
  },
  {
    row: 43,
    label: "M",
    name: "createRequire",
    files: { "x.cts": "exports.go = (x: number) => x + 1;" },
    unit: {
      top: 'import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);\n',
      body: 'return require("./x.cjs").go(2);',
    },
    edit: { "x.cts": swap(["x + 1", "x + 2"]) },
  },
  {
    row: 43,
    label: "M",
    name: "a constant that require gave",
    files: { "x.cts": "exports.go = (x: number) => x + 1;" },
    unit: {
      top: 'import { createRequire } from "node:module";\nconst { go } = createRequire(import.meta.url)("./x.cjs");\n',
      body,
    },
    edit: { "x.cts": swap(["x + 1", "x + 2"]) },
  },
  {
    row: 43,
    label: "M",
    name: "import of a CommonJS module with export =",
    files: { "x.cts": "const x = { go: (x: number) => x + 1 };\nexport = x;" },
    unit: { top: 'import x from "./x.cjs";\n', body: "return x.go(2);" },
    edit: { "x.cts": swap(["x + 1", "x + 2"]) },
  },
  {
    row: 44,
    label: "M",
    name: "side-effect import that adds to a built-in prototype",
    files: { "patch.ts": "(Array.prototype as any).total = function () { return this.length + 1; };" },
    unit: { top: 'import "./patch.js";\n', body: "return ([1, 2] as any).total();" },
    edit: { "patch.ts": swap(["+ 1", "+ 2"]) },
  },
  {
    row: 44,
    label: "M",
    name: "side-effect import that replaces a built-in method",
    files: {
      "patch.ts":
        'import { K } from "./k.js";\nArray.prototype.toSpliced = function () { return [K] as any; };',
      "k.ts": "export const K = 1;",
    },
    unit: { top: 'import "./patch.js";\n', body: "return [1, 2].toSpliced(0, 1);" },
    edit: { "k.ts": swap(["= 1", "= 2"]) },
  },
  {
    row: 44,
    label: "M",
    name: "side-effect import that replaces a function of a global namespace",
    files: { "patch.ts": "Math.cbrt = (x) => x + 1;" },
    unit: { top: 'import "./patch.js";\n', body: "return Math.cbrt(1);" },
    edit: { "patch.ts": swap(["+ 1", "+ 2"]) },
  },
  {
    row: 44,
    label: "M",
    name: "side-effect import that sets a global",
    files: { "patch.ts": "(globalThis as any).factor = 2;", "global.d.ts": "declare const factor: number;" },
    unit: {
      top: 'import "./patch.js";\n',
      body: "return (globalThis as any).factor * 3;",
    },
    edit: { "patch.ts": swap(["= 2", "= 3"]) },
  },
  {
    row: 44,
    label: "M",
    name: "side-effect import that is added",
    files: {
      "patch.ts": "String.prototype.at = function () { return 'patched' as any; };",
      "all.ts": "export {};",
    },
    unit: { top: 'import "./all.js";\n', body: 'return "ab".at(0);' },
    edit: { "all.ts": 'import "./patch.js";' },
    forms: ["function"],
  },
  {
    row: 44,
    label: "M",
    name: "patched prototype of an iterator",
    files: {
      "patch.ts":
        "const p = Object.getPrototypeOf(new Set()[Symbol.iterator]());\nconst next = p.next;\n" +
        'p.next = function () { const r = next.call(this); return r.value === "a" ? { done: false, value: "b" + 1 } : r; };',
    },
    unit: { top: 'import "./patch.js";\n', body: 'return [...new Set(["a"])];' },
    edit: { "patch.ts": swap(['"b" + 1', '"b" + 2']) },
    forms: ["function"],
  },
  {
    row: 47,
    label: "M",
    name: "strategy chosen at run time: the chosen one",
    files: {
      "a.ts":
        "const plus = (x: number) => x + 1, times = (x: number) => x * 8;\n" +
        'export const go = process.env["CHOICE"] === "times" ? times : plus;',
    },
    unit: { top: goFrom("a"), body },
    edit: { "a.ts": swap(["x + 1", "x + 2"]) },
  },
  {
    row: 47,
    label: "M",
    name: "strategy chosen at run time: another choice",
    files: {
      "a.ts":
        "const plus = (x: number) => x + 1, times = (x: number) => x * 8;\n" +
        'export const go = process.env["CHOICE"] === "times" ? times : plus;',
    },
    unit: { top: goFrom("a"), body },
    envAfter: { CHOICE: "times" },
  },
  {
    row: 47,
    label: "N",
    name: "strategy chosen at run time: the other one",
    files: {
      "a.ts":
        "const plus = (x: number) => x + 1, times = (x: number) => x * 8;\n" +
        'export const go = process.env["CHOICE"] === "times" ? times : plus;',
    },
    unit: { top: goFrom("a"), body },
    edit: { "a.ts": swap(["x * 8", "x * 9"]) },
  },
  {
    row: 47,
    label: "M",
    name: "strategy in a table that is passed as an argument",
    files: { "a.ts": 'export const table = new Map([["plus", (x: number) => x + 1]]);' },
    unit: {
      top: 'import { table } from "./a.js";\n',
      params: "t: Map<string, any>",
      args: "table",
      body: 'return t.get("plus")(2);',
    },
    edit: { "a.ts": swap(["x + 1", "x + 2"]) },
  },
  {
    row: 47,
    label: "M",
    name: "strategy registered by another module",
    files: {
      "registry.ts": "export const registry: any = {};",
      "plus.ts": 'import { registry } from "./registry.js";\nregistry.plus = (x: number) => x + 1;',
    },
    unit: {
      top: 'import { registry } from "./registry.js";\nimport "./plus.js";\n',
      body: "return registry.plus(2);",
    },
    edit: { "plus.ts": swap(["x + 1", "x + 2"]) },
  },
  ...(
    [
      ["body of the factory", "x * k", "x * k + 1"],
      ["argument of the factory", "make(3)", "make(4)"],
      ["constant of the factory", "BASE = 1", "BASE = 2"],
    ] as const
  ).flatMap(([name, from, to]): Case[] => [
    {
      row: 48,
      label: "M",
      name: `${name}, product a closure`,
      files: {
        "a.ts":
          "const BASE = 1;\nfunction make(k: number) { const base = BASE; return (x: number) => x * k + base; }\nexport const go = make(3);",
      },
      unit: { top: goFrom("a"), body },
      edit: { "a.ts": swap([from, to]) },
    },
    {
      row: 48,
      label: "M",
      name: `${name}, product an object with methods`,
      files: {
        "a.ts":
          "const BASE = 1;\nfunction make(k: number) { return { go(x: number) { return x * k + BASE; } }; }\nexport const o = make(3);",
      },
      unit: { top: 'import { o } from "./a.js";\n', body: "return o.go(2);" },
      edit: { "a.ts": swap([from, to]) },
    },
    {
      row: 48,
      label: "M",
      name: `${name}, product a class`,
      files: {
        "a.ts":
          "const BASE = 1;\nconst make = (k: number) => class { go(x: number) { return x * k + BASE; } };\nexport const C = make(3);",
      },
      unit: { top: 'import { C } from "./a.js";\n', body: "return new C().go(2);" },
      edit: { "a.ts": swap([from, to]) },
    },
  ]),
  ...(
    [
      ["wrapper", "retry.ts", "times = 2", "times = 3"],
      ["helper", "fetch.ts", "x + 1", "x + 2"],
    ] as const
  ).flatMap(([name, file, from, to]): Case[] => [
    {
      row: 49,
      label: "M",
      name: `withRetry(helper): ${name}`,
      files: {
        "retry.ts":
          "export function withRetry<A extends unknown[], R>(f: (...a: A) => R) {\n" +
          "  return (...a: A) => { const times = 2; const all: R[] = []; for (let i = 0; i < times; i++) all.push(f(...a)); return all; };\n}",
        "fetch.ts": "export const fetchIt = (x: number) => x + 1;",
        "a.ts":
          'import { withRetry } from "./retry.js";\nimport { fetchIt } from "./fetch.js";\nexport const go = withRetry(fetchIt);',
      },
      unit: { top: goFrom("a"), body },
      edit: { [file]: swap([from, to]) },
    },
    {
      row: 49,
      label: "M",
      name: `withRetry in the unit: ${name}`,
      files: {
        "retry.ts":
          "export const withRetry = (f: any) => function wrapped(...a: any[]) { const times = 2; return [times, f(...a)]; };",
        "fetch.ts": "export const fetchIt = (x: number) => x + 1;",
      },
      unit: {
        top: 'import { withRetry } from "./retry.js";\nimport { fetchIt } from "./fetch.js";\n',
        body: "return withRetry(fetchIt)(2);",
      },
      edit: { [file]: swap([from, to]) },
    },
  ]),
];
