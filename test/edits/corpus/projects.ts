import { swap, type Case, type Corpus, type Texts } from "../case.ts";

const importsGo = 'import { go } from "./a.js";\n';

const commonjs: Corpus = {
  name: "CommonJS",
  files: { "package.json": '{ "type": "commonjs" }' },
  cases: [
    {
      row: 31,
      label: "M",
      name: "CommonJS: body of a helper",
      files: { "a.ts": "export const go = (x: number) => x + 1;" },
      unit: { top: importsGo, body: "return go(2);" },
      edit: { "a.ts": swap(["x + 1", "x + 2"]) },
    },
    {
      row: 36,
      label: "N",
      name: "CommonJS: sibling export that is not reached",
      files: { "a.ts": "export const go = (x: number) => x + 1;\nexport const other = () => 8;" },
      unit: { top: 'import * as a from "./a.js";\n', body: "return a.go(2);" },
      edit: { "a.ts": swap(["=> 8", "=> 9"]) },
    },
    {
      row: 43,
      label: "M",
      name: "require in the unit",
      files: { "x.ts": "export const go = (x: number) => x + 1;" },
      unit: { body: 'return require("./x").go(2);' },
      edit: { "x.ts": swap(["x + 1", "x + 2"]) },
    },
    {
      row: 43,
      label: "M",
      name: "require at module level",
      files: { "x.ts": "export const go = (x: number) => x + 1;" },
      unit: { top: 'const { go } = require("./x");\n', body: "return go(2);" },
      edit: { "x.ts": swap(["x + 1", "x + 2"]) },
    },
    {
      row: 43,
      label: "M",
      name: "export = and import = require()",
      files: { "x.ts": "const k = 1;\nexport = (x: number) => x + k;" },
      unit: { top: 'import go = require("./x");\n', body: "return go(2);" },
      edit: { "x.ts": swap(["k = 1", "k = 2"]) },
    },
    {
      row: 43,
      label: "M",
      name: "export = of an object of functions",
      files: { "x.ts": "const k = 1;\nexport = { go: (x: number) => x + k };" },
      unit: { top: 'import o = require("./x");\n', body: "return o.go(2);" },
      edit: { "x.ts": swap(["k = 1", "k = 2"]) },
    },
    {
      row: 43,
      label: "M",
      name: "module.exports and exports in a script",
      files: { "x.ts": "export {};\nmodule.exports.go = (x: number) => x + 1;\nexports.other = 1;" },
      unit: { body: 'return require("./x").go(2);' },
      edit: { "x.ts": swap(["x + 1", "x + 2"]) },
    },
    {
      row: 43,
      label: "refuse",
      name: "require of a computed name",
      files: { "x.ts": "export const go = (x: number) => x + 1;" },
      unit: { params: "name: string", args: '"./x"', body: "return require(name).go(2);" },
      edit: { "x.ts": swap(["x + 1", "x + 2"]) },
    },
    {
      row: 45,
      label: "M",
      name: "new util.ts beside util/index.ts",
      files: { "util/index.ts": "export const go = (x: number): any => x + 1;" },
      unit: { top: 'import { go } from "./util";\n', body: "return go(2);" },
      edit: { "util.ts": "export const go = (x: number): any => x + 2;" },
    },
    ...["__dirname", "__filename"].map((name): Case => ({
      row: 30,
      label: "M",
      name: `rename of the file of a helper that reads ${name}`,
      files: {
        "a.ts": 'export { go } from "./x/b.js";',
        "x/b.ts": `export const go = () => ${name}.split("/").slice(-2);`,
      },
      unit: { top: importsGo, body: "return go();" },
      edit: {
        "a.ts": swap(["./x/b.js", "./y/c.js"]),
        "y/c.ts": `export const go = () => ${name}.split("/").slice(-2);`,
      },
    })),
  ],
};

const alias: Corpus = {
  name: "aliases",
  files: {
    "package.json": JSON.stringify({
      type: "module",
      imports: { "#used": "./out/lib/a.js", "#moved": "./out/lib/c.js" },
    }),
    "src/lib/a.ts": "export const go = (x: number) => x + 1;",
    "src/lib/b.ts": "export const go = (x: number) => x + 2;",
    "src/lib/c.ts": "export const go = (x: number) => x + 3;",
  },
  edit: { "package.json": swap(["lib/a.js", "lib/b.js"], ["#moved", "#respelled"]) },
  cases: [
    {
      row: 46,
      label: "M",
      name: "alias retargeted",
      unit: { top: 'import { go } from "#used";\n', body: "return go(2);" },
    },
    {
      row: 46,
      label: "M",
      name: "alias retargeted, import()",
      unit: { body: 'return (await import("#used")).go(2);', isAsync: true },
    },
    {
      row: 46,
      label: "N",
      name: "alias respelled",
      unit: { top: 'import { go } from "#moved";\n', body: "return go(2);" },
      edit: { "unit.ts": swap(["#moved", "#respelled"]) },
    },
  ],
};

