import { cpSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { resultsOf, type Program, type Run } from "../program/program.ts";
import { clocks, createProject as create } from "./fixture.ts";
import { repository } from "./host.ts";

const register = ["--import", "memoir/register"];

const halves = (version: string, code: string) => ({
  "node_modules/halves/package.json": JSON.stringify({
    name: "halves",
    version,
    type: "module",
    exports: "./index.js",
  }),
  "node_modules/halves/index.js": code,
});

const v1 = halves("1.0.0", "export function half(value) { return value / 2; }\n");
const v2 = halves("2.0.0", "export function half(value) { return Math.floor(value / 2); }\n");

const main = `import { half } from "halves";
// @cache persistent
function unit(n: number): number { return half(n); }
console.log(unit(3));
`;

function createProject(files: Readonly<Record<string, string>>): Program {
  const project = create(files);
  onTestFinished(() => project.remove());
  return project;
}

function install(project: Program, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) project.write(name, text);
}

const bundle = (project: Program, file: string, ...args: readonly string[]): Promise<Run> =>
  project.node([join(repository, "test/hosts/build", file), ...args]);

const runs = async (project: Program, ...args: readonly string[]) => {
  const run = await project.node(args);
  return [run.outcomes.join(), resultsOf(run)[0]];
};

const bundlers = [
  ["esbuild", "esbuild.ts", ["esm"], "dist/main.js"],
  ["Rollup", "rollup.ts", [], "dist/main.js"],
  ["Rolldown", "rolldown.ts", [], "dist/main.js"],
  ["Vite", "vite.ts", [], "dist/main.js"],
  ["webpack", "pack.ts", ["webpack", "cjs"], "dist/main.cjs"],
  ["Rspack", "pack.ts", ["rspack", "cjs"], "dist/main.cjs"],
  ["Farm", "farm.ts", ["esm"], "dist/main.js"],
] as const;

test.for(bundlers)("%s: a package counts as it was when it was bundled", async ([, file, args, output]) => {
  const project = createProject({ "src/main.ts": main, ...v1 });
  await bundle(project, file, ...args);
  expect(await runs(project, output)).toEqual(["miss unit", "1.5"]);
  expect(await runs(project, ...register, "src/main.ts")).toEqual(["hit unit", "1.5"]);
  install(project, v2);
  expect(await runs(project, ...register, "src/main.ts")).toEqual(["miss unit", "1"]);
  expect(await runs(project, output)).toEqual(["hit unit", "1.5"]);
  await bundle(project, file, ...args);
  expect(await runs(project, output)).toEqual(["hit unit", "1"]);
});

test.for([["esm"], ["cjs"]])("a package that a bundle loads counts as it is (%s)", async ([format = ""]) => {
  const project = createProject({ "src/main.ts": main, ...v1 });
  const output = `dist/main.${format === "cjs" ? "cjs" : "js"}`;
  await bundle(project, "esbuild.ts", format, "memoir,halves");
  expect(await runs(project, output)).toEqual(["miss unit", "1.5"]);
  install(project, v2);
  expect(await runs(project, output)).toEqual(["miss unit", "1"]);
});

test("a package in a bundle that loads another one is not taken for what it was with that", async () => {
  const project = createProject({
    "src/main.ts": main,
    ...v1,
    "node_modules/halves/package.json":
      '{ "name": "halves", "version": "1.0.0", "type": "module", "exports": "./index.js", "dependencies": { "deep": "*" } }',
    "node_modules/halves/index.js": `export { half } from "deep";`,
    "node_modules/deep/package.json":
      '{ "name": "deep", "version": "1.0.0", "type": "module", "exports": "./index.js" }',
    "node_modules/deep/index.js": v1["node_modules/halves/index.js"],
  });
  await bundle(project, "esbuild.ts", "esm", "memoir,deep");
  expect(await runs(project, "dist/main.js")).toEqual(["miss unit", "1.5"]);
  expect(await runs(project, ...register, "src/main.ts")).toEqual(["hit unit", "1.5"]);
  project.edit("node_modules/deep/package.json", "1.0.0", "2.0.0");
  install(project, { "node_modules/deep/index.js": v2["node_modules/halves/index.js"] });
  const run = await project.node(["dist/main.js"]);
  expect([run.outcomes, resultsOf(run)[0]]).toEqual([["uncached unit"], "1"]);
  expect(run.stderr).toContain("halves was bundled with deep 1.0.0, which is version 2.0.0 here");
});

test("without its manifest a bundle does not guess which packages are in it", async () => {
  const project = createProject({ "src/main.ts": main, ...v1 });
  await bundle(project, "rollup.ts");
  rmSync(project.path("dist/main.js.memoir.json"));
  const run = await project.node(["dist/main.js"]);
  expect([run.outcomes, resultsOf(run)[0]]).toEqual([["uncached unit"], "1.5"]);
  expect(run.stderr).toContain("nothing beside the bundle says which version of halves is in it");
});

test("code that a bundle imports later is not taken for a file beside it", async () => {
  const project = createProject({
    "src/main.ts": `// @cache persistent
async function unit(): Promise<number> { return (await import("./late.ts")).late(); }
console.log(await unit());`,
    "src/late.ts": "export const late = (): number => 1;",
    "dist/late.ts": "export const late = (): number => 2;",
  });
  await bundle(project, "esbuild.ts", "esm");
  const run = await project.node(["dist/main.js"]);
  expect([run.outcomes, resultsOf(run)[0]]).toEqual([["uncached unit"], "1"]);
  expect(run.stderr).toContain("./late.ts is in a bundle");
});

