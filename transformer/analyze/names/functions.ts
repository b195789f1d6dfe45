import type * as t from "@babel/types";
import { isErased } from "../../parse/nodes.ts";
import type { Collector } from "../names.ts";
import { boundIdentifiers, createScope, type Scope } from "../scopes.ts";
import { visitPattern } from "./patterns.ts";

export function visitFunction(collector: Collector, node: t.Function, outer: Scope): void {
  if ("key" in node && node.computed) collector.visit(node.key, node, outer);
  if ("decorators" in node) for (const d of node.decorators ?? []) collector.visit(d, node, outer);
  let parent = outer;
  if (node.type === "FunctionExpression" && node.id) {
    parent = createScope("block", node, outer);
    collector.declarations.bind(parent, node.id, "self", node);
  }
  const scope = collector.declarations.open("function", node, parent);
  const inside = (): void => {
    for (const parameter of node.params) {
      for (const id of boundIdentifiers(parameter))
        collector.declarations.bind(scope, id, "parameter", parameter);
    }
    for (const parameter of node.params) visitPattern(collector, parameter, node, scope);
    collector.parents.set(node.body, node);
    if (node.body.type !== "BlockStatement") {
      collector.visit(node.body, node, scope);
      return;
    }
    // Parameters with expressions cannot see what the body declares (ECMAScript, FunctionDeclarationInstantiation).
    const isSimple = node.params.every(({ type }) => type === "Identifier");
    const body = isSimple ? scope : collector.declarations.open("block", node.body, scope);
    collector.declarations.scopes.set(node.body, body);
    collector.declarations.hoistVars(node.body, body);
    collector.visitChildren(node.body, body);
  };
  if (node.type === "ArrowFunctionExpression") inside();
  else collector.withReceiver(node, inside);
}

export function visitClass(collector: Collector, node: t.Class, outer: Scope): void {
  for (const decorator of node.decorators ?? []) collector.visit(decorator, node, outer);
  const scope = collector.declarations.open("block", node, outer);
  if (node.type === "ClassExpression" && node.id) collector.declarations.bind(scope, node.id, "self", node);
  if (node.superClass) collector.visit(node.superClass, node, scope);
  collector.parents.set(node.body, node);
  for (const member of node.body.body) if (!isErased(member)) collector.visit(member, node.body, scope);
}

export function visitStaticBlock(collector: Collector, node: t.StaticBlock, outer: Scope): void {
  const scope = collector.declarations.open("function", node, outer);
  collector.declarations.hoistVars(node, scope);
  collector.withReceiver(node, () => {
    collector.visitChildren(node, scope);
  });
}

export function visitField(
  collector: Collector,
  node: t.ClassProperty | t.ClassPrivateProperty | t.ClassAccessorProperty,
  scope: Scope,
): void {
  for (const decorator of node.decorators ?? []) collector.visit(decorator, node, scope);
  if (node.type !== "ClassPrivateProperty" && node.computed) collector.visit(node.key, node, scope);
  const { value } = node;
  if (!value) return;
  const field = collector.declarations.open("function", node, scope);
  collector.withReceiver(node, () => {
    collector.visit(value, node, field);
  });
}
