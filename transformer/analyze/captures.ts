import type { UnitOptions } from "../parse/directive.ts";
import { boundCapture } from "./capture/binding.ts";
import { type Capture, escape, type ModuleFacts, plain, statement } from "./capture/capture.ts";
import { environment } from "./capture/environment.ts";
import { globalCapture } from "./capture/global.ts";
import { localNames } from "./capture/local-names.ts";
import { importCapture, jsxCapture, metaCapture } from "./capture/module.ts";
import { isUnder, memberPath } from "./paths.ts";
import { isFree, referencesIn, type Region } from "./region.ts";
import type { Binding, Names, Reference } from "./scopes.ts";

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
  return [...markCalled(withoutCovered(found), region, facts.names), ...localNames(region, facts)];
}

/** Whether a reference is nothing but the function of a call. */
function isCallee({ node }: Reference, names: Names): boolean {
  const call = names.parents.get(node);
  return call?.type === "CallExpression" && call.callee === node;
}

/** Says of captured functions that the region does nothing with them but call them: `scale()`. */
function markCalled(captures: readonly Capture[], region: Region, names: Names): readonly Capture[] {
  const called = new Set<Binding>();
  const used = new Set<Binding>();
  for (const reference of referencesIn(region, names)) {
    if (reference.binding !== undefined) (isCallee(reference, names) ? called : used).add(reference.binding);
  }
  return captures.map((capture) => {
    const { root, keys, slot, label } = capture;
    const isWhole = typeof root !== "string" && keys.length === 0 && slot.replace(/^=/, "") === escape(label);
    return isWhole && called.has(root) && !used.has(root) ? { ...capture, slot: `${slot}()` } : capture;
  });
}

/** Whether a region that is a function uses the function itself for nothing but calls. */
export function onlyCallsItself(region: Region, names: Names): boolean {
  const [node] = region.nodes;
  return referencesIn(region, names).every(
    (reference) =>
      reference.name !== "arguments" &&
      (isCallee(reference, names) ||
        reference.binding === undefined ||
        (reference.binding !== region.self && reference.binding.declaration !== node)),
  );
}

/** Adds what the options of a unit declare: inputs of the environment, and captures left out or read once. */
export function applyOptions(
  captures: readonly Capture[],
  { ignore = [], once, env = [] }: UnitOptions,
  facts: ModuleFacts,
): Capture[] {
  const marked = captures.map((capture) => {
    const label = escape(capture.label);
    if (ignore.includes(capture.label) && capture.keys.length === 0) return { ...capture, slot: `~${label}` };
    if (isUnder(capture.label, ignore)) return { ...capture, slot: `~${label}`, expression: undefined };
    return isUnder(capture.label, once) ? { ...capture, slot: `^${label}` } : capture;
  });
  for (const name of ignore) {
    const isStated = marked.some(({ label, expression }) => label === name && expression !== undefined);
    const left = isStated ? undefined : leftOut(name, captures, facts);
    if (left !== undefined) marked.push(left);
  }
  for (const name of env) {
    if (!marked.some((capture) => capture.label === `env.${name}`)) marked.push(environment(name, undefined));
  }
  return marked;
}

/** What `ignore` names: an object, or a member, which is stated by its holder and left out whatever it holds. */
function leftOut(name: string, captures: readonly Capture[], facts: ModuleFacts): Capture | undefined {
  const [start = "", ...keys] = name.split(".");
  const root =
    start === "this"
      ? start
      : (captures.find(({ label }) => isUnder(label, [start]))?.root ??
        facts.names.module.bindings.get(start));
  if (root === undefined) return undefined;
  const stated = plain(start, root, keys.slice(0, -1), facts, `~${escape(name)}`);
  return { ...stated, label: name };
}

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

/** What one use of a name reads from outside. */
export function captureOf(reference: Reference, facts: ModuleFacts): Capture[] {
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
    case "with":
      return [statement("!with", reference)];
    case "jsx":
      return jsxCapture(reference, facts);
    case "constructor()":
      return [statement("!constructor of a function", reference)];
    case ".name":
      return [statement("@", reference)];
    default:
      return globalCapture(reference, facts);
  }
}

function pathCapture(reference: Reference, root: string, facts: ModuleFacts): Capture[] {
  const { keys } = memberPath(reference.node, facts.names.parents);
  return [{ ...plain(root, root, keys, facts), reference }];
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
