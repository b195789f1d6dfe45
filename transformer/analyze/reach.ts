import { endOf, isFunction, startOf, type Node } from "../parse/nodes.ts";
import type { ModuleContext } from "../rewrite/context.ts";
import type { Capture } from "./capture/capture.ts";
import { captureOf } from "./captures.ts";
import { exportsOf, type Exported } from "./exported.ts";
import { environmentName, isCode } from "./inputs.ts";
import { invisibleInput, isAccepted } from "./invisible.ts";
import { firstMember } from "./paths.ts";
import { startingIn } from "./region.ts";
import type { Reference } from "./scopes.ts";
import type { UnitSite } from "./unit/site.ts";

/**
 * What a piece of a module leads to, and what it reads that no key can see. For warnings and editors only: keys are
 * taken from live values, which need none of this.
 */
export interface Reach {
  readonly name: string;
  /** Offsets into the original text. */
  readonly start: number;
  readonly end: number;
  readonly leads: readonly Lead[];
  readonly reads: readonly InvisibleRead[];
  /** The environment variables that it reads by name. */
  readonly environment: readonly string[];
  /** True for a function or a class, false for other values. */
  readonly isCode: boolean;
}

/** A name of the same module, or what another module exports. */
export type Lead = { readonly local: string } | { readonly specifier: string; readonly exported: string };

/** A read of the clock, chance, the network or a file, when code runs and not when its module is loaded. */
export interface InvisibleRead {
  readonly what: string;
  readonly start: number;
  readonly end: number;
}

export interface ModuleReach {
  readonly units: readonly Reach[];
  /** What the module declares at its top level. */
  readonly declared: readonly Reach[];
  readonly exports: readonly Exported[];
}

/** Of a module that was not looked into. */
export const noReach: ModuleReach = { units: [], declared: [], exports: [] };

export function reachOf(context: ModuleContext): ModuleReach {
  const { module, names, sites } = context;
  const declarations = [...names.module.bindings.values()].filter(({ kind }) => kind !== "import");
  return {
    units: sites.map((site) =>
      reachOfNode(site.name, site.form === "block" ? site.container : site.node, context, startOfUnit(site)),
    ),
    declared: declarations.map(({ name, declaration }) => reachOfNode(name, declaration, context)),
    exports: exportsOf(module.program, names),
  };
}

/** Where the code of a unit begins: that of a block after its `using` line. */
export const startOfUnit = (site: UnitSite): number =>
  site.form === "block" ? endOf(site.node) : startOf(site.node);

function reachOfNode(name: string, node: Node, context: ModuleContext, start = startOf(node)): Reach {
  const end = endOf(node);
  const references = startingIn({ start, end }, context.names.references);
  const outside = references.flatMap((reference) => {
    const captures = isOutside(reference) ? captureOf(reference, context.facts) : [];
    return captures.length > 0 ? [{ reference, captures }] : [];
  });
  return {
    name,
    start,
    end,
    leads: references.flatMap((each) => leadOf(each, context) ?? []),
    reads: outside.flatMap(({ reference, captures }) => readOf(reference, captures, node, context) ?? []),
    environment: outside.flatMap(({ captures }) =>
      captures.flatMap(({ root }) => environmentName(root) ?? []),
    ),
    isCode: isCode(node),
  };
}

/** A name of the platform, or of another module. */
const isOutside = ({ binding }: Reference): boolean =>
  binding === undefined || binding.imported !== undefined;

function leadOf({ node, binding }: Reference, { names }: ModuleContext): Lead | undefined {
  if (binding?.scope !== names.module) return undefined;
  const { imported } = binding;
  if (imported === undefined) return { local: binding.name };
  const exported = imported.name === "*" ? firstMember(node, names.parents) : imported.name;
  return exported === undefined ? undefined : { specifier: imported.specifier, exported };
}

function readOf(
  { node }: Reference,
  captures: readonly Capture[],
  within: Node,
  context: ModuleContext,
): InvisibleRead | undefined {
  const [what] = captures.flatMap((capture) => invisibleInput(capture, context) ?? []);
  if (what === undefined || !isDeferred(node, within, context) || isAccepted(startOf(node), context)) {
    return undefined;
  }
  return { what, start: startOf(node), end: endOf(node) };
}

/** In a function or a field of instances: what an initialiser reads is in its value. */
function isDeferred(node: Node, within: Node, { names }: ModuleContext): boolean {
  for (let at: Node | undefined = node; at !== undefined; at = names.parents.get(at)) {
    if (isFunction(at) || (/^Class\w*Property$/.test(at.type) && !("static" in at && at.static === true)))
      return true;
    if (at === within) return false;
  }
  return false;
}
