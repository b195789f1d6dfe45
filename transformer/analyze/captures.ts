import type * as t from "@babel/types";
import { isNode, isTypeWrapper, unwrap, type Node } from "../parse/nodes.ts";
import type { UnitOptions } from "../parse/directive.ts";
import type { EmitOptions } from "../rewrite/types.ts";
import { invisibleCalls, platformGlobals } from "./globals.ts";
import { isCallee, memberPath } from "./paths.ts";
import { isFree, referencesIn, type Region } from "./region.ts";
import { type Binding, isConstant, lookup, type Names, type Reference } from "./scopes.ts";
import type { OwnState } from "./state.ts";

/** One value that a region reads from outside, as its slot states it and as a thunk reads it. */
export interface Capture {
  /** The slot of the descriptor: `config.db.host`, `=RATE`, `_<lodash#default`, `!eval`. */
  readonly slot: string;
  /** Source text that gives the value; undefined where the slot alone says it all. */
  readonly expression: string | undefined;
  /** What people call it. */
  readonly label: string;
  /** What the name stands for, and the members read from it: no two captures of a region share both. */
  readonly root: Binding | string;
  readonly keys: readonly string[];
  readonly reference: Reference | undefined;
}

/** Everything about a module that deciding on captures needs. */
export interface ModuleFacts {
  readonly names: Names;
  readonly ownState: OwnState;
  readonly emit: EmitOptions;
  /** How generated code calls `$path`. */
  readonly pathHelper: () => string;
}

/** The values that a region reads from outside, in the order of first use. */
export function capturesOf(
  region: Region,
  facts: ModuleFacts,
  skip?: (reference: Reference) => boolean,
): Capture[] {
  const found: Capture[] = [];
  for (const reference of referencesIn(region, facts.names)) {
    if (!isFree(reference, region) || skip?.(reference) === true) continue;
    if (!region.assigns && isUnusedUpdate(reference, facts.names)) continue;
    found.push(...captureOf(reference, facts));
  }
  return withoutCovered(found);
}

/** Adds what the options of a unit declare: inputs of the environment, and captures left out or read once. */
export function applyOptions(
  captures: readonly Capture[],
  options: UnitOptions,
  facts: ModuleFacts,
): Capture[] {
  const marked = captures.map((capture) => {
    const mark = isListed(capture, options.ignore) ? "~" : isListed(capture, options.once) ? "^" : undefined;
    return mark === undefined ? capture : { ...capture, slot: mark + escape(capture.label) };
  });
  for (const name of options.ignore ?? []) {
    const [root = ""] = name.split(".");
    const known = root === "this" || facts.names.module.bindings.has(root);
    if (known && !marked.some((capture) => capture.label === name)) {
      marked.push(plain(name, root, name.split(".").slice(1), facts, `~${escape(name)}`));
    }
  }
  for (const name of options.env ?? []) {
    if (!marked.some((capture) => capture.label === `env.${name}`)) marked.push(environment(name, undefined));
  }
  return marked;
}

function isListed(capture: Capture, names: readonly string[] | undefined): boolean {
  return names?.some((name) => capture.label === name || capture.label.startsWith(`${name}.`)) === true;
}

export const escape = (field: string): string => field.replaceAll("%", "%25").replaceAll("|", "%7C");

/** `config` makes `config.db` needless; the first of two equal captures stays. */
function withoutCovered(captures: readonly Capture[]): Capture[] {
  const byRoot = new Map<Binding | string, Capture[]>();
  for (const capture of captures) {
    const siblings = byRoot.get(capture.root);
    if (siblings === undefined) byRoot.set(capture.root, [capture]);
    else if (!siblings.some((other) => isPrefix(other.keys, capture.keys))) {
      const kept = siblings.filter((other) => !isPrefix(capture.keys, other.keys));
      byRoot.set(capture.root, [...kept, capture]);
    }
  }
  const all = new Set([...byRoot.values()].flat());
  return captures.filter((capture) => all.has(capture));
}

const isPrefix = (short: readonly string[], long: readonly string[]): boolean =>
  short.length <= long.length && short.every((key, index) => key === long[index]);

