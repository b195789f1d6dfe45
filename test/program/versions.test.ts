import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { FORMAT } from "../../runtime/format.ts";
import { Program, resultsOf, runsOf } from "./program.ts";

const dist = fileURLToPath(new URL("../../dist", import.meta.url));
const packageJson = fileURLToPath(new URL("../../package.json", import.meta.url));

const helper = `export const helper = (n: number): number => n + 1;
// @cache persistent
export function own(n: number): number { console.log("  ran own"); return n * 2; }
`;
const main = `import { helper, own } from "./lib/helper.js";
// @cache persistent
function unit(n: number): number { console.log("  ran unit"); return helper(n); }
// @cache
function inMemory(n: number): number { console.log("  ran inMemory"); return helper(n); }
// @cache persistent
function apart(n: number): number { console.log("  ran apart"); return n - 1; }
// @cache persistent
async function lazy(n: number) { console.log("  ran lazy"); return (await import("./lib/helper.js")).helper(n); }
console.log(unit(1), inMemory(1), inMemory(1), own(1), apart(1), await lazy(1));
`;

async function compiled(): Promise<Program> {
  const program = new Program({ "src/main.ts": main, "src/lib/helper.ts": helper });
  onTestFinished(() => program.remove());
  await program.compile();
  return program;
}

test("what reaches a module that another version has compiled runs uncached and says so, everything else hits", async () => {
  const program = await compiled();
  const text = program.read("out/lib/helper.js");
  // As the next version might write it, and as the first ones did.
  for (const stated of [`$m_file(${FORMAT + 1}, `, "$m_file("]) {
    const other = text.replace(/\$m_file\(\d+, /, () => stated);
    expect(other).not.toBe(text);
    program.write("out/lib/helper.js", other);
    program.clear();
    const first = await program.run();
    expect(resultsOf(first)).toEqual(["2 2 2 2 0 2", ""]);
    expect(first.stderr).toContain(
      "was compiled by another version of memoir; compile it again, tspc with --force",
    );
    const again = await program.run();
    expect(runsOf(again)).toEqual([
      "  ran unit",
      "  ran inMemory",
      "  ran inMemory",
      "  ran own",
      "  ran lazy",
    ]);
    expect(again.outcomes).toContain("hit apart");
  }
  program.write("out/lib/helper.js", text);
  await program.run();
  expect(runsOf(await program.run())).toEqual(["  ran inMemory"]);
});

test("two copies of memoir in one process: each caches what it knows, and says why it does not know the other's", async () => {
  const program = await compiled();
  const copy = program.path("out/lib/node_modules/memoir");
  mkdirSync(copy, { recursive: true });
  cpSync(dist, join(copy, "dist"), { recursive: true });
  cpSync(packageJson, join(copy, "package.json"));
  const first = await program.run();
  expect(resultsOf(first)).toEqual(["2 2 2 2 0 2", ""]);
  expect(first.stderr).toMatch(
    /did not see being created, or another of the copies that are loaded did: file:.+, file:/,
  );
  const again = await program.run();
  expect(runsOf(again)).toEqual(["  ran unit", "  ran inMemory"]);
  expect(again.outcomes).toEqual(expect.arrayContaining(["uncached unit", "hit own", "hit apart"]));
  rmSync(copy, { recursive: true });
  await program.run();
  expect(runsOf(await program.run())).toEqual(["  ran inMemory"]);
});
