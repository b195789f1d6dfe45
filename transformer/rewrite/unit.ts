import { checkInvisible } from "../analyze/invisible.ts";
import type { Capture } from "../analyze/capture/capture.ts";
import type { UnitSite } from "../analyze/unit/site.ts";
import { startOf } from "../parse/nodes.ts";
import type { Described, ModuleContext } from "./context.ts";

/** The unit as a constant of the module, and what a call of it passes on. */
export interface StatedUnit {
  /** Its local name. */
  readonly name: string;
  /** `, () => [k]` where the captures belong to the call, else nothing. */
  readonly captures: string;
}

/**
 * States a unit on the module's first line: `var u = $unit(file, { … }, "…", () => [captures])`. Captures that
 * only the call can read (`this`, enclosing locals) are left to the call. `var`, so that a function that runs
 * before that line, in an import cycle, finds `undefined` and runs uncached.
 */
export function stateUnit(
  site: UnitSite,
  described: Described,
  context: ModuleContext,
  parameters: readonly string[] = [],
): StatedUnit {
  const { tier, form, options } = site;
  checkInvisible(site, described.captures, context);
  // What concerns captures is in the descriptor already.
  const kept = { ...options, ignore: undefined, once: undefined, env: undefined };
  const named = parameters.length === 0 ? {} : { parameters };
  const spec = JSON.stringify({ ...kept, tier, form, name: site.name, ...named });
  const name = context.fresh("u");
  const atCall = described.captures.some((capture) => !isOfModule(capture, context));
  const thunk = atCall ? "" : `, ${described.thunk}`;
  const args = [context.fileName, spec, described.descriptor].join(", ");
  context.header.push(`var ${name} = ${context.helper("$unit")}(${args}${thunk}); `);
  const captures = described.captures.flatMap(({ label }) => (/^[@:]/.test(label) ? [] : [label]));
  context.units.push({
    name: site.name,
    tier,
    form,
    line: context.statedLineOf(startOf(site.node)),
    captures,
  });
  return { name, captures: atCall ? `, ${described.thunk}` : "" };
}

/** True where the first line of the module can read the capture. */
function isOfModule({ expression, root, keys }: Capture, { names }: ModuleContext): boolean {
  if (expression === undefined) return true;
  // Private members can be named only inside their class.
  if (keys.some((key) => key.startsWith("#"))) return false;
  if (typeof root !== "string") return root.scope === names.module;
  return root !== "this" && root !== "arguments" && root !== "new.target";
}
