import { swap, type Case } from "../case.ts";

const helper = "export function go(x: any): any { return x + 1; }\n";
const importsGo = 'import { go } from "./a.js";\n';
const unit = { top: importsGo, params: "x: number", args: "1", body: "return go(x);" };
const files = { "a.ts": helper };

/** Edits of types alone: both the unit's module and a helper's. */
const typesOnly: readonly (readonly [row: number, name: string, edit: Case["edit"]])[] = [
  [
    13,
    "annotations of parameters and results",
    {
      "unit.ts": swap(["x: number", "x: number | string"]),
      "a.ts": swap(["(x: any): any", "(x: number): number"]),
    },
  ],
  [
    15,
    "interface, alias, generic",
    {
      "unit.ts": swap(["return go", "interface I { a: 1 }\ntype T<X> = X | I;\nreturn go"]),
      "a.ts": swap(["go(x: any)", "go<T, U = T>(x: any)"]),
    },
  ],
  [
    16,
    "as, satisfies, !",
    {
      "unit.ts": swap(["return go(x)", "return (go(x!) as number) satisfies unknown"]),
      "a.ts": swap(["return x + 1", "return <any>(x! + (1 as const))"]),
    },
  ],
  [16, "overload signatures", { "a.ts": (text) => `export function go(x: string): string;\n${text}` }],
  [
    16,
    "ambient declarations, a namespace of types",
    {
      "unit.ts": (text) => `declare const nobody: string;\nnamespace Types { export type A = 1; }\n${text}`,
      "a.ts": (text) =>
        `declare global { interface Extra { a: 1 } }\nexport namespace N { export interface I {} }\n${text}`,
    },
  ],
  [
    16,
    "optional parameter mark, this parameter, readonly",
    { "a.ts": swap(["(x: any)", "(this: void, x?: any)"]) },
  ],
  [16, "definite assignment", { "a.ts": swap(["return x", "let y!: string | undefined;\nreturn x"]) }],
];

