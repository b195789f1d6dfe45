// Runs the drivers of some copies one after the other: `node runner.ts <folder of the output> <copy>…`.
// Each prints lines `@<what> <JSON>`; a copy that does not go on is killed, and the last line says which.
import { writeSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { runInThisContext } from "node:vm";
import { Worker } from "node:worker_threads";

const MILLISECONDS_A_CALL = Number(process.env["MUTATIONS_CALL"] ?? 1500);
const MILLISECONDS_WITHOUT_PROGRESS = MILLISECONDS_A_CALL + 20_000;

declare global {
  var reached: Set<number>;
  var call: () => unknown;
}

const progress = new Int32Array(new SharedArrayBuffer(4));
new Worker(
  `const { workerData: { progress, limit } } = require("node:worker_threads");
  let before = 0;
  while (true) {
    if (Atomics.wait(progress, 0, before, limit) === "timed-out") process.kill(process.pid, "SIGKILL");
    before = Atomics.load(progress, 0);
  }`,
  { eval: true, workerData: { progress, limit: MILLISECONDS_WITHOUT_PROGRESS } },
).unref();

function say(what: string, value: unknown): void {
  writeSync(1, `@${what} ${JSON.stringify(value)}\n`);
  Atomics.add(progress, 0, 1);
  Atomics.notify(progress, 0);
}

const show = (value: unknown): string =>
  inspect(value, { depth: 20, maxArrayLength: null, maxStringLength: null, showHidden: false });

const thrown = (error: unknown): string =>
  error instanceof Error ? `threw ${error.name}: ${error.message}` : `threw ${show(error)}`;

/** A call that takes too long is ended, which leaves nothing to run after it in the same process as it was. */
function outcomeOf(call: () => unknown): string {
  globalThis.call = call;
  try {
    return show(runInThisContext("call()", { timeout: MILLISECONDS_A_CALL }));
  } catch (error) {
    if ((error as { code?: string }).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return "timeout";
    return thrown(error);
  }
}

let lookups: unknown[] = [];
console.error = (line: unknown): void => {
  if (typeof line !== "string" || !line.startsWith('{"outcome"')) {
    process.stderr.write(`${String(line)}\n`);
    return;
  }
  const { outcome, name, source, why } = JSON.parse(line) as Record<string, unknown>;
  lookups.push({ outcome, name, source, why });
};

globalThis.reached = new Set();
const [output = "", ...copies] = process.argv.slice(2);
for (const copy of copies) {
  say("copy", copy);
  try {
    const url = pathToFileURL(join(output, copy, "driver.js")).href;
    const { calls } = (await import(url)) as { calls: Record<string, () => unknown> };
    for (const [name, call] of Object.entries(calls)) {
      lookups = [];
      const printed = outcomeOf(call);
      say("call", { name, printed, lookups });
      if (printed === "timeout") break;
    }
  } catch (error) {
    say("call", { name: "import", printed: thrown(error), lookups: [] });
  }
  say("end", copy);
}
say("reached", [...globalThis.reached]);
// What mutated code left to do is not waited for.
process.exit(0);
