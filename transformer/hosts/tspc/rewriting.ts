import type * as ts from "typescript";
import { noReach } from "../../analyze/reach.ts";
import type { RewriteOptions, Rewritten } from "../../rewrite/types.ts";
import { toDiagnostic, printWarnings } from "./diagnostics.ts";
import { projectName, rewriteOptions } from "./file-options.ts";
import { failureOf } from "../project/failure.ts";
import type { PluginConfig } from "../project/plugin-config.ts";
import { createReachWarnings } from "./reached.ts";
import type { CompilerModule, CompilerProgram } from "./typescript.ts";

/** The transform: undefined where it leaves the text as it is. */
export type Rewrite = (text: string, fileName: string, options: RewriteOptions) => Rewritten | undefined;

/** One source file after the transform. */
export interface Rewriting {
  /** Undefined where the text stays as it is. */
  readonly rewritten: Rewritten | undefined;
  readonly errors: readonly ts.Diagnostic[];
  /** The rewritten text, parsed once however many programs it serves. */
  parsed?: ts.SourceFile;
}

/** The rewritings of one program. Make it before the diagnostics of the program are extended by it. */
export interface Rewritings {
  of(file: ts.SourceFile): Rewriting;
}

const UNCHANGED: Rewriting = { rewritten: undefined, errors: [] };
const SOURCE = /\.(?:[cm]?[jt]s|[jt]sx)$/;

/**
 * Rewrites source files when they are first asked for. Watching compilers keep the source files that did not change
 * from one program to the next, and with them what is known here.
 */
export function createRewriter(rewrite: Rewrite) {
  const known = new WeakMap<ts.SourceFile, { readonly key: string; readonly rewriting: Rewriting }>();
  return (compiler: CompilerModule, program: CompilerProgram, config: PluginConfig): Rewritings => {
    const { getSyntacticDiagnostics } = program;
    const warnReached = createReachWarnings(
      compiler,
      program,
      (file) => rewritings.of(file).rewritten?.reach,
    );
    const asked = new Map<ts.SourceFile, Rewriting>();
    const find = (file: ts.SourceFile): Rewriting => {
      if (!isProjectSource(program, file)) return UNCHANGED;
      const options = rewriteOptions(compiler, program, file, config);
      const name = projectName(program, file);
      const key = JSON.stringify([name, options]);
      const before = known.get(file);
      if (before?.key === key) return before.rewriting;
      const readable = options && getSyntacticDiagnostics(file).length === 0;
      const rewritten = readable ? attempt(() => rewrite(file.text, name, options)) : undefined;
      const rewriting = rewritten ? judge(compiler, program, file, rewritten) : UNCHANGED;
      known.set(file, { key, rewriting });
      return rewriting;
    };
    const rewritings: Rewritings = {
      of(file) {
        const before = asked.get(file);
        if (before !== undefined) return before;
        const earlier = known.get(file)?.rewriting;
        const rewriting = find(file);
        asked.set(file, rewriting);
        if (rewriting !== earlier) warnReached(file);
        return rewriting;
      },
    };
    return rewritings;
  };
}

/** Files that the project itself compiles; a package's sources are the package's. */
function isProjectSource(program: CompilerProgram, file: ts.SourceFile): boolean {
  return (
    !file.isDeclarationFile &&
    SOURCE.test(file.fileName) &&
    !program.isSourceFileFromExternalLibrary(file) &&
    !projectName(program, file).split("/").includes("node_modules")
  );
}

function judge(
  compiler: CompilerModule,
  program: CompilerProgram,
  file: ts.SourceFile,
  rewritten: Rewritten,
): Rewriting {
  const { Error: error } = compiler.DiagnosticCategory;
  const found = rewritten.diagnostics.map((diagnostic) => toDiagnostic(compiler, file, diagnostic));
  const errors = found.filter(({ category }) => category === error);
  const warnings = found.filter(({ category }) => category !== error);
  printWarnings(compiler, program, warnings);
  return { rewritten: serves(compiler, file, rewritten) ? rewritten : undefined, errors };
}

function attempt(rewrite: () => Rewritten | undefined): Rewritten | undefined {
  try {
    return rewrite();
  } catch (error) {
    return { code: "", map: "", units: [], diagnostics: [failureOf(error)], reach: noReach };
  }
}

/**
 * A rewritten text takes the original's place unless it is empty (the transform failed) or the file is a script, whose
 * declarations are global to TypeScript and which no module can import: without a unit there is nothing to define, and
 * an import would take its globals away from other files.
 */
function serves(compiler: CompilerModule, file: ts.SourceFile, { code, units }: Rewritten): boolean {
  if (code === "") return false;
  const isScript = !compiler.isExternalModule(file) && !/\.[cm]?jsx?$/.test(file.fileName);
  return !isScript || units.length > 0;
}
