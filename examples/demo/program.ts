import { execFile } from "node:child_process";
import { performance } from "node:perf_hooks";
import { promisify } from "node:util";

/** One line of the log that `MEMOIR_LOG=json` asks for. Times in milliseconds. */
export interface Lookup {
  readonly outcome: "hit" | "miss" | "uncached";
  readonly name: string;
  readonly time: number;
  readonly saved?: number;
  readonly why?: string;
}

/** What a program did. */
export interface Run {
  readonly output: string;
  readonly errors: string;
  readonly lookups: readonly Lookup[];
  /** Milliseconds from start to exit. */
  readonly wall: number;
}

/** Runs the compiled copy in `folder`. Throws where it fails. */
export async function run(folder: string, mode: "on" | "off"): Promise<Run> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("MEMOIR"));
  const env = { ...Object.fromEntries(inherited), MEMOIR: mode, MEMOIR_LOG: "json" };
  const start = performance.now();
  const options = { cwd: folder, env, maxBuffer: 2 ** 28 };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ["out/main.js"], options);
  return { output: stdout, errors: stderr, lookups: parseLookups(stderr), wall: performance.now() - start };
}

/** The lookups among the lines of standard error. */
export const parseLookups = (errors: string): Lookup[] =>
  errors
    .split("\n")
    .filter((line) => line.startsWith('{"outcome":'))
    .map((line) => JSON.parse(line) as Lookup);
