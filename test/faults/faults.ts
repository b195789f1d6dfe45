import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { check } from "../../runtime/store/check.ts";
import { removeAbandonedLocks } from "../../runtime/store/lock.ts";
import type { Child } from "../program/child.ts";
import type { Environment } from "../program/environment.ts";
import { Program } from "../program/program.ts";
import { units } from "./units.ts";

/** Calls units; notes what is computed and what is got. */
const main = `
import { appendFileSync } from "node:fs";

const [log = "", keys = "0", seed = "0", calls = "Infinity"] = process.argv.slice(2);
const note = (what: string) => appendFileSync(log, process.pid + " " + what + "\\n");
${units}
const same = (a: ArrayLike<number>, b: ArrayLike<number>) => Array.from(a).join() === Array.from(b).join();

async function call(key: number, which: number) {
  const name = ["series", "blob", "total"][which];
  let right = false;
  if (which === 0) right = await series(key).then((value) => value.key === key && same(value.rows, rows(key)));
  if (which === 1) right = same(blob(key), rows(key));
  if (which === 2) right = (await total(key)) === sum(key);
  note((right ? "got " : "wrong ") + name + " " + key);
}

let state = Number(seed) + 1;
const random = (below: number) => (state = (state * 48271) % 2147483647) % below;

note("begin");
if (calls === "each") for (let key = 0; key < Number(keys); key++) for (const which of [2, 1, 0]) await call(key, which);
else for (;;) await Promise.all([0, 1, 2].map(() => call(random(Number(keys)), random(3))));
note("done");
`;

export interface Faults {
  readonly kills: number;
  readonly processes: number;
  /** Results that were served or computed, each checked. */
  readonly calls: number;
  readonly computations: number;
  /** Of processes that were killed before anybody had the result. */
  readonly interrupted: number;
  readonly entries: number;
  readonly violations: readonly string[];
}

/** What the log of all processes says against the promises. Its lines are in the order in which things happened. */
function judge(lines: readonly string[], killed: ReadonlySet<string>) {
  const got = new Set<string>();
  const computedBy = new Map<string, string>();
  const violations: string[] = [];
  let [calls, computations, interrupted] = [0, 0, 0];
  for (const line of lines) {
    const [pid = "", what, name, key] = line.split(" ");
    const result = `${name} ${key}`;
    if (what === "wrong") violations.push(`a wrong value: ${line}`);
    if (what === "got") {
      calls += 1;
      got.add(result);
    }
    if (what !== "start") continue;
    computations += 1;
    if (got.has(result)) violations.push(`lost: ${line}, though somebody had got it`);
    const before = computedBy.get(result);
    if (before !== undefined && killed.has(before)) interrupted += 1;
    if (before !== undefined && !killed.has(before))
      violations.push(`computed twice: ${line}, after ${before}`);
    computedBy.set(result, pid);
  }
  return { calls, computations, interrupted, violations };
}

/**
 * Lets processes call units over one cache folder, kills them at random moments and starts others, for so many
 * milliseconds. Then a last process asks for everything.
 *
 * @param dirs where the folder is, for one process and the next, if that is not in one place
 */
export async function runFaults(
  milliseconds: number,
  { width = 4, dirs = [] }: { readonly width?: number; readonly dirs?: readonly string[] } = {},
): Promise<Faults> {
  const program = new Program({ "src/main.ts": main });
  const log = program.path("log");
  writeFileSync(log, "");
  try {
    await program.compile();
    const until = performance.now() + milliseconds;
    const killed = new Set<string>();
    // Enough keys that there is always something left to compute.
    const keys = String(Math.ceil(milliseconds / 10));
    let processes = 0;
    const dirOf = (process: number): Environment =>
      dirs.length === 0 ? {} : { MEMOIR_DIR: dirs[process % dirs.length] ?? "" };
    const live = async (seed: number): Promise<void> => {
      while (performance.now() < until) {
        const child: Child = program.start([log, keys, String((seed += width))], dirOf(processes));
        processes += 1;
        await pause(100 + Math.random() * 500);
        await child.kill();
        killed.add(String(child.pid));
      }
    };
    await Promise.all(Array.from({ length: width }, (_, seed) => live(seed)));
    const last = program.start([log, keys, "0", "each"], dirOf(0));
    await last.ended;
    const lines = readFileSync(log, "utf8").split("\n");
    const found = judge(lines, killed);
    const violations = [...found.violations];
    if (!lines.includes(`${last.pid} done`))
      violations.push(`the last process did not end well: ${last.output}`);
    if (last.output !== "") violations.push(`the last process said: ${last.output}`);
    const dir = dirs[0] ?? program.path(".memoir");
    const checked = check(dir, false);
    violations.push(...checked.damaged.map(({ path, why }) => `damaged: ${path}: ${why}`));
    removeAbandonedLocks(dir);
    violations.push(...readdirSync(join(dir, "locks")).map((name) => `a lock that blocks is left: ${name}`));
    return { ...found, kills: killed.size, processes: processes + 1, entries: checked.entries, violations };
  } finally {
    program.remove();
  }
}

/** Lets processes ask for the same results at the same time; nobody is killed. */
export async function runContention(processes: number, keys: number): Promise<Faults> {
  const program = new Program({ "src/main.ts": main });
  const log = program.path("log");
  writeFileSync(log, "");
  try {
    await program.compile();
    const children = Array.from({ length: processes }, () => program.start([log, String(keys), "0", "each"]));
    await Promise.all(children.map(({ ended }) => ended));
    const found = judge(readFileSync(log, "utf8").split("\n"), new Set());
    const { entries, damaged } = check(program.path(".memoir"), false);
    const violations = [...found.violations, ...damaged.map(({ path }) => `damaged: ${path}`)];
    violations.push(...children.map(({ output }) => output).filter((output) => output !== ""));
    return { ...found, kills: 0, processes, entries, violations };
  } finally {
    program.remove();
  }
}
