import type * as t from "@babel/types";

export type Node = t.Node;

/** Functions in every spelling that has a body of its own. */
export type FunctionNode =
  | t.FunctionDeclaration
  | t.FunctionExpression
  | t.ArrowFunctionExpression
  | t.ObjectMethod
  | t.ClassMethod
  | t.ClassPrivateMethod;

export type ClassNode = t.ClassDeclaration | t.ClassExpression;

const functionTypes = new Set([
  "FunctionDeclaration",
  "FunctionExpression",
  "ArrowFunctionExpression",
  "ObjectMethod",
  "ClassMethod",
  "ClassPrivateMethod",
]);

export const isFunction = (node: Node): node is FunctionNode => functionTypes.has(node.type);

export const isClass = (node: Node): node is ClassNode =>
  node.type === "ClassDeclaration" || node.type === "ClassExpression";

/** Offsets are always there in a parsed tree; the types allow for built ones. */
export const startOf = (node: Node): number => node.start ?? 0;
export const endOf = (node: Node): number => node.end ?? 0;

/** After the brace and any directive such as "use strict". */
export function bodyStart(block: t.BlockStatement): number {
  const directive = block.directives.at(-1);
  return directive?.end ?? startOf(block) + 1;
}

export const isWithin = (inner: Node, outer: Node): boolean =>
  startOf(inner) >= startOf(outer) && endOf(inner) <= endOf(outer);

/** Properties that hold types, positions or comments: no code. */
export const typeOnlyKeys: ReadonlySet<string> = new Set([
  "typeAnnotation",
  "returnType",
  "typeParameters",
  "typeArguments",
  "superTypeArguments",
  "implements",
  "predicate",
]);

const positionKeys = new Set(["type", "loc", "start", "end", "range", "extra", "errors"]);

/** TypeScript nodes that leave code behind; all the others are erased. */
const runtimeTypescript = new Set([
  "TSAsExpression",
  "TSSatisfiesExpression",
  "TSTypeAssertion",
  "TSNonNullExpression",
  "TSInstantiationExpression",
  "TSParameterProperty",
  "TSEnumDeclaration",
  "TSEnumBody",
  "TSEnumMember",
  "TSModuleDeclaration",
  "TSModuleBlock",
  "TSImportEqualsDeclaration",
  "TSExternalModuleReference",
  "TSExportAssignment",
]);

const wrappers = new Set([
  "TSAsExpression",
  "TSSatisfiesExpression",
  "TSTypeAssertion",
  "TSNonNullExpression",
  "TSInstantiationExpression",
]);

type Wrapper = t.TSAsExpression | t.TSSatisfiesExpression | t.TSTypeAssertion | t.TSNonNullExpression;

/** An expression that only adds a type to another: `x as T`, `x!`. */
export const isTypeWrapper = (node: Node): node is Wrapper => wrappers.has(node.type);

/** The expression under any `as`, `satisfies`, `!` and `<T>`. */
export function unwrap(node: Node): Node {
  let inner = node;
  while (isTypeWrapper(inner)) inner = inner.expression;
  return inner;
}

/** True where nothing of the node is left at run time. */
export function isErased(node: Node): boolean {
  if ("declare" in node && node.declare === true) return true;
  if (node.type === "TSModuleDeclaration") return isOfTypes(node);
  if (node.type.startsWith("TS")) return !runtimeTypescript.has(node.type);
  if (node.type === "ImportDeclaration") return node.importKind === "type";
  if (node.type === "ExportNamedDeclaration" || node.type === "ExportAllDeclaration") {
    return node.exportKind === "type";
  }
  return "abstract" in node && node.abstract === true && !isClass(node);
}

/** A namespace that declares nothing but types is none at run time. */
const isOfTypes = ({ body }: t.TSModuleDeclaration): boolean =>
  body.body.every(
    (statement) =>
      isErased(statement) ||
      (statement.type === "ExportNamedDeclaration" &&
        statement.declaration != null &&
        isErased(statement.declaration)),
  );

/** The text of a property key that is not computed: `a`, `"a"` and `1` alike. */
export function keyText(key: Node): string | undefined {
  switch (key.type) {
    case "Identifier":
      return key.name;
    case "StringLiteral":
    case "NumericLiteral":
    case "BigIntLiteral":
      return String(key.value);
    default:
      return undefined;
  }
}

export const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Partial<Node>).type === "string";

/** The properties of a node that can hold code, in the parser's order. */
export function* codeEntries(node: Node): Generator<[key: string, value: unknown]> {
  for (const key in node) {
    if (positionKeys.has(key) || typeOnlyKeys.has(key)) continue;
    yield [key, node[key as keyof Node]];
  }
}

/** Calls `visit` for each child that leaves code behind, in source order. */
export function forEachChild(node: Node, visit: (child: Node) => void): void {
  for (const key in node) {
    if (positionKeys.has(key) || typeOnlyKeys.has(key)) continue;
    const value: unknown = node[key as keyof Node];
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item) && !isErased(item)) visit(item);
    } else if (isNode(value) && !isErased(value)) {
      visit(value);
    }
  }
}