function captureOf(reference: Reference, facts: ModuleFacts): Capture[] {
  if (reference.binding !== undefined) return boundCapture(reference, reference.binding, facts);
  switch (reference.name) {
    case "this":
      return pathCapture(reference, "this", facts);
    case "super":
      return [plain("this", "this", [], facts)];
    case "arguments":
      return [{ ...statement("arguments", reference), expression: "[...arguments]" }];
    case "new.target":
      return [{ ...statement("new.target", reference), expression: "new.target" }];
    case "import.meta":
      return metaCapture(reference, facts);
    case "import()":
      return [importCapture(reference)];
    case "jsx":
      return jsxCapture(reference, facts);
    case ".name":
      return [statement("@", reference)];
    default:
      return globalCapture(reference, facts);
  }
}

/** A slot that needs no value: `!eval`, `?Math.random`, `&./x`, `@`. */
const statement = (slot: string, reference: Reference | undefined): Capture => ({
  slot: /^[!?&@]/.test(slot) ? slot.charAt(0) + escape(slot.slice(1)) : escape(slot),
  expression: undefined,
  label: slot,
  root: slot,
  keys: [],
  reference,
});

function plain(
  root: string,
  key: Binding | string,
  keys: readonly string[],
  facts: ModuleFacts,
  slot?: string,
): Capture {
  const name = typeof key === "string" ? key : root;
  const label = [name, ...keys].join(".");
  const expression = pathExpression(name, keys, facts);
  return { slot: slot ?? escape(label), expression, label, root: key, keys, reference: undefined };
}

/** `$path(config, "db", "host")`; private members are read in place. */
function pathExpression(root: string, keys: readonly string[], facts: ModuleFacts): string {
  let base = root;
  let rest = keys;
  while (rest[0]?.startsWith("#")) {
    base += `.${rest[0]}`;
    rest = rest.slice(1);
  }
  const segments: string[] = [];
  for (const key of rest) {
    if (key.startsWith("#")) break;
    segments.push(JSON.stringify(key));
  }
  return segments.length === 0 ? base : `${facts.pathHelper()}(${base}, ${segments.join(", ")})`;
}

function pathCapture(reference: Reference, root: string, facts: ModuleFacts): Capture[] {
  const { keys } = memberPath(reference.node, facts.names.parents);
  return [{ ...plain(root, root, keys, facts), reference }];
}

function boundCapture(reference: Reference, binding: Binding, facts: ModuleFacts): Capture[] {
  if (reference.access === "write") return [];
  if (facts.ownState.has(binding)) return [];
  if (isProcess(binding)) return processCapture(reference, facts);
  const path = memberPath(reference.node, facts.names.parents);
  const { keys, direct } = directKeys(binding, path.keys, reference, facts);
  const label = [binding.name, ...keys].join(".");
  const base = [binding.name, ...keys.slice(0, direct).map((key) => `[${JSON.stringify(key)}]`)].join("");
  const readable =
    direct === 1 && /^[A-Za-z_$][\w$]*$/.test(keys[0] ?? "") ? `${binding.name}.${keys[0] ?? ""}` : base;
  const expression = pathExpression(readable, keys.slice(direct), facts);
  const constant = keys.length === 0 && isConstant(binding) ? "=" : "";
  const slot = constant + escape(label) + originOf(binding, keys);
  const required = requiredModule(reference, binding, facts.names);
  const capture = { slot, expression, label, root: binding, keys, reference };
  return required === undefined ? [capture] : [capture, required];
}

/**
 * How much of a path is read as it stands in the source: the first member of a namespace is a binding of its
 * own, and a `const enum` exists only as whole expressions.
 */
function directKeys(
  binding: Binding,
  keys: readonly string[],
  reference: Reference,
  facts: ModuleFacts,
): { keys: readonly string[]; direct: number } {
  if (binding.imported?.name === "*" && keys.length === 0) {
    const called = namespaceMember(reference.node, facts.names);
    return called === undefined ? { keys, direct: 0 } : { keys: [called], direct: 1 };
  }
  const whole = binding.imported?.name === "*" || isConstEnum(binding, facts.names);
  return { keys, direct: whole && keys.length > 0 ? 1 : 0 };
}

/** `ns.f()`: the function is a binding of the other module, the namespace is no receiver that matters. */
function namespaceMember(node: Node, names: Names): string | undefined {
  let held = node;
  let parent = names.parents.get(held);
  while (parent !== undefined && isTypeWrapper(parent)) {
    held = parent;
    parent = names.parents.get(held);
  }
  if (parent?.type !== "MemberExpression" || parent.object !== held) return undefined;
  if (parent.computed) return parent.property.type === "StringLiteral" ? parent.property.value : undefined;
  return parent.property.type === "Identifier" ? parent.property.name : undefined;
}

