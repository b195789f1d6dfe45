import { swap, type Case } from "../case.ts";

const importsGo = 'import { go } from "./a.js";\n';
const body = "return go(2);";

export const names: readonly Case[] = [
  {
    row: 22,
    label: "N",
    name: "rename of locals and parameters",
    files: {
      "a.ts":
        "export function go(value: number) { const twice = value * 2; return ((inner) => inner + twice)(1); }",
    },
    unit: {
      top: importsGo,
      params: "first: number",
      args: "1",
      body: "let sum = 0;\nfor (const each of [1, 2]) sum += each;\nreturn go(first) + sum;",
    },
    edit: {
      "unit.ts": swap(["first", "start"], ["sum", "total"], ["each", "item"]),
      "a.ts": swap(["value", "v"], ["twice", "t"], ["inner", "i"]),
    },
  },
  {
    row: 22,
    label: "N",
    name: "rename of an import",
    files: { "a.ts": "export const go = (x: number) => x + 1;" },
    unit: { top: importsGo, body },
    edit: { "unit.ts": swap(["{ go }", "{ go as went }"], ["go(2)", "went(2)"]) },
  },
  {
    row: 22,
    label: "M",
    name: "two locals change places",
    unit: { body: "const a = 1;\nconst b = 2;\nreturn a - b;" },
    edit: { "unit.ts": swap(["return a - b", "return b - a"]) },
  },
  {
    row: 22,
    label: "M",
    name: "two captures change places",
    files: { "a.ts": "export const a = 1;\nexport const b = 2;" },
    unit: { top: 'import { a, b } from "./a.js";\n', body: "return a - b;" },
    edit: { "unit.ts": swap(["return a - b", "return b - a"]) },
  },
  {
    row: 22,
    label: "M",
    name: "a local that shadowed a global, renamed",
    files: { "a.ts": "export const go = () => { const Infinity = 1; return Infinity; };" },
    unit: { top: importsGo, body: "return (go as any)(2);" },
    edit: { "a.ts": swap(["const Infinity", "const finite"]) },
  },
  {
    row: 23,
    label: "M",
    name: "rename of a local used in shorthand",
    unit: { body: "const x = 1;\nreturn { x };" },
    edit: { "unit.ts": swap(["const x", "const y"], ["{ x }", "{ y }"]) },
  },
  {
    row: 23,
    label: "N",
    name: "rename of a local whose shorthand is written out",
    unit: { body: "const x = 1;\nreturn { x };" },
    edit: { "unit.ts": swap(["const x", "const y"], ["{ x }", "{ x: y }"]) },
  },
  {
    row: 24,
    label: "M",
    name: "destructured key",
    unit: { params: "{ a }: any", args: "{ a: 1, b: 2 }", body: "return a;" },
    edit: { "unit.ts": swap(["{ a }: any", "{ b }: any"], ["return a;", "return b;"]) },
  },
  {
    row: 24,
    label: "M",
    name: "destructured key in a helper",
    files: { "a.ts": "export function go(o: any) { const { a } = o; return a; }" },
    unit: { top: importsGo, body: "return go({ a: 1, b: 2 });" },
    edit: { "a.ts": swap(["{ a }", "{ b }"], ["return a;", "return b;"]) },
  },
  {
    row: 25,
    label: "N",
    name: "rename of a helper and all its uses",
    files: {
      "a.ts": "function base(x: number) { return x; }\nexport function go(x: number) { return base(x) + 1; }",
    },
    unit: { top: importsGo, body },
    edit: {
      "a.ts": swap(["base", "ground"], ["go", "went"]),
      "unit.ts": swap(["{ go }", "{ went }"], ["go(2)", "went(2)"]),
    },
  },
  {
    row: 25,
    label: "N",
    name: "rename of a class, a constant and a helper in the same file",
    unit: {
      top: "class Box { x = 1; }\nconst RATE = 2;\nconst go = (x: number) => new Box().x * RATE + x;\n",
      body,
    },
    edit: { "unit.ts": swap(["Box", "Case"], ["RATE", "PRICE"], ["go", "went"]) },
  },
  {
    row: 25,
    label: "M",
    name: "rename of a helper whose name is read",
    files: { "a.ts": "export function go(x: number) { return x; }" },
    unit: { top: importsGo, body: "return go.name;" },
    edit: { "a.ts": swap(["go", "went"]), "unit.ts": swap(["{ go }", "{ went }"], ["go.name", "went.name"]) },
  },
  {
    row: 25,
    label: "N",
    name: "rename of helpers that are only called, beside code that reads names of rows",
    files: {
      "a.ts": `import { label } from "./b.js";
function upper(text: string) { return text.toUpperCase(); }
export function go(rows: { name: string }[]) {
  const first = (row: { name: string }) => row.name;
  return rows.map(({ name }) => upper(name)).join() + first(rows[0]!) + label(rows[1]!);
}`,
      "b.ts": "export const label = (row: { name: string }): string => row.name;",
    },
    unit: { top: importsGo, body: 'return go([{ name: "a" }, { name: "b" }]);' },
    edit: {
      "a.ts": swap(["label", "title"], ["upper", "loud"], ["first", "head"]),
      "b.ts": swap(["label", "title"]),
    },
  },
  {
    row: 25,
    label: "M",
    name: "rename of a helper that is called and handed on to code that reads its name",
    files: {
      "a.ts": `const nameOf = (f: Function) => f.name;
function twice(x: number) { return x * 2; }
export function go(x: number) { return nameOf(twice) + twice(x); }`,
    },
    unit: { top: importsGo, body },
    edit: { "a.ts": swap(["twice", "double"]) },
  },
  {
    row: 25,
    label: "M",
    name: "rename of a helper that is called here and listed elsewhere, where its name is read",
    files: {
      "a.ts": `import { steps } from "./b.js";
import { twice } from "./c.js";
export function go(x: number) { return twice(x) + steps.map((step) => step.name).join(); }`,
      "b.ts": 'import { twice } from "./c.js";\nexport const steps = [twice];',
      "c.ts": "export function twice(x: number) { return x * 2; }",
    },
    unit: { top: importsGo, body },
    edit: {
      "a.ts": swap(["twice", "double"]),
      "b.ts": swap(["twice", "double"]),
      "c.ts": swap(["twice", "double"]),
    },
  },
  {
    row: 25,
    label: "M",
    name: "rename of a local function whose name is read",
    unit: { body: "const twice = (x: number) => x * 2;\nreturn twice.name + twice(2);" },
    edit: { "unit.ts": swap(["twice", "double"]) },
  },
  {
    row: 25,
    label: "M",
    name: "rename of a local function that reads its own name",
    unit: {
      body: "function twice(x: number): string { return x > 1 ? twice.name : twice(x + 1); }\nreturn twice(1);",
    },
    edit: { "unit.ts": swap(["twice", "double"]) },
  },
  {
    row: 25,
    label: "M",
    name: "rename of a class whose name is read by a helper",
    files: {
      "a.ts": "export const nameOf = (o: any) => o.constructor.name;",
      "b.ts": "export class Box {}",
    },
    unit: {
      top: 'import { nameOf } from "./a.js";\nimport { Box } from "./b.js";\n',
      params: "b: any",
      args: "new Box()",
      body: "return nameOf(b);",
    },
    edit: { "b.ts": swap(["Box", "Case"]), "unit.ts": swap(["Box", "Case"]) },
  },
  {
    row: 25,
    label: "M",
    name: "rename of a class whose name is destructured",
    files: { "b.ts": "export class Box {}" },
    unit: {
      top: 'import { Box } from "./b.js";\n',
      body: "const { name } = Box;\nreturn name;",
    },
    edit: { "b.ts": swap(["Box", "Case"]), "unit.ts": swap(["Box", "Case"]) },
  },
  {
    row: 25,
    label: "M",
    name: "rename of a class that the result is an instance of",
    files: { "b.ts": "export class Box { x = 1; }" },
    unit: { top: 'import { Box } from "./b.js";\n', body: "return new Box();" },
    edit: { "b.ts": swap(["Box", "Case"]), "unit.ts": swap(["Box", "Case"]) },
  },
  {
    row: 25,
    label: "M",
    name: "rename of a class that inspect prints",
    files: { "b.ts": "export class Box { x = 1; }" },
    unit: {
      top: 'import { Box } from "./b.js";\nimport * as util from "node:util";\n',
      body: "return util.inspect(new Box());",
    },
    edit: { "b.ts": swap(["Box", "Case"]), "unit.ts": swap(["Box", "Case"]) },
  },
  {
    row: 25,
    label: "M",
    name: "rename of an error class whose message is printed",
    files: {
      "b.ts": "export class BoxError extends Error { get label() { return this.constructor.name; } }",
    },
    unit: { top: 'import { BoxError } from "./b.js";\n', body: 'return new BoxError("x").label;' },
    edit: { "b.ts": swap(["BoxError", "CaseError"]), "unit.ts": swap(["BoxError", "CaseError"]) },
  },
  {
    row: 26,
    label: "N",
    name: "order of function declarations",
    files: {
      "a.ts":
        "function one(x: number) { return x + 1; }\nfunction two(x: number) { return one(x) + 2; }\nexport function go(x: number) { return two(x) + one(x); }",
    },
    unit: { top: importsGo, body },
    edit: { "a.ts": (text) => text.split("\n").reverse().join("\n") },
  },
  {
    row: 26,
    label: "N",
    name: "order of methods that the unit does not reach by order",
    unit: { top: "const b = 2;\nconst a = 1;\n", body: "return a + b;" },
    edit: { "unit.ts": swap(["const b = 2;\nconst a = 1;", "const a = 1;\nconst b = 2;"]) },
  },
  {
    row: 27,
    label: "M",
    name: "order of initialisers that changes a captured value",
    files: { "a.ts": "let n = 0;\nconst other = ++n;\nexport const one = ++n;\nvoid other;" },
    unit: { top: 'import { one } from "./a.js";\n', body: "return one;" },
    edit: {
      "a.ts": swap([
        "const other = ++n;\nexport const one = ++n;",
        "export const one = ++n;\nconst other = ++n;",
      ]),
    },
  },
  {
    row: 27,
    label: "M",
    name: "order of imports that changes a captured value",
    files: {
      "n.ts": "export const log: string[] = [];",
      "x.ts": 'import { log } from "./n.js";\nlog.push("x");',
      "y.ts": 'import { log } from "./n.js";\nlog.push("y");',
      "all.ts": 'import "./x.js";\nimport "./y.js";',
    },
    unit: { top: 'import { log } from "./n.js";\nimport "./all.js";\n', body: "return log.join();" },
    edit: { "all.ts": 'import "./y.js";\nimport "./x.js";' },
  },
  {
    row: 28,
    label: "N",
    name: "unrelated function, export and import",
    files: { "a.ts": "export const go = (x: number) => x + 1;", "b.ts": "export const b = 1;" },
    unit: { top: importsGo, body },
    edit: {
      "unit.ts": (text) => `import { b } from "./b.js";\nexport const unrelated = () => b;\n${text}`,
      "a.ts": (text) =>
        `import { b } from "./b.js";\n${text}\nexport function unrelated() { return b; }\nexport default b;`,
    },
  },
  {
    row: 28,
    label: "N",
    name: "unrelated import of a package",
    files: { "a.ts": "export const go = (x: number) => x + 1;" },
    unit: { top: importsGo, body },
    edit: { "a.ts": (text) => `import * as path from "node:path";\n${text}\nexport const sep = path.sep;` },
  },
  {
    row: 28,
    label: "N",
    name: "another unit in the same file",
    unit: { body: "return 1;" },
    edit: {
      "unit.ts": (text) =>
        `// @cache persistent name=another\nfunction another() { return 2; }\nvoid another;\n${text}`,
    },
  },
  {
    row: 28,
    label: "N",
    name: "unrelated method beside the unit",
    unit: { body: "return 1;", members: "other() { return 1; }" },
    forms: ["method"],
    edit: { "unit.ts": swap(["other() { return 1; }", "other() { return 2; }\nmore() { return 3; }"]) },
  },
  {
    row: 29,
    label: "N",
    name: "move of a helper to another file, exported again",
    files: { "a.ts": "export function go(x: number) { return x + 1; }" },
    unit: { top: importsGo, body },
    edit: {
      "b.ts": "export function go(x: number) { return x + 1; }",
      "a.ts": 'export { go } from "./b.js";',
    },
  },
  {
    row: 29,
    label: "N",
    name: "move of a helper out of the unit's file",
    unit: { top: "const go = (x: number) => x + K;\nconst K = 3;\n", body },
    edit: {
      "b.ts": "const K = 3;\nexport const go = (x: number) => x + K;\n",
      "unit.ts": swap(["const go = (x: number) => x + K;\nconst K = 3;\n", 'import { go } from "./b.js";\n']),
    },
  },
  {
    row: 29,
    label: "N",
    name: "move of a class to another file",
    files: { "a.ts": "export class A { #x = 1; go() { return this.#x; } }" },
    unit: { top: 'import { A } from "./a.js";\n', params: "a: A", args: "new A()", body: "return a.go();" },
    edit: {
      "b.ts": "export class A { #x = 1; go() { return this.#x; } }",
      "a.ts": 'export { A } from "./b.js";',
    },
  },
  {
    row: 30,
    label: "N",
    name: "rename of the unit's file",
    unit: { body: "return 1 + 2;" },
    rename: { "unit.ts": "renamed.ts" },
    entryAfter: "renamed.js",
  },
  ...["import.meta.url", "import.meta.filename", "import.meta.dirname"].flatMap((meta): Case[] => [
    {
      row: 30,
      label: "M",
      name: `rename of the file of a helper that reads ${meta}`,
      files: {
        "a.ts": 'export { go } from "./x/b.js";',
        "x/b.ts": `export const go = () => String(${meta}).split("/").slice(-2);`,
      },
      unit: { top: importsGo, body: "return go();" },
      edit: {
        "a.ts": swap(["./x/b.js", "./y/c.js"]),
        "y/c.ts": `export const go = () => String(${meta}).split("/").slice(-2);`,
      },
    },
    {
      row: 30,
      label: "M",
      name: `rename of the file of a helper whose constant is made of ${meta}`,
      files: {
        "a.ts": 'export { go } from "./x/b.js";',
        "x/b.ts": `const here = String(${meta}).split("/").slice(-2);\nexport const go = () => here;`,
      },
      unit: { top: importsGo, body: "return go();" },
      edit: {
        "a.ts": swap(["./x/b.js", "./y/c.js"]),
        "y/c.ts": `const here = String(${meta}).split("/").slice(-2);\nexport const go = () => here;`,
      },
    },
  ]),
];
