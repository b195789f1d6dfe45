import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Program } from "./program.ts";

interface Case {
  /** Modules beside the unit's own, by name. */
  readonly files?: Record<string, string>;
  /** What stands before the unit, and the body of the unit. */
  readonly before: string;
  readonly body: string;
  readonly edit: readonly [file: string, from: string, to: string];
}

const unit = (before: string, body: string): string =>
  `${before}\n// @cache persistent name=unit\nfunction unit(x: any): any { ${body} }\nconsole.log(String(await unit(3)));\nexport {};\n`;

/** Edits after which the result must be computed again. */
const counted: Record<string, Case> = {
  "a helper five modules away": {
    before: 'import { a } from "./a.js";',
    body: "return a(x)",
    files: {
      a: 'import { b } from "./b.js"; export const a = (x: number) => b(x);',
      b: 'export { c as b } from "./c.js";',
      c: 'export * from "./d.js";',
      d: 'import * as e from "./e.js"; export function c(x: number) { return e.f(x) }',
      e: "export let f = (x: number) => x - 1;",
    },
    edit: ["e", "x - 1", "x - 2"],
  },
  "a default of a helper": {
    before: "function h(x: number, y = 1) { return x + y }",
    body: "return h(x)",
    edit: ["main", "y = 1", "y = 2"],
  },
  "a constant of a helper's module": {
    before: 'import { h } from "./h.js";',
    body: "return h(x)",
    files: { h: "const K = 5; export const h = (x: number) => x + K;" },
    edit: ["h", "K = 5", "K = 6"],
  },
  "a method of a superclass in another module": {
    before: 'import { A } from "./a.js"; class B extends A {}',
    body: "return new B().m()",
    files: { a: "export class A { m() { return 1 } }" },
    edit: ["a", "return 1", "return 2"],
  },
  "an entry of an object of functions": {
    before: "const t = { f: (x: number) => x + 1, g(x: number) { return x } };",
    body: "return t.g(x)",
    edit: ["main", "return x }", "return -x }"],
  },
  "a function that a higher-order function wraps": {
    before: 'import { twice } from "./t.js"; const g = twice((x: number) => x + 1);',
    body: "return g(x)",
    files: { t: "export const twice = (f: (x: number) => number) => (x: number) => f(f(x));" },
    edit: ["main", "x + 1", "x + 2"],
  },
  "the higher-order function itself": {
    before: 'import { twice } from "./t.js"; const g = twice((x: number) => x + 1);',
    body: "return g(x)",
    files: { t: "export const twice = (f: (x: number) => number) => (x: number) => f(f(x));" },
    edit: ["t", "f(f(x))", "f(f(f(x)))"],
  },
  "what a factory was given": {
    before: "const make = (k: number) => (x: number) => x + k; const g = make(1);",
    body: "return g(x)",
    edit: ["main", "make(1)", "make(2)"],
  },
  "a const enum of another module": {
    before: 'import { E } from "./e.js";',
    body: "return E.B",
    files: { e: "export const enum E { A = 1, B = 2 }" },
    edit: ["e", "B = 2", "B = 3"],
  },
  "a side effect that patches a built-in": {
    before: 'import "./p.js";',
    body: "return Math.max(x, 1)",
    files: { p: "Math.max = () => 1; export {};" },
    edit: ["p", "=> 1", "=> 2"],
  },
  "a method replaced from another module": {
    before: 'import { A } from "./a.js"; import "./p.js";',
    body: "return new A().m()",
    files: {
      a: "export class A { m() { return 0 } }",
      p: 'import { A } from "./a.js"; A.prototype.m = function () { return 1 };',
    },
    edit: ["p", "return 1", "return 2"],
  },
  "code behind import()": {
    before: "",
    body: 'return import("./o.js").then((m) => m.v + x)',
    files: { o: "export const v = 1;" },
    edit: ["o", "v = 1", "v = 2"],
  },
  "a live binding that its module changes": {
    before: 'import { v } from "./v.js";',
    body: "return x + v",
    files: { v: "export let v = 1; v += 1;" },
    edit: ["v", "v += 1", "v += 5"],
  },
  "what made a client of a package": {
    before:
      'import { EventEmitter } from "node:events"; const client = new EventEmitter({ captureRejections: true });',
    body: "return Reflect.ownKeys(client).filter((key) => Reflect.get(client, key) === true).length",
    edit: ["main", "captureRejections: true", "captureRejections: false"],
  },
  "the version of a package": {
    before: 'import { go } from "dependency";',
    body: "return go(x)",
    edit: ["../../node_modules/dependency/package.json", "1.0.0", "1.0.1"],
  },
};

