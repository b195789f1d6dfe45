import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Program, resultsOf } from "./program.ts";

const main = `
import { readFileSync } from "node:fs";
import { persistent } from "memoir";
class Client { #token = "private-Zq7xWkV"; readonly url = "https://user:url-Zq7xWkV@example.org"; size() { return this.#token.length + this.url.length; } }
const client = new Client();
const credentials = { password: "captured-Zq7xWkV", keys: new Map([["api", "map-Zq7xWkV"]]) };

// @cache persistent
function login(user: string, options: { secret: string }): number {
  return user.length + options.secret.length + credentials.password.length + credentials.keys.size + client.size();
}
// @cache persistent env=[OTHER_SECRET] files=["secrets/*.txt"]
async function load(): Promise<number> { return (process.env["API_SECRET"] ?? "").length + readFileSync("traced.txt").length; }

console.log(login("argument-Zq7xWkV", { secret: "member-Zq7xWkV" }), await load());
let length: number;
{
  using cache = persistent("block");
  const token = credentials.password + String(process.env["API_SECRET"]);
  length = token.length;
}
console.log(length);
`;

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
  const program = new Program({
    "src/main.ts": main,
    "traced.txt": "traced-Zq7xWkV",
    "secrets/a.txt": "declared-Zq7xWkV",
  });
  onTestFinished(() => program.remove());
  await program.compile();
  const env = { API_SECRET: "variable-Zq7xWkV", OTHER_SECRET: "stated-Zq7xWkV" };
  const first = await program.run("out/main.js", env);
  const again = await program.run("out/main.js", { ...env, OTHER_SECRET: "stated-Zq7xWkV again" });
  expect(resultsOf(again)).toEqual(resultsOf(first));
  expect(first.outcomes).toEqual(["miss login", "miss load", "miss block"]);
  expect(again.outcomes).toEqual(["hit login", "miss load", "hit block"]);
  const written = bytesOf(program.path(".memoir"));
  expect(written).toContain("login");
  expect(written).not.toContain("Zq7xWkV");
  for (const { stderr, lookups } of [first, again])
    expect(stderr + JSON.stringify(lookups)).not.toContain("Zq7xWkV");
});

test.skipIf(process.platform === "win32")("files are the user's alone, whatever the umask", async () => {
  const program = new Program({ "src/main.ts": main, "traced.txt": "t", "secrets/a.txt": "d" });
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
