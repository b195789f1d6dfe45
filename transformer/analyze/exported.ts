import type * as t from "@babel/types";
import { textOf } from "./declarations.ts";
import type { Lead } from "./reach.ts";
import { boundIdentifiers, type Names } from "./scopes.ts";

/** What a module exports, and what that names. `*` is everything of another module. */
export interface Exported {
  readonly name: string;
  readonly lead: Lead;
}

/** Values only, as far as names lead: not a default that is an expression, nor a whole module under a name. */
export const exportsOf = (program: t.Program, names: Names): Exported[] =>
  program.body.flatMap((statement) => exportedBy(statement, names));

function exportedBy(statement: t.Statement, names: Names): Exported[] {
  switch (statement.type) {
    case "ExportAllDeclaration":
      return [{ name: "*", lead: { specifier: statement.source.value, exported: "*" } }];
    case "ExportDefaultDeclaration":
      return namedBy(statement.declaration).map((id) => ({ name: "default", lead: leadOf(id.name, names) }));
    case "ExportNamedDeclaration":
      return statement.declaration
        ? namedBy(statement.declaration).map(({ name }) => ({ name, lead: { local: name } }))
        : listedIn(statement, names);
    default:
      return [];
  }
}

function namedBy(node: t.Node): t.Identifier[] {
  if (node.type === "Identifier") return [node];
  if (node.type === "VariableDeclaration")
    return node.declarations.flatMap(({ id }) => [...boundIdentifiers(id)]);
  return "id" in node && node.id?.type === "Identifier" ? [node.id] : [];
}

function listedIn({ source, specifiers }: t.ExportNamedDeclaration, names: Names): Exported[] {
  return specifiers.flatMap((each) => {
    if (each.type !== "ExportSpecifier" || each.exportKind === "type") return [];
    const local = textOf(each.local);
    const lead = source ? { specifier: source.value, exported: local } : leadOf(local, names);
    return [{ name: textOf(each.exported), lead }];
  });
}

/** A name of the module, or what it was imported as. */
function leadOf(name: string, { module }: Names): Lead {
  const imported = module.bindings.get(name)?.imported;
  return imported === undefined
    ? { local: name }
    : { specifier: imported.specifier, exported: imported.name };
}
