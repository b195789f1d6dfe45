import { afterAll, describe, expect, test } from "vitest";
import type { Corpus } from "./case.ts";
import { changes } from "./corpus/changes.ts";
import { classes } from "./corpus/classes.ts";
import { dispatch } from "./corpus/dispatch.ts";
import { enums } from "./corpus/enums.ts";
import { environment } from "./corpus/environment.ts";
import { lexical } from "./corpus/lexical.ts";
import { links } from "./corpus/links.ts";
import { loading } from "./corpus/loading.ts";
import { names } from "./corpus/names.ts";
import { ownState } from "./corpus/own-state.ts";
import { packages } from "./corpus/packages.ts";
import { projects } from "./corpus/projects.ts";
import { protocols } from "./corpus/protocols.ts";
import { reach } from "./corpus/reach.ts";
import { spelling } from "./corpus/spelling.ts";
import { state } from "./corpus/state.ts";
import { tokens } from "./corpus/tokens.ts";
import { types } from "./corpus/types.ts";
import { values } from "./corpus/values.ts";
import { wiring } from "./corpus/wiring.ts";
import type { Fault, Finding } from "./judge.ts";
import { knownMisses, notCovered } from "./known.ts";
import { describeFaults, summary } from "./table.ts";
import { trial, type Verdict } from "./trial.ts";

const corpora: readonly Corpus[] = [
  { name: "text", cases: lexical },
  { name: "tokens", cases: tokens },
  { name: "values", cases: values },
  { name: "types", cases: types },
  { name: "names and layout", cases: names },
  { name: "reachability", cases: reach },
  { name: "links", cases: links },
  { name: "dispatch", cases: dispatch },
  { name: "classes", cases: classes },
  { name: "state", cases: state },
  { name: "own state", cases: ownState },
  { name: "changes while it runs", cases: changes },
  { name: "environment", cases: environment },
  { name: "spelling", cases: spelling },
  { name: "enums and other members", cases: enums },
  { name: "protocols", cases: protocols },
  { name: "loaded code", cases: loading },
  { name: "wiring", cases: wiring },
  { name: "packages", cases: packages },
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
    expect(describeFaults(unknown(own, (fault) => wrong.includes(fault)))).toEqual([]);
  });

  test("cost no work that need not be done", () => {
    expect(describeFaults(unknown(own, (fault) => fault === "needless"))).toEqual([]);
  });
});

/** The findings of one kind, without those that are known. */
function unknown(all: readonly Verdict[], keep: (fault: Fault) => boolean): Verdict[] {
  return all.map((verdict) => {
    const { row, name } = verdict.one;
    const excused = knownMisses.some((miss) => miss.row === row && miss.name === name);
    const isNew = ({ fault }: Finding) => keep(fault) && !(excused && fault === "needless");
    return { ...verdict, findings: verdict.findings.filter(isNew) };
  });
}

test("every row is tried or said not to be", () => {
  const tried = new Set([...corpora.flatMap(({ cases }) => cases), ...notCovered].map(({ row }) => row));
  // Going back to earlier code, and another place of the project, are tried with every case.
  tried.add(78);
  const missing = Array.from({ length: ROWS }, (_, index) => index + 1).filter((row) => !tried.has(row));
  expect(missing).toEqual([]);
});

test("the list of known misses has no case that is gone", () => {
  const cases = corpora.flatMap(({ cases: all }) => all.map(({ row, name }) => `${row} ${name}`));
  expect(
    knownMisses.map(({ row, name }) => `${row} ${name}`).filter((name) => !cases.includes(name)),
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
