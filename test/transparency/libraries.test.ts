import { afterAll, expect, test } from "vitest";
import { annotate } from "./annotate.ts";
import { differences, judge } from "./compare.ts";
import { type Copy, copyOf } from "./copy.ts";
import { libraries, type Library } from "./library.ts";
import { runTests } from "./run.ts";

/** A part of `npm run test:transparency`. */
const parts = [
  { name: "css-what", files: ["src/"], tests: 900, functions: 3 },
  {
    name: "zod 4",
    files: ["src/v4/mini/tests/object.test.ts", "src/v4/mini/tests/index.test.ts"],
    tests: 40,
    functions: 500,
  },
];
const copies: Copy[] = [];
afterAll(() => {
  for (const copy of copies) copy.remove();
});

function libraryOf(name: string): Library {
  const found = libraries.find((library) => library.name === name);
  if (found === undefined) throw new Error(`there is no library ${name}`);
  return found;
}

test.each(parts)(
  "the tests of $name end the same where every exported function is cached, cold and warm",
  async ({ name, files, tests, functions }) => {
    const library = libraryOf(name);
    const [bare, cached] = [copyOf(library, false), copyOf(library, true, "@cache persistent")];
    copies.push(bare, cached);
    const [plain, cold] = await Promise.all([runTests(bare, files), runTests(cached, files)]);
    const warm = await runTests(cached, files);
    expect(plain.outcomes.size).toBeGreaterThan(tests);
    expect(cached.cached).toBeGreaterThanOrEqual(functions);
    expect(differences(plain, cold)).toEqual([]);
    expect(differences(plain, warm)).toEqual([]);
    expect(warm.lookups.miss).toBeLessThan(cold.lookups.miss);
    expect(warm.lookups.hit).toBeGreaterThan(100);
  },
);

const run = (outcomes: Readonly<Record<string, string>>) => ({
  outcomes: new Map(Object.entries(outcomes)),
  lookups: { hit: 0, miss: 0, uncached: 0 },
});

test("a test that ends otherwise is found", () => {
  const plain = run({ a: "passed", b: "failed: why", c: "passed" });
  expect(differences(plain, run({ a: "failed: no", b: "failed: otherwise", d: "passed" }))).toEqual([
    { title: "a", what: "passed, now failed: no" },
    { title: "c", what: "passed, now missing" },
    { title: "d", what: "missing, now passed" },
  ]);
});

test("an excuse holds for one test under its forms, and only as long as it is needed", () => {
  const found = [
    { title: "a.test.ts > a", what: "passed, now failed" },
    { title: "b.test.ts > a", what: "passed, now missing" },
  ];
  const excuse = { forms: ["@cache"], test: "a.test.ts > a", why: "" } as const;
  expect(judge(found, "@cache", [excuse])).toEqual({
    excused: 1,
    faults: ["b.test.ts > a: passed, now missing"],
  });
  expect(judge(found, "@cache persistent", [excuse]).faults).toHaveLength(2);
  expect(judge(found, undefined, [excuse]).faults).toHaveLength(2);
  expect(judge([], "@cache", [excuse]).faults).toEqual([
    "a.test.ts > a: ends as it does without memoir, its excuse is not needed any more",
  ]);
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