const metadata = `
const store: any = {};
(Reflect as any).metadata = (key: string, value: any) => (target: any, name: string) => { store[name + key] = value; };
export const read = (key: string) => store[key][0].name;
export const deco = (..._: any[]): any => {};
`;

const decorated: Case = {
  row: 14,
  label: "M",
  name: "annotation of a decorated member whose metadata is read",
  files: {
    "m.ts": metadata,
    "a.ts": 'import { deco } from "./m.js";\nexport class A { @deco go(x: number) {} }',
  },
  unit: {
    top: 'import { A } from "./a.js";\nimport { read } from "./m.js";\nvoid A;\n',
    body: 'return read("godesign:paramtypes");',
  },
  edit: { "a.ts": swap(["x: number", "x: string"]) },
};

/** Decorators and what they decorate. */
const legacy = {
  method: [
    "export const deco = (_t: any, _k: any, d: any): any => { const f = d.value; return { ...d, value(x: any) { return [f.call(this, x), 1 + 1]; } }; };",
    "export class A { @deco go(x: number) { return x; } }",
  ],
  class: [
    "export const deco = (C: any): any => { C.prototype.go = () => 1 + 1; };",
    "@deco export class A { go(x: number) { return x; } }",
  ],
  property: [
    "export const deco = (t: any, k: any): any => { t[k + k] = 1 + 1; };",
    "export class A { @deco x: any; go() { return (this as any).xx; } }",
  ],
  parameter: [
    "export const deco = (t: any, _k: any, i: number): any => { t.at = i + (1 + 1); };",
    "export class A { go(@deco _x: number) { return (this as any).at; } }",
  ],
} as const;

const decorators: Corpus = {
  name: "legacy decorators with metadata",
  options: { experimentalDecorators: true, emitDecoratorMetadata: true },
  cases: [
    decorated,
    {
      row: 14,
      label: "M",
      name: "annotation of a decorated member of a class that is reached",
      files: {
        "m.ts": `${metadata}export const types = new WeakMap();`,
        "a.ts":
          'import { deco } from "./m.js";\nexport class A { @deco go(x: number) { return String(x); } }',
      },
      unit: {
        top: 'import { A } from "./a.js";\nimport { read } from "./m.js";\n',
        body: 'return [new A().go(1), read("godesign:paramtypes")];',
      },
      edit: { "a.ts": swap(["x: number", "x: any"]) },
    },
    {
      row: 13,
      label: "N",
      name: "annotation of a member that is not decorated",
      files: { "a.ts": "export class A { go(x: number) { return String(x); } }" },
      unit: { top: 'import { A } from "./a.js";\n', body: "return new A().go(1);" },
      edit: { "a.ts": swap(["x: number", "x: any"]) },
    },
    ...(["method", "class", "property", "parameter"] as const).map((kind): Case => ({
      row: 52,
      label: "M",
      name: `body of a legacy decorator of a ${kind}`,
      files: { "d.ts": legacy[kind][0], "a.ts": `import { deco } from "./d.js";\n${legacy[kind][1]}` },
      unit: { top: 'import { A } from "./a.js";\n', body: "return (new A() as any).go(1);" },
      edit: { "d.ts": swap(["1 + 1", "1 + 2"]) },
    })),
    {
      row: 31,
      label: "M",
      name: "helper of a decorated cached method",
      files: {
        "a.ts": "export const go = (x: number) => x + 1;",
        "d.ts": "export const deco = (..._: any[]): any => {};",
        "unit.ts": `
import { go } from "./a.js";
import { deco } from "./d.js";
class Home {
  // @cache persistent name=unit
  @deco unit(x: number) { console.log("@ran"); return go(x); }
}
console.log("@out", new Home().unit(2));`,
      },
      edit: { "a.ts": swap(["x + 1", "x + 2"]) },
    },
  ],
};

