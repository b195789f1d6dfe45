import { isTypeWrapper, isWithin, type Node } from "../parse/nodes.ts";
import type { Names } from "./scopes.ts";

/** Whether a key tells one value of `node` from another: `x`, `${x},${y}`, `JSON.stringify([x, y])`; not `x > 1`. */
export function isTold(node: Node, key: Node, names: Names): boolean {
  if (!isWithin(node, key)) return false;
  for (let at = node; at !== key;) {
    const parent = names.parents.get(at);
    if (parent === undefined || !keepsApart(parent, at)) return false;
    at = parent;
  }
  return true;
}

function keepsApart(parent: Node, part: Node): boolean {
  if (isTypeWrapper(parent)) return true;
  switch (parent.type) {
    case "TemplateLiteral":
      return parent.quasis.slice(1, -1).every(({ value }) => value.raw !== "");
    case "ArrayExpression":
    case "ObjectExpression":
      return true;
    case "ObjectProperty":
      return parent.value === part && !parent.computed;
    case "CallExpression":
      return parent.arguments[0] === part && isSerialiser(parent.callee);
    default:
      return false;
  }
}

/** `JSON.stringify`, `String` */
function isSerialiser(callee: Node): boolean {
  if (callee.type === "Identifier") return callee.name === "String";
  return (
    callee.type === "MemberExpression" &&
    callee.object.type === "Identifier" &&
    callee.object.name === "JSON" &&
    callee.property.type === "Identifier" &&
    callee.property.name === "stringify"
  );
}
