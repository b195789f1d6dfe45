import type { Run } from "./program.ts";
import type { Count, Step } from "./scenario.ts";

/** What is wrong with a cached run, given the uncached run of the same code; empty where all is well. */
export function problems(step: Step, cached: Run, uncached: Run): string[] {
  const found: string[] = [];
  if (cached.output !== uncached.output) {
    found.push(
      `the output is not that of an uncached run\ncached:\n${cached.output}uncached:\n${uncached.output}`,
    );
  }
  for (const { name, outcome, why } of cached.lookups) {
    if (outcome === "uncached") found.push(`${name} ran uncached: ${why ?? "no reason given"}`);
  }
  for (const [name, expected] of Object.entries(step.expected)) {
    const lookups = cached.lookups.filter((lookup) => lookup.name === name);
    const hits = lookups.filter(({ outcome }) => outcome === "hit").length;
    const misses = lookups.filter(({ outcome }) => outcome === "miss").length;
    if (!matches(hits, expected.hits)) found.push(`${name}: expected ${expected.hits} hits, saw ${hits}`);
    if (!matches(misses, expected.misses))
      found.push(`${name}: expected ${expected.misses} misses, saw ${misses}`);
  }
  if (step.reports !== undefined && !step.reports.test(cached.errors)) {
    found.push(`expected ${step.reports.source} on standard error, saw\n${cached.errors}`);
  }
  return found;
}

const matches = (count: number, expected: Count): boolean =>
  expected === "some" ? count > 0 : count === expected;