/** A `const enum` of this module, or an import that could be one: used only as `Name.Member`, never called. */
function isConstEnum(binding: Binding, names: Names): boolean {
  const { declaration } = binding;
  if (declaration.type === "TSEnumDeclaration") return declaration.const === true;
  if (binding.imported === undefined || !/^[A-Z]/.test(binding.name)) return false;
  return binding.references.every((reference) => memberPath(reference.node, names.parents).keys.length > 0);
}

const isRelative = (specifier: string): boolean => /^\.{0,2}\//.test(specifier) || /^\.\.?$/.test(specifier);

function originOf(binding: Binding, keys: readonly string[]): string {
  const { imported } = binding;
  if (imported === undefined || isRelative(imported.specifier)) return "";
  const path = imported.name === "*" ? (keys.length > 0 ? keys : ["*"]) : [imported.name, ...keys];
  return `<${escape(imported.specifier)}#${escape(path.join("."))}`;
}

/** `n++;` and `n += 1;` as statements: the value before does not matter to this code. */
function isUnusedUpdate(reference: Reference, names: Names): boolean {
  if (reference.access !== "update") return false;
  const expression = names.parents.get(reference.node);
  if (expression === undefined) return false;
  if (expression.type === "AssignmentExpression" && /^(?:\|\||&&|\?\?)=$/.test(expression.operator))
    return false;
  const statement = names.parents.get(expression);
  return statement?.type === "ExpressionStatement";
}

const isProcess = (binding: Binding): boolean =>
  /^(?:node:)?process$/.test(binding.imported?.specifier ?? "") && binding.imported?.name === "default";

function environment(name: string, reference: Reference | undefined): Capture {
  const expression = /^[A-Za-z_$][\w$]*$/.test(name)
    ? `process.env.${name}`
    : `process.env[${JSON.stringify(name)}]`;
  const label = `env.${name}`;
  return { slot: escape(label), expression, label, root: label, keys: [], reference };
}

function processCapture(reference: Reference, facts: ModuleFacts): Capture[] {
  const { keys, top, use } = memberPath(reference.node, facts.names.parents);
  const [first, second] = keys;
  if (first === "env") {
    if (second !== undefined) return [environment(second, reference)];
    const read = destructuredNames(top, facts.names);
    return (
      read?.map((name) => environment(name, reference)) ?? [statement("!process.env as a whole", reference)]
    );
  }
  if (first === undefined) {
    const called = use === "receiver" ? namespaceMember(reference.node, facts.names) : undefined;
    return invisibleCalls.has(`process.${called ?? ""}`)
      ? [statement(`?process.${called ?? ""}`, reference)]
      : [];
  }
  if (first === "argv") {
    const label = "process.argv";
    const expression = "process.argv.slice(2)";
    return [{ slot: label, expression, label, root: label, keys: [], reference }];
  }
  if (["platform", "arch", "version", "versions"].includes(first)) {
    return [{ ...plain("process", "process", keys, facts), reference }];
  }
  return [];
}

/** The names in `const { A, B } = process.env`; undefined for any other use of the whole. */
function destructuredNames(node: Node, names: Names): string[] | undefined {
  const declarator = names.parents.get(node);
  if (declarator?.type !== "VariableDeclarator" || declarator.id.type !== "ObjectPattern") return undefined;
  const found: string[] = [];
  for (const property of declarator.id.properties) {
    if (property.type !== "ObjectProperty" || property.computed) return undefined;
    const { key } = property;
    if (key.type === "Identifier") found.push(key.name);
    else if (key.type === "StringLiteral") found.push(key.value);
    else return undefined;
  }
  return found;
}

function metaCapture(reference: Reference, facts: ModuleFacts): Capture[] {
  const { keys, top } = memberPath(reference.node, facts.names.parents);
  const [first, second] = keys;
  if (first === "env" && second !== undefined) {
    const label = `import.meta.env.${second}`;
    return [
      { slot: label, expression: `import.meta.env?.${second}`, label, root: label, keys: [], reference },
    ];
  }
  if (first === "url") return workerCapture(top, reference, facts.names);
  if (first === "dirname" || first === "filename" || first === "main") return [];
  return [statement("!import.meta as a whole", reference)];
}

/** `new URL("./worker.ts", import.meta.url)`: a file whose code counts. */
function workerCapture(url: Node, reference: Reference, names: Names): Capture[] {
  const parent = names.parents.get(url);
  if (parent?.type !== "NewExpression" || parent.arguments[1] !== url) return [];
  const [file] = parent.arguments;
  if (file?.type !== "StringLiteral") return [statement("!new URL() of a computed name", reference)];
  return [statement(`&${file.value}`, reference)];
}

