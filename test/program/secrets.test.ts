import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { resultsOf } from "./program.ts";
import { mark, secretProgram, secretVariables } from "./secrets.ts";

/** All bytes of a folder, the names of its files among them, as text and as UTF-16. */
function bytesOf(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return files
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => path + contentOf(path))
    .join("\\n");
}

function contentOf(path: string): string {
  try {
    const bytes = readFileSync(path);
    return bytes.toString("latin1") + bytes.toString("utf16le") + bytes.subarray(1).toString("utf16le");
  } catch {
    return ""; // a folder
  }
}

test("no argument, captured value, variable or file can be read in keys, components, names or messages", async () => {
  const program = secretProgram();
  onTestFinished(() => program.remove());
  await program.compile();
  const first = await program.run("out/main.js", secretVariables);
  const again = await program.run("out/main.js", {
    ...secretVariables,
    OTHER_SECRET: "stated-Zq7xWkV again",
  });
  expect(resultsOf(again)).toEqual(resultsOf(first));
  expect(first.outcomes).toEqual(["miss login", "miss load", "miss block"]);
  expect(again.outcomes).toEqual(["hit login", "miss load", "hit block"]);
  const written = bytesOf(program.path(".memoir"));
  expect(written).toContain("login");
  expect(written).not.toContain(mark);
  for (const { stderr, lookups } of [first, again])
    expect(stderr + JSON.stringify(lookups)).not.toContain(mark);
});

test.skipIf(process.platform === "win32")("files are the user's alone, whatever the umask", async () => {
  const program = secretProgram();
  onTestFinished(() => program.remove());
  await program.compile();
  const command = ["-c", 'umask 0; exec "$0" "$@"', process.execPath, program.path("out/main.js")];
  expect((await program.execute("/bin/sh", command)).outcomes).toHaveLength(3);
  const folder = program.path(".memoir");
  const files = [
    folder,
    ...readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name))),
  ];
  expect(files.length).toBeGreaterThan(5);
  expect(files.filter((path) => (statSync(path).mode & 0o077) !== 0)).toEqual([]);
});
