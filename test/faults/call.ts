import { spawn, spawnSync } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { environment } from "../program/environment.ts";

export const runtime = fileURLToPath(new URL("../../runtime", import.meta.url));
const caller = fileURLToPath(new URL("./caller.ts", import.meta.url));

export interface Called {
  /** Whether every call gave what it should. */
  readonly right: boolean;
  readonly runs: number;
  /** The codes that were said, each as often as it was. */
  readonly said: readonly string[];
  /** Calls on the folder that failed because they were made to. */
  readonly failures?: number;
}

/** Lets a process of its own call units over a folder: each result is asked for twice, sync and async. */
export function call(
  dir: string,
  sizes: readonly number[],
  more: object = {},
  env: Record<string, string> = {},
): Called {
  const given = JSON.stringify({ runtime, dir, sizes, ...more });
  const options = { encoding: "utf8", env: environment(env) } as const;
  const { stdout, stderr } = spawnSync(process.execPath, [caller, given], options);
  return calledFrom(stdout, stderr);
}

/** The same while this process goes on. */
export async function callMeanwhile(dir: string, sizes: readonly number[]): Promise<Called> {
  const given = JSON.stringify({ runtime, dir, sizes });
  const { stdout, stderr } = spawn(process.execPath, [caller, given], { env: environment() });
  return calledFrom(...(await Promise.all([text(stdout), text(stderr)])));
}

function calledFrom(stdout: string, stderr: string): Called {
  expect(stderr.replace(/^memoir MEMOIR.*\n/gm, "")).toBe("");
  return { ...(JSON.parse(stdout) as Called), said: stderr.match(/(?<=^memoir )MEMOIR\d+/gm) ?? [] };
}
