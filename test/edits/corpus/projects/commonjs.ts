import { swap, type Case, type Corpus } from "../../case.ts";

const importsGo = 'import { go } from "./a.js";\n';

/** A project of CommonJS modules. */
export const commonjs: Corpus = {
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
