import { swap, type Case, type Corpus } from "../../case.ts";

const fields: Corpus = {
  name: "useDefineForClassFields",
  options: { useDefineForClassFields: true },
  edit: { "tsconfig.json": swap(['"useDefineForClassFields":true', '"useDefineForClassFields":false']) },
  cases: [
    {
      row: 74,
      label: "M",
      name: "useDefineForClassFields, of a class with fields",
      files: {
        "a.ts": "class Base { set p(_: number) {} }\nexport class A extends Base { // @ts-ignore\n  p = 1; }",
      },
      unit: { top: 'import { A } from "./a.js";\n', body: "return Object.keys(new A());" },
    },
    {
      row: 74,
      label: "M",
      name: "useDefineForClassFields, of a class in the unit",
      unit: { body: "class A { p: any; }\nreturn Object.keys(new A());" },
    },
    {
      row: 74,
      label: "N",
      name: "useDefineForClassFields, of a class without fields",
      files: { "a.ts": "export class A { go() { return 1; } }" },
      unit: { top: 'import { A } from "./a.js";\n', body: "return new A().go();" },
    },
  ],
};

const flavour: Corpus = {
  name: "experimentalDecorators",
  options: { experimentalDecorators: true },
  edit: { "tsconfig.json": swap(['"experimentalDecorators":true', '"experimentalDecorators":false']) },
  cases: [
    {
      row: 74,
      label: "M",
      name: "experimentalDecorators, of a decorated class",
      files: {
        "a.ts":
          "const deco = (...a: any[]): any => { const n = a.length; return n === 3 ? { value: () => n } : () => n; };\n" +
          "export class A { @deco go() { return 0; } }",
      },
      unit: { top: 'import { A } from "./a.js";\n', body: "return new A().go();" },
    },
    {
      row: 74,
      label: "N",
      name: "experimentalDecorators, of a class without decorators",
      files: { "a.ts": "export class A { p = 1; go() { return this.p; } }" },
      unit: { top: 'import { A } from "./a.js";\n', body: "return new A().go();" },
    },
  ],
};

const plain = (row: number, label: Case["label"], name: string): Case => ({
  row,
  label,
  name,
  files: {
    "a.ts":
      "/* a comment */ enum E { A, B }\nexport class Box { #x = 1; constructor(readonly y: number) {} go() { return this.#x + this.y + E.B; } }\n" +
      "export async function later(x: number) { await null; return x ** 2; }",
  },
  unit: {
    top: 'import { Box, later } from "./a.js";\n',
    body: "return new Box(2).go() + (await later(3)) + (null ?? 1);",
    isAsync: true,
  },
});

const quiet: Corpus = {
  name: "strict, sourceMap, removeComments",
  edit: {
    "tsconfig.json": swap([
      '"strict":false',
      '"strict":true,"sourceMap":true,"removeComments":true,"declaration":true,"noImplicitReturns":true',
    ]),
  },
  cases: [plain(75, "N", "strict, sourceMap, removeComments, declaration")],
};

const target: Corpus = {
  name: "target",
  edit: { "tsconfig.json": swap(['"target":"es2022"', '"target":"es2017"']) },
  cases: [plain(76, "Y", "target")],
};

/** Compiler options that are changed. */
export const optionCorpora: readonly Corpus[] = [fields, flavour, quiet, target];
