// How long a persistent hit takes, and a miss: `npm run bench:hit`.
import { mkdtempSync, rmSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { $callAsync, $call, $unit } from "../runtime/internal.ts";

const KEYS = 3000;
const ROUNDS = 7;

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

/** Microseconds that each of many calls takes, on average. */
function time(call: (key: number) => unknown): number {
  const started = performance.now();
  for (let key = 0; key < KEYS; key += 1) call(key);
  return ((performance.now() - started) / KEYS) * 1000;
}

async function timeAsync(call: (key: number) => Promise<unknown>): Promise<number> {
  const started = performance.now();
  for (let key = 0; key < KEYS; key += 1) await call(key);
  return ((performance.now() - started) / KEYS) * 1000;
}

/** One process: a first pass, which hits on disk where another process has been, and a second one in memory. */
async function measure(): Promise<void> {
  const [, , , folder = ""] = process.argv;
  const url = pathToFileURL(join(folder, "main.ts")).href;
  const file = { name: "main.ts", url, settings: { root: "." } };
  const spec = { tier: "persistent", form: "function" } as const;
  const unit = $unit(file, { ...spec, name: "sync" }, "code|sync|1");
  const unitAsync = $unit(file, { ...spec, name: "async" }, "codeAsync|async|1");
  const call = (key: number): unknown =>
    $call(unit, [key], () => ({ rows: [key, key + 1], text: "some text" }));
  const callAsync = (key: number): Promise<unknown> =>
    $callAsync(unitAsync, [key], () => Promise.resolve({ rows: [key, key + 1], text: "some text" }));
  const first = [time(call), await timeAsync(callAsync)];
  const second = [time(call), await timeAsync(callAsync)];
  console.log(JSON.stringify([...first, ...second]));
}

function main(): void {
  const passes: { readonly misses: number[][]; readonly hits: number[][] } = { misses: [], hits: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const folder = mkdtempSync(join(tmpdir(), "memoir-bench-"));
    for (const pass of ["misses", "hits"] as const) {
      const { stdout } = spawnSync(process.execPath, [import.meta.filename, "measure", folder], {
        encoding: "utf8",
      });
      passes[pass].push(JSON.parse(stdout) as number[]);
    }
    rmSync(folder, { recursive: true });
  }
  const column = (pass: "misses" | "hits", at: number): string =>
    median(passes[pass].map((row) => row[at] ?? Number.NaN))
      .toFixed(1)
      .padStart(7);
  console.log("microseconds a call     sync   async");
  console.log(`computed and stored  ${column("misses", 0)} ${column("misses", 1)}`);
  console.log(`hit on disk          ${column("hits", 0)} ${column("hits", 1)}`);
  console.log(`hit in memory        ${column("hits", 2)} ${column("hits", 3)}`);
}

if (process.argv[2] === "measure") await measure();
else main();