test("results in memory are not kept over a change of what a bundle imports later", async () => {
  const project = createProject({
    "src/main.ts": `// @cache
async function unit(): Promise<number> { return (await import("./late.ts")).count; }
console.log(await unit());
(await import("./late.ts")).bump();
console.log(await unit());`,
    "src/late.ts": "export let count = 1;\nexport const bump = (): void => void count++;",
  });
  await bundle(project, "esbuild.ts", "esm");
  const run = await project.node(["dist/main.js"]);
  expect([run.outcomes, run.stdout]).toEqual([["uncached unit", "uncached unit"], "1\n2\n"]);
});

test("the cache is where the tsconfig says, wherever the project is put after the build", async () => {
  const project = createProject({ "src/main.ts": main, ...v1 });
  await bundle(project, "esbuild.ts", "esm");
  const text = project.read("dist/main.js") + project.read("dist/main.js.memoir.json");
  expect(text).not.toContain(project.folder);
  const other = createProject({});
  rmSync(other.path("src"), { recursive: true, force: true });
  cpSync(project.path("dist"), other.path("dist"), { recursive: true });
  expect(await runs(other, "dist/main.js")).toEqual(["miss unit", "1.5"]);
  expect(readdirSync(other.folder)).toContain(".memoir");
});

const misspelt = { "src/main.ts": "const x = 1;\n// @cache persitent\nfunction f() {}\nf();\n" };

test.for(bundlers)(
  "%s: a directive that cannot be fails the build, with its place",
  async ([, file, args]) => {
    const { code, stdout, stderr } = await bundle(createProject(misspelt), file, ...args);
    expect(code).not.toBe(0);
    expect(stdout + stderr).toContain("src/main.ts:2:11 - error MEMOIR1001:");
  },
);

test.for(bundlers)("%s: a warning has its place, and the build goes on", async ([, file, args, output]) => {
  const project = createProject(clocks);
  const { stdout, stderr } = await bundle(project, file, ...args);
  expect(stdout + stderr).toContain("src/main.ts:3:23 - warning MEMOIR1012:");
  expect(stdout + stderr).toContain("src/clock.ts:1:28 - warning MEMOIR1012:");
  expect((await project.node([output])).code).toBe(0);
});

test("esbuild without bundling: packages count as they are where the file runs", async () => {
  const project = createProject({ "src/main.ts": main, ...v1 });
  await bundle(project, "esbuild-files.ts");
  expect(await runs(project, "dist/main.js")).toEqual(["miss unit", "1.5"]);
  expect(await runs(project, ...register, "src/main.ts")).toEqual(["hit unit", "1.5"]);
  install(project, v2);
  expect(await runs(project, "dist/main.js")).toEqual(["miss unit", "1"]);
});

test("esbuild's mangleProps is refused: the run time reads properties by their names", async () => {
  const { code, stderr } = await bundle(
    createProject({ "src/main.ts": main, ...v1 }),
    "esbuild-files.ts",
    "mangle",
  );
  expect(code).not.toBe(0);
  expect(stderr).toContain("MEMOIR1902");
});

const counted = {
  "src/main.ts": "// @cache persistent\nexport function unit(n: number): number { return n; }\n",
};

test("behind a plugin that compiles first memoir says what to do", async () => {
  const project = createProject(counted);
  const { stderr } = await bundle(project, "late.ts");
  expect(stderr).toContain("src/main.ts: MEMOIR1904: this module was compiled before memoir saw it");
  expect(project.read("dist/main.js")).not.toContain("memoir/internal");
});

test("what Vite builds for browsers stays as it is, and Vite says so", async () => {
  const project = createProject(counted);
  const { code, stdout, stderr } = await bundle(project, "vite-client.ts");
  expect(code).toBe(0);
  expect(stdout + stderr).toContain("src/main.ts: MEMOIR1905:");
  expect(project.read("dist/main.js")).not.toContain("memoir/internal");
});

test.each(["rollup", "vite"])(
  "a directive in a component is said to have no effect (%s)",
  async (bundler) => {
    const script = (text: string) => `<script>\n${text}\n</script>\n`;
    const project = createProject({
      "src/main.ts":
        'import { unit } from "./cached.vue";\nimport { plain } from "./plain.vue";\nconsole.log(unit(2), plain);\n',
      "src/vue.d.ts":
        'declare module "*.vue" { export const unit: (n: number) => number; export const plain: number; }\n',
      "src/cached.vue": script("// @cache persistent\nexport function unit(n) { return n; }"),
      "src/plain.vue": script("export const plain = 1;"),
    });
    const { code, stdout, stderr } = await bundle(project, "component.ts", bundler);
    expect(code).toBe(0);
    expect((stdout + stderr).match(/\S+: MEMOIR\d+/g)).toEqual(["src/cached.vue: MEMOIR1906"]);
    expect(await runs(project, "dist/main.js")).toEqual(["", "2 1"]);
  },
);

test("constants that a bundler puts in count by their values", async () => {
  const project = createProject({
    "src/main.ts": `declare const VERSION: string;
// @cache persistent
function unit(): string { return VERSION + globalThis.EDITION; }
declare global { var EDITION: string; }
console.log(unit());`,
  });
  const outcomes: unknown[] = [];
  for (const define of ["1", "2", "1"]) {
    await bundle(project, "esbuild.ts", "esm", "memoir,memoir/internal", define);
    outcomes.push(await runs(project, "dist/main.js"));
  }
  expect(outcomes).toEqual([
    ["miss unit", "11"],
    ["miss unit", "22"],
    ["hit unit", "11"],
  ]);
});
