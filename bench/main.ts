// The benchmark: `npm run bench`, or of some cases `npm run bench -- memory cold`, or soon `npm run bench -- --quick`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isQuick, type Row } from "./compare.ts";
import { report, table } from "./report.ts";

const folder = join(import.meta.dirname, "cases");
const wanted = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const names = readdirSync(folder)
  .map((file) => file.replace(/\.ts$/, ""))
  .filter((name) => wanted.length === 0 || wanted.includes(name));

/** The rows of a case, which runs in a process and with a cache folder of its own. */
function run(name: string): readonly Row[] {
  const dir = mkdtempSync(join(tmpdir(), "memoir-bench-"));
  try {
    const { stdout, status } = spawnSync(
      process.execPath,
      ["--import", "memoir/register", join(folder, `${name}.ts`), ...(isQuick ? ["--quick"] : [])],
      {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "inherit"],
        env: { ...process.env, MEMOIR_DIR: join(dir, "cache"), BENCH_DIR: dir },
      },
    );
    if (status !== 0) process.exitCode = 1;
    return stdout
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line) as Row);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const began = performance.now();
const rows = names.flatMap((name) => {
  const found = run(name);
  for (const row of found) console.log(`${table([row])}\n`);
  return found;
});
const seconds = (performance.now() - began) / 1000;
console.log(`${rows.length} rows in ${seconds.toFixed(0)} s`);
if (!isQuick && wanted.length === 0) {
  writeFileSync(join(import.meta.dirname, "RESULTS.md"), report(rows, seconds));
}
