import type * as ts from "typescript";
import type { Lead, ModuleReach } from "../../analyze/reach.ts";
import { declaredIn, reachedFrom, type Reached, warningOf } from "../../analyze/reached.ts";
import { mayHoldUnits } from "../../parse/directive.ts";
import { printWarnings, toDiagnostic } from "./diagnostics.ts";
import type { CompilerModule, CompilerProgram, ImportingFile } from "./typescript.ts";

type ReachOf = (file: ts.SourceFile) => ModuleReach | undefined;

/**
 * Warns of what units reach in other modules that no key can see: from a module with units as far as its imports lead,
 * and from any other to the units that import it. Each read is named once for a program.
 */
export function createReachWarnings(
  compiler: CompilerModule,
  program: CompilerProgram,
  reachOf: ReachOf,
): (file: ts.SourceFile) => void {
  const said = new Set<string>();
  const importers = once(() => importersIn(compiler, program));
  const resolve = (lead: Lead, file: ts.SourceFile): Reached<ts.SourceFile> | undefined =>
    "local" in lead ? local(lead, file, reachOf) : exported(lead, file, compiler, program, reachOf);

  const warnFrom = (file: ts.SourceFile, only?: ts.SourceFile): void => {
    for (const unit of reachOf(file)?.units ?? []) {
      for (const { module, reach } of reachedFrom({ module: file, reach: unit }, resolve)) {
        if (module === file || (only !== undefined && module !== only)) continue;
        for (const read of reach.reads) {
          const place = `${module.fileName}:${read.start}`;
          if (said.has(place)) continue;
          said.add(place);
          printWarnings(compiler, program, [toDiagnostic(compiler, module, warningOf(unit, reach, read))]);
        }
      }
    }
  };
  return (file) => {
    const own = reachOf(file);
    if (own === undefined) return;
    if (own.units.length > 0) warnFrom(file);
    if (!own.declared.some(({ reads }) => reads.length > 0)) return;
    for (const user of usersOf(file, importers())) if (mayHoldUnits(user.text)) warnFrom(user, file);
  };
}

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

function local(lead: Lead, file: ts.SourceFile, reachOf: ReachOf): Reached<ts.SourceFile> | undefined {
  const reach = reachOf(file);
  const found = reach && declaredIn(lead, reach);
  return found && { module: file, reach: found.reach };
}

/** The declaration behind an import, through any number of modules that export it again. */
function exported(
  lead: Exclude<Lead, { readonly local: string }>,
  file: ts.SourceFile,
  compiler: CompilerModule,
  program: CompilerProgram,
  reachOf: ReachOf,
): Reached<ts.SourceFile> | undefined {
  const from = importedBy(file, lead.specifier, compiler, program);
  const checker = program.getTypeChecker();
  const module = from && checker.getSymbolAtLocation(from);
  const symbol = module && checker.tryGetMemberInModuleExports(lead.exported, module);
  if (symbol === undefined) return undefined;
  const isAlias = (symbol.flags & compiler.SymbolFlags.Alias) !== 0;
  const [declaration] = (isAlias ? checker.getAliasedSymbol(symbol) : symbol).declarations ?? [];
  if (declaration === undefined) return undefined;
  const home = declaration.getSourceFile();
  // Its end: TypeScript counts `export` as part of a declaration.
  const at = declaration.getEnd() - 1;
  const reach = reachOf(home)?.declared.find(({ start, end }) => at >= start && at < end);
  return reach && { module: home, reach };
}

function importedBy(
  file: ImportingFile,
  specifier: string,
  compiler: CompilerModule,
  program: CompilerProgram,
): ts.SourceFile | undefined {
  const literal = file.imports?.find(({ text }) => text === specifier);
  const mode = literal && compiler.getModeForUsageLocation(file, literal, program.getCompilerOptions());
  const found = program.getResolvedModule(file, specifier, mode)?.resolvedModule;
  return found && program.getSourceFile(found.resolvedFileName);
}

type Importers = ReadonlyMap<ts.SourceFile, readonly ts.SourceFile[]>;

function importersIn(compiler: CompilerModule, program: CompilerProgram): Importers {
  const found = new Map<ts.SourceFile, ts.SourceFile[]>();
  for (const file of program.getSourceFiles() as readonly ImportingFile[]) {
    if (file.isDeclarationFile) continue;
    for (const { text } of file.imports ?? []) {
      const imported = importedBy(file, text, compiler, program);
      if (imported === undefined || imported.isDeclarationFile) continue;
      const list = found.get(imported);
      if (list === undefined) found.set(imported, [file]);
      else list.push(file);
    }
  }
  return found;
}

/** The modules that import a module, directly or through others. */
function usersOf(file: ts.SourceFile, importers: Importers): ts.SourceFile[] {
  const users = [file];
  const seen = new Set(users);
  for (const user of users) {
    for (const next of importers.get(user) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      users.push(next);
    }
  }
  return users.slice(1);
}
