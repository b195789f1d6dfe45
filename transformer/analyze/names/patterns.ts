import type * as t from "@babel/types";
import { isTypeWrapper, type Node } from "../../parse/nodes.ts";
import type { Collector } from "../names.ts";
import { type Access, boundIdentifiers, isTargetProperty, type Scope } from "../scopes.ts";

export function visitVariables(collector: Collector, node: t.VariableDeclaration, scope: Scope): void {
  for (const declarator of node.declarations) {
    collector.parents.set(declarator, node);
    visitPattern(collector, declarator.id, declarator, scope);
    if (declarator.init) collector.visit(declarator.init, declarator, scope);
    if (node.kind === "var" && declarator.init) noteVarWrites(collector, declarator.id, scope);
  }
}

/** `var x = 1` is an assignment that can run again, or for the first time after `x` was read. */
export function noteVarWrites(collector: Collector, pattern: Node, scope: Scope): void {
  for (const id of boundIdentifiers(pattern)) collector.use(id, id.name, "write", scope);
}

/** The expressions inside a pattern that declares names: defaults and computed keys. */
export function visitPattern(collector: Collector, node: Node, parent: Node, scope: Scope): void {
  collector.parents.set(node, parent);
  switch (node.type) {
    case "AssignmentPattern":
      visitPattern(collector, node.left, node, scope);
      collector.visit(node.right, node, scope);
      return;
    case "ObjectPattern":
      for (const property of node.properties) {
        collector.parents.set(property, node);
        if (property.type === "RestElement") visitPattern(collector, property.argument, property, scope);
        else if (isTargetProperty(property)) {
          if (property.computed) collector.visit(property.key, property, scope);
          if (isNamed(property.key, "name", property.computed)) collector.useName(property.key, scope);
          visitPattern(collector, property.value, property, scope);
        }
      }
      return;
    case "ArrayPattern":
      for (const element of node.elements) if (element) visitPattern(collector, element, node, scope);
      return;
    case "RestElement":
      visitPattern(collector, node.argument, node, scope);
      return;
    case "TSParameterProperty":
      for (const decorator of node.decorators ?? []) collector.visit(decorator, node, scope);
      visitPattern(collector, node.parameter, node, scope);
      return;
    default:
      if ("decorators" in node) {
        for (const decorator of node.decorators ?? []) collector.visit(decorator, node, scope);
      }
  }
}

/** The left side of an assignment: names are written, member expressions are read up to their object. */
export function visitTarget(
  collector: Collector,
  node: Node,
  parent: Node,
  scope: Scope,
  access: Access,
): void {
  collector.parents.set(node, parent);
  if (isTypeWrapper(node)) {
    visitTarget(collector, node.expression, node, scope, access);
    return;
  }
  switch (node.type) {
    case "Identifier":
      collector.use(node, node.name, access, scope);
      return;
    case "AssignmentPattern":
      visitTarget(collector, node.left, node, scope, access);
      collector.visit(node.right, node, scope);
      return;
    case "ObjectPattern":
      for (const property of node.properties) {
        collector.parents.set(property, node);
        if (property.type === "RestElement") {
          visitTarget(collector, property.argument, property, scope, access);
        } else if (isTargetProperty(property)) {
          if (property.computed) collector.visit(property.key, property, scope);
          visitTarget(collector, property.value, property, scope, access);
        }
      }
      return;
    case "ArrayPattern":
      for (const element of node.elements) if (element) visitTarget(collector, element, node, scope, access);
      return;
    case "RestElement":
      visitTarget(collector, node.argument, node, scope, access);
      return;
    default:
      collector.visit(node, parent, scope);
  }
}

/** `.name`, `["name"]`, `{ name }` */
export const isNamed = (node: Node, name: string, computed: boolean): boolean =>
  node.type === "StringLiteral"
    ? node.value === name
    : node.type === "Identifier" && !computed && node.name === name;