const pragmas: Corpus = {
  name: "classic JSX",
  options: { jsx: "react" },
  cases: [
    {
      row: 10,
      label: "M",
      name: "JSX pragma",
      ...jsx("<a b={1}>x</a>"),
      edit: { "unit.tsx": swap(["@jsx h", "@jsx g"]) },
    },
    {
      row: 10,
      label: "M",
      name: "function of the JSX pragma",
      ...jsx("<a b={1}>x</a>"),
      edit: { "h.ts": swap(['"h"', '"H"']) },
    },
    {
      row: 10,
      label: "M",
      name: "JSX pragma of a helper's file",
      files: {
        ...jsx("").files,
        "a.tsx":
          '/** @jsx h */\nimport { h, g } from "./h.js";\nvoid [h, g];\nexport const go = () => <a />;',
      },
      unit: { top: importsGo, body: "return go();" },
      edit: { "a.tsx": swap(["@jsx h", "@jsx g"]) },
    },
    {
      row: 10,
      label: "M",
      name: "function of the @jsxFrag pragma",
      files: {
        ...jsx("").files,
        "f.ts": "export const Frag = () => 1;",
      },
      unit: {
        top: '/** @jsx h */\n/** @jsxFrag Frag */\nimport { h } from "./h.js";\nimport { Frag } from "./f.js";\nvoid [h, Frag];\n',
        body: "return (<>x</>).tag();",
      },
      module: "unit.tsx",
      edit: { "f.ts": swap(["=> 1", "=> 2"]) },
    },
    {
      row: 11,
      label: "N",
      name: "JSX indentation",
      ...jsx("<a>\n  <b />\n  text\n</a>"),
      edit: { "unit.tsx": swap(["\n  <b />\n  text\n", "\n      <b />\n\n    text\n  "]) },
    },
    {
      row: 11,
      label: "M",
      name: "JSX space within a line",
      ...jsx("<a>text <b /></a>"),
      edit: { "unit.tsx": swap(["text <b />", "text<b />"]) },
    },
    {
      row: 11,
      label: "M",
      name: "JSX attribute, element name, spread",
      ...jsx('<a b="1"><c.d {...{ e: 1 }} /></a>', "const c = { d: 'x' };\n"),
      edit: { "unit.tsx": swap(["e: 1", "e: 2"]) },
    },
    {
      row: 11,
      label: "M",
      name: "component",
      files: { ...jsx("").files, "c.ts": "export const C = () => 1;" },
      unit: {
        ...jsx("<C />").unit,
        top: `${jsx("").unit.top}import { C } from "./c.js";\n`,
        body: "return (<C />).tag();",
      },
      module: "unit.tsx",
      edit: { "c.ts": swap(["=> 1", "=> 2"]) },
    },
    {
      row: 11,
      label: "M",
      name: "element made a component",
      ...jsx("<box />", 'const Box = "b";\nvoid Box;\n'),
      edit: { "unit.tsx": swap(["<box />", "<Box />"]) },
    },
  ],
};

function jsx(
  element: string,
  top = "",
): {
  readonly files: Texts;
  readonly unit: { readonly top: string; readonly body: string };
  readonly module: string;
} {
  return {
    files: {
      "h.ts":
        'export const h = (tag: any, props: any, ...children: any[]): any => ({ by: "h", tag, props, children });\n' +
        'export const g = (tag: any, props: any, ...children: any[]): any => ({ by: "g", tag, props, children });',
    },
    unit: {
      top: `/** @jsx h */\nimport { h, g } from "./h.js";\nvoid [h, g];\n${top}`,
      body: `return ${element};`,
    },
    module: "unit.tsx",
  };
}

const factories: Corpus = {
  name: "JSX factories by option",
  options: { jsx: "react", jsxFactory: "jsx.h", jsxFragmentFactory: "Frag" },
  cases: [
    ["function of jsxFactory", "<a />", "h.ts", '"h"', '"H"'],
    ["function of jsxFragmentFactory", "<><a /></>", "f.ts", "=> 1", "=> 2"],
  ].map(([name = "", element = "", file = "", from = "", to = ""]): Case => ({
    row: 10,
    label: "M",
    name,
    files: {
      "h.ts":
        'export const jsx = { h: (tag: any, ...rest: any[]): any => ["h", tag?.call?.(0) ?? tag, rest] };',
      "f.ts": "export const Frag = () => 1;",
    },
    unit: {
      top: 'import { jsx } from "./h.js";\nimport { Frag } from "./f.js";\nvoid [jsx, Frag];\n',
      body: `return ${element};`,
    },
    module: "unit.tsx",
    edit: { [file]: swap([from, to]) },
  })),
};

