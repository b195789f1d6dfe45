import { expect, test } from "vitest";
import { createReached, type Finding } from "../../transformer/hosts/project/reached.ts";
import { rewrite } from "../../transformer/rewrite.ts";

const files = {
  "/p/src/main.ts": `import { Report } from "./report.js";
// @cache persistent
export function f(x: number) { return new Report().write() + x; }`,
  "/p/src/report.ts": `import * as time from "./time";
export class Report { write() { return time.now() + time.drawn() + time.default(); } }`,
  "/p/src/time/index.ts": `import { drawn } from "../clock.ts";
export * from "../clock.js";
export { stamp as now } from "../clock.js";
export { drawn, soon as default } from "../clock.js";`,
  "/p/src/clock.ts": `export const stamp = () => Date.now();
export const drawn = () => Math.random(); // memoir-ok: a seed
export const unused = () => Math.random();
export { later as soon };
function later() { return performance.now(); }`,
};
type Files = Readonly<Record<string, string>>;

const see = (reached: ReturnType<typeof createReached>, given: Files): readonly Finding[] =>
  Object.entries(given).flatMap(([path, text]) =>
    reached(path, text, rewrite(text, path, { module: "esm", emit: {}, settings: { root: ".." } })),
  );

const said = (findings: readonly Finding[]): string[] =>
  findings
    .map(({ path, text, diagnostic: { start, end, message } }) => {
      const names = [...message.matchAll(/`(\w+)`/g)].map(([, name]) => name);
      return `${path} ${text.slice(start, end)} ${names.slice(0, 2).join(" ")}`;
    })
    .sort();

const expected = ["/p/src/clock.ts Date f stamp", "/p/src/clock.ts performance f later"];
const order = Object.entries(files);

test.each([
  ["importers first", order],
  ["importers last", order.toReversed()],
  ["in between", [order[2], order[0], order[3], order[1]].flatMap((each) => (each ? [each] : []))],
])("what units reach in other modules is found whatever comes first: %s", (_, entries) => {
  expect(said(see(createReached(), Object.fromEntries(entries)))).toEqual(expected);
});

test("each read is named once, and the same text says nothing again", () => {
  const reached = createReached();
  see(reached, files);
  const another = files["/p/src/main.ts"].replace("function f", "function g");
  expect(see(reached, { ...files, "/p/src/other.ts": another })).toEqual([]);
});

test("a module that was edited takes the place of the old one", () => {
  const reached = createReached();
  const clock = files["/p/src/clock.ts"];
  const still = {
    ...files,
    "/p/src/clock.ts": clock.replace("Date.now()", "1").replace("performance.now()", "1"),
  };
  expect(see(reached, still)).toEqual([]);
  expect(said(see(reached, { "/p/src/clock.ts": clock }))).toEqual(expected);
  expect(see(reached, { "/p/src/clock.ts": `\n\n${clock}` })).toEqual([]);
});

test("nothing is said of code that no unit reaches", () => {
  const plain = files["/p/src/main.ts"].replace("// @cache persistent", "");
  expect(see(createReached(), { ...files, "/p/src/main.ts": plain })).toEqual([]);
});

test("modules that export everything of each other come to an end, also where neither has a name", () => {
  const round = {
    "/p/a.ts": 'export * from "./b.js"; export * from "./a.js"; export const a = () => Date.now();',
    "/p/b.ts": 'export * from "./a.js"; export const b = () => Math.random();',
    "/p/main.ts": `import * as all from "./a.js";
// @cache
export function f(): number { return all.a() + all.b() + all.missing(); }`,
  };
  for (const entries of [Object.entries(round), Object.entries(round).reverse()])
    expect(said(see(createReached(), Object.fromEntries(entries)))).toEqual([
      "/p/a.ts Date f a",
      "/p/b.ts Math f b",
    ]);
});

test("as many functions as there may be, one calling the next, are followed", () => {
  const count = 5000;
  const chain = Array.from({ length: count }, (_, at) => `const f${at} = () => f${at + 1}();`).join("\n");
  const long = {
    "/p/main.ts": 'import { f0 } from "./chain.js";\n// @cache\nexport function f() { return f0(); }',
    "/p/chain.ts": `${chain}\nconst f${count} = () => Date.now();\nexport { f0 };`,
  };
  expect(said(see(createReached(), long))).toEqual([`/p/chain.ts Date f f${count}`]);
});

test("modules that import each other come to an end", () => {
  const [a, b] = ['import { g } from "./b.js";', 'import { f } from "./a.js"; export * from "./a.js";'];
  const round = {
    "/p/a.ts": `${a} export * from "./b.js";\n// @cache\nexport function f(): number { return g(); }`,
    "/p/b.ts": `${b}\nexport function g(): number { return f() + Date.now(); }`,
  };
  expect(said(see(createReached(), round))).toEqual(["/p/b.ts Date f g"]);
});
