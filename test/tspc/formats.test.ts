import { expect, test } from "vitest";
import type { Project } from "./project.ts";
import { config, createProject } from "./project.ts";

const LIB = `// @cache
export function twice(n: number): number {
  return n * 2;
}
`;
const MAIN = `import { twice } from "./lib.js";
console.log(twice(21));
`;

test.each([
  ["nodenext, ES modules", { module: "nodenext" }, { type: "module" }],
  ["nodenext, CommonJS", { module: "nodenext" }, { type: "commonjs" }],
  ["bundler resolution", { module: "esnext", moduleResolution: "bundler" }, { type: "module" }],
  ["module preserve", { module: "preserve" }, { type: "module" }],
  ["commonjs", { module: "commonjs", moduleResolution: "bundler" }, { type: "commonjs" }],
  [
    "es2022 with isolatedModules",
    { module: "es2022", moduleResolution: "bundler", isolatedModules: true },
    { type: "module" },
  ],
  ["verbatimModuleSyntax", { verbatimModuleSyntax: true }, { type: "module" }],
])("%s: the program runs, rewritten", async (_name, options, manifest) => {
  const project = createProject({
    "package.json": JSON.stringify(manifest),
    "tsconfig.json": config(options),
    "src/lib.ts": LIB,
    "src/main.ts": MAIN,
  });
  expect(await project.tspc("-p", ".")).toMatchObject({ code: 0, stdout: "", stderr: "" });
  expect(await project.node("out/main.js")).toMatchObject({ code: 0, stdout: "call twice\n42\n" });
});

test("top-level await, .mts, .cts, and JSX by import source and by pragma", async () => {
  const project = createProject({
    "package.json": JSON.stringify({ type: "module" }),
    "tsconfig.json": config({ jsx: "react-jsx", jsxImportSource: "tiny" }),
    "node_modules/tiny/package.json": JSON.stringify({
      name: "tiny",
      type: "module",
      exports: { "./jsx-runtime": { types: "./jsx-runtime.d.ts", default: "./jsx-runtime.js" } },
    }),
    "node_modules/tiny/jsx-runtime.js":
      "export const jsx = (tag, props) => `<${tag}>${props.children}</${tag}>`;",
    "node_modules/tiny/jsx-runtime.d.ts": `export declare const jsx: unknown;
export namespace JSX { interface Element {} interface IntrinsicElements { b: { children: unknown } } }`,
    "src/async.mts": `const wait = (n: number) => Promise.resolve(n);
// @cache
export async function later(n: number) { return (await wait(n)) + 1; }
export const first = await later(1);
`,
    "src/common.cts": `// @cache
function common(n: number) { return n + 1; }
export = { common };
`,
    "src/view.tsx": `// @cache
export function view(n: number) { return <b>{n}</b>; }
`,
    "src/pragma.tsx": `/** @jsxRuntime classic */
/** @jsx h */
declare global { namespace JSX { interface IntrinsicElements { i: object } } }
// @cache
export function slanted() { return <i />; }
function h(tag: string) { return "h:" + tag; }
`,
    "src/main.ts": `import { first } from "./async.mjs";
import common from "./common.cjs";
import { view } from "./view.js";
import { slanted } from "./pragma.js";
console.log(first, common.common(1), view(3), slanted());
`,
  });
  const built = await project.tspc("-p", ".");
  expect(built.stdout).toBe("");
  expect(built.code).toBe(0);
  const ran = await project.node("out/main.js");
  expect(ran.stderr).toBe("");
  expect(ran.stdout).toBe("call later\ncall common\ncall view\ncall slanted\n2 2 <b>3</b> h:i\n");
});

/** What the stand-in was told about the module that became `file`. */
function stated(project: Project, file: string): unknown {
  return JSON.parse(/\$fn(?:\)|\b)\(\w+, (\[.*\])\);/.exec(project.read(file))?.[1] ?? "null");
}

