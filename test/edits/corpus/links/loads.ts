import type { Texts } from "../../case.ts";
import { importsGo, type Link } from "./link.ts";

type Change = readonly [from: string, to: string];

/** What a unit's helper loads by `import()`: `go` is the body of the helper, `b.ts` and others are what it leads to. */
const loads = (name: string, go: string, files: Texts, file: string, change: Change): Link => ({
  row: 41,
  name: `import() ${name}`,
  isAsync: true,
  files: { "a.ts": `export const go = async () => ${go};`, ...files },
  top: importsGo,
  body: "return await go();",
  file,
  change,
});

/** The same, where the module s.ts has been there before and changed what is loaded. */
const set = (name: string, go: string, files: Texts, change: Change): Link => ({
  ...loads(name, go, files, "s.ts", change),
  top: `import "./s.js";\n${importsGo}`,
});

const setter = "export const set = (x: number) => { k = x; };";
const setting = 'import { set } from "./b.js";\nset(2);';
const one = "export const k = 1;";

/** Code that is loaded when it is needed, and what it holds by then. */
export const loadLinks: readonly Link[] = [
  loads("in a template without parts", "(await import(`./b.js`)).k", { "b.ts": one }, "b.ts", [
    "k = 1",
    "k = 2",
  ]),
  loads(
    "of JSON",
    '(await import("./b.json", { with: { type: "json" } })).default;\nimport data from "./b.json" with { type: "json" };\nvoid data',
    { "b.json": '{ "k": 1 }' },
    "b.json",
    ['"k": 1', '"k": 2'],
  ),
  loads(
    "behind import()",
    '(await import("./b.js")).deep()',
    { "b.ts": 'export const deep = async () => (await import("./c.js")).k;', "c.ts": one },
    "c.ts",
    ["k = 1", "k = 2"],
  ),
  loads(
    "of a module that exports another again",
    '(await import("./b.js")).k',
    { "b.ts": 'export * from "./c.js";', "c.ts": one },
    "c.ts",
    ["k = 1", "k = 2"],
  ),
  loads(
    "of a module with a variable that its own code sets on loading",
    '(await import("./b.js")).get()',
    { "b.ts": "export let k = await Promise.resolve(1);\nk += 2;\nexport const get = () => k;" },
    "b.ts",
    ["k += 2", "k += 3"],
  ),
  set(
    "of a module with state that another module set",
    '(await import("./b.js")).get()',
    { "b.ts": `let k = 1;\n${setter}\nexport const get = () => k;`, "s.ts": setting },
    ["set(2)", "set(3)"],
  ),
  set(
    "of a module whose import another module set",
    '(await import("./b.js")).get()',
    {
      "b.ts": 'import { c } from "./c.js";\nexport const get = () => c.k;',
      "c.ts": "export const c = { k: 1 };",
      "s.ts": 'import { c } from "./c.js";\nc.k = 2;',
    },
    ["k = 2", "k = 3"],
  ),
  set(
    "of a default export that another module changed",
    '(await import("./b.js")).default.k',
    { "b.ts": "export default { k: 1 };", "s.ts": 'import b from "./b.js";\nb.k = 2;' },
    ["k = 2", "k = 3"],
  ),
  set(
    "of an anonymous default function whose state another module set",
    '(await import("./b.js")).default()',
    { "b.ts": `let k = 1;\n${setter}\nexport default function () { return k; }`, "s.ts": setting },
    ["set(2)", "set(3)"],
  ),
  set(
    "of a class whose static another module set",
    'new (await import("./b.js")).B().k()',
    {
      "b.ts": "export class B {\n  static rate = 1;\n  k() { return B.rate; }\n}",
      "s.ts": 'import { B } from "./b.js";\nB.rate = 2;',
    },
    ["rate = 2", "rate = 3"],
  ),
  loads("at module level, kept", 'm.k;\nconst m = await import("./b.js")', { "b.ts": one }, "b.ts", [
    "k = 1",
    "k = 2",
  ]),
  {
    ...loads(
      "at module level, as a promise",
      '(await m).k;\nconst m = import("./b.js")',
      { "b.ts": one },
      "b.ts",
      ["k = 1", "k = 2"],
    ),
    mayRefuse: true,
  },
];
