import type { ModuleContext } from "../rewrite/context.ts";
import type { Capture } from "./capture/capture.ts";
import { invisibleMembers, invisibleModules } from "./globals.ts";
import { firstMember } from "./paths.ts";
import type { ModuleReach } from "./reach.ts";
import { declaredIn, reachedFrom, remedy, warningOf } from "./reached.ts";
import type { UnitSite } from "./unit/site.ts";

/** Warns of what a unit reads that no key can see: the clock, chance, the network, files. */
export function checkInvisible(site: UnitSite, captures: readonly Capture[], context: ModuleContext): void {
  const said = new Set<string>();
  for (const capture of captures) {
    const what = invisibleInput(capture, context);
    const at = capture.reference?.node;
    if (what === undefined || at === undefined || said.has(what) || isAccepted(at.start ?? 0, context))
      continue;
    if (site.options.files !== undefined && /fs(?:\/promises)?`$/.test(what)) continue;
    said.add(what);
    context.report(
      "MEMOIR1012",
      "warning",
      at,
      `The cached ${site.form} \`${site.name}\` reads ${what}, which no key can see: ${consequence(what, site)}.`,
      remedy,
    );
  }
}

/** What persistent units read of files and pipes is seen at run time. */
function consequence(what: string, { tier }: UnitSite): string {
  if (tier === "persistent" && /^`(?:node:)?fs(?:\/promises)?`$/.test(what))
    return "what it reads of files is traced while it runs, anything else is not";
  if (tier === "persistent" && what.includes("stdin"))
    return "what is piped in is not stored, and of a terminal a hit gives what was typed before";
  return "a hit gives what it read before";
}

/** Warns of the same in the functions of the module that its units reach. Hosts look into other modules. */
export function checkReached(module: ModuleReach, context: ModuleContext): void {
  const said = new Set<number>();
  for (const unit of module.units) {
    for (const { reach } of reachedFrom({ module, reach: unit }, declaredIn)) {
      for (const read of reach.reads) {
        const isOwn = module.units.some(({ start, end }) => read.start >= start && read.end <= end);
        if (isOwn || said.has(read.start)) continue;
        said.add(read.start);
        context.diagnostics.push(warningOf(unit, reach, read));
      }
    }
  }
}

/** What a capture reads that no key can see, in words; undefined for anything else. */
export function invisibleInput(capture: Capture, context: ModuleContext): string | undefined {
  const { slot, root } = capture;
  if (slot.startsWith("?")) return `\`${slot.slice(1)}\``;
  if (typeof root === "string" || root.imported === undefined) return undefined;
  const { specifier } = root.imported;
  if (invisibleModules.has(specifier)) return `\`${specifier}\``;
  const member = memberOf(capture, root.imported.name, context);
  const isInvisible = member !== undefined && invisibleMembers.get(specifier)?.has(member) === true;
  return isInvisible ? `\`${member}\` of \`${specifier}\`` : undefined;
}

/** What is used of a module: the name that is imported, or the member of the whole. */
function memberOf({ reference }: Capture, imported: string, { names }: ModuleContext): string | undefined {
  if (!/^(?:\*|default|=)$/.test(imported)) return imported;
  return reference && firstMember(reference.node, names.parents);
}

/** `// memoir-ok: why` on the same line or the one above. */
export function isAccepted(offset: number, context: ModuleContext): boolean {
  const line = context.lineOf(offset);
  return context.module.comments.some(
    ({ value, start, end }) =>
      /^[\s*]*memoir-ok\b/.test(value) &&
      (context.lineOf(start ?? 0) === line || context.lineOf(end ?? 0) === line - 1),
  );
}
