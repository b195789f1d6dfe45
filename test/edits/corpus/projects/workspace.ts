import { swap, type Corpus, type Texts } from "../../case.ts";

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

/** Packages of the project itself, linked and built by references. */
export const workspace: Corpus = {
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
