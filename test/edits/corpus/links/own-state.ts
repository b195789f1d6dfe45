import { a, importsGo, never, type Link } from "./link.ts";

/** Variables and tables of a module that code fills as it runs. */
export const stateLinks: readonly Link[] = [
  {
    row: 59,
    name: "lazily initialised value, filled before what it is made of changed",
    files: a(
      "let n = 1;\nlet x: number | undefined;\nexport const go = () => { x ??= n; return x; };\n/*1*/go();\nn = 2;/*2*/\n",
    ),
    top: importsGo,
    body: "return go();",
    change: ["/*1*/go();\nn = 2;/*2*/", "n = 2;\ngo();"],
  },
  {
    row: 59,
    name: "memo table, filled before what it is made of changed",
    files: a(
      "let n = 1;\nconst memo = new Map<number, number>();\nexport function go(x: number) { if (!memo.has(x)) memo.set(x, x + n); return memo.get(x); }\n/*1*/go(2);\nn = 2;/*2*/\n",
    ),
    top: importsGo,
    change: ["/*1*/go(2);\nn = 2;/*2*/", "n = 2;\ngo(2);"],
  },
  {
    row: 59,
    name: "memo table, filled by a function that is passed in",
    files: a(
      "const memo = new Map<number, number>();\nexport function go(x: number, f: () => number = () => 5) { if (!memo.has(x)) memo.set(x, f()); return memo.get(x); }\ngo(2, () => 1);",
    ),
    top: importsGo,
    change: ["go(2, () => 1)", "go(2, () => 2)"],
  },
  {
    row: 59,
    name: "memo table, filled with what hangs on another parameter",
    files: a(
      "const memo = new Map<number, number>();\nexport function go(x: number, k = 5) { if (!memo.has(x)) memo.set(x, x + k); return memo.get(x); }\ngo(2, 1);",
    ),
    top: importsGo,
    change: ["go(2, 1)", "go(2, 3)"],
  },
  {
    row: 59,
    name: "memo table by a key that is not the whole input",
    files: a(
      "const memo = new Map<string, number>();\nexport function go(x: number) { const k = String(x > 1); if (!memo.has(k)) memo.set(k, x + 1); return memo.get(k); }\ngo(3);",
    ),
    top: importsGo,
    change: ["go(3)", "go(4)"],
  },
  {
    row: 59,
    name: "lazily initialised value, by the first caller's this",
    files: a(
      "let x: number | undefined;\nexport function go(this: any) { x ??= this.k as number; return x; }\ngo.call({ k: 1 });",
    ),
    top: importsGo,
    body: "return go.call({ k: 3 });",
    change: ["k: 1", "k: 2"],
  },
  {
    row: 59,
    name: "lazily initialised value, by arguments",
    files: a(
      "let x: number | undefined;\nexport function go(..._: number[]) { x ??= arguments[0] as number; return x; }\ngo(1);",
    ),
    top: importsGo,
    body: "return go(3);",
    change: ["go(1)", "go(2)"],
  },
  {
    row: 59,
    name: "lazily initialised value, reset by nobody, made with the environment of its time",
    files: a(
      'let x: string | undefined;\nexport const go = () => (x ??= process.env["LAZY94"] ?? "none");\nprocess.env["LAZY94"] = "1";\ngo();\nprocess.env["LAZY94"] = "9";',
    ),
    top: importsGo,
    body: "return go();",
    change: ['"1"', '"2"'],
  },
  {
    row: 59,
    name: "counter whose value is used",
    files: a("let n = 0;\nexport const go = () => ++n;\ngo();"),
    top: importsGo,
    body: "return go();",
    change: ["\ngo();", "\ngo();go();"],
    outcomes: never,
  },
  {
    row: 59,
    name: "counter that is exported",
    files: a("export let n = 0;\nconst count = () => { n++; };\ncount();"),
    top: 'import { n } from "./a.js";\n',
    body: "return n;",
    change: ["\ncount();", "\ncount();count();"],
  },
  {
    row: 59,
    name: "counter that another function reads",
    files: a("let n = 0;\nexport const count = () => { n++; };\nexport const go = () => n;\ncount();"),
    top: importsGo,
    body: "return go();",
    change: ["\ncount();", "\ncount();count();"],
  },
  {
    row: 59,
    name: "counter of updates used as an expression",
    files: a("let n = 0;\nconst list = [1, 2, 3];\nexport const go = () => list[n++];\ngo();"),
    top: importsGo,
    body: "return go();",
    change: ["\ngo();", "\ngo();go();"],
    outcomes: never,
  },
  {
    row: 59,
    name: "variable assigned by logical assignment elsewhere",
    files: a(
      "let n: any;\nexport const set = (x: number) => { n ||= x; };\nexport const go = () => n;\nset(1);",
    ),
    top: importsGo,
    body: "return go();",
    change: ["set(1)", "set(2)"],
  },
  {
    row: 59,
    name: "table filled by another function",
    files: a(
      "const table = new Map<number, number>();\nexport const put = (k: number, v: number) => { table.set(k, v); };\nexport const go = (k: number) => table.get(k);\nput(2, 1);",
    ),
    top: importsGo,
    change: ["put(2, 1)", "put(2, 3)"],
  },
  {
    row: 59,
    name: "memo table by what a key expression leaves of the input",
    files: a(
      "const memo = new Map<boolean, number>();\nexport function go(x: number) { if (!memo.has(x > 1)) memo.set(x > 1, x + 1); return memo.get(x > 1); }\ngo(3);",
    ),
    top: importsGo,
    change: ["go(3)", "go(4)"],
  },
  {
    row: 59,
    name: "static assigned in a static method",
    files: a("export class A { static k = 1; static set(x: number) { A.k = x; } }\nA.set(2);"),
    top: 'import { A } from "./a.js";\n',
    body: "return A.k;",
    change: ["set(2)", "set(3)"],
  },
];
