import { afterAll, describe, expect, test } from "vitest";
import { resultsOf, runsOf, type Environment, type Run } from "../program/program.ts";
import { createFixture, edit, edited, printed, thrownAt, units } from "./fixture.ts";
import { hosts, tspc } from "./hosts.ts";
import type { Host } from "./host.ts";
import { tableOf, type Row } from "./table.ts";

const rows: Row[] = [];
afterAll(() => void process.stdout.write(`\n${tableOf(rows)}\n`));

const outcomes = (outcome: "hit" | "miss", names: readonly string[]) =>
  names.map((name) => `${outcome} ${name}`).sort();

/** Builds and runs; whatever the program says on stderr beside its lookups is a failure. */
async function go(
  host: Host,
  project: ReturnType<typeof createFixture>,
  env: Environment = {},
): Promise<Run> {
  await host.build?.(project);
  const run = await host.run(project, env);
  expect(run.stderr).toBe("");
  return run;
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

  test("hits what was computed under tspc, and computes what tspc hits", async ({ onTestFinished }) => {
    const project = createFixture();
    onTestFinished(() => project.remove());
    const first = await go(tspc, project);
    expect(first.outcomes.toSorted()).toEqual(outcomes("miss", units));
    const second = await go(host, project);
    expect(resultsOf(second)).toEqual([printed(), ""]);
    expect(second.outcomes.toSorted()).toEqual(outcomes("hit", units));
    expect(runsOf(second)).toEqual([]);
    row.forward = `${second.outcomes.length} of ${units.length}`;

    project.clear();
    expect((await go(host, project)).outcomes.toSorted()).toEqual(outcomes("miss", units));
    const reverse = await go(tspc, project);
    expect(reverse.outcomes.toSorted()).toEqual(outcomes("hit", units));
    row.reverse = `${reverse.outcomes.length} of ${units.length}`;
  });

  test("computes again after an edit three imports away, and hits after the reverse edit", async ({
    onTestFinished,
  }) => {
    const project = createFixture();
    onTestFinished(() => project.remove());
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

  test("names the place in the source where an error was thrown", async ({ onTestFinished }) => {
    const project = createFixture();
    onTestFinished(() => project.remove());
    await host.build?.(project);
    const { code, stderr } = await host.run(project, { FAIL: "1" });
    expect(code).not.toBe(0);
    expect(stderr).toContain("SyntaxError: Expected property name");
    expect(stderr).toContain(`${thrownAt})`);
    row.positions = "exact";
  });
});
