import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { check } from "../../runtime/store/check.ts";
import { openFileStore } from "../../runtime/store/file.ts";
import { keyOf } from "../store/example-entry.ts";
import { storedOf } from "./stored.ts";

export interface Writers {
  readonly kills: number;
  /** Entries that a writer had reported as stored before it was killed. */
  readonly reported: number;
  readonly violations: readonly string[];
}

const storer = fileURLToPath(new URL("./storer.ts", import.meta.url));

/** Lets one writer store entries until it is killed, so many milliseconds after its first; gives what it reported. */
function writeAndDie(dir: string, seed: number, after: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [storer, dir, String(seed)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    if (output === "") setTimeout(() => child.kill("SIGKILL"), after);
    output += text;
  });
  return new Promise((resolve) => child.on("close", () => resolve(output.split("\n").slice(0, -1))));
}

/** Kills writers of one folder at random moments, and looks whether all that they reported is there, whole and right. */
export async function runWriters(kills: number, width = 3): Promise<Writers> {
  const parent = mkdtempSync(join(tmpdir(), "memoir-writers-"));
  const dir = join(parent, "cache");
  const reported: string[] = [];
  const violations: string[] = [];
  let seed = 0;
  const live = async (): Promise<void> => {
    while (seed < kills) reported.push(...(await writeAndDie(dir, seed++, Math.random() * 60)));
  };
  try {
    await Promise.all(Array.from({ length: width }, live));
    const store = openFileStore(dir);
    for (const text of reported) {
      const body = store.get(keyOf(text))?.body;
      if (body === undefined) violations.push(`lost: ${text}`);
      else if (Buffer.compare(body, storedOf(text)) !== 0) violations.push(`wrong: ${text}`);
    }
    violations.push(...check(dir, false).damaged.map(({ path, why }) => `damaged: ${path}: ${why}`));
    return { kills, reported: reported.length, violations };
  } finally {
    rmSync(parent, { recursive: true });
  }
}
