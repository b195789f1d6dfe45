import { isDirective, type Mistake, parseDirective } from "../parse/directive.ts";
import { endOf, type Node, startOf } from "../parse/nodes.ts";
import type { ParsedModule } from "../parse/parse.ts";
import type { Diagnostic } from "../rewrite/types.ts";
import type { Names } from "./scopes.ts";
import { cacheable, describe, nodeAfter } from "./unit/cacheable.ts";
import { misfits } from "./unit/misfits.ts";
import type { UnitSite } from "./unit/site.ts";
import { blockSite, usingLines } from "./unit/using-line.ts";

export interface UnitSearch {
  readonly sites: readonly UnitSite[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds what the directives and `using` lines of a module cache, and says which of them cannot. */
export function findUnits(module: ParsedModule, names: Names): UnitSearch {
  const sites: UnitSite[] = [];
  const diagnostics: Diagnostic[] = [];
  const report = (code: string, mistake: Mistake): void => {
    diagnostics.push({ code, severity: "error", ...mistake });
  };
  for (const comment of module.comments.filter(isDirective)) {
    const directive = parseDirective(comment);
    if (!("tier" in directive)) {
      for (const mistake of directive) report("MEMOIR1001", mistake);
      continue;
    }
    const target = nodeAfter(endOf(comment as unknown as Node), module);
    const found = target === undefined ? undefined : cacheable(target, names);
    if (found === undefined) report("MEMOIR1002", notCacheable(directive, target));
    else {
      const { tier, options, start, end } = directive;
      sites.push({ ...found, tier, options, name: options.name ?? found.name, start, end });
    }
  }
  for (const use of usingLines(names)) {
    const site = blockSite(use, names, module.text);
    if ("tier" in site) sites.push(site);
    else report(site.code, site.mistake);
  }
  for (const site of sites) {
    if (site.options.code === "off" && site.options.name === undefined) {
      const message = "`code=off` leaves the code out of the key, so nothing tells this unit from another.";
      report("MEMOIR1011", { message, fix: "Add `name=…`: with code=off the name joins the key.", ...site });
    }
  }
  for (const site of sites) for (const mistake of misfits(site, names)) report("MEMOIR1013", mistake);
  sites.sort((a, b) => startOf(a.node) - startOf(b.node));
  return { sites, diagnostics };
}

function notCacheable(directive: { start: number; end: number }, target: Node | undefined): Mistake {
  const what = target === undefined ? "nothing follows it" : `${describe(target)} follows it`;
  return {
    message: `This @cache directive has nothing to cache: ${what}.`,
    fix:
      "Put it above a function declaration, a method, or a single `const x = …`. " +
      'To cache several statements, use `{ using cache = persistent("name"); … }`.',
    start: directive.start,
    end: directive.end,
  };
}