export const types: readonly Case[] = [
  ...typesOnly.map(([row, name, edit = {}]): Case => ({
    row,
    label: name.startsWith("definite") ? "Y" : "N",
    name,
    files,
    unit,
    edit,
  })),
  {
    row: 16,
    label: "N",
    name: "types in a class that is reached",
    files: { "a.ts": "export class A { private x = 1; go() { return this.x; } }" },
    unit: { top: 'import { A } from "./a.js";\n', body: "return new A().go();" },
    edit: {
      "a.ts": swap(
        ["class A", "class A<T = string> implements Partial<Iterable<T>>"],
        ["private x = 1", "declare y: T; protected readonly x: number = 1"],
        ["go()", "go(): number"],
      ),
    },
  },
  {
    row: 17,
    label: "N",
    name: "import → import type of a pure type",
    files: { "a.ts": helper, "t.ts": "export interface T { a: 1 }" },
    unit: { ...unit, top: `${importsGo}import { T } from "./t.js";\ntype U = T;\n` },
    edit: { "unit.ts": swap(["import { T }", "import type { T }"]) },
  },
  {
    row: 17,
    label: "N",
    name: "import type that is added",
    files: { "a.ts": helper, "t.ts": "export interface T { a: 1 }" },
    unit,
    edit: {
      "unit.ts": (text) => `import type { T } from "./t.js";\n${text}`,
      "a.ts": (text) => `import { type T } from "./t.js";\n${text}\nexport type U = T;\n`,
    },
  },
  ...(
    [
      ["enum", "an enum"],
      ["const enum", "a const enum"],
    ] as const
  ).flatMap(([kind, called]): Case[] => [
    {
      row: kind === "enum" ? 18 : 19,
      label: "M",
      name: `member inserted before the used one of ${called} in another file`,
      files: { "e.ts": `export ${kind} E { A, B }` },
      unit: { top: 'import { E } from "./e.js";\n', body: "return E.B;" },
      edit: { "e.ts": swap(["A, B", "A, X, B"]) },
    },
    {
      row: kind === "enum" ? 18 : 19,
      label: "M",
      name: `member inserted before the used one of ${called} in the same file`,
      unit: { top: `${kind} E { A, B }\n`, body: "return E.B;" },
      edit: { "unit.ts": swap(["A, B", "A, X, B"]) },
    },
    {
      row: kind === "enum" ? 18 : 19,
      label: "M",
      name: `value of ${called} that a helper uses`,
      files: {
        "e.ts": `export ${kind} E { A = 1, B = 2 }`,
        "a.ts": 'import { E } from "./e.js";\nexport function go() { return [E.A, E["B"]]; }',
      },
      unit: { top: importsGo, body: "return go();" },
      edit: { "e.ts": swap(["B = 2", "B = 3"]) },
    },
    {
      row: kind === "enum" ? 18 : 19,
      label: "M",
      name: `value of ${called} through a namespace and a barrel`,
      files: { "e.ts": `export ${kind} E { A = 1, B = 2 }`, "i.ts": 'export * from "./e.js";' },
      unit: { top: 'import * as all from "./i.js";\n', body: "return all.E.B;" },
      edit: { "e.ts": swap(["B = 2", "B = 3"]) },
    },
  ]),
  {
    row: 18,
    label: "M",
    name: "enum read by its reverse mapping",
    files: { "e.ts": "export enum E { A, B }" },
    unit: { top: 'import { E } from "./e.js";\n', body: "return E[1];" },
    edit: { "e.ts": swap(["A, B", "A, X, B"]) },
  },
  {
    row: 18,
    label: "M",
    name: "enum whose value comes from another constant",
    files: {
      "k.ts": "export const K = 2;",
      "e.ts": 'import { K } from "./k.js";\nexport enum E { A = K, B }',
    },
    unit: { top: 'import { E } from "./e.js";\n', body: "return E.B;" },
    edit: { "k.ts": swap(["K = 2", "K = 3"]) },
  },
  {
    row: 19,
    label: "M",
    name: "const enum whose value comes from another const enum",
    files: {
      "k.ts": "export const enum K { A = 2 }",
      "e.ts": 'import { K } from "./k.js";\nexport const enum E { A = K.A + 1, B }',
    },
    unit: { top: 'import { E } from "./e.js";\n', body: "return E.B;" },
    edit: { "k.ts": swap(["A = 2", "A = 3"]) },
  },
  {
    row: 18,
    label: "M",
    name: "value in a namespace",
    files: { "n.ts": "export namespace N { export const K = 1; export function go() { return K; } }" },
    unit: { top: 'import { N } from "./n.js";\n', body: "return N.go();" },
    edit: { "n.ts": swap(["K = 1", "K = 2"]) },
  },
  {
    row: 20,
    label: "M",
    name: "field p: T → declare p: T",
    files: {
      "a.ts":
        "class Base { constructor() { (this as any).p = 1; } }\nexport class A extends Base { p: any; go() { return this.p; } }",
    },
    unit: { top: 'import { A } from "./a.js";\n', body: "return new A().go();" },
    edit: { "a.ts": swap(["{ p: any", "{ declare p: any"]) },
  },
  {
    row: 21,
    label: "M",
    name: "public removed from a parameter property",
    files: { "a.ts": "export class A { constructor(public x: number) { void x; } }" },
    unit: { top: 'import { A } from "./a.js";\n', body: "return (new A(1) as any).x;" },
    edit: { "a.ts": swap(["public x", "x"]) },
  },
  {
    row: 21,
    label: "N",
    name: "public made private in a parameter property",
    files: { "a.ts": "export class A { constructor(public x: number) {} }" },
    unit: { top: 'import { A } from "./a.js";\n', body: 'return new A(1)["x"];' },
    edit: { "a.ts": swap(["public x", "private readonly x"]) },
  },
];
