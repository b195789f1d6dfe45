/**
 * What the tspc host uses of TypeScript 6 that its public types leave out. Each member is exported by the compiler
 * itself; they are declared here, in one place, so that a new TypeScript is checked against one list.
 */
import type * as ts from "typescript";

export interface CompilerModule extends Omit<typeof ts, "handleNoEmitOptions"> {
  /** Added by ts-patch: `createProgram` without plugins. */
  readonly originalCreateProgram?: typeof ts.createProgram;
  /** The result of an emit that `noEmit` or `noEmitOnError` stops, else undefined. */
  handleNoEmitOptions(
    program: ts.Program,
    target: ts.SourceFile | undefined,
    writeFile: ts.WriteFileCallback | undefined,
    token: ts.CancellationToken | undefined,
  ): ts.EmitResult | undefined;
  getUseDefineForClassFields(options: ts.CompilerOptions): boolean;
  getOwnEmitOutputFilePath(fileName: string, host: CompilerProgram, extension: string): string;
  getModeForUsageLocation: typeof ts.getModeForUsageLocation;
}

/** `EmitOnly` of TypeScript; the public parameter `emitOnlyDtsFiles: true` means declarations. */
export const SCRIPTS_ONLY = 0;
export const DECLARATIONS_ONLY = 1;

export type Emit = (
  target?: ts.SourceFile,
  writeFile?: ts.WriteFileCallback,
  token?: ts.CancellationToken,
  emitOnly?: boolean | number,
  transformers?: ts.CustomTransformers,
  forceDeclarations?: boolean,
  skipBuildInfo?: boolean,
) => ts.EmitResult;

type FileDiagnostics = (file: ts.SourceFile, token?: ts.CancellationToken) => readonly ts.Diagnostic[];

export interface CompilerProgram extends Omit<ts.Program, "emit"> {
  emit: Emit;
  /** What an incremental builder asks for instead of `getSemanticDiagnostics`, and keeps in its build info. */
  getBindAndCheckDiagnostics: FileDiagnostics;
  emitBuildInfo(writeFile?: ts.WriteFileCallback, token?: ts.CancellationToken): ts.EmitResult;
  getSourceFileByPath(path: ts.Path): ts.SourceFile | undefined;
  getEmitModuleFormatOfFile(file: ts.SourceFile): ts.ModuleKind;
  getResolvedModule(
    file: ts.SourceFile,
    name: string,
    mode: ts.ResolutionMode,
  ): ts.ResolvedModuleWithFailedLookupLocations | undefined;
}

/** What a file imports, as its literals, and the names that it has: identifiers, and members in brackets. */
export interface ImportingFile extends ts.SourceFile {
  readonly imports?: readonly ts.StringLiteralLike[];
  readonly identifiers?: ReadonlyMap<string, string>;
}

/** A file of a package that is installed twice stands for the other copy; hosts serve the file itself. */
export interface RedirectedFile extends ts.SourceFile {
  readonly redirectInfo?: { readonly unredirected: ts.SourceFile };
}
