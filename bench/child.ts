import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** What a program of bench/programs prints as JSON. */
export function child(name: string, ...args: readonly string[]): unknown {
  const path = join(import.meta.dirname, "programs", `${name}.ts`);
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--import", "memoir/register", path, ...args],
    { encoding: "utf8", maxBuffer: 2 ** 26 },
  );
  if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
  return JSON.parse(stdout) as unknown;
}

const python = process.env["BENCH_PYTHON"] ?? "python3";

/** What a program in Python prints as JSON; undefined where it needs what is not installed. */
export function pythonChild(name: string, ...args: readonly string[]): unknown {
  const path = join(import.meta.dirname, "programs", `${name}.py`);
  const { stdout, status } = spawnSync(python, [path, ...args], { encoding: "utf8" });
  return status === 0 ? (JSON.parse(stdout) as unknown) : undefined;
}
