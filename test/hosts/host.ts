import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Environment } from "../program/environment.ts";
import type { Program, Run } from "../program/program.ts";

/** A way to run a project. */
export interface Host {
  readonly name: string;
  /** The tool and its version. */
  readonly tool: string;
  /** Builds what `run` runs, again after an edit. */
  build?(project: Program): Promise<void>;
  run(project: Program, env?: Environment): Promise<Run>;
  /** What its engine says of broken JSON, where that is not V8. */
  readonly thrown?: string;
  /** How much of a place its stack traces name, where that is not all of it. */
  readonly positions?: "the line" | "no";
  /** What a user of it must know; README has it. */
  readonly limits: string;
}

export const repository = fileURLToPath(new URL("../..", import.meta.url));

/** A development dependency and its version. */
export function toolOf(name: string): string {
  const path = `${repository}node_modules/${name}/package.json`;
  const { version } = JSON.parse(readFileSync(path, "utf8")) as { readonly version: string };
  return `${name} ${version}`;
}
