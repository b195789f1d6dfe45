import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { Environment } from "../program/environment.ts";
import { resultsOf, runsOf, type Program, type Run } from "../program/program.ts";
import { createFixture, edit, edited, printed, thrownAt, units } from "./fixture.ts";
import { hosts, tspc } from "./hosts.ts";
import type { Host } from "./host.ts";
import { tableOf, type Row } from "./table.ts";

const rows: Row[] = [];
afterAll(() => void process.stdout.write(`\n${tableOf(rows)}\n`));

const outcomes = (outcome: "hit" | "miss", names: readonly string[]) =>
  names.map((name) => `${outcome} ${name}`).sort();

/** Builds and runs; whatever the program says on stderr beside its lookups is a failure. */
async function go(host: Host, project: Program, env: Environment = {}): Promise<Run> {
  await host.build?.(project);
  const run = await host.run(project, env);
  expect(run.stderr).toBe("");
  return run;
}

/** How much a stack trace says of where `fail` throws. */
function namedIn(trace: string): string {
  const [file = "", line = ""] = thrownAt.split(":");
  const names = (place: string) => new RegExp(`${place.replaceAll(".", "\\.")}\\b`).test(trace);
  if (names(thrownAt)) return "exact";
  return names(`${file}:${line}`) ? "the line" : "no";
}

let template: Program;

beforeAll(async () => {
  template = createFixture();
  const first = await go(tspc, template);
  expect(first.outcomes.toSorted()).toEqual(outcomes("miss", units));
});
afterAll(() => template.remove());

/** The fixture, compiled and run under tspc. */
function createProject(): Program {
  const project = template.copy();
  onTestFinished(() => project.remove());
  return project;
}

describe.for([tspc, ...hosts])("$name", (host) => {
  const row: Row = {
    host: host.name,
    tool: host.tool,
    forward: "",
    reverse: "",
    positions: "",
    edits: "",
    limits: host.limits,
  };
  rows.push(row);

  test("hits what was computed under tspc, and computes what tspc hits", async () => {
    const project = createProject();
    const second = await go(host, project);
    expect(resultsOf(second)).toEqual([printed(), ""]);
    expect(second.outcomes.toSorted()).toEqual(outcomes("hit", units));
    expect(runsOf(second)).toEqual([]);
    row.forward = `${second.outcomes.length} of ${units.length}`;

    project.clear();
    const run = await host.run(project);
    expect(run.outcomes.toSorted()).toEqual(outcomes("miss", units));
    const reverse = await tspc.run(project);
    expect(reverse.outcomes.toSorted()).toEqual(outcomes("hit", units));
    row.reverse = `${reverse.outcomes.length} of ${units.length}`;
  });

  test("computes again after an edit three imports away, and hits after the reverse edit", async () => {
    const project = createProject();
    await go(host, project);
    project.edit(edit.file, edit.from, edit.to);
    const after = await go(host, project);
    expect(resultsOf(after)).toEqual([printed(11), ""]);
    const others = units.filter((name) => !edited.includes(name));
    expect(after.outcomes.toSorted()).toEqual([...outcomes("hit", others), ...outcomes("miss", edited)]);
    project.edit(edit.file, edit.to, edit.from);
    const back = await go(host, project);
    expect(resultsOf(back)).toEqual([printed(), ""]);
    expect(back.outcomes.toSorted()).toEqual(outcomes("hit", units));
    row.edits = "yes";
  });

  test("names the place in the source where an error was thrown", async () => {
    const project = createProject();
    await host.build?.(project);
    const { code, stdout, stderr } = await host.run(project, { FAIL: "1" });
    expect(code).not.toBe(0);
    expect(stderr).toContain(host.thrown ?? "SyntaxError: Expected property name");
    expect(namedIn(stdout + stderr)).toBe(host.positions ?? "exact");
    row.positions = host.positions ?? "exact";
  });
});
