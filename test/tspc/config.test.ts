import { existsSync } from "node:fs";
import { symlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readPluginConfig } from "../../transformer/hosts/project/plugin-config.ts";
import { config, createProject, plugin } from "./project.ts";

const FILES = {
  "package.json": JSON.stringify({ type: "module" }),
  "src/main.ts": "// @cache\nexport function f(a: number) { return a; }\n/* @error */\n",
};

test("enabled: false emits what tsc emits", async () => {
  const options = { declaration: true, sourceMap: true, tsBuildInfoFile: "out/info", incremental: true };
  const project = createProject({ ...FILES, "tsconfig.json": config(options, { enabled: false }) });
  await project.tsc("-p", ".");
  const plain = project.tree("out");
  project.remove("out");
  expect(await project.tspc("-p", ".")).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(project.tree("out")).toEqual(plain);
});

test.each([[{}], [{ incremental: true }]])(
  "without transformProgram the build fails and says what to add (%j)",
  async (options) => {
    const project = createProject({
      ...FILES,
      "tsconfig.json": config(options, plugin({ transformProgram: undefined })),
    });
    for (let turn = 0; turn < 2; turn++) {
      const run = await project.tspc("-p", ".");
      expect(run.stdout).toContain(
        "error TS991901: MEMOIR1901: memoir must be loaded as a program transformer.",
      );
      expect(run.stdout).toContain('Add "transformProgram": true');
      expect(run.code).not.toBe(0);
    }
  },
);

test("an option that is misspelt or of the wrong kind is an error", async () => {
  const project = createProject({ ...FILES, "tsconfig.json": config({}, { cachedir: "x", maxSize: 5 }) });
  const run = await project.tspc("-p", ".");
  expect(run.stdout).toContain(
    'error TS991902: MEMOIR1902: Unknown option "cachedir". Known options: cacheDir,',
  );
  expect(run.stdout).toContain('MEMOIR1902: Option "maxSize" must be a size such as "5GB", not 5.');
  expect(run.code).not.toBe(0);
});

test("the plugin entry is read without what belongs to ts-patch", () => {
  const entry = {
    ...plugin(),
    import: "default",
    cacheDir: ".c",
    store: ["file"],
    strict: true,
    enabled: true,
  };
  expect(readPluginConfig(entry)).toEqual({
    enabled: true,
    settings: { cacheDir: ".c", store: ["file"], strict: true },
    problems: [],
  });
});

const DIST = new URL("../../dist/transformer/hosts/tspc.js", import.meta.url);

test.runIf(existsSync(DIST))("the built package is found by its name and caches", async () => {
  const project = createProject({
    "package.json": JSON.stringify({ type: "module" }),
    "tsconfig.json": config({ declaration: true }),
    "src/main.ts": `// @cache persistent name=twice
function twice(n: number) { console.log("computed"); return n * 2; }
console.log(twice(21));
`,
  });
  project.remove("node_modules/memoir");
  symlinkSync(fileURLToPath(new URL("../..", import.meta.url)), project.path("node_modules/memoir"));
  project.write("src/console.d.ts", "declare const console: { log(...values: unknown[]): void };\n");
  expect(await project.tspc("-p", ".")).toEqual({ code: 0, stdout: "", stderr: "" });
  expect((await project.node("out/main.js")).stdout).toBe("computed\n42\n");
  expect((await project.node("out/main.js")).stdout).toBe("42\n");
});
