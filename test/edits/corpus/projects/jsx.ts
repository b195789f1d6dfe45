import { swap, type Case, type Corpus, type Texts } from "../../case.ts";

const importsGo = 'import { go } from "./a.js";\n';

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

/** JSX as calls of a function of the file, and as calls of a package. */
export const jsxCorpora: readonly Corpus[] = [pragmas, factories, automatic];
