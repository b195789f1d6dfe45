import type { Case } from "./case.ts";
import type { FormRun } from "./project.ts";

/** The runs of one form of a case. `plain` ones ran without the cache: what the program really does. */
export interface Runs {
  readonly cold: FormRun;
  readonly warm: FormRun;
  readonly after: FormRun;
  /** With all edits undone. */
  readonly back: FormRun;
  readonly plain: FormRun;
  readonly plainAfter: FormRun;
  /** What the compiler said about it. */
  readonly said: string;
}

/** `stale` and `differs` are wrong results; `needless` is lost work; `served` is a hit of what cannot be keyed. */
export type Fault = "stale" | "differs" | "needless" | "served";

export interface Finding {
  readonly fault: Fault;
  readonly message: string;
}

const same = (a: readonly string[], b: readonly string[]): boolean => a.join() === b.join();

/** What is wrong with a form's runs; nothing where all is as the case says. */
export function judge(one: Case, runs: Runs): Finding[] {
  const findings = [...differences(runs)];
  if (one.label === "refuse") return [...findings, ...refusal(runs)];
  const { cold, warm, after, back } = runs;
  if (one.mayRefuse === true && same(cold.outcomes, ["uncached"])) {
    return [...findings, ...refusal(runs)];
  }
  const expected = one.outcomes;
  if (expected !== undefined) {
    for (const phase of ["cold", "warm", "after"] as const) {
      const { outcomes, why } = runs[phase];
      if (same(outcomes, expected[phase])) continue;
      const isStale = outcomes.some((outcome, at) => outcome === "hit" && expected[phase][at] !== "hit");
      const message = `${phase} run: ${outcomes.join()} (${why.join()}), expected ${expected[phase].join()}`;
      findings.push({ fault: isStale ? "stale" : "needless", message });
    }
    return findings;
  }
  if (!same(cold.outcomes, ["miss"])) findings.push(unkept("first run", cold));
  else if (!same(warm.outcomes, ["hit"])) findings.push(unkept("second run, in a copy of the project", warm));
  else if (!same(back.outcomes, ["hit"])) findings.push(unkept("edit undone", back));
  const hits = same(after.outcomes, ["hit"]);
  if (one.label === "M" && (hits || after.computed === 0)) {
    findings.push({ fault: "stale", message: `after the edit: ${after.outcomes.join()}` });
  }
  if (one.label === "N" && !hits) findings.push(unkept("after the edit", after));
  return findings;
}

function unkept(when: string, run: FormRun): Finding {
  const why = run.why.filter((reason) => reason !== "").join("; ");
  return { fault: "needless", message: `${when}: ${run.outcomes.join() || "no lookup"} (${why})` };
}

function* differences(runs: Runs): Generator<Finding> {
  const pairs = [
    ["first run", runs.cold, runs.plain],
    ["second run", runs.warm, runs.plain],
    ["after the edit", runs.after, runs.plainAfter],
    ["edit undone", runs.back, runs.plain],
  ] as const;
  for (const [when, run, plain] of pairs) {
    if (run.output === plain.output) continue;
    const message = `${when}: printed ${run.output.trim()}, uncached ${plain.output.trim()}`;
    yield { fault: "differs", message };
  }
}

function refusal({ cold, warm, after, said }: Runs): Finding[] {
  if (said !== "") return [];
  const served = [cold, warm, after].filter(({ outcomes }) => outcomes.some((o) => o !== "uncached"));
  return served.map((run) => ({
    fault: "served",
    message: `is cached: ${run.outcomes.join()}`,
  }));
}
