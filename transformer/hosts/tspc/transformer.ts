import type * as ts from "typescript";
import { projectError, reportThrough } from "./diagnostics.ts";
import { createEmit } from "./emit.ts";
import type { PluginEntry } from "../project/plugin-config.ts";
import { readPluginConfig } from "../project/plugin-config.ts";
import type { Rewrite } from "./rewriting.ts";
import { createRewriter } from "./rewriting.ts";
import { createSecondProgram } from "./second-program.ts";
import type { CompilerModule, CompilerProgram } from "./typescript.ts";

interface Extras {
  readonly ts: typeof ts;
  /** There where ts-patch takes us for a transformer of single files. */
  readonly addDiagnostic?: (diagnostic: ts.Diagnostic) => number;
}

type SourceTransformer = ts.TransformerFactory<ts.SourceFile>;

/** What ts-patch calls: the first form with `"transformProgram": true`, the second, by mistake, without it. */
export interface ProgramTransformer {
  (program: ts.Program, host: ts.CompilerHost | undefined, entry: PluginEntry, extras: Extras): ts.Program;
  (program: ts.Program, entry: PluginEntry, extras: Extras): SourceTransformer;
}

/** A ts-patch program transformer that serves what `rewrite` makes of each source file of the project. */
export function createTransformer(rewrite: Rewrite): ProgramTransformer {
  const rewriter = createRewriter(rewrite);
  function transform(
    program: ts.Program,
    hostOrEntry: ts.CompilerHost | PluginEntry | undefined,
    entryOrExtras: PluginEntry | Extras,
    extras?: Extras,
  ): ts.Program | SourceTransformer {
    if (!extras) return refuseSourceTransformer(entryOrExtras as Extras);
    const compiler = extras.ts as unknown as CompilerModule;
    const config = readPluginConfig(entryOrExtras as PluginEntry);
    if (!config.enabled) return program;
    const compiled = program as unknown as CompilerProgram;
    const options = program.getCompilerOptions();
    const host = (hostOrEntry as ts.CompilerHost | undefined) ?? compiler.createCompilerHost(options);
    const rewritings = rewriter(compiler, compiled, config);
    const second = createSecondProgram(compiler, compiled, host, rewritings);
    const emit = createEmit({ compiler, program: compiled, host, rewritings, second });
    const problems = [...config.problems, ...unsupported(compiler, options)];
    reportThrough(
      compiled,
      (file) => rewritings.of(file).errors,
      problems.map((problem) => projectError(compiler, "MEMOIR1902", problem)),
    );
    compiled.emit = emit;
    return program;
  }
  return transform as ProgramTransformer;
}

function unsupported({ ModuleKind }: CompilerModule, options: ts.CompilerOptions): string[] {
  const { module, outFile } = options;
  if (outFile !== undefined) return [`memoir cannot emit into one "outFile". Use "outDir", or a bundler.`];
  if (module === undefined || module === ModuleKind.CommonJS || module >= ModuleKind.ES2015) return [];
  return [`memoir cannot emit "module": "${ModuleKind[module]}". Use "nodenext", "commonjs" or "esnext".`];
}

/** Without `transformProgram` a source would be compiled uncached: that is an error, and it says what to write. */
function refuseSourceTransformer({ ts: compiler, addDiagnostic }: Extras): SourceTransformer {
  const message =
    'memoir must be loaded as a program transformer. Add "transformProgram": true beside ' +
    '"transform": "memoir/transformer" in the plugins of your tsconfig.';
  const error = projectError(compiler as unknown as CompilerModule, "MEMOIR1901", message);
  if (!addDiagnostic) throw new Error(`MEMOIR1901: ${message}`);
  addDiagnostic(error);
  return () => (file) => file;
}
