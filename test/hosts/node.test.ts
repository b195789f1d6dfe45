import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { environment } from "../program/environment.ts";
import { resultsOf, type Program } from "../program/program.ts";
import { clocks, createProject as create } from "./fixture.ts";
import { repository } from "./host.ts";

const register = ["--import", "memoir/register"];
const tsx = ["--import", `${repository}node_modules/tsx/dist/loader.mjs`];

function createProject(...given: Parameters<typeof create>): Program {
  const project = create(...given);
  onTestFinished(() => project.remove());
  return project;
}

const helper = "export const helper = (n: number): number => n + 1;\n";
const unit = `import { helper } from "./helper.ts";
// @cache persistent
export function unit(n: number): number { console.log("  ran"); return helper(n); }
`;

test("threads that a program starts are rewritten, too", async () => {
  const project = createProject({
    "src/helper.ts": helper,
    "src/unit.ts": unit,
    "src/main.ts": `import { Worker } from "node:worker_threads";
import { unit } from "./unit.ts";
console.log(unit(1));
new Worker(new URL("./worker.ts", import.meta.url));`,
    "src/worker.ts": `import { unit } from "./unit.ts"; console.log(unit(1));`,
  });
  const run = await project.node([...register, "src/main.ts"]);
  expect(run.outcomes).toEqual(["miss unit", "hit unit"]);
  expect(resultsOf(run)).toEqual(["2", "2", ""]);
});

test("CommonJS modules, with and without a stated format, are rewritten", async () => {
  const project = createProject({
    "src/main.ts": `import { unit } from "./unit.cts"; import { plain } from "../old/plain.js"; console.log(unit(1), plain(2));`,
    "src/unit.cts": `const { helper } = require("./helper.cjs");
// @cache persistent
function unit(n: number): number { return helper(n); }
exports.unit = unit;`,
    "src/helper.cjs": "exports.helper = (n) => n + 1;",
    "old/package.json": "{}",
    "old/plain.js": `// @cache persistent
function plain(n) { return n * 2; }
exports.plain = plain;`,
  });
  const first = await project.node([...register, "src/main.ts"]);
  expect(first.stderr).toBe("");
  expect(resultsOf(first)).toEqual(["2 4", ""]);
  expect(first.outcomes).toEqual(["miss unit", "miss plain"]);
  expect((await project.node([...register, "src/main.ts"])).outcomes).toEqual(["hit unit", "hit plain"]);
});

test("what tspc emitted stays as it is", async () => {
  const project = createProject({ "src/helper.ts": helper, "src/main.ts": `${unit}console.log(unit(1));` });
  await project.compile();
  await project.node(["out/main.js"]);
  const run = await project.node([...register, "out/main.js"]);
  expect([run.outcomes, run.stderr]).toEqual([["hit unit"], ""]);
});

test("an error points into the source of what was compiled before", async () => {
  const source = `interface Shape { size: number }
// @cache
export function fail(shape: Shape): never { const { size } = shape; throw new Error("no " + size); }
fail({ size: 1 });`;
  const project = createProject({ "src/main.ts": source });
  const config = JSON.parse(project.read("tsconfig.json")) as { readonly compilerOptions: object };
  for (const how of [{ sourceMap: true }, { sourceMap: false, inlineSourceMap: true }]) {
    const compilerOptions = { ...config.compilerOptions, ...how, plugins: [] };
    project.write("tsconfig.json", JSON.stringify({ ...config, compilerOptions }));
    await project.compile("--incremental", "false");
    project.write("tsconfig.json", JSON.stringify(config));
    expect(project.read("out/main.js")).not.toContain("memoir/internal");
    expect((await project.node([...register, "out/main.js"])).stderr).toContain("src/main.ts:3:75)");
  }
});

test("behind a compiler that takes the comments away it says what to do", async () => {
  const project = createProject({
    "src/helper.ts": helper,
    "src/main.ts": `${unit}console.log(unit(1), unit(1));`,
  });
  const run = await project.node([...tsx, ...register, "src/main.ts"]);
  expect(resultsOf(run)).toEqual(["2 2", ""]);
  expect(run.lookups).toEqual([]);
  expect(run.stderr).toMatch(/^memoir MEMOIR1904: src\/main\.ts was compiled before memoir saw it/);
  expect(run.stderr).toContain("node --import memoir/register --import tsx main.ts");
});

test("a directive that cannot be is an error with its place and its fix", async () => {
  const project = createProject({ "src/main.ts": "const x = 1;\n// @cache persitent\nfunction f() {}\n" });
  const { code, stderr } = await project.node([...register, "src/main.ts"]);
  expect(code).not.toBe(0);
  expect(stderr).toContain("src/main.ts:2:11 - error MEMOIR1001:");
  expect(stderr).toContain("2 | // @cache persitent\n  |           ^^^^^^^^^");
});

test("a warning has its place, in this module and in those that it reaches", async () => {
  const project = createProject(clocks);
  const { code, stderr } = await project.node([...register, "src/main.ts"]);
  expect(code).toBe(0);
  expect(stderr).toContain("src/main.ts:3:23 - warning MEMOIR1012:");
  expect(stderr).toContain("src/clock.ts:1:28 - warning MEMOIR1012:");
});

test("an option of the plugin that is misspelt is an error", async () => {
  const project = createProject({ "src/main.ts": "// @cache\nfunction f() {}" }, {}, { cachedir: "x" });
  const { code, stderr } = await project.node([...register, "src/main.ts"]);
  expect(code).not.toBe(0);
  expect(stderr).toContain('MEMOIR1902: Unknown option "cachedir"');
});

test("a project whose tsconfig says nothing of memoir has the defaults", async () => {
  const project = createProject({ "src/helper.ts": helper, "src/main.ts": `${unit}console.log(unit(1));` });
  project.write("tsconfig.json", "{}");
  await project.node([...register, "src/main.ts"]);
  const again = await project.node([...register, "../src/main.ts"], {}, project.path("node_modules"));
  expect(again.outcomes).toEqual(["hit unit"]);
  expect(project.read(".memoir/CACHEDIR.TAG")).toContain("Signature");
});

test("`enabled: false` runs without it", async () => {
  const project = createProject(
    { "src/helper.ts": helper, "src/main.ts": `${unit}console.log(unit(1));` },
    {},
    { enabled: false },
  );
  const run = await project.node([...register, "src/main.ts"]);
  expect([run.lookups, resultsOf(run)]).toEqual([[], ["2", ""]]);
});

test("--watch computes again after an edit of a helper, and hits after the reverse edit", async () => {
  const project = createProject({
    "src/helper.ts": helper,
    "src/main.ts": `${unit}console.log("is", unit(1));`,
  });
  const child = spawn(process.execPath, ["--watch", ...register, "src/main.ts"], {
    cwd: project.folder,
    env: environment(),
  });
  onTestFinished(() => void child.kill());
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  /** The lines of one run. */
  const untilDone = async (): Promise<string[]> => {
    const seen: string[] = [];
    for (;;) {
      const { value, done } = await lines.next();
      if (done === true) throw new Error("The program ended.");
      if (/^ {2}ran|^is/.test(value)) seen.push(value);
      if (/Completed running|Failed running/.test(value)) return seen;
    }
  };
  expect(await untilDone()).toEqual(["  ran", "is 2"]);
  project.edit("src/helper.ts", "n + 1", "n + 2");
  expect(await untilDone()).toEqual(["  ran", "is 3"]);
  project.edit("src/helper.ts", "n + 2", "n + 1");
  expect(await untilDone()).toEqual(["is 2"]);
});
