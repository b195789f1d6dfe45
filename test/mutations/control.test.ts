import { expect, test } from "vitest";
import { type Effect, judge, type Runs } from "./judge.ts";
import { packages } from "./packages.ts";
import { type CallRun, Project } from "./project.ts";
import { baseline, editsOf, trial } from "./trial.ts";

const MINUTES = 60_000;

test("a stale hit in a package would be found", { timeout: 5 * MINUTES }, async () => {
  const [first] = packages;
  if (first === undefined) throw new Error("there is no package");
  const directive = (name: string): string => `persistent name=${name} code=off`;
  const project = await Project.create({ ...first, copies: 12, directive });
  try {
    const edits = await editsOf(project, "control", [...project.copies.keys()]);
    const verdicts = await trial(project, await baseline(project), edits);
    const changed = verdicts.filter((verdict) => verdict.changed > 0 && verdict.discarded === undefined);
    const stale = changed.filter(({ findings }) => findings.some(({ fault }) => fault === "stale"));
    expect(changed.length).toBeGreaterThan(2);
    // A mutation may change nothing but errors, which are not cached.
    expect(stale.length).toBeGreaterThan(changed.length / 2);
  } finally {
    project.remove();
  }
});

const call = (printed: string, outcome: "hit" | "miss" | "uncached"): readonly CallRun[] => [
  { name: "go", printed, lookups: [{ outcome, name: "f", source: "a.ts:1" }] },
];

/** The runs of an edit that changes nothing and is served. */
const served: Runs = {
  warm: call("1", "hit"),
  plain: call("1", "uncached"),
  plainAfter: call("1", "uncached"),
  after: call("1", "hit"),
  back: call("1", "hit"),
};

const faultsOf = (effect: Effect, runs: Partial<Runs>): readonly string[] =>
  judge(effect, { ...served, ...runs }).findings.map(({ fault }) => fault);

test("what is served as before has no fault", () => {
  expect(faultsOf("none", {})).toEqual([]);
});

test("a hit that is not the uncached result is stale", () => {
  expect(faultsOf("any", { plainAfter: call("2", "uncached") })).toEqual(["stale"]);
  expect(faultsOf("any", { back: call("2", "hit") })).toEqual(["stale"]);
});

test("another result without a hit differs", () => {
  expect(faultsOf("any", { after: call("2", "miss") })).toEqual(["differs"]);
  expect(faultsOf("any", { after: undefined })).toEqual(["differs"]);
});

test("a miss is needless after a neutral edit, and right after another one", () => {
  expect(faultsOf("none", { after: call("1", "miss") })).toEqual(["needless"]);
  expect(faultsOf("none", { after: call("1", "uncached") })).toEqual(["needless"]);
  expect(faultsOf("any", { after: call("1", "miss") })).toEqual([]);
  expect(faultsOf("mayMiss", { after: call("1", "miss") })).toEqual([]);
});

test("a miss with the edit undone is needless", () => {
  expect(faultsOf("any", { back: call("1", "miss") })).toEqual(["needless"]);
});

test("an edit that does not end, or is not neutral after all, says nothing", () => {
  const runs = { ...served, after: call("3", "hit") };
  expect(judge("any", { ...runs, plainAfter: undefined }).discarded).toBe("does not end");
  expect(judge("any", { ...runs, plainAfter: call("timeout", "uncached") }).discarded).toBe("takes too long");
  const deep = call("threw RangeError: Maximum call stack size exceeded", "uncached");
  expect(judge("any", { ...runs, plainAfter: deep }).discarded).toBe("overflows the stack");
  expect(judge("none", { ...runs, plainAfter: call("2", "uncached") }).discarded).toBe("not neutral");
});