/** Edits after which the result must still be there. */
const neutral: Record<string, Case> = {
  "a comment and layout": {
    before: "function h(x: number) { return x + 1 }",
    body: "return h(x)",
    edit: ["main", "return x + 1", "// why\n return (\n x + 1 )"],
  },
  types: {
    before: "function h(x: number) { return x + 1 }",
    body: "return h(x)",
    edit: ["main", "h(x: number)", "h(this: void, x: number): number"],
  },
  "a helper moved to another module": {
    before: 'import { h } from "./h.js";',
    body: "return h(x)",
    files: {
      h: "export { h } from './i.js';",
      i: "const K = 1; export function h(x: number) { return x + K }",
      j: "const K = 1; export function h(x: number) { return x + K }",
    },
    edit: ["h", "./i.js", "./j.js"],
  },
  "a renamed helper": {
    before: 'import { h } from "./h.js";',
    body: "return h(x)",
    files: { h: "const inner = (x: number) => x + 1; export { inner as h };" },
    edit: [
      "h",
      "const inner = (x: number) => x + 1; export { inner as h };",
      "const other = (y: number) => y + 1; export { other as h };",
    ],
  },
  "a sibling export that is not reached": {
    before: 'import { a } from "./a.js";',
    body: "return a(x)",
    files: { a: "export const a = (x: number) => x; export const z = () => 5;" },
    edit: ["a", "=> 5", "=> 6"],
  },
  "unrelated code": {
    before: "",
    body: "return x",
    edit: ["main", "// @cache", 'import "node:os"; export function unrelated() {}\n// @cache'],
  },
};

const cases = [...Object.entries({ ...counted, ...neutral })].map(([name, given], at) => ({
  name,
  ...given,
  folder: `c${String(at)}`,
  label: name in counted ? "computed" : "served",
}));
const source = (folder: string, file: string): string =>
  file.endsWith(".json")
    ? `src/${folder}/${file}`.replace(/^.*node_modules/, "node_modules")
    : `src/${folder}/${file}.ts`;

let program: Program;
const outcomes = new Map<
  string,
  { first: string; again: string; after: string; output: string; oracle: string }
>();

beforeAll(async () => {
  const files = cases.flatMap(({ folder, before, body, files }) => [
    [`src/${folder}/main.ts`, unit(before, body)],
    ...Object.entries(files ?? {}).map(([file, text]) => [`src/${folder}/${file}.ts`, text]),
  ]);
  program = new Program({
    ...(Object.fromEntries(files) as Record<string, string>),
    "node_modules/dependency/package.json":
      '{ "name": "dependency", "version": "1.0.0", "main": "main.js", "types": "main.d.ts" }',
    "node_modules/dependency/main.js": "exports.go = (x) => x + 1;",
    "node_modules/dependency/main.d.ts": "export declare function go(x: number): number;",
  });
  await program.compile();
  const run = async (folder: string, env: Record<string, string> = {}) => {
    // Equal code shares entries, so each case has a folder of its own.
    const own = { MEMOIR_DIR: program.path(`cache/${folder}`), ...env };
    const { stdout, stderr, outcomes } = await program.run(`out/${folder}/main.js`, own);
    return { said: outcomes.join() || stderr, stdout };
  };
  const before = await Promise.all(
    cases.map(async ({ folder }) => [(await run(folder)).said, (await run(folder)).said] as const),
  );
  for (const { folder, edit } of cases) program.edit(source(folder, edit[0]), edit[1], edit[2]);
  await program.compile();
  await Promise.all(
    cases.map(async ({ name, folder }, at) => {
      const [first = "", again = ""] = before[at] ?? [];
      const [after, oracle] = [await run(folder), await run(folder, { MEMOIR: "off" })];
      outcomes.set(name, { first, again, after: after.said, output: after.stdout, oracle: oracle.stdout });
    }),
  );
});
afterAll(() => {
  program.remove();
});

describe.each(["computed", "served"])("the result is %s after an edit of", (label) => {
  test.each(cases.filter((one) => one.label === label).map(({ name }) => name))("%s", (name) => {
    const found = outcomes.get(name);
    expect(found?.output).toBe(found?.oracle);
    expect(found).toMatchObject({
      first: "miss unit",
      again: "hit unit",
      after: label === "computed" ? "miss unit" : "hit unit",
    });
  });
});
