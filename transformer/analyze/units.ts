import type * as t from "@babel/types";
import {
  badOption,
  checkOption,
  isDirective,
  type Mistake,
  optionNames,
  parseDirective,
  type Tier,
  type UnitOptions,
} from "../parse/directive.ts";
import {
  endOf,
  type FunctionNode,
  isClass,
  isErased,
  isFunction,
  isNode,
  keyText,
  startOf,
  unwrap,
  type Node,
} from "../parse/nodes.ts";
import type { ParsedModule } from "../parse/parse.ts";
import type { Diagnostic } from "../rewrite/types.ts";
import type { Names } from "./scopes.ts";

interface Site {
  readonly tier: Tier;
  readonly options: UnitOptions;
  /** A label for people. */
  readonly name: string;
  /** Where to point a message. */
  readonly start: number;
  readonly end: number;
}

/** A cached function. */
export interface FunctionSite extends Site {
  readonly form: "function";
  readonly node: FunctionNode;
}

/** A cached initialiser. */
export interface ExpressionSite extends Site {
  readonly form: "expression";
  readonly node: t.Expression;
}

/** The statements after a `using` line, to the end of their block. */
export interface BlockSite extends Site {
  readonly form: "block";
  readonly node: t.VariableDeclaration;
  readonly handle: t.Identifier;
  readonly container: t.BlockStatement;
  readonly statements: readonly t.Statement[];
  /** The option object, where some of it is known only at run time. */
  readonly liveOptions: t.Expression | undefined;
}

export type UnitSite = FunctionSite | ExpressionSite | BlockSite;

