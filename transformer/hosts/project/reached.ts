import { dirname, resolve } from "node:path";
import { noReach, type Lead, type ModuleReach, type Reach } from "../../analyze/reach.ts";
import { declaredIn, warningOf } from "../../analyze/reached.ts";
import { exportsIn } from "../../rewrite.ts";
import type { Diagnostic, Rewritten } from "../../rewrite/types.ts";

/** What was found, and in which module. */
export interface Finding {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  readonly diagnostic: Diagnostic;
}

/** A module that came by. */
interface Seen {
  readonly path: string;
  readonly text: string;
  readonly reach: ModuleReach;
}

/** The ways from one unit. */
interface Search {
  readonly unit: Reach;
  readonly home: Seen;
  readonly found: Set<Reach>;
  /** The names that were looked for, each in its module. */
  readonly asked: Set<string>;
}

/** One way on: what code of a module leads to. */
interface Step {
  readonly search: Search;
  readonly lead: Lead;
  readonly from: Seen;
}

/** A search that goes on when the module comes by that exports a name. */
interface Waiting {
  readonly search: Search;
  readonly exported: string;
}

/**
 * Finds, as modules come by one after the other and in any order, what units reach in other modules that no key can
 * see. It follows relative imports. Each read is named once; a module that comes by again with another text takes the
 * place of the old one.
 */
export function createReached(): (
  path: string,
  text: string,
  rewritten: Pick<Rewritten, "reach"> | undefined,
) => readonly Finding[] {
  const modules = new Map<string, Seen>();
  const waiting = new Map<string, Waiting[]>();
  const said = new Set<string>();
  let findings: Finding[] = [];

  const follow = (steps: Step[]): void => {
    for (let step = steps.pop(); step !== undefined; step = steps.pop())
      for (const next of stepsFrom(step)) steps.push(next);
  };
  const stepsFrom = ({ search, lead, from }: Step): readonly Step[] => {
    if ("local" in lead) return visit(search, from, declaredIn(lead, from.reach)?.reach);
    if (!/^\.{1,2}\//.test(lead.specifier)) return [];
    return enter({ search, exported: lead.exported }, stem(resolve(dirname(from.path), lead.specifier)));
  };
  const enter = (step: Waiting, name: string): readonly Step[] => {
    const { search, exported } = step;
    const module = modules.get(name);
    if (module === undefined) {
      waiting.set(name, [...(waiting.get(name) ?? []), step]);
      return [];
    }
    const question = JSON.stringify([name, exported]);
    if (search.asked.size === search.asked.add(question).size) return [];
    return leadsTo(exported, module).map((lead) => ({ search, lead, from: module }));
  };
  const visit = (search: Search, module: Seen, reach: Reach | undefined): readonly Step[] => {
    if (reach === undefined || search.found.has(reach)) return [];
    search.found.add(reach);
    if (module !== search.home) say(search.unit, module, reach);
    return reach.leads.map((lead) => ({ search, lead, from: module }));
  };
  const say = (unit: Reach, { path, text }: Seen, reach: Reach): void => {
    for (const read of reach.reads) {
      const place = JSON.stringify([path, reach.name, read.what, read.start - reach.start]);
      if (said.has(place)) continue;
      said.add(place);
      findings.push({ path, text, diagnostic: warningOf(unit, reach, read) });
    }
  };
  const start = (module: Seen): void => {
    for (const unit of module.reach.units)
      follow([...visit({ unit, home: module, found: new Set(), asked: new Set() }, module, unit)]);
  };

  return (path, text, rewritten) => {
    const name = stem(path);
    const before = modules.get(name);
    if (before?.text === text) return [];
    findings = [];
    const module = { path, text, reach: rewritten?.reach ?? { ...noReach, exports: exportsIn(text, path) } };
    modules.set(name, module);
    if (before === undefined) {
      const steps = waiting.get(name) ?? [];
      waiting.delete(name);
      start(module);
      for (const step of steps) follow([...enter(step, name)]);
    } else {
      waiting.clear();
      for (const each of modules.values()) start(each);
    }
    return findings;
  };
}

/** A path as imports spell it in any of their ways. */
const stem = (path: string): string => path.replace(/\.[cm]?[jt]sx?$/, "").replace(/[\\/]index$/, "");

/** A module that is said to export everything of others may have the name from any of them. */
function leadsTo(name: string, { reach }: Seen): Lead[] {
  const named = reach.exports.filter((each) => each.name === name);
  if (named.length > 0) return named.map(({ lead }) => lead);
  return reach.exports.flatMap(({ name: each, lead }) =>
    each === "*" && "specifier" in lead ? [{ ...lead, exported: name }] : [],
  );
}
