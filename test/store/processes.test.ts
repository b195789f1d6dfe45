import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openFileStore } from "../../runtime/store/file.ts";
import { bodyOf, keyOf, newFolder } from "./example.ts";

const writer = fileURLToPath(new URL("./writer.ts", import.meta.url));

/** Runs one process to its end and gives what it printed. */
function run(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [writer, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (data: Buffer) => (output += data.toString()));
    child.stderr.on("data", (data: Buffer) => (output += data.toString()));
    child.on("error", reject);
    child.on("close", () => resolve(output));
  });
}

test("processes that write and read one folder at once get whole entries, or none, and one component key", async () => {
  const dir = newFolder();
  const outputs = await Promise.all(["1", "2", "3", "4"].map((seed) => run([dir, seed, "300"])));
  const results = outputs.map((output) => JSON.parse(output) as { hits: number; wrong: number; key: string });
  for (const { hits, wrong } of results) {
    expect(wrong).toBe(0);
    expect(hits).toBeGreaterThan(0);
  }
  expect(new Set(results.map(({ key }) => key)).size).toBe(1);
  const store = openFileStore(dir);
  for (const { key, header } of store.list()) {
    expect(store.get(key)?.body).toEqual(bodyOf(header.source, Number(header.tags?.[0])));
    expect(key).toBe(keyOf(header.source));
  }
  const left = readdirSync(dir, { recursive: true, encoding: "utf8" });
  expect(left.filter((name) => name.endsWith(".tmp"))).toEqual([]);
});
