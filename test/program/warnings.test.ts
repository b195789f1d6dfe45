import { afterEach, expect, test } from "vitest";
import { Program } from "./program.ts";

const files = {
  "src/clock.ts": `
export const stamp = () => Date.now();
export const drawn = () => Math.random(); // memoir-ok: a seed
export const unused = () => Math.random();
export const started = Date.now();`,
  "src/barrel.ts": 'export * from "./clock.js";\nexport { stamp as now } from "./clock.js";',
  "src/report.ts": `
import * as time from "./barrel.js";
export class Report { write() { return time.now() + time.drawn() + time.started; } }`,
  "src/main.ts": `
import { Report } from "./report.js";
const local = () => performance.now();
// @cache persistent
export function f(x: number) { return new Report().write() + x + local(); }`,
};

let program: Program;
afterEach(() => program.remove());

const places = (said: string): string[] => [...said.matchAll(/^src\S+(?=: warning)/gm)].map(String).sort();

test("reads that no key can see are named where units reach them, in any module", async () => {
  program = new Program(files);
  const said = await program.compile();
  expect(places(said)).toEqual(["src/clock.ts(2,28)", "src/main.ts(3,21)"]);
  expect(said).toContain("MEMOIR1012: The cached `f` reaches `stamp`, which reads `Date.now`");
});

test("a helper that begins to read the clock is named by an incremental build of it alone", async () => {
  program = new Program({ ...files, "src/clock.ts": files["src/clock.ts"].replace("Date.now();", "1;") });
  expect(places(await program.compile())).toEqual(["src/main.ts(3,21)"]);
  program.edit("src/clock.ts", "=> 1;", "=> new Date().getTime();");
  expect(places(await program.compile())).toContain("src/clock.ts(2,32)");
});

test("nothing is said of code that no unit reaches", async () => {
  program = new Program({
    ...files,
    "src/main.ts": files["src/main.ts"].replace("// @cache persistent", ""),
  });
  expect(await program.compile()).toBe("");
});
