import type * as t from "@babel/types";
import {
  endOf,
  type FunctionNode,
  isClass,
  isErased,
  isFunction,
  isNode,
  keyText,
  type Node,
  startOf,
  unwrap,
} from "../../parse/nodes.ts";
import type { ParsedModule } from "../../parse/parse.ts";
import type { Names } from "../scopes.ts";

/** The outermost statement or member that starts right after an offset. */
export function nodeAfter(offset: number, { program, text, comments }: ParsedModule): Node | undefined {
  let start = offset;
  for (;;) {
    start += /^\s*/.exec(text.slice(start))?.[0].length ?? 0;
    const comment = comments.find((candidate) => candidate.start === start);
    if (comment?.end == null) break;
    start = comment.end;
  }
  return findAt(program, start);
}

function findAt(root: Node, start: number): Node | undefined {
  let at: Node | undefined = root;
  while (at !== undefined) {
    const inside: Node[] = [];
    for (const value of Object.values(at)) {
      for (const item of Array.isArray(value) ? value : [value]) {
        if (isNode(item) && typeof item.start === "number") inside.push(item);
      }
    }
    const exact: Node | undefined = inside.find(
      (child) => startOf(child) === start && child.type !== "ClassBody",
    );
    if (isMemberHead(at, start)) return at;
    if (exact !== undefined) return exact;
    at = inside.find((child) => startOf(child) < start && endOf(child) > start);
  }
  return undefined;
}

/** Between the decorators of a member and its name. */
function isMemberHead(node: Node, start: number): boolean {
  if (!("decorators" in node) || !("key" in node) || !isNode(node.key)) return false;
  const last = node.decorators?.at(-1);
  return last !== undefined && start >= endOf(last) && start <= startOf(node.key);
}

export type Found =
  | { form: "function"; node: FunctionNode; name: string }
  | { form: "expression"; node: t.Expression; name: string };

export function cacheable(target: Node, names: Names): Found | undefined {
  switch (target.type) {
    case "ExportNamedDeclaration":
      return target.declaration ? cacheable(target.declaration, names) : undefined;
    case "ExportDefaultDeclaration":
      return cacheableDefault(target.declaration);
    case "FunctionDeclaration":
      return { form: "function", node: target, name: target.id?.name ?? "default" };
    case "TSDeclareFunction":
      return implementationOf(target, names);
    case "TSDeclareMethod":
      return methodImplementation(target, names);
    case "VariableDeclaration":
      return cacheableVariable(target);
    case "ClassMethod":
    case "ClassPrivateMethod":
      return target.kind === "method" ? cacheableMethod(target, names) : undefined;
    case "ClassProperty":
    case "ClassPrivateProperty":
      return target.value ? functionIn(target.value, memberName(target, names)) : undefined;
    case "ObjectMethod":
      return target.kind === "method"
        ? { form: "function", node: target, name: keyName(target.key) }
        : undefined;
    case "ObjectProperty":
      return functionIn(target.value, keyName(target.key));
    default:
      return undefined;
  }
}

function functionIn(value: Node, name: string): Found | undefined {
  const node = unwrap(value);
  return isFunction(node) ? { form: "function", node, name } : undefined;
}

function cacheableDefault(declaration: Node): Found | undefined {
  if (declaration.type === "FunctionDeclaration") {
    return { form: "function", node: declaration, name: declaration.id?.name ?? "default" };
  }
  return functionIn(declaration, "default");
}

function cacheableVariable(target: t.VariableDeclaration): Found | undefined {
  const [declarator, second] = target.declarations;
  if (target.kind !== "const" || declarator?.init == null || second !== undefined) return undefined;
  const name = declarator.id.type === "Identifier" ? declarator.id.name : "value";
  return functionIn(declarator.init, name) ?? { form: "expression", node: declarator.init, name };
}

const cacheableMethod = (node: t.ClassMethod | t.ClassPrivateMethod, names: Names): Found => ({
  form: "function",
  node,
  name: memberName(node, names),
});

function memberName(node: Node, names: Names): string {
  const key = "key" in node && isNode(node.key) ? keyName(node.key) : "member";
  const body = names.parents.get(node);
  const owner = body && names.parents.get(body);
  const id = owner !== undefined && isClass(owner) ? owner.id : undefined;
  return id ? `${id.name}.${key}` : key;
}

function keyName(key: Node): string {
  if (key.type === "PrivateName") return `#${key.id.name}`;
  return keyText(key) ?? "[computed]";
}

/** A directive above the first overload means the implementation. */
function implementationOf(overload: t.TSDeclareFunction, names: Names): Found | undefined {
  const name = overload.id?.name;
  const node = name === undefined ? undefined : names.module.bindings.get(name)?.declaration;
  const usable = node?.type === "FunctionDeclaration" && overload.declare !== true && name !== undefined;
  return usable ? { form: "function", node, name } : undefined;
}

function methodImplementation(overload: t.TSDeclareMethod, names: Names): Found | undefined {
  if (overload.abstract === true) return undefined;
  const name = keyName(overload.key);
  for (const node of names.parents.keys()) {
    if (node.type !== "ClassMethod" || node.kind !== "method" || keyName(node.key) !== name) continue;
    const body = names.parents.get(node);
    const same = body?.type === "ClassBody" && body.body.includes(overload);
    if (same && node.static === overload.static) return cacheableMethod(node, names);
  }
  return undefined;
}

export function describe(node: Node): string {
  switch (node.type) {
    case "ClassDeclaration":
    case "ClassExpression":
      return "a class";
    case "VariableDeclaration":
      return node.kind === "const"
        ? "a declaration of several variables or without a value"
        : `a \`${node.kind}\``;
    case "ClassMethod":
    case "ObjectMethod":
      return node.kind === "constructor" ? "a constructor" : "an accessor";
    case "ClassProperty":
      return "a field that is not a function";
    default:
      return isErased(node) ? "a declaration without code" : "a statement";
  }
}
