import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import ts from "typescript";
import { expect, onTestFinished, test } from "vitest";
import { createProjects } from "../../transformer/hosts/project/project.ts";
import { readTsconfig } from "../../transformer/hosts/project/tsconfig.ts";
import { emitOptionsOf } from "../../transformer/hosts/project/emit-options.ts";
import { emitOptions } from "../../transformer/hosts/tspc/file-options.ts";
import type { CompilerModule } from "../../transformer/hosts/tspc/typescript.ts";

function write(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "memoir-project-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const plugin = (options: object = {}) => ({
  transform: "memoir/transformer",
  transformProgram: true,
  ...options,
});
const config = (compilerOptions: object, rest: object = {}) => JSON.stringify({ compilerOptions, ...rest });
const withPlugin = (options: object = {}, rest: object = {}) => config({ plugins: [plugin(options)] }, rest);

const targets = ["ES5", "es6", "es2015", "ES2021", "es2022", "es2023", "es2025", "ESNext", undefined];

test.for([
  ...targets.map((target) => ({ target })),
  ...targets.map((target) => ({ target, useDefineForClassFields: true })),
  { target: "es2022", useDefineForClassFields: false },
  { module: "nodenext" },
  { experimentalDecorators: true, emitDecoratorMetadata: true },
  { experimentalDecorators: false },
  { jsx: "react-jsx", jsxImportSource: "preact" },
  { jsx: "React", jsxFactory: "h", jsxFragmentFactory: "Fragment" },
  { jsx: "react-jsxdev" },
  { jsx: "preserve" },
])("the options of %j are those that TypeScript states", (compilerOptions) => {
  const folder = write({ "tsconfig.json": config(compilerOptions), "a.ts": "" });
  const path = join(folder, "tsconfig.json");
  const parsed = ts.parseJsonConfigFileContent(
    ts.readConfigFile(path, (name) => ts.sys.readFile(name)).config,
    ts.sys,
    folder,
  );
  const stated = emitOptions(ts as unknown as CompilerModule, parsed.options);
  expect(emitOptionsOf(readTsconfig(path).compilerOptions)).toEqual(stated);
});

test("a tsconfig is extended as TypeScript extends it", () => {
  const folder = write({
    "node_modules/base/tsconfig.json": config({ target: "es2020", jsx: "react" }),
    "node_modules/scoped/strict.json": config({ experimentalDecorators: true }),
    "first.json": `// comment\n{ "compilerOptions": { "target": "es2021", "jsxFactory": "h", } }`,
    "second.json": config({ target: "es2022", plugins: [plugin({ cacheDir: "second" })] }),
    "tsconfig.json": config(
      { jsx: "preserve" },
      { extends: ["base", "scoped/strict", "./first", "./second.json"] },
    ),
    "a.ts": "",
  });
  const path = join(folder, "tsconfig.json");
  const parsed = ts.parseJsonConfigFileContent(
    ts.readConfigFile(path, (name) => ts.sys.readFile(name)).config,
    ts.sys,
    folder,
  );
  const read = readTsconfig(path);
  expect(emitOptionsOf(read.compilerOptions)).toEqual(
    emitOptions(ts as unknown as CompilerModule, parsed.options),
  );
  expect(read.compilerOptions["plugins"]).toEqual(parsed.options["plugins"]);
  expect(read.files).toHaveLength(5);
});

test("a file belongs to the nearest tsconfig that has the plugin, or refers to one that has", () => {
  const folder = write({
    "tsconfig.json": withPlugin({ cacheDir: "outer" }),
    "plain/tsconfig.json": "{}",
    "inner/tsconfig.json": withPlugin({ cacheDir: "inner" }),
    "app/tsconfig.json": config(
      {},
      { files: [], references: [{ path: "./tsconfig.node.json" }, { path: "./tsconfig.app.json" }] },
    ),
    "app/tsconfig.node.json": "{}",
    "app/tsconfig.app.json": withPlugin({ cacheDir: "app" }),
  });
  const projects = createProjects(folder);
  const of = (name: string) => {
    const project = projects.of(join(folder, name));
    return [project.folder.slice(folder.length), project.config.settings.cacheDir];
  };
  expect(of("a.ts")).toEqual(["", "outer"]);
  expect(of("plain/src/a.ts")).toEqual(["", "outer"]);
  expect(of("inner/src/deep/a.ts")).toEqual(["/inner", "inner"]);
  expect(of("app/src/a.ts")).toEqual(["/app", "app"]);
});

test("a file elsewhere belongs to the project that was started", () => {
  const started = write({ "tsconfig.json": withPlugin({ cacheDir: "started" }) });
  const linked = write({ "tsconfig.json": "{}" });
  const projects = createProjects(join(started, "src"));
  expect(projects.of(join(linked, "a.ts"))).toBe(projects.home());
  expect(projects.home().config.settings.cacheDir).toBe("started");
});

test("without a tsconfig the folder of the package is the project, with the defaults", () => {
  const folder = write({ "package.json": "{}", "src/a.ts": "" });
  const { folder: found, config: options, emit } = createProjects(join(folder, "src")).home();
  expect([found, options.settings, emit]).toEqual([folder, {}, { useDefineForClassFields: true }]);
});

test("a tsconfig that is given stands for all files", () => {
  const folder = write({
    "tsconfig.json": withPlugin({ cacheDir: "no" }),
    "other.json": withPlugin({ cacheDir: "yes" }),
  });
  const projects = createProjects(folder, join(folder, "other.json"));
  expect(projects.of(join(folder, "src/a.ts")).config.settings.cacheDir).toBe("yes");
});
