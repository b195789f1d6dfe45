import type * as t from "@babel/types";
import { isFunction, isWithin, unwrap, type Node } from "../parse/nodes.ts";
import { isTold } from "./memo-key.ts";
import { type Binding, isConstant, type Names, type Reference } from "./scopes.ts";

/** Module bindings that are the code's own state: their content follows from code that is in the key anyway. */
export type OwnState = ReadonlyMap<Binding, "lazy" | "memo">;

/** Finds memo tables and lazily initialised variables among a module's bindings. */
export function findOwnState(names: Names): OwnState {
  const found = new Map<Binding, "lazy" | "memo">();
  for (const binding of names.module.bindings.values()) {
    if (binding.exported || binding.references.length === 0) continue;
    if (isMemoTable(binding, names)) found.set(binding, "memo");
    else if (isLazy(binding, names)) found.set(binding, "lazy");
  }
  return found;
}

const tableMethods = new Set(["has", "get", "set"]);

/**
 * `const memo = new Map()` whose every use is `has`, `get` or `set` inside one function, by a key that every parameter
 * of that function is part of, while all else that the function reads is constant: then what is found under a key is
 * what the function would compute. Anything looser is a registry, whose content counts.
 */
function isMemoTable(binding: Binding, names: Names): boolean {
  if (!isEmptyMap(binding)) return false;
  const [first] = binding.references;
  const home = first === undefined ? undefined : functionAround(first.node, names);
  if (home === undefined || !isFunction(home) || home.params.some(({ type }) => type !== "Identifier"))
    return false;
  return (
    binding.references.every(
      (reference) =>
        functionAround(reference.node, names) === home && isTableUse(reference, home.params, names),
    ) && readsOnlyConstants(home, binding, home, names)
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

function isTableUse(reference: Reference, parameters: readonly Node[], names: Names): boolean {
  const member = names.parents.get(reference.node);
  if (member?.type !== "MemberExpression" || member.computed || member.property.type !== "Identifier")
    return false;
  const call = names.parents.get(member);
  if (call?.type !== "CallExpression" || call.callee !== member) return false;
  const [key] = call.arguments;
  if (key === undefined || !tableMethods.has(member.property.name)) return false;
  return parameters.every((parameter) => {
    const binding = names.declared.get(parameter);
    return (
      binding?.references.some(({ node, access }) => access === "read" && isTold(node, key, names)) === true
    );
  });
}

/** Nothing inside `node` comes from outside `home` but functions, classes, literals and imports. */
function readsOnlyConstants(node: Node, except: Binding, home: Node, names: Names): boolean {
  return names.references.every((reference) => {
    const { binding, receiver, name } = reference;
    if (!isWithin(reference.node, node) || binding === except) return true;
    if (binding === undefined)
      return receiver === undefined || receiver.type === "Program" || name === "import()";
    return isWithin(binding.scope.node, home) || isFixed(binding);
  });
}

/** A binding whose value no code changes, in place or otherwise. */
function isFixed(binding: Binding): boolean {
  if (binding.kind === "import") return true;
  if (!isConstant(binding)) return false;
  if (binding.kind === "function" || binding.kind === "class") return true;
  const { declaration } = binding;
  if (binding.kind !== "const" || declaration.type !== "VariableDeclarator" || !declaration.init)
    return false;
  const init = unwrap(declaration.init);
  return isFunction(init) || /Literal$/.test(init.type);
}

/**
 * `let x; … x ??= init` (or `if (!x) x = init`) in one function, `init` a call or `new` made from constants and from
 * nothing that belongs to a single call: whoever comes first, the value is the same. Plain containers and instances of
 * the project's classes are made to be changed, so their content counts.
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
  return isClosed(assignment.right, names) && usesNothingLocal(assignment.right, home, names);
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
    if (isWithin(binding.scope.node, node)) return true;
    return !isWithin(binding.scope.node, home) && (isFixed(binding) || isMadeOnce(binding));
  });
}

/** A `const`: where its value cannot be digested, the code that made it stands for it. */
const isMadeOnce = (binding: Binding): boolean => binding.kind === "const" && isConstant(binding);

/** A value that others cannot change by reaching for its parts, as far as the code shows. */
function isClosed(init: Node, names: Names): boolean {
  const value = unwrap(init);
  if (value.type === "AwaitExpression") return isClosed(value.argument, names);
  if (value.type === "CallExpression" || /Literal$/.test(value.type)) return true;
  if (value.type !== "NewExpression" || value.callee.type !== "Identifier") return false;
  const specifier = names.byNode.get(value.callee)?.binding?.imported?.specifier;
  return specifier !== undefined && !specifier.startsWith(".");
}

function functionAround(node: Node, names: Names): Node | undefined {
  for (let at = names.parents.get(node); at !== undefined; at = names.parents.get(at)) {
    if (isFunction(at)) return at;
  }
  return undefined;
}
