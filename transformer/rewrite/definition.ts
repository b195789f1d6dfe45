import type * as t from "@babel/types";
import { inferredName, isTransient } from "../analyze/closures.ts";
import { referencesIn, type Region, regionOf } from "../analyze/region.ts";
import type { Binding } from "../analyze/scopes.ts";
import { bodyStart, type ClassNode, isErased, keyText, type Node, startOf, unwrap } from "../parse/nodes.ts";
import { type Described, type ModuleContext, withSlot } from "./context.ts";
import { definePrivates, hasHiddenAccessor } from "./privates.ts";
import { defineLazy, defineValue } from "./value.ts";

/**
 * Defines every function, class and module constant that code elsewhere could reach:
 *
 *     function f(x) { return g(x); }     $fn(f, () => [c0, () => [g]]); function f(x) { return g(x); }
 *     const h = (x) => x + k;            const h = $fn(({ "h": (x) => x + k })["h"], () => [c1, () => [k]]);
 *     class C { m() {} }                 class C { static { $class(this, file, "…", () => []); } m() {} }
 *     const table = { go() {} };         const table = $object({ go() {} }, c2, () => [[]]);
 *     config ??= load();                 config ??= $lazy(load(), file, "…", () => [load]);
 *     const client = new Client(key);    const client = $value(new Client(key), file, "…", () => [Client, key]);
 *
 * with `var c0 = $code(file, "…"), c2 = $methods(file, [["go", "value", "…"]]);` on the module's first line.
 */
export function rewriteDefinition(node: Node, context: ModuleContext): void {
  switch (node.type) {
    case "FunctionDeclaration":
      defineDeclaration(node, context);
      return;
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      if (isTransient(node, context.names, context.sites)) return;
      wrapFunction(node, context, (described) => functionCall(described, context));
      return;
    case "ObjectExpression":
      defineMethods(node, context);
      return;
    case "ClassDeclaration":
    case "ClassExpression":
      defineClass(node, context);
      return;
    case "VariableDeclarator":
      defineValue(node, context);
      return;
    case "AssignmentExpression":
      defineLazy(node, context);
      return;
    default:
  }
}

export interface Call {
  readonly before: string;
  readonly after: string;
}

/** Defines a function where it is created; its code is stated once, on the module's first line. */
export const functionCall = ({ descriptor, thunk }: Described, context: ModuleContext): Call => ({
  before: `${context.helper("$fn")}(`,
  after: `, () => [${stated("$code", descriptor, context)}, ${thunk}])`,
});

/** A constant of the module's first line. `var`, so that code that runs before it finds `undefined`. */
function stated(helper: "$code" | "$methods", text: string, context: ModuleContext): string {
  const name = context.fresh("c");
  context.header.push(`var ${name} = ${context.helper(helper)}(${context.fileName}, ${text}); `);
  return name;
}

/** The binding of the constant that a function expression initialises. */
export function selfOf(node: Node, context: ModuleContext): Binding | undefined {
  const { names } = context;
  let held = node;
  let parent = names.parents.get(held);
  while (parent !== undefined && unwrap(parent) === unwrap(held) && parent.type !== "VariableDeclarator") {
    held = parent;
    parent = names.parents.get(held);
  }
  if (parent?.type !== "VariableDeclarator" || parent.id.type !== "Identifier") return undefined;
  return names.declared.get(parent.id);
}

/** Wraps a function expression in a call and keeps the name that it would have got from its place. */
export function wrapFunction(
  node: t.FunctionExpression | t.ArrowFunctionExpression,
  context: ModuleContext,
  call: (described: Described) => Call,
  region: Region = regionOf(node, selfOf(node, context)),
): void {
  const hasName = node.type === "FunctionExpression" && node.id != null;
  const name = hasName ? undefined : inferredName(node, context.names);
  const label = node.type === "FunctionExpression" && node.id ? node.id.name : (name ?? "anonymous");
  if (name === undefined && isComputedMember(node, context)) return;
  const { before, after } = call(context.describe(region, label));
  const key = JSON.stringify(name);
  if (name === undefined) context.wrap(node, before, after);
  else if (name === "__proto__") context.wrap(node, `${before}({ [${key}]: `, ` })[${key}]${after}`);
  else context.wrap(node, `${before}({ ${key}: `, ` })[${key}]${after}`);
}

/** `{ [key]: () => … }`: its name is known only when it runs. */
function isComputedMember(node: Node, { names }: ModuleContext): boolean {
  const parent = names.parents.get(node);
  return (
    parent !== undefined && "computed" in parent && parent.computed && parent.type !== "MemberExpression"
  );
}

