import { execFile } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { StoreUse } from "../../runtime/log.ts";
import { Child } from "./child.ts";
import { compile } from "./compiler.ts";
import { type Environment, environment } from "./environment.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const tspc = join(repository, "node_modules/ts-patch/bin/tspc.js");

/** Node's arguments that start tspc. */
export const tspcArguments: readonly string[] = [tspc];

/** One line of `MEMOIR_LOG=json`. */
export interface Lookup {
  readonly outcome: "hit" | "miss" | "uncached";
  readonly name: string;
  readonly source: string;
  readonly key: string;
  readonly why?: string;
  /** The store of other machines that a hit came from. */
  readonly from?: string;
}

export interface Run {
  readonly code: number;
  readonly stdout: string;
  /** Standard error without the lookups and what was asked of stores. */
  readonly stderr: string;
  readonly lookups: readonly Lookup[];
  readonly stores: readonly StoreUse[];
  /** `["hit fit", "miss load"]` */
  readonly outcomes: readonly string[];
}

/** What a program printed of its own computations, as lines that start with `  ran`. */
export const runsOf = ({ stdout }: Run): string[] => linesOf(stdout, true);

/** What a program printed otherwise. */
export const resultsOf = ({ stdout }: Run): string[] => linesOf(stdout, false);

const linesOf = (stdout: string, ran: boolean): string[] =>
  stdout.split("\n").filter((line) => line.startsWith("  ran") === ran);

const compilerOptions = {
  target: "es2022",
  lib: ["es2023", "esnext.disposable"],
  module: "nodenext",
  rootDir: "src",
  outDir: "out",
  types: ["node"],
  typeRoots: [join(repository, "node_modules/@types")],
  strict: true,
  skipLibCheck: true,
  incremental: true,
};

/** A real project in a temporary folder: compiled by tspc, run in processes of its own. */
export class Program {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "memoir-program-")));

  constructor(files: Readonly<Record<string, string>>, options: object = {}, plugin: object = {}) {
    this.write("package.json", '{ "type": "module" }');
    const plugins = [{ transform: "memoir/transformer", transformProgram: true, ...plugin }];
    const config = { compilerOptions: { ...compilerOptions, plugins, ...options }, include: ["src"] };
    this.write("tsconfig.json", JSON.stringify(config));
    mkdirSync(this.path("node_modules"), { recursive: true });
    symlinkSync(repository, this.path("node_modules/memoir"));
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  read(name: string): string {
    return readFileSync(this.path(name), "utf8");
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  /** Replaces a text that must be there. */
  edit(name: string, from: string, to: string): void {
    const text = this.read(name);
    if (!text.includes(from)) throw new Error(`${name} does not contain ${JSON.stringify(from)}`);
    this.write(
      name,
      text.replace(from, () => to),
    );
  }

  /** Compiles and returns the warnings; throws what tspc says where it fails. */
  async compile(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await compile({ folder: this.folder, args, env: environment() });
    if (code !== 0) throw new Error(`tspc failed:\n${stdout}${stderr}`);
    return stderr;
  }

  /** Runs a compiled module in a fresh process. */
  async run(
    module = "out/main.js",
    env: Environment = {},
    cwd = this.folder,
    args: readonly string[] = [],
  ): Promise<Run> {
    return this.node([this.path(module), ...args], env, cwd);
  }

  /** Runs Node with these arguments in a fresh process. */
  async node(args: readonly string[], env: Environment = {}, cwd = this.folder): Promise<Run> {
    return this.execute(process.execPath, args, env, cwd);
  }

  /** Runs a program in a fresh process. */
  async execute(
    file: string,
    args: readonly string[],
    env: Environment = {},
    cwd = this.folder,
  ): Promise<Run> {
    const given = { MEMOIR_LOG: "json", ...env };
    const { code, stdout, stderr } = await run(cwd, file, [...args], given);
    const lines = stderr.split("\n");
    const parsed = (start: string): unknown[] =>
      lines.filter((line) => line.startsWith(start)).map((line) => JSON.parse(line) as unknown);
    const lookups = parsed('{"outcome"') as Lookup[];
    const stores = parsed('{"store"') as StoreUse[];
    const rest = lines.filter((line) => !/^\{"(?:outcome|store)"/.test(line)).join("\n");
    const outcomes = lookups.map((l) => `${l.outcome} ${l.name}`);
    return { code, stdout, stderr: rest, lookups, stores, outcomes };
  }

  /** Another project with all that is in this one. */
  copy(): Program {
    const other = new Program({});
    rmSync(other.folder, { recursive: true });
    cpSync(this.folder, other.folder, { recursive: true, verbatimSymlinks: true });
    return other;
  }

  /** Forgets all results. */
  clear(): void {
    rmSync(this.path(".memoir"), { recursive: true, force: true });
  }

  /** Starts a compiled module in a process that the test goes on to talk to. */
  start(args: readonly string[], env: Environment = {}): Child {
    return new Child(this.folder, [this.path("out/main.js"), ...args], environment(env));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

interface Exit {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(cwd: string, file: string, args: string[], given: Environment): Promise<Exit> {
  return new Promise((resolve) => {
    const options = { cwd, env: environment(given), maxBuffer: 2 ** 26 };
    execFile(file, args, options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
    });
  });
}
