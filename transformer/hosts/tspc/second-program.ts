import type * as ts from "typescript";
import { needsNoTypes } from "./inlining.ts";
import type { Rewritings } from "./rewriting.ts";
import type { CompilerModule, CompilerProgram, RedirectedFile } from "./typescript.ts";

/** A program whose text is rewritten, to emit from. */
export type SecondProgram = (target: ts.SourceFile | undefined) => CompilerProgram;

/** How many more files each further program rewrites than the one before. */
const GROWTH = 16;

/**
 * Makes the program that scripts are emitted from, when it is needed. An incremental build emits file by file and
 * usually few of them, so the first program rewrites one file only and each further one many more: emitting one costs
 * one rewrite, emitting all costs a handful of programs. A file that is not rewritten yet serves its original text,
 * which is the same to the files that import it.
 */
export function createSecondProgram(
  compiler: CompilerModule,
  program: CompilerProgram,
  host: ts.CompilerHost,
  rewritings: Rewritings,
): SecondProgram {
  let current: CompilerProgram | undefined;
  let batch = 1;
  const included = new Set<ts.SourceFile>();
  return (target) => {
    const files = program.getSourceFiles();
    const wanted = target ? [target] : files;
    if (current && wanted.every((file) => included.has(file))) return current;
    const from = target ? files.indexOf(target) : 0;
    const next = files.slice(from).filter((file) => !file.isDeclarationFile && !included.has(file));
    for (const file of target ? next.slice(0, batch) : files) included.add(file);
    batch *= GROWTH;
    current = build(compiler, program, host, (file) =>
      included.has(file) ? serve(compiler, file, rewritings) : original(file),
    );
    return current;
  };
}

type Serve = (
  file: ts.SourceFile,
) => (options: ts.ScriptTarget | ts.CreateSourceFileOptions) => ts.SourceFile;

function original(file: RedirectedFile) {
  return () => file.redirectInfo?.unredirected ?? file;
}

function serve(compiler: CompilerModule, file: ts.SourceFile, rewritings: Rewritings): ReturnType<Serve> {
  const rewriting = rewritings.of(file);
  const { rewritten } = rewriting;
  if (!rewritten) return original(file);
  return (options) =>
    (rewriting.parsed ??= compiler.createSourceFile(file.fileName, rewritten.code, options));
}

/**
 * The structure, the unchanged source files and all resolutions are the first program's: nothing is read from disk,
 * and nothing is checked, which was done on the original text. The host's own caches are not asked: watching hosts
 * keep track of who asks.
 */
function build(
  compiler: CompilerModule,
  program: CompilerProgram,
  host: ts.CompilerHost,
  serveFile: Serve,
): CompilerProgram {
  const given = program.getCompilerOptions();
  const options = {
    ...given,
    ...(needsNoTypes(compiler, program) && { isolatedModules: true }),
    noCheck: true,
    noEmitOnError: false,
    traceResolution: false,
  };
  const second = {
    ...host,
    getSourceFile: (fileName: string, how: ts.ScriptTarget | ts.CreateSourceFileOptions) => {
      const file = program.getSourceFile(fileName);
      return file && serveFile(file)(how);
    },
    getSourceFileByPath: (
      _fileName: string,
      path: ts.Path,
      how: ts.ScriptTarget | ts.CreateSourceFileOptions,
    ) => {
      const file = program.getSourceFileByPath(path);
      return file && serveFile(file)(how);
    },
    resolveModuleNameLiterals: (
      names: readonly ts.StringLiteralLike[],
      containing: string,
      _redirected: unknown,
      forFile: ts.CompilerOptions,
      file: ts.SourceFile,
    ) => {
      const importer = program.getSourceFile(containing);
      return names.map((name) => {
        const mode = compiler.getModeForUsageLocation(file, name, forFile);
        return (
          (importer && program.getResolvedModule(importer, name.text, mode)) ?? { resolvedModule: undefined }
        );
      });
    },
    resolveModuleNames: undefined,
    resolveTypeReferenceDirectives: undefined,
    resolveTypeReferenceDirectiveReferences: undefined,
    resolveLibrary: undefined,
    getModuleResolutionCache: undefined,
    hasInvalidatedResolutions: () => false,
    hasInvalidatedLibResolutions: undefined,
    hasChangedAutomaticTypeDirectiveNames: () => false,
    onReleaseOldSourceFile: undefined,
    onReleaseParsedCommandLine: undefined,
  };
  const create = compiler.originalCreateProgram ?? compiler.createProgram;
  return create({
    rootNames: program.getRootFileNames(),
    options,
    host: second,
    oldProgram: program,
    ...(program.getProjectReferences() && { projectReferences: program.getProjectReferences() }),
  } as ts.CreateProgramOptions) as unknown as CompilerProgram;
}
