import type { Identifier } from "@babel/types";
import { endOf, isFunction, isNode, type Node, startOf } from "../../../transformer/parse/nodes.ts";
import { type Change, type Module, replace } from "../module.ts";

interface Occurrence {
  readonly node: Identifier;
  readonly around: readonly Node[];
}

/** What may be renamed in a module, by its name. */
export interface Renames {
  /** Parameters and variables inside functions, but for those that give functions their names. */
  readonly locals: readonly string[];
  /** Functions of the module that it does not export, and functions inside them. */
  readonly helpers: readonly string[];
}

/** Names that are declared once in their module, so that all that is spelt so means the same. */
export function renames(module: Module): Renames {
  const locals: string[] = [];
  const helpers: string[] = [];
  for (const [name, all] of occurrencesOf(module)) {
    const [declaration, second] = all.filter(({ node, around }) => declares(node, around));
    if (declaration === undefined || second !== undefined) continue;
    if (all.some(({ around }) => /^(?:Import|Export)\w*Specifier$|Label/.test(around.at(-1)?.type ?? "")))
      continue;
    const { node, around } = declaration;
    const parent = around.at(-1);
    if (parent?.type === "FunctionDeclaration" && parent.id === node) {
      if (around.at(-2)?.type === "Program") helpers.push(name);
      continue;
    }
    const owner = around.findLast(isFunction);
    if (owner === undefined || !all.every((other) => other.around.includes(owner))) continue;
    (namesFunction(node, parent) ? helpers : locals).push(name);
  }
  return { locals, helpers };
}

/** Whether the name is that of a function or class, too. */
function namesFunction(node: Node, parent: Node | undefined): boolean {
  if (parent === undefined) return false;
  if ("id" in parent && parent.id === node && parent.type !== "VariableDeclarator") return true;
  const value =
    parent.type === "VariableDeclarator"
      ? parent.init
      : parent.type === "AssignmentPattern"
        ? parent.right
        : null;
  return value !== null && value !== undefined && (isFunction(value) || value.type === "ClassExpression");
}

/** Writes another name wherever a name is used. */
export function renamed(module: Module, from: string, to: string): readonly Change[] {
  return (occurrencesOf(module).get(from) ?? []).map(({ node, around }) => {
    const property = around.findLast((outer) => outer.type !== "AssignmentPattern");
    const isShorthand =
      property?.type === "ObjectProperty" && property.shorthand && startOf(property) === startOf(node);
    const end = startOf(node) + from.length;
    return { ...replace(node, isShorthand ? `${from}: ${to}` : to), end };
  });
}

/** All identifiers that mean a variable; those of types too. */
function occurrencesOf({ program }: Module): ReadonlyMap<string, readonly Occurrence[]> {
  const all = new Map<string, Occurrence[]>();
  const around: Node[] = [];
  const enter = (node: Node): void => {
    if (node.type === "Identifier" && !isKey(node, around.at(-1))) {
      const list = all.get(node.name) ?? [];
      all.set(node.name, list);
      list.push({ node, around: [...around] });
    }
    around.push(node);
    for (const value of Object.values(node) as unknown[]) {
      for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) if (isNode(item)) enter(item);
    }
    around.pop();
  };
  enter(program);
  return all;
}

function isKey(node: Node, parent: Node | undefined): boolean {
  if (parent === undefined || !isNode(parent)) return false;
  const isComputed = "computed" in parent && parent.computed;
  if ("property" in parent && parent.property === node) return !isComputed;
  if ("key" in parent && parent.key === node) return !isComputed;
  return parent.type === "TSEnumMember" && parent.id === node;
}

function declares(node: Node, around: readonly Node[]): boolean {
  const parent = around.at(-1);
  if (parent === undefined) return false;
  if (parent.type === "FunctionDeclaration" || parent.type === "FunctionExpression") {
    if (parent.id === node) return true;
  }
  if ("params" in parent) return (parent.params as readonly Node[]).includes(node);
  if (parent.type === "VariableDeclarator") return parent.id === node;
  if (parent.type === "CatchClause") return parent.param === node;
  if (parent.type.startsWith("TS")) return parent.type !== "TSTypeQuery" && "name" in parent;
  if (parent.type === "RestElement" || parent.type === "ArrayPattern") return true;
  if (parent.type === "AssignmentPattern") return parent.left === node;
  if (parent.type === "ClassDeclaration") return parent.id === node;
  return parent.type === "ObjectProperty" && around.at(-2)?.type === "ObjectPattern" && endOf(parent) > 0;
}
