import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { settingsOf } from "./tsconfig.ts";
import type { PluginSettings } from "./tsconfig.ts";

function nearestConfig(): string | undefined {
  let folder = process.cwd();
  for (;;) {
    const path = join(folder, "tsconfig.json");
    if (existsSync(path)) return path;
    if (folder === dirname(folder)) return undefined;
    folder = dirname(folder);
  }
}

/**
 * The cache folder, absolute: `given` on the command line, else `MEMOIR_DIR`, else what the nearest
 * tsconfig.json at or above the working directory says, else `.memoir` beside it, or here if there is none.
 *
 * @throws MemoirError where the tsconfig cannot be read.
 */
export function cacheFolder(given: string | undefined): string {
  const named = given ?? process.env["MEMOIR_DIR"];
  if (named) return resolve(named);
  const config = nearestConfig();
  if (config === undefined) return resolve(".memoir");
  return resolve(dirname(config), settingsOf(config).cacheDir ?? ".memoir");
}

/**
 * What the nearest tsconfig.json says of the plugin.
 *
 * @throws MemoirError where it cannot be read.
 */
export function pluginSettings(): PluginSettings {
  const config = nearestConfig();
  return config === undefined ? {} : settingsOf(config);
}
