import type * as ts from "typescript";
import type { CompilerModule, CompilerProgram, ImportingFile } from "./typescript.ts";

/** What the enums of a file make of others. */
interface Enums {
  /** The names of the members of its const enums. */
  readonly constants: readonly string[];
  /** Whether an enum may take its values from another. */
  readonly borrows: boolean;
}

const none: Enums = { constants: [], borrows: false };
const known = new WeakMap<ts.SourceFile, Enums>();

/**
 * Whether emit needs no types: no script names what may be a member of a `const enum`, whose value would take its place;
 * no import is dropped because only the initialisers of an enum use it; and no file is a global script, which
 * `isolatedModules` makes strict. Then scripts are the same under `isolatedModules`, where the compiler looks for what
 * is imported and used by name alone.
 */
export function needsNoTypes(compiler: CompilerModule, program: CompilerProgram): boolean {
  const files = program.getSourceFiles() as readonly ImportingFile[];
  const scripts = files.filter((file) => !file.isDeclarationFile && !file.fileName.endsWith(".json"));
  if (!scripts.every((file) => compiler.isExternalModule(file) && !enumsOf(compiler, file).borrows))
    return false;
  const constants = files.flatMap((file) => enumsOf(compiler, file).constants);
  return constants.length === 0 || scripts.every(({ identifiers }) => isFree(identifiers, constants));
}

const isFree = (identifiers: ReadonlyMap<string, string> | undefined, names: readonly string[]): boolean =>
  identifiers !== undefined && !names.some((name) => identifiers.has(name));

function enumsOf(compiler: CompilerModule, file: ts.SourceFile): Enums {
  let enums = known.get(file);
  if (enums === undefined) {
    enums = /\benum\b/.test(file.text) ? read(compiler, file) : none;
    known.set(file, enums);
  }
  return enums;
}

function read(compiler: CompilerModule, file: ts.SourceFile): Enums {
  const constants: string[] = [];
  let borrows = false;
  const visit = (node: ts.Node): void => {
    if (compiler.isEnumDeclaration(node)) {
      if (node.modifiers?.some(({ kind }) => kind === compiler.SyntaxKind.ConstKeyword) === true) {
        constants.push(...node.members.map(({ name }) => textOf(compiler, name)));
      }
      borrows ||= node.members.some((member) => takesFromAnother(member, file));
      return;
    }
    // There, declarations nest in namespaces only.
    const isNested = compiler.isModuleDeclaration(node) || compiler.isModuleBlock(node);
    if (!file.isDeclarationFile || isNested) compiler.forEachChild(node, visit);
  };
  compiler.forEachChild(file, visit);
  return { constants, borrows };
}

const textOf = (compiler: CompilerModule, name: ts.PropertyName): string => {
  const literal = compiler.isComputedPropertyName(name) ? name.expression : name;
  return "text" in literal && typeof literal.text === "string" ? literal.text : "";
};

/** `Other.Member` or `Other["Member"]`. */
const takesFromAnother = ({ initializer }: ts.EnumMember, file: ts.SourceFile): boolean =>
  initializer !== undefined && /[.[]/.test(initializer.getText(file));
