import { swap, type Case } from "../case.ts";

/** Pairs that look alike in text or in a careless encoding. */
const alike: readonly (readonly [string, string])[] = [
  ["1", '"1"'],
  ["1n", "1"],
  ["0", "-0"],
  ["true", "1"],
  ["null", "undefined"],
  ["[1, [2]]", "[[1], 2]"],
  ['["a", "bc"]', '["ab", "c"]'],
  ["{ a: undefined }", "{}"],
];

const observe = "return [typeof x, Object.is(x, -0), x];";

const literals = alike.flatMap(([from, to]): Case[] => [
  {
    row: 5,
    label: "M",
    name: `literal ${from} → ${to}`,
    unit: { body: `const x: any = ${from};\n${observe}` },
    edit: { "unit.ts": swap([`any = ${from};`, `any = ${to};`]) },
  },
  {
    row: 5,
    label: "M",
    name: `argument ${from} → ${to}`,
    unit: { params: "x: any", args: `/**/${from}`, body: observe },
    edit: { "unit.ts": swap([`/**/${from}`, `/**/${to}`]) },
  },
  {
    row: 5,
    label: "M",
    name: `captured constant of another module ${from} → ${to}`,
    files: { "x.ts": `export const x: any = ${from};` },
    unit: { top: 'import { x } from "./x.js";', body: observe },
    edit: { "x.ts": swap([`any = ${from};`, `any = ${to};`]) },
  },
]);

const helper = "export function scale(x: number): number { return x * 1000; }\n";
const usesHelper = { top: 'import { scale } from "./helper.js";\n', body: "return scale(2) + 1;" };

export const lexical: readonly Case[] = [
  {
    row: 1,
    label: "N",
    name: "comments in the unit, its module and a helper",
    files: { "helper.ts": helper },
    unit: usesHelper,
    edit: {
      "unit.ts": (text) =>
        `// first\n${swap(["return scale", "// why\n/** JSDoc */ return /* here */ scale"])(text)}// last`,
      "helper.ts": (text) => `/** @param x what */\n${text}// end\n`,
    },
  },
  {
    row: 2,
    label: "N",
    name: "indentation and line breaks",
    files: { "helper.ts": helper },
    unit: usesHelper,
    edit: {
      "unit.ts": swap(["return scale(2) + 1", "    return scale(\n  2\n)\n  +\n1"]),
      "helper.ts": swap(["{ return x * 1000; }", "{\n\treturn x\n\t\t* 1000;\n}"]),
    },
  },
  {
    row: 2,
    label: "N",
    name: "CRLF, in template literals too",
    files: { "helper.ts": "export const text = (x: number) => `a\n${x}\nb`;\n" },
    unit: { top: 'import { text } from "./helper.js";\n', body: "return `x\ny` + text(1);" },
    edit: {
      "unit.ts": (text) => text.replaceAll("\n", "\r\n"),
      "helper.ts": (text) => text.replaceAll("\n", "\r\n"),
    },
  },
  {
    row: 2,
    label: "N",
    name: "byte order mark",
    files: { "helper.ts": helper },
    unit: usesHelper,
    edit: { "unit.ts": (text) => `\uFEFF${text}`, "helper.ts": (text) => `\uFEFF${text}` },
  },
  ...(
    [
      ["quotes", "'it'", '"it"'],
      ["a numeric separator", "1000", "1_000"],
      ["hexadecimal", "16", "0x10"],
      ["redundant parentheses", "1 + 2", "((1) + (2))"],
      ["a trailing comma", "[1, 2]", "[1, 2,]"],
      ["an exponent", "1000", "1e3"],
      ["a quoted key", "{ a: 1 }", '{ "a": 1 }'],
      ["a template without parts", '"it"', "`it`"],
    ] as const
  ).map(([name, from, to]): Case => ({
    row: 3,
    label: name.startsWith("a template") ? "Y" : "N",
    name,
    files: { "helper.ts": `export function give(): any { return ${from}; }` },
    unit: {
      top: 'import { give } from "./helper.js";\n',
      body: `const own: any = ${from};\nreturn [own, give()];`,
    },
    edit: {
      "unit.ts": swap([`own: any = ${from}`, `own: any = ${to}`]),
      "helper.ts": swap([`return ${from}`, `return ${to}`]),
    },
  })),
  {
    row: 3,
    label: "N",
    name: "semicolons",
    unit: { body: "const a = 1;\nconst b = 2;\nreturn a + b;" },
    edit: { "unit.ts": swap(["a = 1;", "a = 1"], ["b = 2;", "b = 2"]) },
  },
  {
    row: 4,
    label: "M",
    name: "line break after return",
    unit: { body: "return 1 + 2;" },
    edit: { "unit.ts": swap(["return 1", "return\n1"]) },
  },
  {
    row: 4,
    label: "M",
    name: "line break after return in a helper",
    files: { "helper.ts": "export function give(): any { return 1 + 2; }" },
    unit: { top: 'import { give } from "./helper.js";\n', body: "return give();" },
    edit: { "helper.ts": swap(["return 1", "return\n1"]) },
  },
  ...literals,
  {
    row: 6,
    label: "M",
    name: "arguments ('a','bc') → ('ab','c')",
    unit: {
      params: "x: string, y: string",
      args: '"a", "bc"',
      body: "return `${x}-${y}`;",
    },
    edit: { "unit.ts": swap(['"a", "bc"', '"ab", "c"']) },
  },
  {
    row: 7,
    label: "M",
    name: "normal form inside a string",
    unit: { body: 'return [..."caf\u00e9"].length;' },
    edit: { "unit.ts": (text) => text.normalize("NFD") },
  },
  {
    row: 7,
    label: "M",
    name: "normal form inside a string of a helper's module",
    files: { "x.ts": 'export const x = "caf\u00e9";' },
    unit: { top: 'import { x } from "./x.js";\n', body: "return [...x].length;" },
    edit: { "x.ts": (text) => text.normalize("NFD") },
  },
  {
    row: 8,
    label: "N",
    name: "escape in a plain string",
    unit: { body: 'return "\\u0041b";' },
    edit: { "unit.ts": swap(["\\u0041b", "Ab"]) },
  },
  {
    row: 8,
    label: "M",
    name: "escape in a tagged template",
    unit: { body: "return String.raw`\\u0041b`;" },
    edit: { "unit.ts": swap(["\\u0041b", "Ab"]) },
  },
  {
    row: 9,
    label: "M",
    name: "flag of a regular expression",
    unit: { body: 'return "aa".replace(/a/, "b");' },
    edit: { "unit.ts": swap(["/a/", "/a/g"]) },
  },
  {
    row: 9,
    label: "M",
    name: "flag of a captured regular expression",
    files: { "x.ts": "export const x = /a/;" },
    unit: { top: 'import { x } from "./x.js";\n', body: 'return "aa".replace(x, "b");' },
    edit: { "x.ts": swap(["/a/", "/a/g"]) },
  },
  {
    row: 12,
    label: "M",
    name: "order of keys",
    unit: { body: "return Object.keys({ a: 1, b: 2 }).join();" },
    edit: { "unit.ts": swap(["a: 1, b: 2", "b: 2, a: 1"]) },
  },
  {
    row: 12,
    label: "M",
    name: "order of keys of a captured object",
    files: { "x.ts": "export const x = { a: 1, b: 2 };" },
    unit: { top: 'import { x } from "./x.js";\n', body: "return Object.keys(x).join();" },
    edit: { "x.ts": swap(["a: 1, b: 2", "b: 2, a: 1"]) },
  },
];
