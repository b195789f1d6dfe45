import { inputsOf } from "../analyze/inputs.ts";
import { checkInvisible } from "../analyze/invisible.ts";
import type { Capture } from "../analyze/capture/capture.ts";
import { startOfUnit } from "../analyze/reach.ts";
import type { UnitSite } from "../analyze/unit/site.ts";
import { endOf, isNode, isTypeWrapper, type Node, startOf } from "../parse/nodes.ts";
import type { Described, ModuleContext } from "./context.ts";
import type { Span } from "./types.ts";

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
  const kept = { ...options, ignore: undefined, once: undefined, env: undefined, keep: undefined };
  const named = parameters.length === 0 ? {} : { parameters };
  const json = JSON.stringify({ ...kept, tier, form, name: site.name, ...named });
  // Called when there is a result: by then the module has run as far as its functions need.
  const spec = options.keep === undefined ? json : `${json.slice(0, -1)},"keep":(v) => ${options.keep}(v)}`;
  const name = context.fresh("u");
  const atCall = described.captures.some((capture) => !isOfModule(capture, context));
  const thunk = atCall ? "" : `, ${described.thunk}`;
  const args = [context.fileName, spec, described.descriptor].join(", ");
  context.header.push(`var ${name} = ${context.helper("$unit")}(${args}${thunk}); `);
  context.units.push({
    name: site.name,
    tier,
    form,
    line: context.statedLineOf(startOf(site.node)),
    options,
    stated: { start: site.start, end: site.end },
    named: namedBy(site, context),
    start: startOfUnit(site),
    parameters,
    inputs: inputsOf(described.captures),
  });
  return { name, captures: atCall ? `, ${described.thunk}` : "" };
}

/** What names a unit where it is declared: `f` of `function f`, `const f` and `f()`, the handle of a block. */
function namedBy(site: UnitSite, { names }: ModuleContext): Span | undefined {
  if (site.form === "block") return spanOf(site.handle);
  let at: Node | undefined = site.form === "function" ? site.node : names.parents.get(site.node);
  while (at !== undefined) {
    if ("id" in at && isNode(at.id)) return spanOf(at.id);
    if ("key" in at && isNode(at.key)) return spanOf(at.key);
    if (at !== site.node && !isTypeWrapper(at)) return undefined;
    at = names.parents.get(at);
  }
  return undefined;
}

const spanOf = (node: Node): Span => ({ start: startOf(node), end: endOf(node) });

/** True where the first line of the module can read the capture. */
function isOfModule({ expression, root, keys }: Capture, { names }: ModuleContext): boolean {
  if (expression === undefined) return true;
  // Private members can be named only inside their class.
  if (keys.some((key) => key.startsWith("#"))) return false;
  if (typeof root !== "string") return root.scope === names.module;
  return root !== "this" && root !== "arguments" && root !== "new.target";
}
