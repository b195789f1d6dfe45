import type { ModuleContext } from "../rewrite/context.ts";
import { endOf, startOf, type Node } from "../parse/nodes.ts";
import { isUnder, memberPath } from "./paths.ts";
import type { Reference } from "./scopes.ts";
import type { UnitSite } from "./unit/site.ts";

/** Warns of what a unit changes outside itself: on a hit it does not happen. */
export function checkWrites(context: ModuleContext): void {
  for (const site of context.sites) {
    for (const reference of context.names.references) {
      if (!isInside(reference.node, site) || !isOutsideName(reference, site)) continue;
      checkReference(reference, site, context);
    }
  }
}

function checkReference(reference: Reference, site: UnitSite, context: ModuleContext): void {
  const { names, facts } = context;
  const { binding } = reference;
  if (binding === undefined || facts.ownState.has(binding)) return;
  if (reference.access !== "read") {
    if (site.form === "block") return;
    const message = `The cached ${site.form} \`${site.name}\` assigns \`${binding.name}\`, which is declared outside it: on a hit this does not happen.`;
    context.report(
      "MEMOIR1009",
      "warning",
      reference.node,
      message,
      "Return the value instead and assign it where you call.",
    );
    return;
  }
  const path = memberPath(reference.node, names.parents);
  if (path.use !== "written") return;
  const written = [binding.name, ...path.keys, path.last ?? ""].join(".");
  if (isUnder(written, site.options.ignore)) return;
  const what = [binding.name, ...path.keys].join(".");
  const message = `The cached ${site.form} \`${site.name}\` writes a property of \`${what}\`, which comes from outside it: on a hit this does not happen.`;
  const fix =
    "Return a new value instead of changing one, or list the property in `ignore` if nobody reads it.";
  context.report("MEMOIR1008", "warning", path.top, message, fix);
}

function isInside(node: Node, site: UnitSite): boolean {
  if (site.form === "block") return startOf(node) >= endOf(site.node) && endOf(node) <= endOf(site.container);
  return startOf(node) >= startOf(site.node) && endOf(node) <= endOf(site.node);
}

/** Declared neither inside the unit nor as one of its parameters. */
function isOutsideName({ binding }: Reference, site: UnitSite): boolean {
  if (binding === undefined || isInside(binding.declaration, site)) return false;
  return (
    site.form === "block" ||
    !(startOf(binding.scope.node) >= startOf(site.node) && endOf(binding.scope.node) <= endOf(site.node))
  );
}
