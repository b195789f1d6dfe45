import { a, importsGo, type Link } from "./link.ts";

/** What closures close over, and who holds them. */
export const closureLinks: readonly Link[] = [
  {
    row: 61,
    name: "closure over a variable of an outer function two levels up",
    files: a(
      "const outer = (k: number) => () => { const deep = () => k; return deep; };\nexport const go = outer(1)();",
    ),
    top: importsGo,
    body: "return go();",
    change: ["outer(1)", "outer(2)"],
  },
  {
    row: 61,
    name: "closure over a parameter that is assigned",
    files: a("const make = (k: number) => { k += 1; return () => k; };\nexport const go = make(1);"),
    top: importsGo,
    body: "return go();",
    change: ["k += 1", "k += 2"],
  },
  {
    row: 61,
    name: "closure over this",
    files: a("class A { k = 1; make() { return () => this.k; } }\nexport const go = new A().make();"),
    top: importsGo,
    body: "return go();",
    change: ["k = 1", "k = 2"],
  },
  {
    row: 61,
    name: "closure over arguments",
    files: a("function make(..._: number[]) { return () => arguments[0]; }\nexport const go = make(1);"),
    top: importsGo,
    body: "return go();",
    change: ["make(1)", "make(2)"],
  },
  {
    row: 61,
    name: "closure in a closure's table",
    files: a(
      "const make = (k: number) => { const t = { f: () => k }; return () => t.f(); };\nexport const go = make(1);",
    ),
    top: importsGo,
    body: "return go();",
    change: ["make(1)", "make(2)"],
  },
  {
    row: 61,
    name: "callback held by a list",
    files: a(
      "const hooks: any[] = [];\nexport const on = (f: any) => { hooks.push(f); };\nexport const go = (x: number) => hooks.reduce((v, f) => f(v), x);\non((x: number) => x + 1);",
    ),
    top: importsGo,
    change: ["x + 1", "x + 2"],
  },
  {
    row: 61,
    name: "callback held by a class with a method called map",
    files: a(
      "class Flow { fs: any[] = []; map(f: any) { this.fs.push(f); return this; } run(x: any) { return this.fs.reduce((v, f) => f(v), x); } }\nexport const flow = new Flow().map((x: number) => x + 1);",
    ),
    top: 'import { flow } from "./a.js";\n',
    body: "return flow.run(2);",
    change: ["x + 1", "x + 2"],
  },
  {
    row: 61,
    name: "callback held by a class with a method called map, its captures",
    files: a(
      "class Flow { fs: any[] = []; map(f: any) { this.fs.push(f); return this; } run(x: any) { return this.fs.reduce((v, f) => f(v), x); } }\nconst add = (k: number) => new Flow().map((x: number) => x + k);\nexport const flow = add(1);",
    ),
    top: 'import { flow } from "./a.js";\n',
    body: "return flow.run(2);",
    change: ["add(1)", "add(2)"],
  },
  {
    row: 61,
    name: "functions that map gave",
    files: a("export const fs = [1, 2].map((k) => (x: number) => x + k);"),
    top: 'import { fs } from "./a.js";\n',
    body: "return fs.map((f) => f(2));",
    change: ["[1, 2]", "[1, 3]"],
  },
  {
    row: 61,
    name: "listener of an event emitter",
    files: a(
      'import { EventEmitter } from "node:events";\nexport const e = new EventEmitter();\ne.on("x", (done: any) => done(1 + 1));',
    ),
    top: 'import { e } from "./a.js";\n',
    body: 'let seen;\ne.emit("x", (v: any) => { seen = v; });\nreturn seen;',
    change: ["1 + 1", "1 + 2"],
  },
];
