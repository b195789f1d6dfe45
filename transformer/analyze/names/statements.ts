import type * as t from "@babel/types";
import { isErased, type Node } from "../../parse/nodes.ts";
import { textOf } from "../declarations.ts";
import type { Collector } from "../names.ts";
import { boundIdentifiers, lookup, type Scope } from "../scopes.ts";
import { noteVarWrites, visitPattern, visitTarget, visitVariables } from "./patterns.ts";

export function visitForEach(
  collector: Collector,
  node: t.ForInStatement | t.ForOfStatement,
  outer: Scope,
): void {
  const scope = collector.declarations.open("block", node, outer);
  collector.parents.set(node.left, node);
  if (node.left.type === "VariableDeclaration") {
    if (node.left.kind !== "var") collector.declarations.declareVariables(node.left, scope);
    visitVariables(collector, node.left, scope);
    if (node.left.kind === "var") {
      for (const declarator of node.left.declarations) noteVarWrites(collector, declarator.id, scope);
    }
  } else {
    visitTarget(collector, node.left, node, scope, "write");
  }
  collector.visit(node.right, node, scope);
  collector.visit(node.body, node, scope);
}

export function visitFor(collector: Collector, node: t.ForStatement, outer: Scope): void {
  const scope = collector.declarations.open("block", node, outer);
  if (node.init?.type === "VariableDeclaration" && node.init.kind !== "var") {
    collector.declarations.declareVariables(node.init, scope);
  }
  for (const part of [node.init, node.test, node.update, node.body]) {
    if (part) collector.visit(part, node, scope);
  }
}

export function visitCatch(collector: Collector, node: t.CatchClause, outer: Scope): void {
  const scope = collector.declarations.open("block", node, outer);
  if (node.param) {
    for (const id of boundIdentifiers(node.param)) collector.declarations.bind(scope, id, "catch", node);
    visitPattern(collector, node.param, node, scope);
  }
  collector.visit(node.body, node, scope);
}

export function visitBlock(
  collector: Collector,
  node: t.BlockStatement | t.SwitchStatement,
  outer: Scope,
): void {
  const scope = collector.declarations.open("block", node, outer);
  if (node.type === "BlockStatement") {
    collector.visitChildren(node, scope);
    return;
  }
  collector.visit(node.discriminant, node, outer);
  for (const { consequent } of node.cases) {
    for (const statement of consequent) collector.declarations.hoistStatement(statement, scope);
  }
  for (const branch of node.cases) collector.visit(branch, node, scope);
}

export function visitNamespace(collector: Collector, node: t.TSModuleDeclaration, outer: Scope): void {
  const scope = collector.declarations.open("function", node, outer);
  collector.parents.set(node.body, node);
  collector.declarations.hoistVars(node.body, scope);
  collector.withReceiver(node, () => {
    collector.visitChildren(node.body, scope);
  });
}

export function visitEnum(collector: Collector, node: t.TSEnumDeclaration, outer: Scope): void {
  const scope = collector.declarations.open("enum", node, outer);
  const { members } = node.body;
  for (const member of members) {
    if (member.id.type === "Identifier") collector.declarations.bind(scope, member.id, "const", member);
  }
  for (const member of members) {
    collector.parents.set(member, node);
    if (member.initializer) collector.visit(member.initializer, member, scope);
  }
}

export function visitExport(collector: Collector, node: t.ExportNamedDeclaration, scope: Scope): void {
  if (node.declaration) {
    if (!isErased(node.declaration)) collector.visit(node.declaration, node, scope);
    for (const id of declaredBy(node.declaration)) {
      const binding = collector.declarations.declared.get(id);
      if (binding) binding.exported = true;
    }
    return;
  }
  if (node.source) return;
  for (const specifier of node.specifiers) {
    if (specifier.type !== "ExportSpecifier" || specifier.exportKind === "type") continue;
    const binding = lookup(scope, textOf(specifier.local));
    if (binding) binding.exported = true;
  }
}

function declaredBy(node: Node): t.Identifier[] {
  if (node.type === "VariableDeclaration")
    return node.declarations.flatMap((d) => [...boundIdentifiers(d.id)]);
  return "id" in node && node.id && (node.id as Node).type === "Identifier" ? [node.id as t.Identifier] : [];
}
