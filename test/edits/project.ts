import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Environment } from "../program/environment.ts";
import { Program, type Lookup, type Run } from "../program/program.ts";
import type { Case, Corpus, Edit, Edits, Texts } from "./case.ts";
import { formsOf, textsOf } from "./forms.ts";

/** A case in its place: its folder, and what each of its forms is called. */
export interface Placed {
  readonly one: Case;
  readonly id: string;
  readonly forms: readonly string[];
}

/** The project as it was written, with all edits made, or as written and in another folder. */
export type State = "written" | "edited" | "copied";

/** What one form of a case did in one run. */
export interface FormRun {
  readonly outcomes: readonly string[];
  readonly why: readonly string[];
  /** What it printed, without the marks of computations. */
  readonly output: string;
  readonly computed: number;
}

export type CaseRun = Readonly<Record<string, FormRun>>;

/** One program with all cases of a corpus, each form in a folder of its own. */
export class Project {
  readonly program: Program;
  readonly placed: readonly Placed[];
  /** What the compiler said, by file. */
  readonly #said = new Map<string, string>();
  readonly #compile: readonly string[];
  readonly #before = new Map<string, string | null>();
  readonly #corpus: Corpus;

  constructor(corpus: Corpus) {
    this.#corpus = corpus;
    this.program = new Program({}, { strict: false, ...corpus.options });
    this.#compile = corpus.compile ?? [];
    this.placed = corpus.cases.map((one, index) => {
      const id = `${String(one.row).padStart(2, "0")}-${String(index).padStart(3, "0")}`;
      return { one, id, forms: formsOf(one, index) };
    });
    this.program.write("run/driver.mjs", readFileSync(new URL("driver.js", import.meta.url), "utf8"));
    this.#placeProject(corpus);
    for (const placed of this.placed) this.#place(placed);
  }