function importCapture(reference: Reference): Capture {
  const { source } = reference.node as t.ImportExpression;
  const specifier = literalText(source);
  return statement(specifier === undefined ? "!import() of a computed name" : `&${specifier}`, reference);
}

/** `require("./x")`, of the platform or made by `createRequire`: code that no binding reaches. */
function requiredModule(reference: Reference, binding: Binding, names: Names): Capture | undefined {
  const { declaration } = binding;
  if (declaration.type !== "VariableDeclarator" || !declaration.init) return undefined;
  const init = unwrap(declaration.init);
  if (init.type !== "CallExpression" || init.callee.type !== "Identifier") return undefined;
  if (names.byNode.get(init.callee)?.binding?.imported?.name !== "createRequire") return undefined;
  return requireCapture(reference, names);
}

function requireCapture(reference: Reference, names: Names): Capture | undefined {
  const call = names.parents.get(reference.node);
  if (call === undefined || !isCallee(reference.node, call)) return undefined;
  const [source] = (call as t.CallExpression).arguments;
  const specifier = isNode(source) ? literalText(source) : undefined;
  return statement(specifier === undefined ? "!require() of a computed name" : `&${specifier}`, reference);
}

function literalText(node: Node): string | undefined {
  if (node.type === "StringLiteral") return node.value;
  if (node.type !== "TemplateLiteral" || node.expressions.length > 0) return undefined;
  return node.quasis[0]?.value.cooked ?? undefined;
}

function jsxCapture(reference: Reference, facts: ModuleFacts): Capture[] {
  const { jsx, jsxImportSource, jsxFactory } = facts.emit;
  if (jsx?.startsWith("react-jsx") === true)
    return [statement(`&${jsxImportSource ?? "react"}/jsx-runtime`, reference)];
  const [root = "React"] = (jsxFactory ?? "React").split(".");
  const binding = lookup(reference.scope, root);
  return binding === undefined
    ? []
    : [{ ...plain(root, binding, [], facts), slot: root + originOf(binding, []) }];
}

function globalCapture(reference: Reference, facts: ModuleFacts): Capture[] {
  const { name, node } = reference;
  if (name === "process") return processCapture(reference, facts);
  if (name === "eval") return [statement("!eval", reference)];
  if (name === "require")
    return [requireCapture(reference, facts.names) ?? statement("!require as a value", reference)];
  const path = memberPath(node, facts.names.parents);
  const parent = facts.names.parents.get(path.top);
  if (
    name === "Function" &&
    path.keys.length === 0 &&
    path.use === "read" &&
    parent !== undefined &&
    makesCode(path.top, parent)
  ) {
    return [statement("!new Function", reference)];
  }
  if (name === "Date" && path.use === "read" && parent !== undefined && readsClock(path.top, parent)) {
    return [statement("?new Date()", reference)];
  }
  if (name === "globalThis" || name === "global") return globalObjectCapture(reference, facts);
  if (platformGlobals.has(name)) {
    const member = namespaceMember(node, facts.names);
    const called = member === undefined ? name : `${name}.${member}`;
    return invisibleCalls.has(called) ? [statement(`?${called}`, reference)] : [];
  }
  return [globalValue(name, reference)];
}

const globalValue = (name: string, reference: Reference): Capture => ({
  slot: name,
  expression: `typeof ${name} === "undefined" ? undefined : ${name}`,
  label: name,
  root: name,
  keys: [],
  reference,
});

function globalObjectCapture(reference: Reference, facts: ModuleFacts): Capture[] {
  const member = namespaceMember(reference.node, facts.names);
  if (member === undefined) return [statement("!globalThis as a whole", reference)];
  if (platformGlobals.has(member))
    return member === "process" ? [statement("!globalThis.process", reference)] : [];
  return [
    {
      ...globalValue(`globalThis.${member}`, reference),
      expression: `globalThis[${JSON.stringify(member)}]`,
    },
  ];
}

const makesCode = (node: Node, parent: Node): boolean =>
  isCallee(node, parent) || (parent.type === "NewExpression" && parent.callee === node);

function readsClock(node: Node, parent: Node): boolean {
  if (isCallee(node, parent)) return true;
  return parent.type === "NewExpression" && parent.callee === node && parent.arguments.length === 0;
}
