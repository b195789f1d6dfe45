import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { compilerCache } from "../compiler-cache.ts";
import type { Program } from "../program/program.ts";
import { type Host, repository, toolOf } from "./host.ts";
import { runtime } from "./runtimes.ts";

export const tspc: Host = {
  name: "tspc",
  tool: toolOf("typescript"),
  build: async (project) => {
    await project.compile();
  },
  run: (project, env) => project.node(["--enable-source-maps", "out/main.js"], env),
  limits: "",
};

const tsc = join(repository, "node_modules/typescript/bin/tsc");

const emitted: Host = {
  name: "tsc, memoir rewrite",
  tool: toolOf("typescript"),
  build: async (project) => {
    const to = ["--outDir", "plain", "--tsBuildInfoFile", "plain/info"];
    const { code, stdout } = await project.node([tsc, ...to], compilerCache);
    if (code !== 0) throw new Error(`tsc failed:\n${stdout}`);
    const { stderr } = await project.node([join(repository, "dist/cli/main.js"), "rewrite", "plain"]);
    if (stderr !== "") throw new Error(`memoir rewrite failed:\n${stderr}`);
  },
  run: (project, env) => project.node(["--enable-source-maps", "plain/main.js"], env),
  limits: 'ES modules with `target: "esnext"`, comments kept',
};

const node: Host = {
  name: "Node",
  tool: `Node ${process.versions.node}`,
  run: (project, env) => project.node(["--import", "memoir/register", "src/main.ts"], env),
  limits: "what Node can strip: no enums, parameter properties, JSX",
};

const tsx: Host = {
  name: "Node with tsx",
  tool: toolOf("tsx"),
  run: (project, env) =>
    project.node(
      [
        "--import",
        "memoir/register",
        "--import",
        join(repository, "node_modules/tsx/dist/loader.mjs"),
        "src/main.ts",
      ],
      env,
    ),
  limits: "`--import memoir/register` comes first",
};

const script = (name: string): string => join(repository, "test/hosts/build", name);

export const bunArguments: readonly string[] = ["--preload", "memoir/register"];
const denoArguments: readonly string[] = ["run", "--allow-all", "--quiet", "--preload=npm:memoir/register"];

/** Hosts of an engine that is installed: they are too large for development dependencies. */
function installed(
  name: "bun" | "deno",
  hostsOf: (file: string, tool: string) => readonly Host[],
): readonly Host[] {
  const file = runtime(name);
  if (file === undefined) return [];
  const version = execFileSync(file, ["--version"], { encoding: "utf8" });
  return hostsOf(file, `${name} ${/\d+\.\d+\.\d+/.exec(version)?.[0] ?? ""}`);
}

const thrownInBun = "SyntaxError: JSON Parse error";

const engines: readonly Host[] = [
  ...installed("bun", (file, tool) => [
    {
      name: "Bun",
      tool,
      run: (project, env) => project.execute(file, [...bunArguments, "src/main.ts"], env),
      limits: "`--preload memoir/register`",
      thrown: thrownInBun,
    },
    {
      name: "Bun.build",
      tool,
      build: async (project) => {
        const { code, stdout, stderr } = await project.execute(file, [script("bun.ts")]);
        if (code !== 0 || stderr !== "") throw new Error(`Bun.build failed:\n${stdout}${stderr}`);
      },
      run: (project, env) => project.execute(file, [...bunArguments, "dist/main.js"], env),
      limits: "the same, to run the bundle",
      thrown: thrownInBun,
    },
  ]),
  ...installed("deno", (file, tool) => [
    {
      name: "Deno",
      tool,
      run: (project, env) => {
        project.write("package.json", '{ "type": "module", "dependencies": { "memoir": "*" } }');
        return project.execute(file, [...denoArguments, "src/main.ts"], env);
      },
      limits: "`--preload=npm:memoir/register`; no enums, parameter properties, JSX",
    },
  ]),
];

/** Runs a build script of `build/` in the project; what it says on stderr is a failure. */
async function build(project: Program, name: string, ...args: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await project.node([script(name), ...args], compilerCache);
  if (code !== 0 || stderr !== "") throw new Error(`${name} failed:\n${stdout}${stderr}`);
}

/** A bundler whose build script writes `dist/main.js` or, as CommonJS, `dist/main.cjs`. */
function bundler(name: string, tool: string, file: string, args: readonly string[] = []): Host {
  const output = args.includes("cjs") ? "dist/main.cjs" : "dist/main.js";
  return {
    name,
    tool: toolOf(tool),
    build: (project) => build(project, file, ...args),
    run: (project, env) => project.node(["--enable-source-maps", output], env),
    limits: "",
  };
}

const farm: Host = {
  ...bundler("Farm", "@farmfe/core", "farm.ts", ["esm"]),
  positions: "the line",
  limits: "its source maps name lines, not columns",
};

const farmCommonjs: Host = {
  ...bundler("Farm, CommonJS, minified", "@farmfe/core", "farm.ts", ["cjs"]),
  positions: "no",
  limits: "its source maps of minified code are empty",
};

const viteDev: Host = {
  name: "Vite dev server (SSR)",
  tool: toolOf("vite"),
  run: (project, env) => project.node([script("vite-dev.ts")], env),
  limits: "code for browsers runs uncached, and cannot import memoir",
};

const vitest: Host = {
  name: "Vitest",
  tool: toolOf("vitest"),
  build: (project) => {
    project.write(
      "check/main.test.js",
      `import { test } from "vitest";\ntest("main", () => import("../src/main.ts"));\n`,
    );
    return Promise.resolve();
  },
  run: (project, env) =>
    project.node(
      [join(repository, "node_modules/vitest/vitest.mjs"), "run", "--config", script("vitest.config.ts")],
      env,
    ),
  limits: "",
};

export const hosts: readonly Host[] = [
  emitted,
  node,
  tsx,
  ...engines,
  viteDev,
  vitest,
  bundler("Vite build (SSR)", "vite", "vite.ts"),
  bundler("Rollup", "rollup", "rollup.ts"),
  bundler("Rolldown", "rolldown", "rolldown.ts"),
  bundler("esbuild", "esbuild", "esbuild.ts", ["esm"]),
  bundler("esbuild, CommonJS", "esbuild", "esbuild.ts", ["cjs"]),
  bundler("esbuild, memoir bundled, too", "esbuild", "esbuild.ts", ["esm", "none"]),
  bundler("webpack", "webpack", "pack.ts", ["webpack", "cjs"]),
  bundler("webpack, ES modules", "webpack", "pack.ts", ["webpack", "esm"]),
  bundler("Rspack", "@rspack/core", "pack.ts", ["rspack", "cjs"]),
  bundler("Rspack, ES modules", "@rspack/core", "pack.ts", ["rspack", "esm"]),
  farm,
  farmCommonjs,
];