const runtimeOf = (name: string): Texts => ({
  [`node_modules/${name}/package.json`]: `{ "name": "${name}", "version": "1.0.0", "type": "module", "exports": { "./jsx-runtime": "./r.js" } }`,
  [`node_modules/${name}/r.js`]: `export const jsx = (tag, props) => ({ by: "${name}", tag, props });\nexport const jsxs = jsx;`,
});

const jsxCase: Case = {
  row: 74,
  label: "M",
  name: "jsxImportSource",
  unit: { body: "return <a b={1}>x</a>;" },
  module: "unit.tsx",
};

const automatic: Corpus = {
  name: "automatic JSX, another import source",
  options: { jsx: "react-jsx", jsxImportSource: "jsx-one" },
  files: { ...runtimeOf("jsx-one"), ...runtimeOf("jsx-two") },
  edit: { "tsconfig.json": swap(["jsx-one", "jsx-two"]) },
  cases: [
    jsxCase,
    {
      row: 74,
      label: "N",
      name: "jsxImportSource, of a unit without JSX",
      unit: { body: "return 1 + 2;" },
    },
    {
      row: 10,
      label: "M",
      name: "@jsxImportSource pragma",
      unit: { top: "/** @jsxImportSource jsx-one */\n", body: "return <a b={1}>x</a>;" },
      module: "unit.tsx",
      edit: { "unit.tsx": swap(["jsx-one", "jsx-two"]) },
    },
  ],
};

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

const workspaceTsconfig = JSON.stringify({
  extends: "../../tsconfig.json",
  compilerOptions: { composite: true, rootDir: "src", outDir: "dist" },
  include: ["src"],
});

const workspacePackage = (name: string): Texts => ({
  [`packages/${name}/package.json`]: JSON.stringify({
    name,
    version: "1.0.0",
    type: "module",
    exports: { types: "./dist/index.d.ts", default: "./dist/index.js" },
  }),
  [`packages/${name}/src/index.ts`]: 'export * from "./go.js";\nexport const other = () => 8;\n',
  [`packages/${name}/src/go.ts`]: "const K = 1;\nexport const go = (x: number) => x + K;\n",
  [`packages/${name}/tsconfig.json`]: workspaceTsconfig,
});

const workspace: Corpus = {
  name: "workspace",
  compile: ["-b"],
  files: {
    ...workspacePackage("work-used"),
    ...workspacePackage("work-other"),
    "packages/plain/package.json":
      '{ "name": "work-plain", "version": "1.0.0", "type": "module", "exports": { "types": "./i.d.ts", "default": "./i.js" } }',
    "packages/plain/i.js": "export const go = (x) => x + 1;",
    "packages/plain/i.d.ts": "export declare const go: (x: number) => number;",
  },
  links: {
    "node_modules/work-used": "../packages/work-used",
    "node_modules/work-other": "../packages/work-other",
    "node_modules/work-plain": "../packages/plain",
  },
  references: ["packages/work-used", "packages/work-other"],
  edit: {
    "packages/work-used/src/go.ts": swap(["K = 1", "K = 2"]),
    "packages/work-other/src/index.ts": swap(["=> 8", "=> 9"]),
    "packages/plain/i.js": swap(["x + 1", "x + 2"]),
  },
  cases: [
    {
      row: 71,
      label: "M",
      name: "source of a workspace package",
      unit: { top: 'import { go } from "work-used";\n', body: "return go(2);" },
    },
    {
      row: 71,
      label: "M",
      name: "source of a workspace package, namespace import",
      unit: { top: 'import * as w from "work-used";\n', body: "return w.go(2);" },
    },
    {
      row: 71,
      label: "M",
      name: "source of a workspace package, through a helper",
      files: { "a.ts": 'import { go } from "work-used";\nexport const a = () => go(2);' },
      unit: { top: 'import { a } from "./a.js";\n', body: "return a();" },
    },
    {
      row: 71,
      label: "M",
      name: "source of a workspace package, import()",
      unit: { body: 'return (await import("work-used")).go(2);', isAsync: true },
    },
    {
      row: 71,
      label: "M",
      name: "a linked package that memoir does not compile",
      unit: { top: 'import { go } from "work-plain";\n', body: "return go(2);" },
    },
    {
      row: 71,
      label: "N",
      name: "a sibling export of a workspace package",
      unit: { top: 'import { go } from "work-other";\n', body: "return go(2);" },
    },
  ],
};

export const projects: readonly Corpus[] = [
  commonjs,
  alias,
  decorators,
  pragmas,
  factories,
  automatic,
  fields,
  flavour,
  quiet,
  target,
  workspace,
];
