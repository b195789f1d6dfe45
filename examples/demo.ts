// Runs every example twice, then edits it as one does and runs it again, and shows what was found in the cache.
// Each run is compared with an uncached run of the same code. Needs a build: npm run demo.
import { problems } from "./demo/check.ts";
import { run, type Run } from "./demo/program.ts";
import type { Scenario } from "./demo/scenario.ts";
import { scenarios } from "./demo/scenarios.ts";
import { heads, row, table } from "./demo/table.ts";
import { compile, createWorkspace, edit, linkPackage, removeWorkspace } from "./demo/workspace.ts";

interface Outcome {
  readonly rows: string[][];
  readonly problems: string[];
}

async function play({ example, steps }: Scenario): Promise<Outcome> {
  const folder = await createWorkspace(example);
  const outcome: Outcome = { rows: [], problems: [] };
  let uncached: Promise<Run> | undefined;
  for (const step of steps) {
    if (uncached === undefined || step.edits.length > 0) {
      await edit(folder, step.edits);
      await compile(folder);
      uncached = run(folder, "off");
    }
    const [cached, fresh] = await Promise.all([run(folder, "on"), uncached]);
    outcome.rows.push(row(example, step.label, cached));
    outcome.problems.push(
      ...problems(step, cached, fresh).map((text) => `${example}, ${step.label}: ${text}`),
    );
  }
  // What went wrong can be looked at.
  if (outcome.problems.length === 0) await removeWorkspace(folder);
  return outcome;
}

await linkPackage();

const outcomes: Outcome[] = [];
for (const scenario of scenarios) {
  console.error(`${scenario.example} …`);
  outcomes.push(await play(scenario));
}

console.log(table([heads, ...outcomes.flatMap(({ rows }) => rows)]));
const found = outcomes.flatMap(({ problems }) => problems);
if (found.length === 0) {
  console.log("\nEvery run did what it should, and printed what an uncached run prints.");
} else {
  console.error(`\n${found.join("\n")}\n\nThe copies are in examples/.demo-*.`);
  process.exitCode = 1;
}
