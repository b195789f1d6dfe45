import type * as t from "@babel/types";
import { type Node, unwrap } from "../parse/nodes.ts";
import type { Binding, Names } from "./scopes.ts";

/** What the rule may count on. */
export interface Surroundings {
  readonly names: Names;
  /** Names that stand for nothing when the expression runs: undefined, or an object without properties. */
  readonly blanks: ReadonlySet<Binding>;
}

const literals = new Set<Node["type"]>([
  "StringLiteral",
  "NumericLiteral",
  "BooleanLiteral",
  "NullLiteral",
  "BigIntLiteral",
]);
const constants = new Set(["undefined", "NaN", "Infinity"]);
const converting = new Set(["-", "+", "~"]);
const arithmetic = new Set("+ - * / % ** << >> >>> & | ^ < > <= >= == != === !==".split(" "));

/** Built-in classes whose constructor, given nothing, makes something empty. */
const makers = new Set(["Map", "Set", "WeakMap", "WeakSet", "Date", "Object"]);
/** The same, given at most a number. */
const sized = new Set(
  (
    "Array ArrayBuffer Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array " +
    "Float32Array Float64Array BigInt64Array BigUint64Array"
  ).split(" "),
);
const clocks = new Set(["Date.now", "performance.now"]);

/**
 * True where evaluating an expression runs nobody's code and changes nothing: it calls nothing, reads no property
 * that could have a getter, and converts nothing but primitives. Narrow on purpose: what is not listed is no.
 */
export function isInert(given: Node, around: Surroundings): boolean {
  const node = unwrap(given);
  const inert = (part: Node): boolean => isInert(part, around);
  if (literals.has(node.type)) return true;
  switch (node.type) {
    case "RegExpLiteral":
    case "ThisExpression":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return true;
    case "Identifier":
      return around.names.byNode.get(node)?.binding !== undefined || isPrimitive(node, around);
    case "TemplateLiteral":
      return node.expressions.every((part) => isPrimitive(part, around));
    case "ArrayExpression":
      return node.elements.every((part) => part === null || (isBlankSpread(part, around) ?? inert(part)));
    case "ObjectExpression":
      return node.properties.every((part) => isInertProperty(part, around));
    case "UnaryExpression":
      if (converting.has(node.operator)) return isPrimitive(node.argument, around);
      return ["!", "void", "typeof"].includes(node.operator) && inert(node.argument);
    case "BinaryExpression":
      return arithmetic.has(node.operator) && [node.left, node.right].every((p) => isPrimitive(p, around));
    case "LogicalExpression":
      return inert(node.left) && inert(node.right);
    case "ConditionalExpression":
      return inert(node.test) && inert(node.consequent) && inert(node.alternate);
    case "MemberExpression":
      return isPrimitive(node, around);
    case "NewExpression":
      return isEmptyBuiltin(node, around);
    case "CallExpression":
      return isHarmlessCall(node, around);
    default:
      return false;
  }
}

function isInertProperty(part: t.ObjectExpression["properties"][number], around: Surroundings): boolean {
  const spread = isBlankSpread(part, around);
  if (spread !== undefined || part.type === "SpreadElement") return spread === true;
  if (part.computed && !isPrimitive(part.key, around)) return false;
  return part.type === "ObjectMethod" || isInert(part.value, around);
}

/** Undefined for what is no spread. */
function isBlankSpread(part: Node, around: Surroundings): boolean | undefined {
  return part.type === "SpreadElement" ? isBlank(part.argument, around) : undefined;
}

/** A blank, or a path of properties from one: there are none. */
function isBlank(given: Node, around: Surroundings): boolean {
  const node = unwrap(given);
  if (node.type === "MemberExpression" || node.type === "OptionalMemberExpression") {
    return !node.computed && isBlank(node.object, around);
  }
  const binding = node.type === "Identifier" ? around.names.byNode.get(node)?.binding : undefined;
  return binding !== undefined && around.blanks.has(binding);
}

/** True where an inert expression gives a primitive, or a blank. */
function isPrimitive(given: Node, around: Surroundings): boolean {
  const node = unwrap(given);
  if (literals.has(node.type) || isBlank(node, around)) return true;
  switch (node.type) {
    case "TemplateLiteral":
    case "UnaryExpression":
    case "BinaryExpression":
      return isInert(node, around);
    case "LogicalExpression":
      return isPrimitive(node.left, around) && isPrimitive(node.right, around);
    case "ConditionalExpression":
      return (
        isInert(node.test, around) && [node.consequent, node.alternate].every((p) => isPrimitive(p, around))
      );
    case "Identifier": {
      const reference = around.names.byNode.get(node);
      if (reference?.binding === undefined) return constants.has(node.name);
      return isLiteralConstant(reference.binding);
    }
    case "MemberExpression":
      return !node.computed && isConstantMember(node, around);
    default:
      return false;
  }
}

/** `const SECOND = 1000` */
function isLiteralConstant({ kind, declaration }: Binding): boolean {
  return (
    kind === "const" &&
    declaration.type === "VariableDeclarator" &&
    declaration.id.type === "Identifier" &&
    declaration.init != null &&
    literals.has(unwrap(declaration.init).type)
  );
}

/** `Number.MAX_SAFE_INTEGER`, `Math.PI`, a member of an enum of this module. */
function isConstantMember({ object, property }: t.MemberExpression, { names }: Surroundings): boolean {
  if (object.type !== "Identifier" || property.type !== "Identifier") return false;
  const binding = names.byNode.get(object)?.binding;
  if (binding !== undefined) return binding.kind === "enum";
  return (object.name === "Number" || object.name === "Math") && /^[A-Z][A-Z0-9_]*$/.test(property.name);
}

const isGlobal = (node: Node, names: Names): node is t.Identifier =>
  node.type === "Identifier" && names.byNode.get(node)?.binding === undefined;

function isEmptyBuiltin({ callee, arguments: args }: t.NewExpression, { names }: Surroundings): boolean {
  if (!isGlobal(callee, names)) return false;
  if (makers.has(callee.name)) return args.length === 0;
  return sized.has(callee.name) && args.length < 2 && args.every((size) => size.type === "NumericLiteral");
}

/** `Date.now()`, `Symbol.for("x")`, `Object.create(null)` */
function isHarmlessCall({ callee, arguments: args }: t.CallExpression, { names }: Surroundings): boolean {
  if (callee.type !== "MemberExpression" || callee.computed || !isGlobal(callee.object, names)) return false;
  if (callee.property.type !== "Identifier") return false;
  const name = `${callee.object.name}.${callee.property.name}`;
  if (args.length === 0) return clocks.has(name);
  const [only, ...others] = args.map(({ type }) => type);
  if (others.length > 0) return false;
  return name === "Object.create"
    ? only === "NullLiteral"
    : name === "Symbol.for" && only === "StringLiteral";
}
