import { afterAll, describe, expect, test } from "vitest";
import { isServed, type Fault } from "./judge.ts";
import { packages } from "./packages.ts";
import { Project } from "./project.ts";
import { describeFindings, summary } from "./table.ts";
import { type Baseline, baseline, editsOf, trial, type Verdict } from "./trial.ts";

const MINUTES = 60_000;
/** `MUTATIONS_EDIT=css-what:7:12` repeats one edit; `MUTATIONS_COUNT` says how many there are in all. */
const [onlyPackage, onlySeed, onlyNumber] = (process.env["MUTATIONS_EDIT"] ?? "").split(":");
const total = process.env["MUTATIONS_COUNT"];
const usualSeed = total === undefined ? "1" : String(Date.now() % 1e6);
const seed = onlySeed ?? process.env["MUTATIONS_SEED"] ?? usualSeed;

const tried = packages.filter(({ name }) => !onlyPackage || name === onlyPackage);
const results: Parameters<typeof summary>[0][number][] = [];

describe.each(tried)("mutations of $name", (one) => {
  let project: Project;
  let before: Baseline;
  let verdicts: Verdict[] = [];

  test("it compiles and runs as without the cache", { timeout: 10 * MINUTES }, async () => {
    project = await Project.create(one);
    before = await baseline(project);
    const printed = (run: Baseline["plain"]) => run?.map(({ name, printed: text }) => [name, text]);
    expect(printed(before.plain)?.length).toBeGreaterThan(5);
    expect(printed(before.cold)).toEqual(printed(before.plain));
    expect(printed(before.warm)).toEqual(printed(before.plain));
    expect(before.warm?.filter(isServed).length).toBeGreaterThanOrEqual(one.floor);
  });

  test("edits are made", { timeout: 600 * MINUTES }, async () => {
    const share = total === undefined ? one.copies : Math.ceil(Number(total) / tried.length);
    const numbers = Array.from({ length: onlyNumber === undefined ? share : 1 }, (_, at) =>
      Number(onlyNumber ?? at),
    );
    const edits = await editsOf(project, seed, numbers);
    if (onlyNumber !== undefined) console.log(edits);
    verdicts = await trial(project, before, edits);
    const calls = [before.warm?.length ?? 0, before.warm?.filter(isServed).length ?? 0] as const;
    results.push({ name: one.name, calls, verdicts });
    project.program.remove();
  });

  test("no result is stale or altered", () => {
    expect(describeFindings(keep(verdicts, ["stale", "differs"]))).toEqual([]);
  });

  test("no result is lost without need", () => {
    expect(describeFindings(keep(verdicts, ["needless"]))).toEqual([]);
  });
});

const keep = (verdicts: readonly Verdict[], faults: readonly Fault[]): Verdict[] =>
  verdicts.map((verdict) => ({
    ...verdict,
    findings: verdict.findings.filter(({ fault }) => faults.includes(fault)),
  }));

afterAll(() => {
  console.log(`seed ${seed}\n${summary(results)}`);
});
