import type * as t from "@babel/types";
import { endOf, isFunction, isNode, type Node, startOf } from "../../transformer/parse/nodes.ts";
import { type Change, exchange, insert, type Module, replace, textOf, walk } from "./module.ts";
import { mutateLiteral } from "./mutate/literal.ts";
import { mutateOperator } from "./mutate/operator.ts";

/** A change of a program that may change what it does. */
export interface Mutation {
  readonly kind: string;
  readonly changes: readonly Change[];
}

type Mutate = (node: Node, text: string, around: readonly Node[]) => Iterable<readonly Change[]>;

/** All mutations of a module. */
export function mutations(module: Module): Mutation[] {
  const all: Mutation[] = [];
  walk(module.program, (node, around) => {
    for (const [kind, mutate] of Object.entries(kinds)) {
      for (const changes of mutate(node, module.text, around)) all.push({ kind, changes });
    }
  });
  return all;
}

const kinds: Readonly<Record<string, Mutate>> = {
  operator: mutateOperator,
  literal: mutateLiteral,
  condition: (node, text) => {
    if (!("test" in node) || !isNode(node.test) || node.type === "SwitchCase") return [];
    const { test } = node;
    const negated = [replace(test, `!(${textOf(text, test)})`)];
    // Not `true` for a loop: it would not end.
    if (node.type !== "IfStatement" && node.type !== "ConditionalExpression") return [negated];
    return [negated, [replace(test, "true")], [replace(test, "false")]];
  },
  deletion: (node, _text, around) =>
    deletable.has(node.type) && around.at(-1)?.type === "BlockStatement" && !isSuperCall(node)
      ? [[replace(node, ";")]]
      : [],
  order: (node, text) => (node.type === "BlockStatement" ? neighbours(node.body, text) : []),
  arguments: (node, text) =>
    node.type === "CallExpression" || node.type === "NewExpression" ? neighbours(node.arguments, text) : [],
  call: (node, text) => {
    const [first] = node.type === "CallExpression" ? node.arguments : [];
    return first === undefined || first.type === "SpreadElement"
      ? []
      : [[replace(node, `(${textOf(text, first)})`)]];
  },
  default: (node) =>
    node.type === "AssignmentPattern" && isNode(node.left)
      ? [[{ start: endOf(node.left), end: endOf(node), text: "" }]]
      : [],
  body: (node, _text, around) =>
    isFunction(node) && node.body.type === "BlockStatement" && !isConstructor(node) && around.length > 0
      ? [[replace(node.body, "{}")]]
      : [],
  field: (node) =>
    node.type === "ClassProperty" && node.value ? [[replace(node.value, "(undefined as any)")]] : [],
  elements: (node, text) =>
    node.type === "ArrayExpression"
      ? [
          ...neighbours(
            node.elements.filter((element) => element !== null),
            text,
          ),
          ...dropped(node.elements),
        ]
      : [],
  properties: (node, text) =>
    node.type === "ObjectExpression"
      ? [...neighbours(node.properties, text), ...dropped(node.properties)]
      : [],
  enum: (node, text) => (node.type === "TSEnumBody" ? neighbours(node.members, text) : []),
  method: (node) => {
    if (node.type !== "Identifier") return [];
    const other = methods.get(node.name);
    return other === undefined ? [] : [[replace(node, other)]];
  },
  variable: (node, _text, around) => otherVariables(node, around).map((name) => [replace(node, name)]),
  import: (node) => (node.type === "ImportDeclaration" ? [...crossedImports(node)] : []),
  patch: (node, text, around) =>
    node.type === "ClassDeclaration" && around.every(({ type }) => type.startsWith("Export"))
      ? patches(node, text)
      : [],
};

const deletable = new Set([
  "ExpressionStatement",
  "IfStatement",
  "ReturnStatement",
  "ThrowStatement",
  "BreakStatement",
  "ForOfStatement",
  "ForStatement",
]);

const methods = new Map(
  Object.entries({
    push: "unshift",
    pop: "shift",
    shift: "pop",
    unshift: "push",
    min: "max",
    max: "min",
    floor: "ceil",
    ceil: "floor",
    round: "trunc",
    some: "every",
    every: "some",
    find: "findLast",
    indexOf: "lastIndexOf",
    startsWith: "endsWith",
    endsWith: "startsWith",
    padStart: "padEnd",
    toLowerCase: "toUpperCase",
    charCodeAt: "at",
    filter: "map",
    keys: "values",
    has: "delete",
    add: "delete",
  }),
);

function* neighbours(nodes: readonly Node[], text: string): Generator<readonly Change[]> {
  for (const [index, node] of nodes.entries()) {
    const next = nodes[index + 1];
    if (next !== undefined && textOf(text, node) !== textOf(text, next)) yield exchange(text, node, next);
  }
}

function* dropped(nodes: readonly (Node | null)[]): Generator<readonly Change[]> {
  for (const [index, node] of nodes.entries()) {
    const next = nodes[index + 1];
    if (node && next) yield [{ start: startOf(node), end: startOf(next), text: "" }];
  }
}

const isConstructor = (node: Node): boolean => node.type === "ClassMethod" && node.kind === "constructor";

const isSuperCall = (node: Node): boolean =>
  node.type === "ExpressionStatement" &&
  node.expression.type === "CallExpression" &&
  node.expression.callee.type === "Super";

/** The other parameters of the innermost function, for one that is read. */
function otherVariables(node: Node, around: readonly Node[]): readonly string[] {
  const parent = around.at(-1);
  const owner = around.findLast(isFunction);
  if (node.type !== "Identifier" || parent === undefined || owner === undefined) return [];
  const isRead =
    parent.type === "BinaryExpression" ||
    parent.type === "ReturnStatement" ||
    (parent.type === "CallExpression" && parent.callee !== node);
  const names = owner.params.flatMap((param) => (param.type === "Identifier" ? [param.name] : []));
  return isRead && names.includes(node.name) ? names.filter((name) => name !== node.name) : [];
}

/** Two imported names that change places. */
function* crossedImports({ specifiers }: t.ImportDeclaration): Generator<readonly Change[]> {
  const values = specifiers.filter(
    (specifier) => specifier.type === "ImportSpecifier" && specifier.importKind !== "type",
  );
  for (const [index, a] of values.entries()) {
    const b = values[index + 1];
    if (b === undefined || a.type !== "ImportSpecifier" || b.type !== "ImportSpecifier") continue;
    if (a.imported.type !== "Identifier" || b.imported.type !== "Identifier") continue;
    yield [
      replace(a, `${b.imported.name} as ${a.local.name}`),
      replace(b, `${a.imported.name} as ${b.local.name}`),
    ];
  }
}

/** A method of a class, replaced after the class was made. */
function patches({ id, body }: t.ClassDeclaration, text: string): readonly (readonly Change[])[] {
  return body.body.flatMap((member) =>
    member.type === "ClassMethod" && member.kind === "method" && member.key.type === "Identifier" && id
      ? [
          [
            insert(
              text.length,
              `\n(${id.name}${member.static ? "" : ".prototype"} as any).${member.key.name} = function () { return 1; };\n`,
            ),
          ],
        ]
      : [],
  );
}
