import { a, importsGo, type Link } from "./link.ts";

const client = {
  "/node_modules/p94/package.json":
    '{ "name": "p94", "version": "1.0.0", "type": "module", "main": "i.js", "types": "i.d.ts" }',
  "/node_modules/p94/i.js":
    "export class Client { #url; constructor(url) { this.#url = url; this.hidden = new WeakMap(); } get() { return this.#url; } }\n" +
    "export const make = (url) => { const c = new Client(url); return () => c.get(); };",
  "/node_modules/p94/i.d.ts":
    "export declare class Client { constructor(url: any); get(): any; }\nexport declare const make: (url: any) => () => any;",
};
const importsClient = 'import { Client, make } from "p94";\nvoid [Client, make];\n';

/** What belongs to the process or to a package. */
export const environmentLinks: readonly Link[] = [
  ...[
    ["alias of process", "const p = process;\nexport const go = () => p.env.LINK94;"],
    ["destructured twice", "const { env: { LINK94 } } = process;\nexport const go = () => LINK94;"],
    [
      "namespace of node:process",
      'import * as p from "node:process";\nexport const go = () => p.env.LINK94;',
    ],
    ["bracket and optional chain", 'export const go = () => process?.["env"]?.LINK94;'],
    ["of globalThis", "export const go = () => globalThis.process.env.LINK94;"],
    ["of an alias of globalThis", "const g = globalThis;\nexport const go = () => g.process.env.LINK94;"],
    ["through Reflect.get", 'export const go = () => Reflect.get(process, "env").LINK94;'],
    ["renamed import of env", 'import { env as e } from "node:process";\nexport const go = () => e.LINK94;'],
    ["handed to a helper", "const read = (e: any) => e.LINK94;\nexport const go = () => read(process.env);"],
    [
      "exported by another module",
      "export const settings = process.env;\nexport const go = () => settings.LINK94;",
    ],
    ["in an object", "const o = { env: process.env };\nexport const go = () => o.env.LINK94;"],
    ["in a default parameter", "export const go = (e = process.env) => e.LINK94;"],
    [
      "in a class field",
      "class A { e = process.env; }\nconst one = new A();\nexport const go = () => one.e.LINK94;",
    ],
    [
      "by require",
      'import { createRequire } from "node:module";\nconst p = createRequire(import.meta.url)("process");\nexport const go = () => p.env.LINK94;',
    ],
    ["by getBuiltinModule", 'export const go = () => process.getBuiltinModule("node:process").env.LINK94;'],
    ["by import()", 'const p = await import("node:process");\nexport const go = () => p.default.env.LINK94;'],
  ].map(([name = "", text = ""]): Link => ({
    row: 68,
    name: `environment, ${name}`,
    files: a(text),
    top: importsGo,
    body: "return String((go as any)());",
    env: { LINK94: "1" },
    envAfter: { LINK94: "2" },
    mayRefuse: true,
  })),
  ...[
    ["eval", 'export const go = () => eval("1 + K" + "");', "export const K = 1;"],
    ["indirect eval", 'export const go = () => (0, eval)("1 + K95");', "(globalThis as any).K95 = 1;"],
    [
      "new Function",
      'export const go = () => new Function("return 1 + K95")();',
      "(globalThis as any).K95 = 1;",
    ],
    [
      "Function through an alias",
      'const F = Function;\nexport const go = () => F("return K95")();',
      "(globalThis as any).K95 = 1;",
    ],
    [
      "constructor of a function",
      'export const go = () => (() => 1).constructor("return K95")();',
      "(globalThis as any).K95 = 1;",
    ],
    [
      "alias of globalThis",
      "const g: any = globalThis;\nexport const go = () => g.K95;",
      "(globalThis as any).K95 = 1;",
    ],
    ["global", "export const go = () => (global as any).K95;", "(globalThis as any).K95 = 1;"],
    [
      "globalThis by computed name",
      'const k = "K95";\nexport const go = () => (globalThis as any)[k];',
      "(globalThis as any).K95 = 1;",
    ],
    [
      "vm",
      'import { runInThisContext } from "node:vm";\nexport const go = () => runInThisContext("K95");',
      "(globalThis as any).K95 = 1;",
    ],
  ].map(([name = "", text = "", other = ""]): Link => ({
    row: 44,
    name: `global by ${name}`,
    files: {
      "k.ts": `${other}\nexport {};`,
      "a.ts": `import "./k.js";\n${name === "eval" ? 'import { K } from "./k.js";\nvoid K;\n' : ""}${text}`,
    },
    top: importsGo,
    body: "return String((go as any)());",
    file: "k.ts",
    change: ["= 1", "= 2"],
    mayRefuse: true,
  })),
  ...[
    [
      "argument of a constructor",
      'export const c = new Client("a");\nexport const go = () => c.get();',
      '"a"',
      '"b"',
    ],
    ["argument of a factory", 'export const f = make("a");\nexport const go = () => f();', '"a"', '"b"'],
    [
      "argument from a constant",
      'const K = { url: "a" };\nconst c = new Client(K);\nexport const go = () => c.get().url;',
      '"a"',
      '"b"',
    ],
    [
      "through a function of the project",
      'const wrap = (u: string) => new Client(u + "a");\nconst c = wrap("x");\nexport const go = () => c.get();',
      '"a"',
      '"b"',
    ],
    [
      "in an object",
      'const box = { c: new Client("a") };\nexport const go = () => box.c.get();',
      '"a"',
      '"b"',
    ],
    [
      "in a field",
      'class Repo { c = new Client("a"); get() { return this.c.get(); } }\nconst repo = new Repo();\nexport const go = () => repo.get();',
      '"a"',
      '"b"',
    ],
    [
      "in a field, by the constructor's argument",
      'class Repo { c; constructor(u: string) { this.c = new Client(u); } get() { return this.c.get(); } }\nconst repo = new Repo("a");\nexport const go = () => repo.get();',
      '"a"',
      '"b"',
    ],
    [
      "of two, the other one",
      'const one = new Client("a"), two = new Client("b");\nvoid two;\nexport const go = () => one/**/.get();',
      "one/**/",
      "two/**/",
    ],
    ["in a let", 'let c = new Client("a");\nexport const go = () => c.get();', '"a"', '"b"'],
    [
      "chosen by a condition",
      'const c = 1 < 2 ? new Client("a") : null;\nexport const go = () => c!.get();',
      '"a"',
      '"b"',
    ],
    [
      "in a list",
      'const list = [new Client("a"), new Client("b")];\nexport const go = () => list[0]!.get();',
      '"a"',
      '"c"',
    ],
    [
      "subclass",
      'class Own extends Client { more = "a"; }\nconst c = new Own("x");\nexport const go = () => c.more + c.get();',
      '"x"',
      '"y"',
    ],
    [
      "given by a function call in the unit",
      'const cached = new Map<string, Client>();\nexport const go = () => { let c = cached.get("k"); if (!c) cached.set("k", (c = new Client("a"))); return c.get(); };',
      '"a"',
      '"b"',
    ],
    [
      "made from what another module set",
      'const holder: any = {};\nholder.url = "a";\nconst c = new Client(holder.url);\nholder.url = "z";\nexport const go = () => c.get();',
      'url = "a"',
      'url = "b"',
    ],
    [
      "made from a variable that changed since",
      'let url = "a";\nconst c = new Client(url);\nurl = "z";\nexport const go = () => c.get();',
      'url = "a"',
      'url = "b"',
    ],
    [
      "made from the environment that changed since",
      'process.env["U94"] = "a";\nconst c = new Client(process.env["U94"]);\nprocess.env["U94"] = "z";\nexport const go = () => c.get();',
      '= "a"',
      '= "b"',
    ],
    [
      "made from an object that changed since",
      'const o = { url: "a" };\nconst c = new Client(o.url);\no.url = "z";\nexport const go = () => c.get();',
      'url: "a"',
      'url: "b"',
    ],
    [
      "made by a counter",
      "let n = 0;\nn += 1;\nconst c = new Client(n++);\nn = 9;\nexport const go = () => c.get();",
      "n += 1",
      "n += 2",
    ],
  ].map(([name = "", text = "", from = "", to = ""]): Link => ({
    row: 65,
    name: `object of a package, ${name}`,
    files: { ...client, "a.ts": importsClient + text },
    top: importsGo,
    body: "return String((go as any)());",
    change: [from, to],
    mayRefuse: true,
  })),
];
