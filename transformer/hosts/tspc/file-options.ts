import { posix } from "node:path";
import type * as ts from "typescript";
import type { EmitOptions, RewriteOptions } from "../../rewrite/types.ts";
import type { PluginConfig } from "../project/plugin-config.ts";
import type { CompilerModule, CompilerProgram } from "./typescript.ts";

/** The folder of the tsconfig: file names and `cacheDir` are relative to it. */
export function projectFolder(program: CompilerProgram): string {
  const config = program.getCompilerOptions()["configFilePath"];
  return typeof config === "string" ? posix.dirname(config) : program.getCurrentDirectory();
}

/** How `file` is named to the transform: relative to the tsconfig, with forward slashes. */
export function projectName(program: CompilerProgram, file: ts.SourceFile): string {
  return posix.relative(projectFolder(program), file.fileName);
}

/** Whether the emitted module is an ES or a CommonJS module; undefined for AMD, UMD, System and `none`. */
export function moduleKind(
  compiler: CompilerModule,
  program: CompilerProgram,
  file: ts.SourceFile,
): RewriteOptions["module"] | undefined {
  const { ModuleKind } = compiler;
  const kind = program.getEmitModuleFormatOfFile(file);
  if (kind === ModuleKind.CommonJS) return "commonjs";
  return kind >= ModuleKind.ES2015 ? "esm" : undefined;
}

/** What the transform is told about `file`; undefined where its module format is not supported. */
export function rewriteOptions(
  compiler: CompilerModule,
  program: CompilerProgram,
  file: ts.SourceFile,
  config: PluginConfig,
): RewriteOptions | undefined {
  const module = moduleKind(compiler, program, file);
  if (!module) return undefined;
  const output = posix.dirname(compiler.getOwnEmitOutputFilePath(file.fileName, program, ".js"));
  const root = posix.relative(posix.resolve(program.getCurrentDirectory(), output), projectFolder(program));
  const emit = emitOptions(compiler, program.getCompilerOptions());
  return { module, emit, settings: { ...config.settings, root: root || "." } };
}

/** The options that change what code does, as they are in effect: a default and its spelling out are the same. */
export function emitOptions(compiler: CompilerModule, options: ts.CompilerOptions): EmitOptions {
  const { jsx, jsxFactory, jsxFragmentFactory, jsxImportSource } = options;
  return {
    useDefineForClassFields: compiler.getUseDefineForClassFields(options),
    ...(options.experimentalDecorators && { experimentalDecorators: true }),
    ...(options.emitDecoratorMetadata && { emitDecoratorMetadata: true }),
    ...(jsx !== undefined && { jsx: jsxName(compiler, jsx) }),
    ...(jsxFactory !== undefined && { jsxFactory }),
    ...(jsxFragmentFactory !== undefined && { jsxFragmentFactory }),
    ...(jsxImportSource !== undefined && { jsxImportSource }),
  };
}

/** The spelling in a tsconfig, which other hosts read from there: `ReactJSX` → `react-jsx`. */
function jsxName({ JsxEmit }: CompilerModule, jsx: ts.JsxEmit): string {
  const names = new Map<ts.JsxEmit, string>([
    [JsxEmit.Preserve, "preserve"],
    [JsxEmit.ReactNative, "react-native"],
    [JsxEmit.React, "react"],
    [JsxEmit.ReactJSX, "react-jsx"],
    [JsxEmit.ReactJSXDev, "react-jsxdev"],
  ]);
  return names.get(jsx) ?? String(jsx);
}
