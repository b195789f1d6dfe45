import type * as t from "@babel/types";
import { isFunction, isTypeWrapper, isWithin, keyText, unwrap, type Node } from "../parse/nodes.ts";
import { callbackMethods } from "./globals.ts";
import { isCallee } from "./paths.ts";
import type { Binding, Names } from "./scopes.ts";
import type { UnitSite } from "./unit/site.ts";

type Closure = t.FunctionDeclaration | t.FunctionExpression | t.ArrowFunctionExpression;

export const isClosure = (node: Node): node is Closure =>
  node.type === "FunctionDeclaration" ||
  node.type === "FunctionExpression" ||
  node.type === "ArrowFunctionExpression";

/**
 * True for a function that nobody can hold on to: it is called where it stands, handed to a method such as
 * `map` that lets it go, or only ever called by the code around it. Such a function needs no definition of its
 * own; its code counts as part of the code around it.
 */
export function isTransient(node: Closure, names: Names, sites: readonly UnitSite[]): boolean {
  if (node.type !== "FunctionDeclaration" && isPassing(node, names)) return true;
  const binding = heldBy(node, names);
  if (binding?.scope.parent === undefined || binding.exported) return false;
  return isOnlyCalled(binding, node, names, sites);
}

function isPassing(node: Node, names: Names): boolean {
  let held = node;
  let parent = names.parents.get(held);
  while (parent !== undefined && isTypeWrapper(parent)) {
    held = parent;
    parent = names.parents.get(held);
  }
  if (parent === undefined) return false;
  if (isCallee(held, parent)) return true;
  if (parent.type === "NewExpression") return isGlobalNamed(parent.callee, names, ["Promise"]);
  if (parent.type !== "CallExpression" && parent.type !== "OptionalCallExpression") return false;
  const { callee } = parent;
  if (callee.type === "MemberExpression" || callee.type === "OptionalMemberExpression") {
    return callee.property.type === "Identifier" && callbackMethods.has(callee.property.name);
  }
  return isGlobalNamed(callee, names, ["setTimeout", "setImmediate", "setInterval", "queueMicrotask"]);
}

function isGlobalNamed(node: Node, names: Names, wanted: readonly string[]): boolean {
  return node.type === "Identifier" && wanted.includes(node.name) && !names.byNode.get(node)?.binding;
}

/** The `const` or declaration that holds a function, if that is all that holds it. */
export function heldBy(node: Closure, names: Names): Binding | undefined {
  if (node.type === "FunctionDeclaration") return node.id ? names.declared.get(node.id) : undefined;
  const parent = names.parents.get(node);
  if (parent?.type !== "VariableDeclarator" || parent.id.type !== "Identifier") return undefined;
  const binding = names.declared.get(parent.id);
  return binding?.kind === "const" ? binding : undefined;
}

function isOnlyCalled(binding: Binding, node: Node, names: Names, sites: readonly UnitSite[]): boolean {
  const home = functionAround(binding.declaration, names);
  if (home === undefined) return false;
  const unit = (at: Node): UnitSite | undefined =>
    sites.findLast((site) => site.form !== "function" && isInside(at, site));
  return binding.references.every((reference) => {
    const parent = names.parents.get(reference.node);
    if (parent === undefined || !isCallee(reference.node, parent)) return false;
    if (isWithin(reference.node, node)) return true;
    return (
      functionAround(reference.node, names) === home && unit(reference.node) === unit(binding.declaration)
    );
  });
}

const isInside = (node: Node, site: UnitSite): boolean =>
  site.form === "block"
    ? site.statements.some((statement) => isWithin(node, statement))
    : isWithin(node, site.node);

function functionAround(node: Node, names: Names): Node | undefined {
  for (let at = names.parents.get(node); at !== undefined; at = names.parents.get(at)) {
    if (isFunction(at) || at.type === "TSModuleDeclaration" || at.type === "StaticBlock") return at;
  }
  return undefined;
}

/** The name that an anonymous function gets from where it stands; undefined where it has or gets none. */
export function inferredName(node: Node, names: Names): string | undefined {
  let held = node;
  let parent = names.parents.get(held);
  while (parent !== undefined && isTypeWrapper(parent)) {
    held = parent;
    parent = names.parents.get(held);
  }
  switch (parent?.type) {
    case "VariableDeclarator":
      return parent.id.type === "Identifier" ? parent.id.name : undefined;
    case "AssignmentExpression":
      return parent.right === held && /^(?:\?\?|\|\||&&)?=$/.test(parent.operator)
        ? nameIn(parent.left)
        : undefined;
    case "AssignmentPattern":
      return parent.right === held ? nameIn(parent.left) : undefined;
    case "ObjectProperty":
    case "ClassProperty":
    case "ClassAccessorProperty":
      return parent.value === held && !parent.computed ? keyText(parent.key) : undefined;
    case "ClassPrivateProperty":
      return `#${parent.key.id.name}`;
    case "ExportDefaultDeclaration":
      return "default";
    default:
      return undefined;
  }
}

const nameIn = (target: Node): string | undefined => {
  const node = unwrap(target);
  return node.type === "Identifier" ? node.name : undefined;
};
