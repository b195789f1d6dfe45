/**
 * What the definitions of functions cost code that caches nothing: the same program compiled with and without memoir,
 * run in fresh processes by turns. Prints medians and their ratio.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync, cpSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROUNDS = 9;
const repository = fileURLToPath(new URL("..", import.meta.url));
const tspc = join(repository, "node_modules/ts-patch/bin/tspc.js");

type Times = readonly (readonly [name: string, milliseconds: number, check: number])[];

/** A copy of the program, compiled. */
function compile(folder: string, enabled: boolean): string {
  const place = join(folder, String(enabled));
  cpSync(join(repository, "bench/registration"), place, { recursive: true });
  mkdirSync(join(place, "node_modules"));
  symlinkSync(repository, join(place, "node_modules/memoir"));
  symlinkSync(join(repository, "node_modules/@types"), join(place, "node_modules/@types"));
  const config = readFileSync(join(place, "tsconfig.json"), "utf8");
  writeFileSync(
    join(place, "tsconfig.json"),
    config.replace('"transformProgram": true', `"transformProgram": true, "enabled": ${String(enabled)}`),
  );
  execFileSync(process.execPath, [tspc, "-p", place], { stdio: "inherit" });
  return join(place, "out/main.js");
}

const run = (script: string): Times =>
  JSON.parse(execFileSync(process.execPath, [script], { encoding: "utf8" })) as Times;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

const folder = mkdtempSync(join(tmpdir(), "memoir-bench-"));
try {
  const [plain, rewritten] = [compile(folder, false), compile(folder, true)];
  const rounds = Array.from({ length: ROUNDS }, () => [run(plain), run(rewritten)] as const);
  const [first] = rounds;
  console.log(`${"workload".padEnd(42)}  plain ms  rewritten ms  ratio`);
  for (const [index, [name]] of (first?.[0] ?? []).entries()) {
    const at = (times: Times): number => times[index]?.[1] ?? NaN;
    const before = median(rounds.map(([times]) => at(times)));
    const after = median(rounds.map(([, times]) => at(times)));
    const cells = [
      before.toFixed(2).padStart(8),
      after.toFixed(2).padStart(12),
      (after / before).toFixed(2).padStart(5),
    ];
    console.log(`${name.padEnd(42)}  ${cells.join("  ")}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
