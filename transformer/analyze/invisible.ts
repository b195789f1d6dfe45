import type { ModuleContext } from "../rewrite/context.ts";
import type { Capture } from "./capture/capture.ts";
import { invisibleModules } from "./globals.ts";
import type { UnitSite } from "./unit/site.ts";

/** Warns of what a unit reads that no key can see: the clock, chance, the network, files. */
export function checkInvisible(site: UnitSite, captures: readonly Capture[], context: ModuleContext): void {
  const said = new Set<string>();
  for (const capture of captures) {
    const what = invisibleInput(capture, site);
    const at = capture.reference?.node;
    if (what === undefined || at === undefined || said.has(what) || isAccepted(at.start ?? 0, context))
      continue;
    said.add(what);
    context.report(
      "MEMOIR1012",
      "warning",
      at,
      `The cached ${site.form} \`${site.name}\` reads ${what}, which no key can see: a hit gives what it read before.`,
      "Pass it in as an argument, declare files with `files`, or write `// memoir-ok: why` above the line.",
    );
  }
}

function invisibleInput({ slot, root }: Capture, { options }: UnitSite): string | undefined {
  if (slot.startsWith("?")) return `\`${slot.slice(1)}\``;
  const specifier = typeof root === "string" ? undefined : root.imported?.specifier;
  if (specifier === undefined || !invisibleModules.has(specifier)) return undefined;
  const readsFiles = /fs(?:\/promises)?$/.test(specifier);
  return readsFiles && options.files !== undefined ? undefined : `\`${specifier}\``;
}

/** `// memoir-ok: why` on the same line or the one above. */
function isAccepted(offset: number, context: ModuleContext): boolean {
  const line = context.lineOf(offset);
  return context.module.comments.some(
    ({ value, start, end }) =>
      /^[\s*]*memoir-ok\b/.test(value) &&
      (context.lineOf(start ?? 0) === line || context.lineOf(end ?? 0) === line - 1),
  );
}
