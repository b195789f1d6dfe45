import type * as t from "@babel/types";
import { isFunction, isWithin, unwrap, type Node } from "../parse/nodes.ts";
import type { Binding, Names, Reference } from "./scopes.ts";

/** Module bindings that are the code's own state: their content follows from code that is in the key anyway. */
export type OwnState = ReadonlySet<Binding>;

/** Finds memo tables and lazily initialised variables among a module's bindings. */
export function findOwnState(names: Names): OwnState {
  const found = new Set<Binding>();
  for (const binding of names.module.bindings.values()) {
    if (binding.exported || binding.references.length === 0) continue;
    if (isMemoTable(binding, names) || isLazy(binding, names)) found.add(binding);
  }
  return found;
}

const tableMethods = new Set(["has", "get", "set"]);

/**
 * `const memo = new Map()` whose every use is `has`, `get` or `set` by key inside one function, and which is
 * filled with what that function computes (never with one of its parameters as it is).
 */
function isMemoTable(binding: Binding, names: Names): boolean {
  if (!isEmptyMap(binding)) return false;
  const [first] = binding.references;
  const home = first === undefined ? undefined : functionAround(first.node, names);
  return (
    home !== undefined &&
    binding.references.every(
      (reference) => functionAround(reference.node, names) === home && isTableUse(reference, names),
    )
  );
}

function isEmptyMap(binding: Binding): boolean {
  const { declaration } = binding;
  if (binding.kind !== "const" || declaration.type !== "VariableDeclarator" || !declaration.init)
    return false;
  const init = unwrap(declaration.init);
  return (
    init.type === "NewExpression" &&
    init.callee.type === "Identifier" &&
    /^(?:Weak)?Map$/.test(init.callee.name) &&
    init.arguments.length === 0
  );
}

function isTableUse(reference: Reference, names: Names): boolean {
  const member = names.parents.get(reference.node);
  if (member?.type !== "MemberExpression" || member.computed || member.property.type !== "Identifier")
    return false;
  const call = names.parents.get(member);
  if (call?.type !== "CallExpression" || call.callee !== member) return false;
  if (!tableMethods.has(member.property.name)) return false;
  if (member.property.name !== "set") return true;
  const value = call.arguments[1];
  return value !== undefined && names.byNode.get(unwrap(value))?.binding?.kind !== "parameter";
}

/**
 * `let x; … x ??= init` (or `if (!x) x = init`) in one function, `init` made from nothing that belongs to a
 * single call: whoever comes first, the value is the same.
 */
function isLazy(binding: Binding, names: Names): boolean {
  if (binding.kind !== "let" || !startsEmpty(binding.declaration)) return false;
  const [first] = binding.references;
  const home = first === undefined ? undefined : functionAround(first.node, names);
  if (home === undefined) return false;
  const writes = binding.references.filter((reference) => reference.access !== "read");
  return (
    writes.length === 1 &&
    binding.references.every((reference) => functionAround(reference.node, names) === home) &&
    writes.every((write) => isLazyWrite(write, binding, home, names))
  );
}

function startsEmpty(declaration: Node): boolean {
  if (declaration.type !== "VariableDeclarator") return false;
  const { init } = declaration;
  if (!init) return true;
  const value = unwrap(init);
  return value.type === "NullLiteral" || (value.type === "Identifier" && value.name === "undefined");
}

function isLazyWrite(write: Reference, binding: Binding, home: Node, names: Names): boolean {
  const assignment = names.parents.get(write.node);
  if (assignment?.type !== "AssignmentExpression") return false;
  const guarded = assignment.operator === "??=" || assignment.operator === "||=";
  if (!guarded && !(assignment.operator === "=" && isGuarded(assignment, binding, names))) return false;
  return usesNothingLocal(assignment.right, home, names);
}

/** The assignment is all that an `if` on the variable does. */
function isGuarded(assignment: t.AssignmentExpression, binding: Binding, names: Names): boolean {
  let at: Node | undefined = names.parents.get(assignment);
  if (at?.type === "ExpressionStatement") at = names.parents.get(at);
  if (at?.type === "BlockStatement" && at.body.length === 1) at = names.parents.get(at);
  return at?.type === "IfStatement" && !at.alternate && testsForEmpty(at.test, binding, names);
}

function testsForEmpty(test: Node, binding: Binding, names: Names): boolean {
  const isIt = (node: Node): boolean => names.byNode.get(unwrap(node))?.binding === binding;
  if (test.type === "UnaryExpression") return test.operator === "!" && isIt(test.argument);
  if (test.type !== "BinaryExpression" || !/^===?$/.test(test.operator)) return false;
  const empty = unwrap(test.right);
  const isEmpty = empty.type === "NullLiteral" || (empty.type === "Identifier" && empty.name === "undefined");
  return isEmpty && isIt(test.left);
}

function usesNothingLocal(node: Node, home: Node, names: Names): boolean {
  return names.references.every((reference) => {
    if (!isWithin(reference.node, node)) return true;
    const { binding, receiver } = reference;
    if (binding === undefined) return receiver === undefined || receiver.type === "Program";
    const local = isWithin(binding.scope.node, home);
    return !local || isWithin(binding.scope.node, node);
  });
}

function functionAround(node: Node, names: Names): Node | undefined {
  for (let at = names.parents.get(node); at !== undefined; at = names.parents.get(at)) {
    if (isFunction(at)) return at;
  }
  return undefined;
}
