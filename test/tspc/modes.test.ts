import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { expect, onTestFinished, test } from "vitest";
import type { Project } from "./project.ts";
import { config, createProject, environment, tspcCommand } from "./project.ts";

const LIB = "// @cache\nexport function lib(n: number) { return n + 1; }\n";
const MAIN = 'import { lib } from "./lib.js";\nconsole.log(lib(1));\n';
const GLOBALS = "declare const console: { log(...values: unknown[]): void };\n";
const PACKAGE = { "package.json": JSON.stringify({ type: "module" }), "src/globals.d.ts": GLOBALS };

/** The files that the transform was asked for since the last call. */
function rewritten(project: Project): string[] {
  const names = project.read("rewrites.log").split("\n").filter(Boolean).sort();
  project.write("rewrites.log", "");
  return names;
}

/** Marks every emitted script, so that those written again are seen. */
function mark(project: Project, folder = "out"): () => string[] {
  const scripts = Object.entries(project.tree(folder)).filter(([name]) => name.endsWith(".js"));
  for (const [name, text] of scripts) project.write(`${folder}/${name}`, `${text}//old\n`);
  return () =>
    Object.entries(project.tree(folder))
      .filter(([name, text]) => name.endsWith(".js") && !text.endsWith("//old\n"))
      .map(([name]) => name);
}

test.each([
  ["--incremental", ["-p", "."], { incremental: true, declaration: true }],
  ["-b", ["-b"], { composite: true, sourceMap: true }],
])("%s: only what changed is written and rewritten again", async (_name, args, options) => {
  const many = Object.fromEntries(
    Array.from({ length: 40 }, (_, i) => [`src/m${i}.ts`, `export function m${i}() { return ${i}; }\n`]),
  );
  const files = { "src/lib.ts": LIB, "src/main.ts": MAIN, ...many };
  const project = createProject({ ...PACKAGE, ...files, "tsconfig.json": config(options) });
  expect(await project.tspc(...args)).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(rewritten(project)).toEqual(Object.keys(files).sort());
  for (const name of Object.keys(many)) {
    expect(project.read(name.replace("src", "out").replace(".ts", ".js"))).toContain("$fn");
  }

  const written = mark(project);
  expect(await project.tspc(...args)).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(written()).toEqual([]);
  expect(rewritten(project)).toEqual([]);

  project.write("src/lib.ts", LIB.replace("n + 1", "n + 2"));
  expect(await project.tspc(...args)).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(written()).toEqual(["lib.js"]);
  expect(rewritten(project)).toEqual(["src/lib.ts"]);
  expect((await project.node("out/main.js")).stdout).toBe("call lib\n3\n");
});

test("-b with references: each project by its own tsconfig, and only what is out of date", async () => {
  const part = (references: string[], options = {}) =>
    config(
      { composite: true, ...options },
      { cacheDir: `.${references.length}` },
      {
        references: references.map((path) => ({ path })),
      },
    );
  const project = createProject({
    "package.json": JSON.stringify({ type: "module" }),
    "tsconfig.json": JSON.stringify({ files: [], references: [{ path: "app" }] }),
    "lib/tsconfig.json": part([], { declarationMap: true }),
    "lib/src/index.ts": `export const enum Size { Big = 9 }
// @cache
export function lib(n: number) { return n + Size.Big; }
`,
    "app/tsconfig.json": part(["../lib"]),
    "app/src/globals.d.ts": GLOBALS,
    "app/src/main.ts": `import { lib, Size } from "../../lib/src/index.js";
// @cache
function app() { return lib(Size.Big); }
console.log(app());
`,
  });
  project.write(
    "lib/package.json",
    JSON.stringify({ type: "module", exports: "./out/index.js", name: "lib" }),
  );
  expect(await project.tspc("-b")).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(rewritten(project)).toEqual(["src/index.ts", "src/main.ts"]);
  expect(project.read("app/out/main.js")).toContain("lib(9 /* Size.Big */)");
  expect(project.read("app/out/main.js")).toContain('"cacheDir": ".1"');
  expect(project.read("lib/out/index.js")).toContain('"cacheDir": ".0"');
  expect(project.read("lib/out/index.js")).toContain('"root": ".."');

  const apps = mark(project, "app/out");
  const libs = mark(project, "lib/out");
  project.write("lib/src/index.ts", project.read("lib/src/index.ts").replace("n + Size", "n * Size"));
  expect(await project.tspc("-b")).toEqual({ code: 0, stdout: "", stderr: "" });
  expect([apps(), libs()]).toEqual([[], ["index.js"]]);
  expect(rewritten(project)).toEqual(["src/index.ts"]);
  expect(project.read("lib/out/index.js")).toContain("n * 9");
});

/** Waits for each further compilation that a watching compiler reports on its stdout. */
function watching(project: Project, ...args: string[]) {
  const child: ChildProcess = spawn(process.execPath, tspcCommand(...args), {
    cwd: project.folder,
    env: { ...environment(project.folder), TSC_WATCHFILE: "UseFsEventsWithFallbackDynamicPolling" },
  });
  onTestFinished(() => new Promise((resolve) => (child.once("close", () => resolve()), child.kill())));
  let output = "";
  let wake = () => {};
  child.stdout?.on("data", (chunk: Buffer) => {
    output += chunk.toString();
    wake();
  });
  return async () => {
    for (;;) {
      const done = /[^]*?Found (\d+) errors?\. Watching for file changes\.\n/.exec(output);
      if (done) {
        output = output.slice(done[0].length);
        return done[0];
      }
      await new Promise<void>((resolve) => (wake = resolve));
    }
  };
}

test.each([
  ["--watch", ["-p", ".", "--watch", "--preserveWatchOutput"], {}],
  ["--watch --incremental", ["-p", ".", "--watch", "--preserveWatchOutput"], { incremental: true }],
  ["-b --watch", ["-b", "--watch", "--preserveWatchOutput"], { composite: true }],
])("%s: an edit is compiled, rewritten and reported", async (_name, args, options) => {
  const project = createProject({
    ...PACKAGE,
    "tsconfig.json": config({ sourceMap: true, ...options }),
    "src/lib.ts": LIB,
    "src/main.ts": MAIN,
  });
  const compiled = watching(project, ...args);
  expect(await compiled()).toContain("Found 0 errors");
  expect((await project.node("out/main.js")).stdout).toBe("call lib\n2\n");
  rewritten(project);

  project.write("src/lib.ts", LIB.replace("n + 1", "n + 5"));
  expect(await compiled()).toContain("Found 0 errors");
  expect((await project.node("out/main.js")).stdout).toBe("call lib\n6\n");
  expect(rewritten(project)).toEqual(["src/lib.ts"]);

  project.write("src/lib.ts", `${LIB}/* @error */\n`);
  expect(await compiled()).toMatch(/src\/lib\.ts(\(3,4\)|:3:4).*TS991003: MEMOIR1003[^]*Found 1 error/);
  project.write("src/main.ts", `${MAIN}export {};\n`);
  expect(await compiled()).toMatch(/MEMOIR1003[^]*Found 1 error/);
  project.write("src/lib.ts", LIB.replace("n + 1", "n + 7"));
  expect(await compiled()).toContain("Found 0 errors");
  expect((await project.node("out/main.js")).stdout).toBe("call lib\n8\n");
});