test("what each module is told: its name, its format, and the way from its output to the tsconfig", async () => {
  const project = createProject({
    "package.json": JSON.stringify({ type: "module" }),
    "app/tsconfig.json": config(
      { outDir: "../build/js", rootDir: "..", declaration: true, declarationDir: "../types" },
      {
        cacheDir: ".cache/memoir",
        strict: true,
        store: ["file", "redis://cache"],
        maxSize: "1GB",
        maxAge: "9d",
      },
      { include: ["**/*.ts", "**/*.cts", "../shared/*.ts"] },
    ),
    "app/src/deep/one.ts": "export function one() {}\n",
    "app/two.cts": "export function two() {}\n",
    "shared/three.ts": "export function three() {}\n",
  });
  expect(await project.tspc("-p", "app")).toMatchObject({ code: 0, stdout: "" });
  const settings = {
    cacheDir: ".cache/memoir",
    strict: true,
    store: ["file", "redis://cache"],
    maxSize: "1GB",
    maxAge: "9d",
  };
  const emit = { useDefineForClassFields: true };
  expect(stated(project, "build/js/app/src/deep/one.js")).toEqual([
    "src/deep/one.ts",
    { module: "esm", emit, settings: { ...settings, root: "../../../../../app" } },
  ]);
  expect(stated(project, "build/js/app/two.cjs")).toEqual([
    "two.cts",
    { module: "commonjs", emit, settings: { ...settings, root: "../../../app" } },
  ]);
  expect(stated(project, "build/js/shared/three.js")).toEqual([
    "../shared/three.ts",
    { module: "esm", emit, settings: { ...settings, root: "../../../app" } },
  ]);
});

test("without outDir the output lies beside the source, and the emit options are those in effect", async () => {
  const project = createProject({
    "package.json": JSON.stringify({ type: "module" }),
    "tsconfig.json": config({
      outDir: undefined,
      target: "es2021",
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      jsx: "react-jsxdev",
    }),
    "src/one.ts": "export function one() {}\n",
  });
  expect(await project.tspc("-p", ".")).toMatchObject({ code: 0 });
  expect(stated(project, "src/one.js")).toEqual([
    "src/one.ts",
    {
      module: "esm",
      emit: {
        useDefineForClassFields: false,
        experimentalDecorators: true,
        emitDecoratorMetadata: true,
        jsx: "react-jsxdev",
      },
      settings: { root: ".." },
    },
  ]);
});

test("JavaScript of the project is rewritten under allowJs; packages and declarations never are", async () => {
  const project = createProject({
    "package.json": JSON.stringify({ type: "commonjs" }),
    "tsconfig.json": config({ allowJs: true, maxNodeModuleJsDepth: 2 }),
    "src/plain.js": "// @cache\nfunction plain(n) { return n; }\nmodule.exports = plain;\n",
    "src/main.ts":
      "import plain = require('./plain.js');\nimport { p } from 'pack';\nconsole.log(plain(p()));\n",
    "node_modules/pack/index.js": "exports.p = function p() { return 1; };\n",
  });
  expect(await project.tspc("-p", ".")).toMatchObject({ code: 0, stdout: "" });
  expect(await project.node("out/main.js")).toMatchObject({ stdout: "call plain\n1\n" });
  expect(project.read("rewrites.log").split("\n").sort()).toEqual(["", "src/main.ts", "src/plain.js"]);
});

test("global scripts keep their globals: a const enum of one is inlined in another", async () => {
  const project = createProject({
    "package.json": JSON.stringify({ type: "commonjs" }),
    "tsconfig.json": config({ module: "commonjs", moduleResolution: "bundler", ignoreDeprecations: "6.0" }),
    "src/globals.ts": "const enum Level { High = 7 }\nfunction unused() {}\n",
    "src/main.ts": "console.log(Level.High);\n// @cache\nfunction f() { return Level.High; }\nf();\n",
  });
  expect(await project.tspc("-p", ".")).toMatchObject({ code: 0, stdout: "" });
  expect(await project.node("out/main.js")).toMatchObject({ stdout: "7\ncall f\n" });
});

test.each([
  [
    "a const enum of a declaration file, under another name",
    {
      "src/levels.d.ts": "declare const enum Level { High = 7 }\nexport { Level as Renamed };\n",
      "src/main.ts": `import { Renamed } from "./levels.js";\n// @cache\nfunction f() { return Renamed["High"]; }\nconsole.log(f());\n`,
    },
  ],
  [
    "an enum that takes its values from one whose module must not load",
    {
      "src/levels.ts": 'export enum Level { High = 7 }\nthrow new Error("only an enum uses it");\n',
      "src/main.ts": `import { Level } from "./levels.js";\nenum Own { Top = Level.High }\n// @cache\nfunction f() { return Own.Top; }\nconsole.log(f());\n`,
    },
  ],
])("values of enums stand in scripts as with tsc: %s", async (_name, files) => {
  const project = createProject({
    "package.json": JSON.stringify({ type: "module" }),
    "tsconfig.json": config({}),
    ...files,
  });
  expect(await project.tspc("-p", ".")).toMatchObject({ code: 0, stdout: "" });
  expect(await project.node("out/main.js")).toMatchObject({ stdout: "call f\n7\n" });
});
