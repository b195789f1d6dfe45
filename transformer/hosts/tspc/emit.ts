import type * as ts from "typescript";
import type { Rewritings } from "./rewriting.ts";
import type { SecondProgram } from "./second-program.ts";
import { composeInlineMap, composeSourceMap } from "../project/source-map.ts";
import type { CompilerModule, CompilerProgram, Emit } from "./typescript.ts";
import { DECLARATIONS_ONLY, SCRIPTS_ONLY } from "./typescript.ts";

interface Emission {
  readonly compiler: CompilerModule;
  /** The program of the original text, before its `emit` is replaced. */
  readonly program: CompilerProgram;
  readonly host: ts.CompilerHost;
  readonly rewritings: Rewritings;
  readonly second: SecondProgram;
}

/**
 * An `emit` that takes scripts and their maps from the rewritten text and everything else from the original:
 * declarations, their maps, build info, and the decision whether to emit at all.
 */
export function createEmit({ compiler, program, host, rewritings, second }: Emission): Emit {
  const emitOriginal = program.emit;
  return (target, writeFile, token, emitOnly, transformers, forceDeclarations, skipBuildInfo) => {
    const options = program.getCompilerOptions();
    const noScripts = Number(emitOnly ?? SCRIPTS_ONLY) !== SCRIPTS_ONLY || forceDeclarations === true;
    const files = target ? [target] : program.getSourceFiles();
    if (
      noScripts ||
      options.noEmit ||
      options.emitDeclarationOnly ||
      !files.some((file) => rewritings.of(file).rewritten)
    ) {
      return emitOriginal(target, writeFile, token, emitOnly, transformers, forceDeclarations, skipBuildInfo);
    }
    const stopped = compiler.handleNoEmitOptions(program, target, writeFile, token);
    if (stopped) return stopped;
    const write = writeFile ?? host.writeFile.bind(host);
    const rewritten = second(target);
    const scripts = rewritten.emit(
      target && rewritten.getSourceFile(target.fileName),
      composing(program, rewritings, write),
      token,
      SCRIPTS_ONLY,
      transformers,
      undefined,
      true,
    );
    const rest: ts.EmitResult[] = [];
    if (emitOnly === undefined && (options.declaration || options.composite)) {
      rest.push(
        emitOriginal(target, writeFile, token, DECLARATIONS_ONLY, transformers, undefined, skipBuildInfo),
      );
    } else if (!target && !skipBuildInfo) {
      rest.push(program.emitBuildInfo(writeFile, token));
    }
    return merge(scripts, rest);
  };
}

/** Writes what the rewritten program emits, with maps that lead to the original text. */
function composing(
  program: CompilerProgram,
  rewritings: Rewritings,
  write: ts.WriteFileCallback,
): ts.WriteFileCallback {
  return (fileName, text, byteOrderMark, onError, sources, data) => {
    const files = sources?.map((source) => program.getSourceFile(source.fileName) ?? source);
    const file = files?.[0];
    const rewritten = file && rewritings.of(file).rewritten;
    let output = text;
    if (file && rewritten && fileName.endsWith(".map")) {
      output = composeSourceMap(text, rewritten.map, file.text);
    } else if (file && rewritten && program.getCompilerOptions().inlineSourceMap) {
      const at = text.lastIndexOf("//# sourceMappingURL=");
      if (at >= 0) output = composeInlineMap(text, at, rewritten.map, file.text);
    }
    write(fileName, output, byteOrderMark, onError, files, data);
  };
}

function merge(scripts: ts.EmitResult, rest: readonly ts.EmitResult[]): ts.EmitResult {
  const emittedFiles = [scripts, ...rest].flatMap((result) => result.emittedFiles ?? []);
  return {
    ...scripts,
    emitSkipped: [scripts, ...rest].some((result) => result.emitSkipped),
    // Of the second program only failures to write count: its text is not the user's.
    diagnostics: [...scripts.diagnostics.filter(({ file }) => !file), ...rest.flatMap((r) => r.diagnostics)],
    ...(scripts.emittedFiles && { emittedFiles }),
  };
}