/** Where the definitions of a block's functions go; undefined where there is no such place. */
export function definitionsOf(node: t.FunctionDeclaration, context: ModuleContext): string[] | undefined {
  const { names, sites } = context;
  let at: Node = node;
  let parent = names.parents.get(at);
  if (parent?.type === "ExportNamedDeclaration" || parent?.type === "ExportDefaultDeclaration") {
    at = parent;
    parent = names.parents.get(at);
  }
  if (parent === undefined || parent.type === "Program") return context.header;
  const unit = sites.findLast((site) => site.form === "block" && site.statements.includes(node));
  if (unit !== undefined) return context.opening("using", startOf(unit.node)).definitions;
  if (parent.type === "BlockStatement") return context.opening("body", bodyStart(parent)).definitions;
  if (parent.type === "TSModuleBlock") return context.opening("body", startOf(parent) + 1).definitions;
  return undefined;
}

function defineDeclaration(node: t.FunctionDeclaration, context: ModuleContext): void {
  if (isTransient(node, context.names, context.sites)) return;
  const definitions = definitionsOf(node, context);
  if (definitions === undefined) return;
  const name = nameDeclaration(node, context);
  const { before, after } = functionCall(
    context.describe(regionOf(node), node.id?.name ?? "default"),
    context,
  );
  definitions.push(`${before}${name}${after}; `);
}

/** `export default function () {}` gets a name to be reached by, and keeps `default` as its `.name`. */
export function nameDeclaration(node: t.FunctionDeclaration, context: ModuleContext): string {
  if (node.id) return node.id.name;
  const name = (context.defaultName = context.fresh("default"));
  const keyword = context.endOfToken("function", startOf(node));
  const at = node.generator ? context.endOfToken("*", keyword) : keyword;
  context.s.appendLeft(at, ` ${name}`);
  context.header.push(`${context.helper("$default")}(${name}); `);
  return name;
}

function defineMethods(node: t.ObjectExpression, context: ModuleContext): void {
  const entries: string[] = [];
  const lists: string[] = [];
  node.properties.forEach((property, index) => {
    if (property.type !== "ObjectMethod" || !staysInPlace(property, node.properties.slice(index + 1))) return;
    // Where `super` leads is decided by the object, which nothing captures once the method is taken out.
    if (usesSuper(property, context)) return;
    const key = property.computed ? "" : keyText(property.key);
    if (key === undefined || property.computed) return;
    const role = property.kind === "method" ? "value" : property.kind;
    const { descriptor, thunk } = context.describe(regionOf(property), key);
    entries.push(`[${JSON.stringify(key)}, "${role}", ${descriptor}]`);
    lists.push(thunk.replace(/^\(\) => /, ""));
  });
  if (entries.length === 0) return;
  const methods = stated("$methods", `[${entries.join(", ")}]`, context);
  context.wrap(node, `${context.helper("$object")}(`, `, ${methods}, () => [${lists.join(", ")}])`);
}

const usesSuper = (method: t.ObjectMethod, { names }: ModuleContext): boolean =>
  referencesIn(regionOf(method), names).some(({ name, receiver }) => name === "super" && receiver === method);

/** True where no later member of the literal can put something else in the method's place. */
function staysInPlace(method: t.ObjectMethod, later: t.ObjectExpression["properties"]): boolean {
  const key = keyText(method.key);
  return later.every((property) => {
    if (property.type === "SpreadElement" || property.computed) return false;
    if (keyText(property.key) !== key) return true;
    return property.type === "ObjectMethod" && property.kind !== "method" && property.kind !== method.kind;
  });
}

function defineClass(node: ClassNode, context: ModuleContext): void {
  const { s } = context;
  const name = node.id?.name ?? inferredName(node, context.names) ?? "anonymous";
  const described = context.describe(regionOf(node, selfOf(node, context)), name);
  const { descriptor, thunk } = hasHiddenAccessor(node)
    ? withSlot(described, "!an auto-accessor under a computed name, whose value cannot be read")
    : described;
  const privates = definePrivates(node, context);
  const call = `${context.helper("$class")}(this, ${context.fileName}, ${descriptor}, ${thunk}${privates});`;
  let restore = "";
  if (node.type === "ClassDeclaration" && !node.id) {
    const head = node.decorators?.at(-1)?.end ?? startOf(node);
    context.defaultName = context.fresh("default");
    s.appendLeft(context.endOfToken("class", head), ` ${context.defaultName}`);
    restore = ` ${context.helper("$default")}(this);`;
  }
  s.appendLeft(startOf(node.body) + 1, ` static { ${call}${restore} }`);
  if (context.options.emit.experimentalDecorators !== true) defineDecorated(node, context);
}

/** A decorator replaces a method before the class can see the original: the innermost one defines it. */
function defineDecorated(node: ClassNode, context: ModuleContext): void {
  for (const member of node.body.body) {
    if (member.type !== "ClassMethod" && member.type !== "ClassPrivateMethod") continue;
    const last = member.decorators?.at(-1);
    if (last?.end == null || isErased(member)) continue;
    const { descriptor, thunk } = context.describe(regionOf(member), keyText(member.key) ?? "member");
    const call = `${context.helper("$method")}(${context.fileName}, ${descriptor}, ${thunk})`;
    context.s.appendLeft(last.end, ` @${call}`);
  }
}
