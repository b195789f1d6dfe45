import type * as ts from "typescript";
import type { Diagnostic } from "../../rewrite/types.ts";
import type { CompilerModule, CompilerProgram } from "./typescript.ts";

/** TypeScript prints `TS` and a number: MEMOIR1003 is TS991003, which is no code of TypeScript's own. */
const CODE_BASE = 990_000;

const numberOf = (code: string) => CODE_BASE + Number(code.replace(/^\D+/, ""));

/** A finding of the transform as TypeScript prints it, at its place in the original text. */
export function toDiagnostic(
  compiler: Pick<typeof ts, "DiagnosticCategory">,
  file: ts.SourceFile,
  found: Diagnostic,
): ts.Diagnostic {
  const { Error, Warning, Message } = compiler.DiagnosticCategory;
  const category = found.severity === "error" ? Error : Warning;
  const code = numberOf(found.code);
  return {
    file,
    start: found.start,
    length: Math.max(found.end - found.start, 0),
    category,
    code,
    source: "memoir",
    messageText: {
      messageText: `${found.code}: ${found.message}`,
      category,
      code,
      next: [{ messageText: found.fix, category: Message, code }],
    },
  };
}

/** An error about the project as a whole. */
export function projectError(compiler: CompilerModule, code: string, message: string): ts.Diagnostic {
  return {
    file: undefined,
    start: undefined,
    length: undefined,
    category: compiler.DiagnosticCategory.Error,
    code: numberOf(code),
    source: "memoir",
    messageText: `${code}: ${message}`,
  };
}

/**
 * Adds memoir's errors to what `program` reports. They are semantic errors, so an incremental build keeps them in its
 * build info until the file is right; with `noCheck` nobody asks for those, and they are syntactic ones.
 */
export function reportThrough(
  program: CompilerProgram,
  errorsOf: (file: ts.SourceFile) => readonly ts.Diagnostic[],
  projectErrors: readonly ts.Diagnostic[],
): void {
  const {
    getOptionsDiagnostics,
    getSyntacticDiagnostics,
    getSemanticDiagnostics,
    getBindAndCheckDiagnostics,
  } = program;
  const all = (file: ts.SourceFile | undefined) =>
    (file ? [file] : program.getSourceFiles()).flatMap(errorsOf);
  program.getOptionsDiagnostics = (token) => [...getOptionsDiagnostics(token), ...projectErrors];
  if (program.getCompilerOptions().noCheck) {
    const asSyntactic = (error: ts.Diagnostic) => error as ts.DiagnosticWithLocation;
    program.getSyntacticDiagnostics = (file, token) => [
      ...getSyntacticDiagnostics(file, token),
      ...all(file).map(asSyntactic),
    ];
    return;
  }
  program.getSemanticDiagnostics = (file, token) => [...getSemanticDiagnostics(file, token), ...all(file)];
  program.getBindAndCheckDiagnostics = (file, token) => [
    ...getBindAndCheckDiagnostics(file, token),
    ...errorsOf(file),
  ];
}

/**
 * Prints warnings as tsc prints its errors, but on stderr and apart from them: any diagnostic that tsc is handed makes
 * it exit non-zero and stops `noEmitOnError`, and a language server's stdout is its protocol.
 */
export function printWarnings(
  compiler: CompilerModule,
  program: CompilerProgram,
  warnings: readonly ts.Diagnostic[],
): void {
  const format: ts.FormatDiagnosticsHost = {
    getCurrentDirectory: () => program.getCurrentDirectory(),
    getCanonicalFileName: (fileName) => fileName,
    getNewLine: () => compiler.sys.newLine,
  };
  const pretty = program.getCompilerOptions()["pretty"] ?? process.stderr.isTTY;
  for (const warning of warnings) {
    process.stderr.write(
      pretty
        ? compiler.formatDiagnosticsWithColorAndContext([warning], format) + compiler.sys.newLine
        : compiler.formatDiagnostic(warning, format),
    );
  }
}
