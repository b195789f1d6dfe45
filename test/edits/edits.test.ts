import { afterAll, describe, expect, test } from "vitest";
import type { Corpus } from "./case.ts";
import { changes } from "./corpus/changes.ts";
import { classes } from "./corpus/classes.ts";
import { dispatch } from "./corpus/dispatch.ts";
import { environment } from "./corpus/environment.ts";
import { lexical } from "./corpus/lexical.ts";
import { links } from "./corpus/links.ts";
import { names } from "./corpus/names.ts";
import { projects } from "./corpus/projects.ts";
import { reach } from "./corpus/reach.ts";
import { state } from "./corpus/state.ts";
import { types } from "./corpus/types.ts";
import { values } from "./corpus/values.ts";
import { knownFaults, notCovered } from "./known.ts";
import { describeFaults, summary } from "./table.ts";
import { trial, type Verdict } from "./trial.ts";

const corpora: readonly Corpus[] = [
  { name: "text", cases: lexical },
  { name: "values", cases: values },
  { name: "types", cases: types },
  { name: "names and layout", cases: names },
  { name: "reachability", cases: reach },
  { name: "links", cases: links },
  { name: "dispatch", cases: dispatch },
  { name: "classes", cases: classes },
  { name: "state", cases: state },
  { name: "changes while it runs", cases: changes },
  { name: "environment", cases: environment },
  ...projects,
];

const ROWS = 85;
const MINUTES = 60_000;
const verdicts: Verdict[] = [];

describe.each(corpora)("edits of $name", (corpus) => {
  let own: Verdict[];

  test("are run", { timeout: 10 * MINUTES }, async () => {
    own = await trial(corpus);
    verdicts.push(...own);
  });

  test("never leave a stale result, nor change one", () => {
    const wrong = ["stale", "differs", "served"];
    expect(describeFaults(only(own, (fault) => wrong.includes(fault)))).toEqual([]);
  });

  test("cost no work that need not be done", () => {
    const isKnown = ({ one }: Verdict) =>
      knownFaults.some(({ row, name }) => row === one.row && name === one.name);
    const unknown = own.filter((verdict) => !isKnown(verdict));
    expect(describeFaults(only(unknown, (fault) => fault === "needless"))).toEqual([]);
  });
});

const only = (all: readonly Verdict[], keep: (fault: string) => boolean): Verdict[] =>
  all.map((verdict) => ({ ...verdict, findings: verdict.findings.filter(({ fault }) => keep(fault)) }));

test("every row is tried or said not to be", () => {
  const tried = new Set([...corpora.flatMap(({ cases }) => cases), ...notCovered].map(({ row }) => row));
  // Going back to earlier code, and another place of the project, are tried with every case.
  tried.add(78);
  const missing = Array.from({ length: ROWS }, (_, index) => index + 1).filter((row) => !tried.has(row));
  expect(missing).toEqual([]);
});

test("the list of known faults has no case that is gone", () => {
  const cases = corpora.flatMap(({ cases: all }) => all.map(({ row, name }) => `${row} ${name}`));
  expect(
    knownFaults.map(({ row, name }) => `${row} ${name}`).filter((name) => !cases.includes(name)),
  ).toEqual([]);
});

test("a stale hit would be found", { timeout: MINUTES }, async () => {
  const cases: Corpus["cases"] = [
    {
      row: 31,
      label: "M",
      name: "code that does not count",
      unit: { body: "return 1;", options: { code: "off" } },
      edit: { "unit.ts": (text) => text.replace("return 1", "return 2") },
    },
  ];
  const found = await trial({ name: "control", cases });
  expect(found.map(({ findings }) => findings.map(({ fault }) => fault).sort())).toEqual(
    found.map(() => ["differs", "stale"]),
  );
});

afterAll(() => {
  console.log(summary(verdicts));
});
