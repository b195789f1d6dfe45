import { afterAll, beforeAll, expect, test } from "vitest";
import { Program, resultsOf, runsOf } from "./program.ts";

/** A unit whose calls have to be keyed, stored, read, and waited for. */
const main = `
interface Film { title: string; tags: Set<string> }
// @cache persistent
function count(films: Film[]): Map<string, number> {
  console.log("  ran count");
  const counts: [string, number][] = films.map(({ title, tags }) => [title, tags.size]);
  return new OriginalMap(counts);
}
// @cache persistent
async function later(n: number): Promise<number> { console.log("  ran later", n); return n + 1; }
const OriginalMap = Map;
const tags = new Set(["a", "b"]);
const before = await later(1);
for (const name of ["Map", "Set", "Date", "WeakMap", "Promise", "URL", "Buffer", "setTimeout", "setImmediate"])
  Reflect.deleteProperty(globalThis, name);
console.log([...count([{ title: "Alien", tags }])].join(), before, await later(2));
`;

/** A unit that reads what may be gone before its first call. */
const reader = `
// @cache persistent
function describe(): string { return [typeof Map, Date.name].join(); }
if (process.argv.includes("--replaced")) {
  Reflect.deleteProperty(globalThis, "Map");
  Object.assign(globalThis, { Date: class Fake {} });
}
console.log(describe());
`;

let program: Program;
beforeAll(async () => {
  program = new Program({ "src/main.ts": main, "src/reader.ts": reader });
  await program.compile();
});
afterAll(() => program.remove());

test("a program that takes the built-ins away is cached all the same", async () => {
  const first = await program.run();
  expect(first.stderr).toBe("");
  expect(first.outcomes).toEqual(["miss later", "miss count", "miss later"]);
  const second = await program.run();
  expect(second.outcomes).toEqual(["hit later", "hit count", "hit later"]);
  expect(runsOf(second)).toEqual([]);
  expect(resultsOf(first)).toEqual(["Alien,2 2 3", ""]);
  expect(resultsOf(second)).toEqual(resultsOf(first));
});

test("a unit that reads a built-in does not get the result of before it was replaced", async () => {
  const usual = ["function,Date", ""];
  const replaced = ["undefined,Fake", ""];
  for (const outcome of ["miss describe", "hit describe"])
    for (const [args, result] of [
      [[], usual],
      [["--replaced"], replaced],
    ] as const) {
      const run = await program.node(["out/reader.js", ...args]);
      expect([run.outcomes, resultsOf(run)]).toEqual([[outcome], result]);
    }
});