export interface UnitSearch {
  readonly sites: readonly UnitSite[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds what the directives and `using` lines of a module cache, and says which of them cannot. */
export function findUnits(module: ParsedModule, names: Names): UnitSearch {
  const sites: UnitSite[] = [];
  const diagnostics: Diagnostic[] = [];
  const report = (code: string, mistake: Mistake): void => {
    diagnostics.push({ code, severity: "error", ...mistake });
  };
  for (const comment of module.comments.filter(isDirective)) {
    const directive = parseDirective(comment);
    if (!("tier" in directive)) {
      for (const mistake of directive) report("MEMOIR1001", mistake);
      continue;
    }
    const target = nodeAfter(endOf(comment as unknown as Node), module);
    const found = target === undefined ? undefined : cacheable(target, names);
    if (found === undefined) report("MEMOIR1002", notCacheable(directive, target));
    else {
      const { tier, options, start, end } = directive;
      sites.push({ ...found, tier, options, name: options.name ?? found.name, start, end });
    }
  }
  for (const use of usingLines(names)) {
    const site = blockSite(use, names, module.text);
    if ("tier" in site) sites.push(site);
    else report(site.code, site.mistake);
  }
  for (const site of sites) {
    if (site.options.code === "off" && site.options.name === undefined) {
      const message = "`code=off` leaves the code out of the key, so nothing tells this unit from another.";
      report("MEMOIR1011", { message, fix: "Add `name=…`: with code=off the name joins the key.", ...site });
    }
  }
  sites.sort((a, b) => startOf(a.node) - startOf(b.node));
  return { sites, diagnostics };
}

/** The outermost statement or member that starts right after an offset. */
function nodeAfter(offset: number, { program, text, comments }: ParsedModule): Node | undefined {
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

type Found =
  | { form: "function"; node: FunctionNode; name: string }
  | { form: "expression"; node: t.Expression; name: string };

function cacheable(target: Node, names: Names): Found | undefined {
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

function notCacheable(directive: { start: number; end: number }, target: Node | undefined): Mistake {
  const what = target === undefined ? "nothing follows it" : `${describe(target)} follows it`;
  return {
    message: `This @cache directive has nothing to cache: ${what}.`,
    fix:
      "Put it above a function declaration, a method, or a single `const x = …`. " +
      'To cache several statements, use `{ using cache = persistent("name"); … }`.',
    start: directive.start,
    end: directive.end,
  };
}

function describe(node: Node): string {
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

interface Use {
  readonly call: t.CallExpression;
  readonly tier: Tier;
}

/** Every call of `persistent`, `memory` and `lru` that this module imports from memoir. */
function* usingLines(names: Names): Generator<Use> {
  for (const binding of names.module.bindings.values()) {
    if (binding.imported?.specifier !== "memoir") continue;
    const tier = binding.imported.name;
    if (tier !== "memory" && tier !== "lru" && tier !== "persistent") continue;
    for (const reference of binding.references) {
      const call = names.parents.get(reference.node);
      if (call?.type === "CallExpression" && call.callee === reference.node) yield { call, tier };
    }
  }
}

interface Wrong {
  readonly code: string;
  readonly mistake: Mistake;
}

function blockSite({ call, tier }: Use, names: Names, text: string): BlockSite | Wrong {
  const declarator = names.parents.get(call);
  const node = declarator && names.parents.get(declarator);
  const container = node && names.parents.get(node);
  const at = { start: startOf(call), end: endOf(call) };
  const isUsing = node?.type === "VariableDeclaration" && /using$/.test(node.kind);
  if (declarator?.type !== "VariableDeclarator" || !isUsing || node.declarations.length !== 1) {
    return misplaced(`\`${tier}()\` caches nothing here: it belongs in a \`using\` line of its own.`, at);
  }
  if (container?.type !== "BlockStatement" || declarator.id.type !== "Identifier") {
    return misplaced("A cached block needs braces of its own at this place.", at);
  }
  const [name, live] = call.arguments;
  if (name?.type !== "StringLiteral" || name.value === "") {
    const message = `\`${tier}()\` needs a name as its first argument, written as a text.`;
    return { code: "MEMOIR1003", mistake: { message, fix: `Write \`${tier}("my_block")\`.`, ...at } };
  }
  const read = readOptions(live, text);
  if ("message" in read) return { code: "MEMOIR1001", mistake: read };
  const index = container.body.indexOf(node);
  return {
    form: "block",
    tier,
    options: { ...read.options, name: name.value },
    name: name.value,
    ...at,
    node,
    handle: declarator.id,
    container,
    statements: container.body.slice(index + 1),
    liveOptions: read.live ? (live as t.Expression) : undefined,
  };
}

const misplaced = (message: string, at: { start: number; end: number }): Wrong => ({
  code: "MEMOIR1010",
  mistake: { message, fix: 'Write `{ using cache = persistent("name"); … }` around the statements.', ...at },
});

/** Reads the option object as far as it is written out; what is not is read at run time. */
function readOptions(
  node: Node | undefined,
  text: string,
): { options: UnitOptions; live: boolean } | Mistake {
  const options: Record<string, unknown> = {};
  if (node === undefined) return { options, live: false };
  if (node.type !== "ObjectExpression") return { options, live: true };
  let live = false;
  for (const property of node.properties) {
    if (property.type !== "ObjectProperty" || property.computed || property.key.type !== "Identifier") {
      live = true;
      continue;
    }
    const { name } = property.key;
    if (name === "onHit") {
      live = true;
      continue;
    }
    const byText = name === "ignore" || name === "once";
    const value = literal(property.value, byText ? text : undefined);
    if (value === undefined && !byText && optionNames.includes(name)) {
      live = true;
      continue;
    }
    const result = checkOption(name, value ?? "");
    if ("value" in result) options[name] = result.value;
    else return { ...badOption(name, result.expected), start: startOf(property), end: endOf(property) };
  }
  return { options, live };
}

/** The value of a literal or a list of literals; for lists of captures, their source text. */
function literal(node: Node, source: string | undefined): string | string[] | undefined {
  if (node.type === "StringLiteral") return node.value;
  if (node.type === "NumericLiteral") return String(node.value);
  if (node.type !== "ArrayExpression") return undefined;
  const items: string[] = [];
  for (const element of node.elements) {
    if (element === null) return undefined;
    if (source !== undefined) items.push(source.slice(startOf(element), endOf(element)));
    else if (element.type === "StringLiteral") items.push(element.value);
    else return undefined;
  }
  return items;
}
