import { afterAll, expect, test } from "vitest";
import { annotate } from "./annotate.ts";
import { differences } from "./compare.ts";
import { copyOf } from "./copy.ts";
import { libraries } from "./library.ts";
import { runTests } from "./run.ts";

/** A part of `npm run test:transparency`. */
const files = ["src/v4/mini/tests/object.test.ts", "src/v4/mini/tests/index.test.ts"];
const library = libraries.find(({ name }) => name === "zod 4");
if (library === undefined) throw new Error("no such library");
const bare = copyOf(library, false);
const cached = copyOf(library, true, "@cache persistent");
afterAll(() => {
  bare.remove();
  cached.remove();
});

test("a library's own tests give the same where every exported function is cached, cold and warm", async () => {
  const [plain, cold] = await Promise.all([bare, cached].map((copy) => runTests(copy, files)));
  const warm = await runTests(cached, files);
  if (plain === undefined || cold === undefined) throw new Error("unreachable");
  expect(plain.outcomes.size).toBeGreaterThan(40);
  expect(cached.cached).toBeGreaterThan(500);
  expect(differences(plain, cold)).toEqual([]);
  expect(differences(plain, warm)).toEqual([]);
  expect(warm.lookups.miss).toBeLessThan(cold.lookups.miss);
  expect(warm.lookups.hit).toBeGreaterThan(100);
});

test("a test that ends otherwise is found", () => {
  const run = (outcomes: [string, string][]) => ({
    outcomes: new Map(outcomes),
    lookups: { hit: 0, miss: 0, uncached: 0 },
  });
  const plain = run([
    ["a", "passed"],
    ["b", "failed: why"],
    ["c", "passed"],
  ]);
  expect(
    differences(
      plain,
      run([
        ["a", "failed: no"],
        ["b", "failed: otherwise"],
        ["d", "passed"],
      ]),
    ),
  ).toEqual(["a: passed, now failed: no", "c: passed, now missing", "d: missing, now passed"]);
});

test("every function that a module exports is cached unless a build warns of it, and stays on its line", () => {
  const text = `export function a(x: string): void;
export function a(x: unknown) {}
export const b = (x = 1) => x, c = 1;
export const d = async () => {};
const e = function () {};
function f() {}
export { e as g };
export default function () {}
export class H {}
let count = 0;
export function counted() { return ++count; }`;
  expect(annotate(text, "a.ts", "@cache")).toEqual({
    names: ["a", "d", "e", "default"],
    reported: ["counted"],
    text: text
      .replace("export function a(x: unknown)", "/* @cache */ $&")
      .replace("export const d", "/* @cache */ $&")
      .replace("const e", "/* @cache */ $&")
      .replace("export default", "/* @cache */ $&"),
  });
});
