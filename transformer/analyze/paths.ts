import type * as t from "@babel/types";
import { isTypeWrapper, unwrap, type Node } from "../parse/nodes.ts";

/** How a member path ends. */
export type PathUse = "read" | "receiver" | "written";

export interface MemberPath {
  /** `["db", "host"]` for `config.db.host`; a private name keeps its `#`. */
  readonly keys: readonly string[];
  readonly use: PathUse;
  /** The member that is called or written. */
  readonly last?: string | undefined;
  /** The outermost node of the path. */
  readonly top: Node;
}

/**
 * The longest chain of constant member reads above a node. The last member is left out where it is called (its
 * object is the receiver) or assigned.
 */
export function memberPath(root: Node, parents: ReadonlyMap<Node, Node>): MemberPath {
  const keys: string[] = [];
  let top = root;
  let last = root;
  for (let parent = parents.get(top); parent !== undefined; parent = parents.get(top)) {
    if (!isTypeWrapper(parent)) {
      const key = isMember(parent) && unwrap(parent.object) === unwrap(top) ? constantKey(parent) : undefined;
      if (key === undefined) break;
      keys.push(key);
      last = top;
    }
    top = parent;
  }
  const parent = parents.get(top);
  if (parent === undefined || keys.length === 0) return { keys, use: "read", top };
  if (isCallee(top, parent))
    return { keys: keys.slice(0, -1), use: "receiver", last: keys.at(-1), top: last };
  if (isTarget(top, parent, parents))
    return { keys: keys.slice(0, -1), use: "written", last: keys.at(-1), top: last };
  return { keys, use: "read", top };
}

/** Whether a path, such as `config.db.host`, is one of some or leads on from one. */
export const isUnder = (path: string, names: readonly string[] | undefined): boolean =>
  names?.some((name) => path === name || path.startsWith(`${name}.`)) === true;

type Member = t.MemberExpression | t.OptionalMemberExpression;

const isMember = (node: Node): node is Member =>
  node.type === "MemberExpression" || node.type === "OptionalMemberExpression";

function constantKey(node: Member): string | undefined {
  const { property } = node;
  if (property.type === "PrivateName") return `#${property.id.name}`;
  if (!node.computed) return property.type === "Identifier" ? property.name : undefined;
  if (property.type === "StringLiteral") return property.value;
  return property.type === "NumericLiteral" ? String(property.value) : undefined;
}

/** True where `node` is what `parent` calls. */
export function isCallee(node: Node, parent: Node): boolean {
  switch (parent.type) {
    case "CallExpression":
    case "OptionalCallExpression":
      return parent.callee === node;
    case "TaggedTemplateExpression":
      return parent.tag === node;
    default:
      return false;
  }
}

/** True where `node` is assigned, updated or deleted by `parent`, or is a target inside a pattern. */
function isTarget(node: Node, parent: Node, parents: ReadonlyMap<Node, Node>): boolean {
  switch (parent.type) {
    case "AssignmentExpression":
    case "ForInStatement":
    case "ForOfStatement":
      return parent.left === node;
    case "UpdateExpression":
      return true;
    case "UnaryExpression":
      return parent.operator === "delete";
    case "ArrayPattern":
    case "RestElement":
      return true;
    case "AssignmentPattern":
      return parent.left === node;
    case "ObjectProperty":
      return parent.value === node && parents.get(parent)?.type === "ObjectPattern";
    default:
      return false;
  }
}

/**
 * The first member read from a node, called or not. In `ns.f()` the function is a binding of the other module and the
 * namespace is no receiver that matters.
 */
export function firstMember(node: Node, parents: ReadonlyMap<Node, Node>): string | undefined {
  let held = node;
  let parent = parents.get(held);
  while (parent !== undefined && isTypeWrapper(parent)) {
    held = parent;
    parent = parents.get(held);
  }
  if (parent?.type !== "MemberExpression" || parent.object !== held) return undefined;
  if (parent.computed) return parent.property.type === "StringLiteral" ? parent.property.value : undefined;
  return parent.property.type === "Identifier" ? parent.property.name : undefined;
}
