import { controlOf } from "../analyze/control.ts";
import { regionOf } from "../analyze/region.ts";
import type { ExpressionSite } from "../analyze/unit/site.ts";
import type { ModuleContext } from "./context.ts";
import { stateUnit } from "./unit.ts";

/**
 * Caches an initialiser:
 *
 *     const trace = await sample(model);
 *     const trace = await $evaluateAsync(u, async () => (await sample(model)));
 */
export function rewriteExpression(site: ExpressionSite, context: ModuleContext): void {
  const { node } = site;
  const { awaits, yields } = controlOf([node]);
  for (const found of yields) {
    const fix = "Yield into a variable first, and cache what is made from it.";
    context.report("MEMOIR1005", "error", found, "A cached expression cannot `yield`.", fix);
  }
  const unit = stateUnit(site, context.describe(regionOf(node, undefined, true), site.name, site), context);
  const helper = context.helper(awaits ? "$evaluateAsync" : "$evaluate");
  const before = `${awaits ? "await " : ""}${helper}(${unit.name}, ${awaits ? "async " : ""}() => (`;
  context.wrap(node, before, `)${unit.captures})`);
}
