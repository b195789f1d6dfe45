import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * The path of a program that is no development dependency, because it is large: that which an environment variable
 * names (`MEMOIR_TEST_BUN=/opt/bun`), or else the one on the PATH; undefined where there is none, so that tests of it
 * are skipped.
 */
export function runtime(name: "bun" | "deno"): string | undefined {
  const given = process.env[`MEMOIR_TEST_${name.toUpperCase()}`];
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return given ?? folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
