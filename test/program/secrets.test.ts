import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Program, resultsOf } from "./program.ts";
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

const memory = `
import { channel } from "node:diagnostics_channel";
import { cacheKey } from "memoir";
const settings = { suffix: "captured-${mark}" };
// @cache
function login(password: string, n: number): number { return password.length + n; }
// @cache lru
function bounded({ password }: { password: string }): number { return password.length; }
// @cache
function suffixed(password: string): number { return password.length + settings.suffix.length; }
channel("memoir:lookup").subscribe((lookup) => console.log(lookup));
for (let time = 0; time < 3; time += 1) {
  login("argument-${mark}", time & 1);
  bounded({ password: "member-${mark}" });
  suffixed("other-${mark}");
}
console.log(cacheKey(login, "argument-${mark}", 1), cacheKey(login, "argument-${mark}", 2));
console.log(cacheKey(bounded, { password: "member-${mark}" }), cacheKey(suffixed, "other-${mark}"));
`;

test("nor in the keys of units in memory, wherever these are seen", async () => {
  const program = new Program({ "src/main.ts": memory });
  onTestFinished(() => program.remove());
  await program.compile();
  const { stdout, stderr, lookups, outcomes } = await program.run();
  expect(outcomes).toEqual([
    ...["miss login", "miss bounded", "miss suffixed", "miss login", "hit bounded", "hit suffixed"],
    ...["hit login", "hit bounded", "hit suffixed"],
  ]);
  const keys = lookups.map(({ key }) => key);
  for (const key of keys) expect(key).toMatch(/^[\w-]{22}$/);
  expect(new Set(keys).size).toBe(4);
  expect(stdout.match(/^[\w-]{22} [\w-]{22}$/gm)).toHaveLength(2);
  expect(stdout + stderr + JSON.stringify(lookups)).not.toContain(mark);
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
