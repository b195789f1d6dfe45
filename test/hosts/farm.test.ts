import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { environment } from "../program/environment.ts";
import { resultsOf, type Program } from "../program/program.ts";
import { createProject as create } from "./fixture.ts";
import { repository } from "./host.ts";

const script = (name: string): string => join(repository, "test/hosts/build", name);

function createProject(files: Readonly<Record<string, string>>): Program {
  const project = create(files);
  onTestFinished(() => project.remove());
  return project;
}

async function build(project: Program, target = "node") {
  const built = await project.node([script("farm.ts"), "esm", target]);
  expect([built.code, built.stderr]).toEqual([0, ""]);
  return built;
}

const runs = async (project: Program, ...args: readonly string[]) => {
  const run = await project.node(args);
  return [run.outcomes.join(), resultsOf(run)[0]];
};

const register = ["--import", "memoir/register", "src/main.ts"];

const halves = {
  "src/main.ts": `import { half } from "halves";
// @cache persistent
function unit(n: number): number { return half(n); }
console.log(unit(3));
`,
  "node_modules/halves/package.json":
    '{ "name": "halves", "version": "1.0.0", "type": "module", "exports": "./index.js", "dependencies": { "deep": "*" } }',
  "node_modules/halves/index.js": `export { half } from "deep";`,
  "node_modules/deep/package.json":
    '{ "name": "deep", "version": "1.0.0", "type": "module", "exports": "./index.js" }',
  "node_modules/deep/index.js": "export function half(value) { return value / 2; }\n",
};

function upgrade(project: Program): void {
  project.edit("node_modules/deep/package.json", "1.0.0", "2.0.0");
  project.edit("node_modules/deep/index.js", "value / 2", "Math.floor(value / 2)");
}

test("its cache does not bring back another version of a package that a package imports", async () => {
  const project = createProject(halves);
  await build(project);
  expect(await runs(project, "dist/main.js")).toEqual(["miss unit", "1.5"]);
  upgrade(project);
  await build(project);
  expect(await runs(project, "dist/main.js")).toEqual(["miss unit", "1"]);
  expect(await runs(project, ...register)).toEqual(["hit unit", "1"]);
});

test("its cache does not bring back a module by its time where a new tsconfig holds for it", async () => {
  const project = createProject({
    "src/main.ts": "// @cache persistent\nfunction unit(): number { return 1; }\nconsole.log(unit());\n",
  });
  await build(project, "library-node");
  expect(project.read("dist/main.js")).toContain("memoir/internal");
  const plugins = [{ transform: "memoir/transformer", transformProgram: true, enabled: false }];
  project.write("src/tsconfig.json", JSON.stringify({ compilerOptions: { plugins } }));
  await build(project, "library-node");
  expect(project.read("dist/main.js")).not.toContain("memoir/internal");
});

/** Builds and runs again at each change of a file, and reads what the runs print. */
function watch(project: Program) {
  const child = spawn(process.execPath, [script("live.ts"), "farm"], {
    cwd: project.folder,
    env: environment(),
  });
  onTestFinished(() => void child.kill());
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  /** The result of a run that has come to its end. */
  const next = async (): Promise<string> => {
    let result = "";
    for (;;) {
      const { value, done } = await lines.next();
      if (done === true) throw new Error("The program ended.");
      if (/^[\d.]+$/.test(value)) result = value;
      if (value.includes("Build completed")) return result;
    }
  };
  const edit = (name: string, from: string, to: string): void => {
    project.edit(name, from, to);
    child.stdin.write(`${project.path(name)}\n`);
  };
  return { next, edit };
}

test("a package that is replaced while it watches, which it does not look at again, is not taken for the new one", async () => {
  const project = createProject(halves);
  const { next, edit } = watch(project);
  expect(await next()).toBe("1.5");
  upgrade(project);
  edit("src/main.ts", "unit(3)", "unit(5)");
  expect(await next()).toBe("2.5");
  expect(await runs(project, ...register)).toEqual(["miss unit", "2"]);
});

test("while it watches, a change of the tsconfig counts", async () => {
  const project = createProject(halves);
  const { next, edit } = watch(project);
  await next();
  edit("tsconfig.json", '"transformProgram":true', '"transformProgram":true,"cacheDir":"elsewhere"');
  await next();
  expect(project.read("elsewhere/CACHEDIR.TAG")).toContain("Signature");
});

test("text with NUL stays as it is", async () => {
  const text = "a\0//b/../c";
  const project = createProject({
    "src/main.ts": `// @cache persistent
function unit(): string { return "${text}"; }
console.log(JSON.stringify(unit()));
`,
  });
  await build(project);
  expect(await runs(project, "dist/main.js")).toEqual(["miss unit", JSON.stringify(text)]);
});

test("what it builds for browsers stays as it is, and it says so", async () => {
  const project = createProject({
    "src/main.ts": "// @cache persistent\nexport function unit(n: number): number { return n; }\n",
  });
  expect((await build(project, "browser")).stdout).toContain("src/main.ts: MEMOIR1905:");
  expect(project.read("dist/main.js")).not.toContain("memoir/internal");
});
