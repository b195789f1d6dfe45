import { resolve } from "node:path";
import { MemoirError } from "../runtime/error.ts";
import { createProjects, type Project } from "../transformer/hosts/project/project.ts";
import { TsconfigError } from "../transformer/hosts/project/tsconfig.ts";

/**
 * What hosts tell the programs of this folder: the nearest tsconfig.json with memoir's plugin.
 *
 * @throws MemoirError where a tsconfig cannot be read.
 */
function projectHere(): Project {
  try {
    return createProjects(process.cwd()).home();
  } catch (error) {
    if (!(error instanceof TsconfigError)) throw error;
    throw new MemoirError("MEMOIR2301", error.message, { cause: error });
  }
}

/**
 * The cache folder, absolute: `given` on the command line, else `MEMOIR_DIR`, else the `cacheDir` of the nearest
 * tsconfig.json with memoir's plugin, or `.memoir` beside it.
 *
 * @throws MemoirError where a tsconfig cannot be read.
 */
export function cacheFolder(given: string | undefined): string {
  const named = given ?? process.env["MEMOIR_DIR"];
  if (named) return resolve(named);
  const { folder, config } = projectHere();
  return resolve(folder, config.settings.cacheDir ?? ".memoir");
}

/**
 * What the tsconfig of this folder says of the plugin.
 *
 * @throws MemoirError where it cannot be read.
 */
export const pluginSettings = (): Project["config"]["settings"] => projectHere().config.settings;
