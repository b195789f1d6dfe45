import { execFile } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { environment } from "../program/environment.ts";
import type { Copy } from "./copy.ts";

const vitest = fileURLToPath(new URL("../../node_modules/vitest/vitest.mjs", import.meta.url));

export interface Lookups {
  readonly hit: number;
  readonly miss: number;
  readonly uncached: number;
}

export interface TestRun {
  /** What became of each test, by file and name: `passed`, or `failed: …`. */
  readonly outcomes: ReadonlyMap<string, string>;
  readonly lookups: Lookups;
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** Runs a library's own tests; `filters` are parts of the paths of their files. */
export async function runTests({ folder }: Copy, filters: readonly string[]): Promise<TestRun> {
  const [report, lookups] = [join(folder, "report.json"), join(folder, "lookups")];
  for (const file of [report, lookups]) rmSync(file, { force: true });
  const args = [vitest, "run", ...filters, "--reporter", "json", "--outputFile", report];
  // In CI snapshots are compared, never written.
  const options = { cwd: folder, env: environment({ CI: "1" }), maxBuffer: 2 ** 28 };
  const output = await new Promise<string>((resolve) =>
    execFile(process.execPath, args, options, (_, stdout, stderr) => resolve(stdout + stderr)),
  );
  if (!existsSync(report)) throw new Error(`the tests did not run:\n${output}`);
  return { outcomes: outcomesOf(readFileSync(report, "utf8"), folder), lookups: sumOf(lookups) };
}

function outcomesOf(report: string, folder: string): Map<string, string> {
  const outcomes = new Map<string, string>();
  for (const { name, message, assertionResults } of (JSON.parse(report) as Report).testResults) {
    const file = name.slice(folder.length + 1);
    if (assertionResults.length === 0) outcomes.set(file, `failed: ${message}`);
    for (const { fullName, status, failureMessages } of assertionResults) {
      let title = `${file} > ${fullName}`;
      while (outcomes.has(title)) title = `again: ${title}`;
      outcomes.set(title, [status, ...failureMessages].join(": "));
    }
  }
  return outcomes;
}

function sumOf(file: string): Lookups {
  const sum = { hit: 0, miss: 0, uncached: 0 };
  for (const line of readFileSync(file, "utf8").trim().split("\n")) {
    const { hit = 0, miss = 0, uncached = 0 } = JSON.parse(line) as Partial<Lookups>;
    sum.hit += hit;
    sum.miss += miss;
    sum.uncached += uncached;
  }
  return sum;
}