  #placeProject({ files = {}, links = {}, references }: Corpus): void {
    for (const [path, text] of Object.entries(files)) this.program.write(path, text);
    for (const [path, target] of Object.entries(links)) {
      mkdirSync(dirname(this.program.path(path)), { recursive: true });
      symlinkSync(target, this.program.path(path));
    }
    if (references === undefined) return;
    const config = JSON.parse(this.program.read("tsconfig.json")) as object;
    const all = { ...config, references: references.map((path) => ({ path })) };
    this.program.write("tsconfig.json", JSON.stringify(all));
  }

  #place({ one, id, forms }: Placed): void {
    for (const form of forms) {
      const texts = Object.entries(textsOf(one, form)).map(([path, text]) => [path, fill(text, id, form)]);
      for (const [path = "", text = ""] of texts) this.program.write(pathIn(path, id, form), text);
    }
  }

  async compile(): Promise<void> {
    this.#said.clear();
    try {
      await this.program.compile(...this.#compile);
    } catch (error) {
      for (const line of String(error).split("\n")) {
        const file = /^(src\/[^(:]+)[(:]/.exec(line)?.[1];
        if (file === undefined) continue;
        this.#said.set(file, `${this.#said.get(file) ?? ""}${line}\n`);
      }
      if (this.#said.size === 0) throw error;
    }
  }

  /** What the compiler said about a form of a case. */
  said(id: string, form: string): string {
    const found = [...this.#said].filter(([file]) => file.startsWith(`src/${id}/${form}/`));
    return found.map(([, text]) => text).join("");
  }

  /** Makes the edits of all cases. */
  edit(): void {
    for (const [path, edit] of Object.entries(this.#corpus.edit ?? {}))
      this.#editFile(path, edit, (text) => text);
    for (const { one, id, forms } of this.placed) {
      const shared = new Set<string>();
      for (const form of forms) {
        this.#rename(one.rename ?? {}, id, form);
        this.#edit(one.edit ?? {}, id, form, shared);
      }
    }
  }

  #rename(names: Texts, id: string, form: string): void {
    for (const [from, to] of Object.entries(names)) {
      const text = this.program.read(pathIn(from, id, form));
      this.#edit({ [from]: null, [to]: text }, id, form, new Set());
    }
  }

  #edit(edits: Edits, id: string, form: string, shared: Set<string>): void {
    for (const [path, edit] of Object.entries(edits)) {
      if (shared.has(path)) continue;
      if (path.startsWith("/")) shared.add(path);
      this.#editFile(pathIn(path, id, form), edit, (text) => fill(text, id, form));
    }
  }

  #editFile(file: string, edit: Edit, filled: (text: string) => string): void {
    const before = this.#readIf(file);
    if (!this.#before.has(file)) this.#before.set(file, before);
    if (edit === null) rmSync(this.program.path(file));
    else if (typeof edit === "string") this.program.write(file, filled(edit));
    else {
      if (before === null) throw new Error(`there is no ${file}`);
      const after = edit(before);
      if (after === before) throw new Error(`the edit of ${file} changes nothing`);
      this.program.write(file, after);
    }
  }

  /** Undoes all edits. What was compiled of new files goes too: a compiler leaves it. */
  revert(): void {
    for (const [file, text] of this.#before) {
      const output = file.replace(/^src/, "out").replace(/\.([cm]?)tsx?$/, ".$1js");
      if (text !== null) this.program.write(file, text);
      else for (const path of [file, output]) rmSync(this.program.path(path), { force: true });
    }
  }

  #readIf(file: string): string | null {
    try {
      return this.program.read(file);
    } catch {
      return null;
    }
  }

  /**
   * Runs cases in one fresh process, each with a cache folder of its own; those that it did not get to are not in the
   * result. One that runs alone may have variables of the environment.
   */
  async run(cases: readonly Placed[], state: State, env: Environment = {}): Promise<Map<string, CaseRun>> {
    const isEdited = state === "edited";
    const given = cases.map(({ one, id, forms }) => ({
      id,
      forms,
      entry: (isEdited ? one.entryAfter : undefined) ?? one.entry ?? "unit.js",
      cache: this.program.path(`cache/${id}`),
    }));
    const [first] = cases;
    const own = cases.length > 1 ? {} : { MEMOIR_DIR: given[0]?.cache ?? "", ...first?.one.env };
    const changed = isEdited && cases.length === 1 ? first?.one.envAfter : {};
    const { folder } = this.program;
    // A copy is run from another working directory too.
    const [script, cwd] =
      state === "copied"
        ? [join(relative(folder, this.#copy), "run/driver.mjs"), join(this.#copy, "src")]
        : ["run/driver.mjs", folder];
    const run = await this.program.run(script, { ...own, ...changed, ...env }, cwd, [JSON.stringify(given)]);
    return byCase(run);
  }

  /** Copies all that is compiled to another folder: results must not depend on where a project is. */
  copy(): void {
    const filter = (path: string): boolean => !path.startsWith(this.program.path("cache"));
    cpSync(this.program.folder, this.#copy, { recursive: true, verbatimSymlinks: true, filter });
  }

  get #copy(): string {
    return `${this.program.folder}-copy`;
  }

  remove(): void {
    rmSync(this.#copy, { recursive: true, force: true });
    this.program.remove();
  }
}

const pathIn = (path: string, id: string, form: string): string =>
  path.startsWith("/") ? path.slice(1) : `src/${id}/${form}/${path}`;

const fill = (text: string, id: string, form: string): string => text.replaceAll("$DIR", `src/${id}/${form}`);

const ended = "@end\n";

/** The runs of all cases that ended. */
function byCase({ stdout, stderr, lookups, code }: Run): Map<string, CaseRun> {
  const found = new Map<string, CaseRun>();
  for (const part of stdout.split(/^@case /m).slice(1)) {
    const [id = ""] = part.split("\n", 1);
    if (part.includes(ended)) found.set(id, byForm(id, part.slice(0, part.lastIndexOf(ended)), lookups));
  }
  if (found.size === 0) throw new Error(`no case ran, exit code ${code}:\n${stdout}${stderr}`);
  return found;
}

function byForm(id: string, stdout: string, lookups: readonly Lookup[]): CaseRun {
  const parts = stdout.split(/^@form (.*)\n/m).slice(1);
  const runs: Record<string, FormRun> = {};
  for (let index = 0; index < parts.length; index += 2) {
    const form = parts[index] ?? "";
    const lines = (parts[index + 1] ?? "").split("\n");
    const own = lookups.filter(
      ({ name, source }) => name === "unit" && source.startsWith(`src/${id}/${form}/`),
    );
    runs[form] = {
      outcomes: own.map(({ outcome }) => outcome),
      why: own.map(({ why }) => why ?? ""),
      output: lines.filter((line) => line !== "@ran").join("\n"),
      computed: lines.filter((line) => line === "@ran").length,
    };
  }
  return runs;
}
