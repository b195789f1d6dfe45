import type * as t from "@babel/types";
import { controlOf } from "../analyze/control.ts";
import { referencesIn, regionOf } from "../analyze/region.ts";
import { boundIdentifiers } from "../analyze/scopes.ts";
import type { FunctionSite } from "../analyze/unit/site.ts";
import { bodyStart, endOf, type FunctionNode, startOf } from "../parse/nodes.ts";
import type { Described, ModuleContext } from "./context.ts";
import { functionCall, definitionsOf, nameDeclaration, selfOf, wrapFunction } from "./definition.ts";
import { type StatedUnit, stateUnit } from "./unit.ts";

/**
 * Caches a function by moving its body into an arrow function, so that its declaration stays as it is:
 *
 *     function f(x = 1) { return g(x); }
 *     function f(x = 1) { return $call(u, [x], () => { return g(x); }); }
 *
 *     function* f(n) { yield n; }
 *     function* f(n) { return yield* $generate(u, [n], () => (function* () { yield n; }).call(this)); }
 */
export function rewriteFunction(site: FunctionSite, context: ModuleContext): void {
  const { node } = site;
  if (usesSuperInGenerator(node, context)) {
    const fix = "Read what you need from `super` in another method and call that.";
    context.report("MEMOIR1006", "error", node, "A cached generator cannot use `super`.", fix);
    return;
  }
  const region = regionOf(node, selfOf(node, context), true);
  const parameters = node.params.flatMap((p) => [...boundIdentifiers(p)]).map(({ name }) => name);
  const described = context.describe(region, site.name, site);
  const unit = stateUnit(site, described, context, parameters);
  const args = `[${parameters.join(", ")}]`;
  const { before, after } = node.generator ? generatorBody(node, context) : plainBody(node, context);
  const helper = context.helper(helperOf(node));
  moveBody(node, `${helper}(${unit.name}, ${args}, ${before}`, `${after}${unit.captures})`, context);
  define(site, unit, context);
}

const helperOf = (node: FunctionNode): "$call" | "$callAsync" | "$generate" | "$generateAsync" => {
  if (node.generator) return node.async ? "$generateAsync" : "$generate";
  return node.async ? "$callAsync" : "$call";
};

interface Body {
  readonly before: string;
  readonly after: string;
}

/** Parameters that the body declares again as `var` must start with the parameter's value. */
function redeclared(node: FunctionNode, { names }: ModuleContext): string {
  const bound = node.params.flatMap((parameter) => [...boundIdentifiers(parameter)]);
  return bound.flatMap((id) => (names.declared.get(id)?.redeclared === true ? [id.name] : [])).join(", ");
}

function plainBody(node: FunctionNode, context: ModuleContext): Body {
  const again = redeclared(node, context);
  const arrow = `${node.async ? "async " : ""}(${again}) => `;
  return again === ""
    ? { before: arrow, after: "" }
    : { before: `(${arrow}`, after: `).bind(undefined, ${again})` };
}

function generatorBody(node: FunctionNode, context: ModuleContext): Body {
  checkYields(node, context);
  const again = redeclared(node, context);
  const references = referencesIn(regionOf(node), context.names);
  const usesArguments = references.some(({ name, receiver }) => name === "arguments" && receiver === node);
  const call = usesArguments ? ".apply(this, arguments)" : `.call(this${again === "" ? "" : `, ${again}`})`;
  return { before: `() => (${node.async ? "async " : ""}function* (${again}) `, after: `)${call}` };
}

/** The body of a generator moves into a function of its own, where `super` has no meaning. */
function usesSuperInGenerator(node: FunctionNode, { names }: ModuleContext): boolean {
  if (!node.generator) return false;
  return referencesIn(regionOf(node), names).some(
    ({ name, receiver }) => name === "super" && receiver === node,
  );
}

function checkYields(node: FunctionNode, context: ModuleContext): void {
  for (const found of controlOf([node.body]).yields) {
    const parent = context.names.parents.get(found);
    if (parent?.type === "ExpressionStatement" || (found as t.YieldExpression).delegate) continue;
    context.report(
      "MEMOIR1006",
      "error",
      found,
      "This generator uses the value of `yield`: what its caller sends in is no part of the key.",
      "Pass the values as arguments, or remove the @cache directive.",
    );
  }
}

function moveBody(node: FunctionNode, before: string, after: string, context: ModuleContext): void {
  const { s } = context;
  const { body } = node;
  const returned = node.generator ? "return yield* " : "return ";
  if (body.type === "BlockStatement") {
    context.opening("body", bodyStart(body)).unit = ` ${returned}${before}{`;
    s.appendLeft(endOf(body) - 1, `}${after}; `);
    return;
  }
  const open = (body.extra?.["parenStart"] as number | undefined) ?? startOf(body);
  s.prependRight(open, `${before}(`);
  s.appendLeft(endOf(node), `)${after}`);
}

/**
 * The function itself counts wherever other code captures it: as the unit where the unit knows its captures, and
 * with captures of its own where they belong to the place that creates it.
 */
function define(site: FunctionSite, unit: StatedUnit, context: ModuleContext): void {
  const { node } = site;
  const call = (outside: Described): { before: string; after: string } =>
    unit.captures === ""
      ? { before: `${context.helper("$unitOf")}(`, after: `, ${unit.name})` }
      : functionCall(outside, context);
  if (node.type === "FunctionDeclaration") {
    const definitions = definitionsOf(node, context);
    const name = nameDeclaration(node, context);
    const { before, after } = call(context.describe(regionOf(node), site.name, site));
    definitions?.push(`${before}${name}${after}; `);
  } else if (node.type === "FunctionExpression" || node.type === "ArrowFunctionExpression") {
    wrapFunction(node, context, call);
  }
}
