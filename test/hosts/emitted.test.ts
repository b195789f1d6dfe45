import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { resultsOf, type Program } from "../program/program.ts";
import { clocks, createFixture, createProject as create, printed } from "./fixture.ts";
import { repository } from "./host.ts";

const tsc = join(repository, "node_modules/typescript/bin/tsc");
const memoir = join(repository, "dist/cli/main.js");

async function compile(project: Program, ...args: readonly string[]): Promise<void> {
  const { code, stdout } = await project.node([tsc, "--incremental", "false", ...args]);
  if (code !== 0) throw new Error(`tsc failed:\n${stdout}`);
}

const rewrite = (project: Program, folder = "out") => project.node([memoir, "rewrite", folder]);

function kept(project: Program): Program {
  onTestFinished(() => project.remove());
  return project;
}

const createProject = (...given: Parameters<typeof create>): Program => kept(create(...given));

const unit = `import { helper } from "./helper.ts";
interface Box { size: number }
// @cache persistent
export function unit(box: Box): number { return helper(box.size); }
console.log(unit({ size: 1 }));
`;
const helper = "export const helper = (n: number): number => n + 1;\n";
const files = { "src/main.ts": unit, "src/helper.ts": helper };

test("what is rewritten stays as it is", async () => {
  const project = createProject(files);
  await compile(project);
  const first = await rewrite(project);
  expect([first.stdout, first.stderr, first.code]).toEqual(["rewrote 2 modules with 1 units\n", "", 0]);
  const texts = [project.read("out/main.js"), project.read("out/main.js.map")];
  expect((await rewrite(project)).stdout).toBe("rewrote 0 modules with 0 units\n");
  expect([project.read("out/main.js"), project.read("out/main.js.map")]).toEqual(texts);
});

test("declarations stay as they are", async () => {
  const project = createProject(files, { declaration: true, declarationMap: true });
  await compile(project);
  const before = [project.read("out/main.d.ts"), project.read("out/main.d.ts.map")];
  await rewrite(project);
  expect([project.read("out/main.d.ts"), project.read("out/main.d.ts.map")]).toEqual(before);
});

test("a unit that reaches the clock in another module is a warning", async () => {
  const project = createProject(clocks);
  await compile(project);
  const { stderr, code } = await rewrite(project);
  expect(code).toBe(0);
  expect(stderr).toContain("out/main.js:3:23 - warning MEMOIR1012:");
  expect(stderr).toContain("out/clock.js:1:28 - warning MEMOIR1012:");
});

test("people are told of places in the source", async () => {
  const project = createProject(files);
  await compile(project);
  await rewrite(project);
  expect((await project.node(["out/main.js"])).lookups[0]?.source).toBe("src/main.ts:4");
});

test("an incremental build emits what changed, and only that is rewritten again", async () => {
  const project = createProject(files);
  const build = async () => {
    await project.node([tsc]);
    return (await rewrite(project)).stdout;
  };
  expect(await build()).toBe("rewrote 2 modules with 1 units\n");
  await project.node(["out/main.js"]);
  // From its second change on tsc knows that a module looks to others as before.
  project.edit("src/helper.ts", "n + 1", "n + 3");
  await build();
  project.edit("src/helper.ts", "n + 3", "n + 2");
  expect(await build()).toBe("rewrote 1 modules with 0 units\n");
  const run = await project.node(["out/main.js"]);
  expect([run.outcomes, resultsOf(run)]).toEqual([["miss unit"], ["3", ""]]);
});

test("a source map inside the file leads to the source, too", async () => {
  const project = createProject(
    {
      "src/main.ts": `${unit}if (unit({ size: 1 }) > 0) throw new Error("on purpose");`,
      "src/helper.ts": helper,
    },
    { sourceMap: false, inlineSourceMap: true },
  );
  await compile(project);
  await rewrite(project);
  expect((await project.node(["--enable-source-maps", "out/main.js"])).stderr).toContain("src/main.ts:6:34)");
});

test("CommonJS runs as it did", async () => {
  const project = kept(createFixture());
  project.write("package.json", "{}");
  await compile(project, "--module", "commonjs", "--moduleResolution", "bundler");
  expect((await rewrite(project)).stderr).toBe("");
  const run = await project.node(["out/main.js"]);
  expect([resultsOf(run), run.code]).toEqual([[printed(), ""], 0]);
});

test("a `using` that the compiler took away is an error that says so", async () => {
  const project = kept(createFixture());
  await compile(project, "--target", "es2022");
  const { code, stderr } = await rewrite(project);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^out\/main\.js:\d+:\d+ - error MEMOIR1010:/);
  expect(stderr).toContain('Compile with "target": "esnext"');
  expect((await project.node(["out/main.js"])).stdout).toContain(printed());
});

test("directives that the compiler took away are a warning at the source, or that nothing is there", async () => {
  const project = createProject(files);
  await compile(project, "--removeComments");
  const { code, stdout, stderr } = await rewrite(project);
  expect([code, stdout]).toEqual([0, "rewrote 2 modules with 0 units\n"]);
  expect(stderr).toMatch(/^src\/main\.ts:3:1 - warning MEMOIR1904: 1 of the 1 @cache directives/);
  await compile(project, "--removeComments", "--sourceMap", "false");
  expect((await rewrite(project)).stderr).toMatch(/^memoir: no @cache directive .*removeComments/);
  await compile(project);
  expect((await rewrite(project)).stderr).toBe("");
});

test.each<[string[]]>([[[]], [["out", "more"]], [["none"]]])("%j is no folder to rewrite", async (names) => {
  const project = createProject(files);
  const { code, stdout, stderr } = await project.node([memoir, "rewrite", ...names]);
  expect(code).not.toBe(0);
  expect(stdout).toBe("");
  expect(stderr).toMatch(/^memoir: /);
});
