import type { Diagnostic } from "../rewrite/types.ts";
import type { InvisibleRead, Lead, ModuleReach, Reach } from "./reach.ts";

/** A piece of code in its module. `M` is whatever knows a module. */
export interface Reached<M> {
  readonly module: M;
  readonly reach: Reach;
}

/** Finds what a lead names, seen from a module. */
export type Resolve<M> = (lead: Lead, from: M) => Reached<M> | undefined;

/** Everything that a unit leads to, itself not included, as far as `resolve` finds it. */
export function reachedFrom<M>(unit: Reached<M>, resolve: Resolve<M>): Reached<M>[] {
  const found = new Set<Reach>([unit.reach]);
  const reached = [unit];
  for (const { module, reach } of reached) {
    for (const lead of reach.leads) {
      const next = resolve(lead, module);
      if (next === undefined || found.has(next.reach)) continue;
      found.add(next.reach);
      reached.push(next);
    }
  }
  return reached.slice(1);
}

/** The declaration that a lead inside one module names. */
export const declaredIn: Resolve<ModuleReach> = (lead, module) => {
  const reach = "local" in lead ? module.declared.find(({ name }) => name === lead.local) : undefined;
  return reach && { module, reach };
};

export const remedy =
  "Pass it in as an argument, declare files with `files`, or write `// memoir-ok: why` above the line.";

/** Says of a read that a unit reaches it. */
export const warningOf = (unit: Reach, through: Reach, { what, start, end }: InvisibleRead): Diagnostic => ({
  code: "MEMOIR1012",
  severity: "warning",
  message: `The cached \`${unit.name}\` reaches \`${through.name}\`, which reads ${what}: no key can see it, and a hit gives what it read before.`,
  fix: remedy,
  start,
  end,
});
