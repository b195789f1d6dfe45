import type * as t from "@babel/types";
import { type ClassNode, isErased, keyText, type Node, unwrap } from "../parse/nodes.ts";
import { isInert, type Surroundings } from "./inert.ts";
import { type Binding, boundIdentifiers, type Names } from "./scopes.ts";

type Member = t.ClassBody["body"][number];

/** What a restored constructor is called with: more parameters than this would get their defaults. */
const mostParameters = 16;

/**
 * Why an object cannot get the private members of a class without running somebody's code; undefined where it
 * can: its field initialisers and what comes before `super(…)` run nothing, and its constructor can stop there.
 */
export function unrestorable(
  node: ClassNode,
  names: Names,
  experimentalDecorators: boolean,
): string | undefined {
  if (node.superClass && unwrap(node.superClass).type === "NullLiteral") return "it extends null";
  for (const member of node.body.body) {
    if ("static" in member && member.static === true) continue;
    if (isErased(member) && !isAccessor(member)) continue;
    const reason = refusalOfMember(member, names, experimentalDecorators);
    if (reason !== undefined) return reason;
  }
  const constructor = constructorOf(node);
  return constructor && refusalOfConstructor(constructor, node.superClass != null, names);
}

function refusalOfMember(member: Member, names: Names, experimental: boolean): string | undefined {
  const name = "key" in member ? labelOf(member.key) : "a member";
  // Theirs run when the class is made; the standard's add code to every construction.
  if ("decorators" in member && member.decorators?.length && (!experimental || isAccessor(member))) {
    return `the decorator of ${name} may run code`;
  }
  if (member.type === "ClassAccessorProperty") {
    if (member.computed) return "the value of an auto-accessor under a computed name cannot be read";
    if (isErased(member)) return `what stands for the abstract auto-accessor ${name} is not known`;
  }
  if (!isField(member) || !member.value) return undefined;
  return isInert(member.value, { names, blanks: new Set() })
    ? undefined
    : `the initialiser of ${name} may run code`;
}

const isAccessor = (member: Member): boolean => member.type === "ClassAccessorProperty";

const isField = (
  member: Member,
): member is t.ClassProperty | t.ClassPrivateProperty | t.ClassAccessorProperty =>
  member.type === "ClassProperty" || member.type === "ClassPrivateProperty" || isAccessor(member);

const labelOf = (key: Node): string =>
  key.type === "PrivateName" ? `#${key.id.name}` : (keyText(key) ?? "a field under a computed name");

/** The constructor that has a body. */
export function constructorOf(node: ClassNode): t.ClassMethod | undefined {
  return node.body.body.find(
    (member): member is t.ClassMethod => member.type === "ClassMethod" && member.kind === "constructor",
  );
}

/** The call of `super` that a constructor begins with. */
export function leadingSuper(constructor: t.ClassMethod): t.CallExpression | undefined {
  const [first] = constructor.body.body;
  if (first?.type !== "ExpressionStatement" || first.expression.type !== "CallExpression") return undefined;
  return first.expression.callee.type === "Super" ? first.expression : undefined;
}

/** While an instance is restored, each parameter is given an object without properties. */
function refusalOfConstructor(
  constructor: t.ClassMethod,
  isDerived: boolean,
  names: Names,
): string | undefined {
  const bound = constructor.params.flatMap((parameter) => [...boundIdentifiers(parameter)]);
  const blanks = new Set(bound.flatMap((id): Binding | never[] => names.declared.get(id) ?? []));
  const around = { names, blanks };
  const { length } = constructor.params;
  if (length > mostParameters || !constructor.params.every((parameter) => isHarmless(parameter, around))) {
    return "the parameters of its constructor may run code";
  }
  if (!isDerived) return undefined;
  const call = leadingSuper(constructor);
  if (call === undefined) return "its constructor does not begin with super(…)";
  // A list of arguments is judged as a list: spreads included.
  const inert = call.arguments.every((argument) =>
    argument.type === "SpreadElement"
      ? isInert({ type: "ArrayExpression", elements: [argument] }, around)
      : isInert(argument, around),
  );
  return inert ? undefined : "its constructor may run code before super(…)";
}

/** Defaults of whole parameters never run; those inside of a pattern do. */
function isHarmless(given: Node, around: Surroundings): boolean {
  const parameter = given.type === "TSParameterProperty" ? given.parameter : given;
  const target = parameter.type === "AssignmentPattern" ? parameter.left : parameter;
  if (target.type === "Identifier") return true;
  if (target.type === "RestElement") return target.argument.type === "Identifier";
  if (target.type !== "ObjectPattern") return false;
  return target.properties.every((property) => {
    if (property.type === "RestElement") return property.argument.type === "Identifier";
    if (property.computed) return false;
    const { value } = property;
    if (value.type === "AssignmentPattern") {
      return value.left.type === "Identifier" && isInert(value.right, around);
    }
    return value.type === "Identifier";
  });
}
