import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Environment } from "../program/environment.ts";
import { type Lookup, Program } from "../program/program.ts";
import type { Edit, Subject } from "./edit.ts";
import { apply, type Module } from "./module.ts";
import { optionsOf, type Package } from "./packages.ts";
import { type Block, instrumented, Reach } from "./reach.ts";
import { annotated, dependenciesOf, driverOf, modulesFolder, sourcesOf } from "./sources.ts";

const runner = fileURLToPath(new URL("./runner.ts", import.meta.url));
const AT_ONCE = 2;

export interface CallRun {
  readonly name: string;
  /** What it gave or threw, in letters. */
  readonly printed: string;
  readonly lookups: readonly Pick<Lookup, "outcome" | "name" | "source" | "why">[];
}

/** The calls of a copy's driver; undefined where it did not come to an end. */
export type CopyRun = readonly CallRun[] | undefined;

/** One program with many copies of a package, each of which takes an edit of its own. */
export class Project {
  readonly program: Program;
  readonly copies: readonly string[];
  readonly subject: Subject;
  readonly #edited = new Map<string, Edit>();

  private constructor(program: Program, subject: Subject) {
    this.program = program;
    this.subject = subject;
    this.copies = Array.from({ length: subject.one.copies }, (_, at) => `c${String(at).padStart(3, "0")}`);
  }

  /** Compiles a package as it is, to see what of it runs, and then the copies with what runs cached. */
  static async create(one: Package): Promise<Project> {
    const sources = sourcesOf(one);
    const program = new Program({ "out/package.json": typeOf(one) }, optionsOf(one));
    for (const name of dependenciesOf(one)) {
      mkdirSync(dirname(program.path(`node_modules/${name}`)), { recursive: true });
      symlinkSync(`${modulesFolder}${name}`, program.path(`node_modules/${name}`));
    }
    const reach = await probe(program, one, sources);
    const modules = [...sources.values()].map((module) => annotated(module, reach, one));
    const project = new Project(program, { one, modules, reach });
    for (const copy of project.copies) {
      program.write(`src/${copy}/driver.ts`, driverOf(one));
      for (const { path, text } of modules) program.write(pathIn(copy, path), text);
    }
    await project.compile();
    return project;
  }

  async compile(): Promise<void> {
    await this.program.compile();
  }

  edit(copy: string, edit: Edit): void {
    this.#edited.set(copy, edit);
    for (const [path, text] of Object.entries(edit.files)) this.program.write(pathIn(copy, path), text);
  }

  /** Undoes all edits. */
  revert(): void {
    for (const [copy, edit] of this.#edited) {
      for (const path of Object.keys(edit.files)) {
        const before = this.subject.modules.find((module) => module.path === path);
        const file = pathIn(copy, path);
        if (before !== undefined) this.program.write(file, before.text);
        else for (const name of [file, outputOf(file)]) rmSync(this.program.path(name), { force: true });
      }
    }
    this.#edited.clear();
  }

  /** Runs copies in fresh processes, a few at once. */
  async run(copies: readonly string[], env: Environment): Promise<ReadonlyMap<string, CopyRun>> {
    const runs = new Map<string, CopyRun>();
    const share = Math.ceil(copies.length / AT_ONCE);
    const parts = Array.from({ length: AT_ONCE }, (_, at) => copies.slice(at * share, (at + 1) * share));
    await Promise.all(parts.map((part) => runAll(this.program, part, env, runs)));
    return runs;
  }

  remove(): void {
    this.program.remove();
  }
}

/** A process that ends early leaves out the copy that it ended in. */
async function runAll(
  program: Program,
  copies: readonly string[],
  env: Environment,
  runs: Map<string, CopyRun>,
): Promise<void> {
  for (let left = copies; left.length > 0;) {
    const { stdout, stderr, code } = await program.run(
      relative(program.folder, runner),
      { MEMOIR_DIR: program.path("cache"), ...env },
      program.folder,
      [program.path("out"), ...left],
    );
    for (const part of stdout.split(/^@copy /m).slice(1)) {
      const lines = part.split("\n");
      const calls = lines.filter((line) => line.startsWith("@call "));
      const copy = JSON.parse(lines[0] ?? "") as string;
      const isWhole = lines.some((line) => line.startsWith("@end "));
      runs.set(copy, isWhole ? calls.map((line) => JSON.parse(line.slice(6)) as CallRun) : undefined);
    }
    const next = left.filter((copy) => !runs.has(copy));
    if (next.length === left.length) throw new Error(`nothing ran:\n${stdout}`);
    // Mutated code may run for ever; without a cache that is nothing to say.
    if (next.length > 0 && env["MEMOIR"] !== "off")
      console.error(
        `a run of ${left.length - next.length} copies ended early (${code}): ${stderr.slice(-500)}`,
      );
    left = next;
  }
}

/** What the driver's calls run of a package. */
async function probe(program: Program, one: Package, sources: ReadonlyMap<string, Module>): Promise<Reach> {
  const blocks: Block[] = [];
  program.write("src/probe/driver.ts", driverOf(one));
  for (const module of sources.values()) {
    const { blocks: own, changes } = instrumented(module, blocks.length);
    blocks.push(...own);
    program.write(pathIn("probe", module.path), apply(module.text, changes));
  }
  await program.compile();
  const { stdout, stderr } = await program.run(
    relative(program.folder, runner),
    { MEMOIR: "off" },
    program.folder,
    [program.path("out"), "probe"],
  );
  const reached = /^@reached (.*)$/m.exec(stdout)?.[1];
  if (reached === undefined) throw new Error(`the driver of ${one.name} does not run:\n${stdout}${stderr}`);
  rmSync(program.path("src/probe"), { recursive: true });
  return new Reach(blocks, JSON.parse(reached) as number[]);
}

const pathIn = (copy: string, path: string): string => `src/${copy}/package/${path}`;
const outputOf = (file: string): string => file.replace(/^src/, "out").replace(/\.ts$/, ".js");
const typeOf = ({ extension }: Package): string =>
  JSON.stringify({ type: extension === "" ? "commonjs" : "module" });
