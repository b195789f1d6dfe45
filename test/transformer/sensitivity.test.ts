import { expect, test } from "vitest";
import { forEachChild, type Node } from "../../transformer/parse/nodes.ts";
import { parse } from "../../transformer/parse/parse.ts";
import { digest } from "./rewriting.ts";

/** One of everything that a function body can hold. */
const text = `function f(a, b = 10, { c = 11, d: [e = 12] = [], ...g }, ...h) {
  "use strict";
  let i = 13, j;
  i = 14; i += 15; a.b = 16; a[17] = 18; [i, j = 19] = [20]; ({ k: i = 21 } = { [22]: 23, m() { return 24; }, get n() { return 25; } });
  if (a > 26) b(27); else if (28) { c(29); }
  for (let x = 30; x < 31; x += 32) { if (x === 33) continue; break; }
  for (const x of [34]) b(x); for (const x in { y: 35 }) b(x);
  while (36) a(); do { a(37); } while (38);
  switch (a) { case 39: b(40); break; default: b(41); }
  try { throw new Error(42); } catch (error) { b(error, 43); } finally { b(44); }
  const o = (x = 45) => 46, p = async () => { await 47; for await (const y of a(48)) b(y); };
  function* q() { yield 49; yield* [50]; const z = yield 51; return z; }
  class R extends a(52) {
    static s = 53; #t = 54; [55] = 56; static { b(57); } u = () => 58;
    constructor() { super(59); } get v() { return 60; } set v(x) { b(61); } static async w() { return 62; }
    #x() { return #t in a ? 63 : 64; }
  }
  const y = \`q\${65}r\`, z = a\`s\${66}\`;
  a?.b?.(67); a?.[68]; new a(69); (a, 70); -71; !72; typeof 73; void 74; delete a[75];
  b(...[76], a ?? 77, a || 78, a && 79, a ? 80 : 81, a ??= 82, 83 ** 84, i++);
  enum A { B = 85 } namespace N { export const x = 86; }
  label: for (;;) { break label; }
  b(<p q={87} {...{ r: 88 }}>{89} s</p>, /t/u, "u", 90n, true, null, this, import.meta);
  return (91 as number) satisfies number;
}`;

test("every literal of a function is in its code digest", () => {
  const original = digest(text, {}, "src/a.tsx");
  const missed: number[] = [];
  for (let n = 10; n <= 91; n++) {
    const edited = text.replace(new RegExp(`\\b${String(n)}(?!\\d)`), (found) => `${found}00`);
    expect(edited).not.toBe(text);
    if (digest(edited, {}, "src/a.tsx") === original) missed.push(n);
  }
  expect(missed).toEqual([]);
});

test("every statement of a function is in its code digest", () => {
  const original = digest(text, {}, "src/a.tsx");
  const statements: Node[] = [];
  const collect = (node: Node): void => {
    if (/Statement$|Declaration$|Method$|Property$/.test(node.type) && node.type !== "BlockStatement") {
      statements.push(node);
    }
    forEachChild(node, collect);
  };
  const parsed = parse(text, "src/a.tsx");
  const f = "program" in parsed ? parsed.program.body[0] : undefined;
  if (f?.type !== "FunctionDeclaration") throw new Error("no function");
  forEachChild(f.body, collect);
  expect(statements.length).toBeGreaterThan(50);
  const missed = statements.filter(({ start, end, type }) => {
    const gap = /Statement$|Declaration$/.test(type) ? ";" : "";
    const edited = text.slice(0, start ?? 0) + gap + text.slice(end ?? 0);
    return "program" in parse(edited, "src/a.tsx") && digest(edited, {}, "src/a.tsx") === original;
  });
  expect(missed.map(({ start, end }) => text.slice(start ?? 0, end ?? 0))).toEqual([]);
});
