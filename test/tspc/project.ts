import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { onTestFinished } from "vitest";
import { compilerCache } from "../compiler-cache.ts";
import { compile, type Compiled } from "../program/compiler.ts";

const require = createRequire(import.meta.url);
const TSPC = require.resolve("ts-patch/package.json").replace("package.json", "bin/tspc.js");
const TSC = require.resolve("typescript/package.json").replace("package.json", "bin/tsc");

/** What stands in for `memoir/internal`: it says on stdout what is defined and called. */
const RUNTIME = `
export function $fn(f, stated) { if (process.env.DEFINED) console.log("defined", f.name, JSON.stringify(stated)); }
export function $call(name, body) { console.log("call", name); return body(); }
`;

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export type Json = Readonly<Record<string, unknown>>;

export const BASE = {
  target: "es2022",
  module: "nodenext",
  rootDir: "src",
  outDir: "out",
  types: [],
  strict: true,
  skipLibCheck: true,
} as const;

/** A project in a temporary folder, gone when the test is. */
export interface Project {
  readonly folder: string;
  path(name: string): string;
  read(name: string): string;
  write(name: string, text: string): void;
  remove(name: string): void;
  /** All files below `name`, by relative path, with their text. */
  tree(name: string): Record<string, string>;
  copy(): Project;
  tspc(...args: string[]): Promise<Compiled>;
  tsc(...args: string[]): Promise<Run>;
  node(...args: string[]): Promise<Run>;
}

/** The `plugins` entry that loads memoir's host around the stand-in transform. */
export const plugin = (options: Json = {}): Json => ({
  transform: "memoir/transformer",
  transformProgram: true,
  ...options,
});

/** A tsconfig as text. */
export const config = (compilerOptions: Json = {}, options: Json = {}, rest: Json = {}): string =>
  JSON.stringify({
    compilerOptions: { ...BASE, ...compilerOptions, plugins: [plugin(options)] },
    include: ["src"],
    ...rest,
  });

export function createProject(files: Readonly<Record<string, string>>): Project {
  const project = at(realpathSync(mkdtempSync(join(tmpdir(), "memoir-tspc-"))));
  const here = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);
  const memoir = "node_modules/memoir";
  project.write(
    `${memoir}/package.json`,
    JSON.stringify({
      name: "memoir",
      type: "module",
      exports: { "./transformer": "./transformer.js", "./internal": "./internal.js" },
    }),
  );
  project.write(`${memoir}/internal.js`, RUNTIME);
  project.write(
    `${memoir}/transformer.js`,
    `import { createTransformer } from ${here("../../transformer/hosts/tspc/transformer.ts")};
import { standIn } from ${here("./stand-in.ts")};
import { appendFileSync } from "node:fs";
const log = process.env.REWRITES;
export default createTransformer((text, name, options) => {
  if (log) appendFileSync(log, name + "\\n");
  return standIn(text, name, options);
});`,
  );
  for (const [name, text] of Object.entries(files)) project.write(name, text);
  return project;
}

function at(folder: string): Project {
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string) => join(folder, name);
  return {
    folder,
    path,
    read: (name) => readFileSync(path(name), "utf8"),
    write(name, text) {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), text);
    },
    remove: (name) => rmSync(path(name), { recursive: true }),
    tree(name) {
      const files = readdirSync(path(name), { recursive: true, withFileTypes: true }).filter((e) =>
        e.isFile(),
      );
      const entries = files.map((entry) => join(entry.parentPath, entry.name));
      return Object.fromEntries(
        entries
          .map((file) => [relative(path(name), file).split(sep).join("/"), readFileSync(file, "utf8")])
          .sort(),
      ) as Record<string, string>;
    },
    copy() {
      const other = realpathSync(mkdtempSync(join(tmpdir(), "memoir-tspc-")));
      cpSync(folder, other, { recursive: true });
      return at(other);
    },
    tspc: (...args) => compile({ folder, args, env: environment(folder) }),
    tsc: (...args) => run(folder, TSC, ...args),
    node: (...args) => run(folder, ...args),
  };
}

/** Node's arguments that start `tspc`, for a process that is kept. */
export const tspcCommand = (...args: string[]): string[] => [TSPC, ...args];

/** The environment of a child process: nothing that makes its output depend on the terminal. */
export function environment(folder: string): NodeJS.ProcessEnv {
  return { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined, REWRITES: join(folder, "rewrites.log") };
}

function run(folder: string, ...args: string[]): Promise<Run> {
  return new Promise((resolve, reject) => {
    const env = { ...environment(folder), ...compilerCache, DEFINED: process.env["DEFINED"] };
    const child = spawn(process.execPath, args, { cwd: folder, env });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}
