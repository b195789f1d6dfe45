import { describe, expect, test } from "vitest";
import type { RewriteOptions } from "../../transformer/rewrite.ts";
import { rewritten } from "./rewriting.ts";

/** `writer` where an instance can be brought back, else why not. */
function outcome(text: string, emit: RewriteOptions["emit"] = {}): string {
  const { code } = rewritten(text, "src/a.ts", { emit });
  return code.includes("(o, v) =>") ? "writer" : (/, "([^"]*)", \[[^\]]*\]\);/.exec(code)?.[1] ?? "nothing");
}

const before = `
  import { table } from "./table.js";
  enum State { Idle }
  const LIMIT = 10;
  const list = [1];
`;

describe("an initialiser that runs nothing", () => {
  test.each(
    [
      ["", "1", "'a'", "-1", "null", "undefined", "1n", "/a/g", "true", "!0", "typeof list", "void 0"],
      [
        "`a${1}`",
        "`${LIMIT}`",
        "60 * 1000",
        "2 ** 10 - 1",
        "5 * LIMIT",
        "'a' + 1",
        "Number.MAX_SAFE_INTEGER",
      ],
      ["[]", "[1, , [2]]", "{}", "{ a: { b: [] }, 'c': 1, m() { return go(); }, get x() { return go(); } }"],
      [
        "new Map()",
        "new Map<string, number>()",
        "new Set",
        "new Date()",
        "new Uint8Array(16)",
        "new Array(3)",
      ],
      [
        "() => go()",
        "function () { go(); }",
        "async () => {}",
        "list",
        "table",
        "this",
        "State.Idle",
        "table ?? []",
      ],
      ["Date.now()", "Object.create(null)", "Symbol.for('a')", "LIMIT ? 1 : list", "[] as string[]", "null!"],
    ].flat(),
  )("%s", (value) => {
    const field = value === "" ? "#a" : `#a = ${value}`;
    expect(outcome(`${before} class C { ${field}; }`)).toBe("writer");
    expect(outcome(`${before} class C { ${value === "" ? "b" : `b = ${value}`}; #a; }`)).toBe("writer");
  });
});

describe("an initialiser that may run code", () => {
  test.each(
    [
      [
        "go()",
        "new Thing()",
        "next++",
        "table.limit",
        "this.#b()",
        "`${list}`",
        "+list",
        "[...list]",
        "{ ...list }",
      ],
      [
        "{ [list]: 1 }",
        "new Map(list)",
        "new Map([[1, 2]])",
        "new Promise(() => {})",
        "tag`a`",
        "new Date(list)",
      ],
      [
        "list + 1",
        "list in table",
        "list instanceof Thing",
        "(list.a = 1)",
        "class { static x = go(); }",
        "globalName",
      ],
      [
        "Math.random()",
        "Date.now(go())",
        "new Uint8Array(list)",
        "delete list.a",
        "list?.a",
        "list[0]",
        "-LIMIT.a",
      ],
    ].flat(),
  )("%s", (value) => {
    expect(outcome(`${before} class C { #a = ${value}; #b() {} }`)).toBe(
      "the initialiser of #a may run code",
    );
    expect(outcome(`${before} class C { #a; b = ${value}; #b() {} }`)).toBe(
      "the initialiser of b may run code",
    );
  });

  test("a shadowed built-in", () => {
    expect(outcome("class Map {}; class C { #a = new Map(); }")).toBe("the initialiser of #a may run code");
    expect(outcome("const Date = go; class C { #a = Date.now(); }")).toBe(
      "the initialiser of #a may run code",
    );
  });
});

describe("constructors", () => {
  test.each([
    "class C { #a; constructor(a, { b, c = 2, ...d } = go(), ...rest) { go(); } }",
    "class C { #a; constructor(private a = go(), readonly b?: string) { go(); } }",
    "class C { #a; constructor(a: string); constructor(a: string, b = 1) { return go(); } }",
    "class C extends B { #a; }",
    "class C extends B { #a; constructor(a, ...rest) { super(a.b, `no ${a}`, { cause: a, ...a }, ...rest); go(); } }",
    "class C extends mixin(B) { #a; constructor() { 'use strict'; super() } }",
    "class C { #a() {} }",
    "class C { get #a() { return go(); } static #s = go(); static { go(); } }",
    "class C { accessor a = 1; }",
    "abstract class C { #a = 1; abstract b: number; declare c: number; [key: string]: unknown; abstract go(): void; }",
    "export default class { #a = 1; constructor() { go(); } }",
  ])("can stop in %s", (text) => {
    expect(outcome(text)).toBe("writer");
  });

  test.each([
    ["class C { #a; constructor([a]) {} }", "the parameters of its constructor may run code"],
    ["class C { #a; constructor({ a: { b } }) {} }", "the parameters of its constructor may run code"],
    ["class C { #a; constructor({ a = go() }) {} }", "the parameters of its constructor may run code"],
    ["class C { #a; constructor({ [go()]: a }) {} }", "the parameters of its constructor may run code"],
    [
      `class C { #a; constructor(${Array.from({ length: 17 }, (_, n) => `a${n}`).join()}) {} }`,
      "the parameters of its constructor may run code",
    ],
    [
      "class C extends B { #a; constructor() { go(); super(); } }",
      "its constructor does not begin with super(…)",
    ],
    [
      "class C extends B { #a; constructor() { try { super(); } catch {} } }",
      "its constructor does not begin with super(…)",
    ],
    [
      "class C extends B { #a; constructor(a) { super(go(a)); } }",
      "its constructor may run code before super(…)",
    ],
    [
      "class C extends B { #a; constructor(a) { super(...B.all); } }",
      "its constructor may run code before super(…)",
    ],
    ["class C extends null { #a; }", "it extends null"],
    ["class C { @dec #a = 1; }", "the decorator of #a may run code"],
    ["class C { @dec go() {} #a = 1; }", "the decorator of go may run code"],
    ["class C { accessor ['a'] = 1; }", "the value of an auto-accessor under a computed name cannot be read"],
  ])("cannot in %s", (text, reason) => {
    expect(outcome(text)).toBe(reason);
  });

  test("legacy decorators run when the class is made, not when an instance is", () => {
    const emit = { experimentalDecorators: true };
    expect(outcome("class C { @dec go() {} @dec b = 1; #a = 1; }", emit)).toBe("writer");
    expect(outcome("class C { @dec accessor a = 1; }", emit)).toBe("the decorator of a may run code");
  });

  test("a class without private members of instances stays as it is", () => {
    const { code } = rewritten("class C { static #a = 1; b = 1; constructor() { go(); } }");
    expect(code).not.toContain("new.target");
    expect(code).not.toContain("(o, v)");
  });

  test("a constructor that does not run itself needs no stop, and one that cannot be stopped has none", () => {
    expect(rewritten("class C { #a = 1; }").code).not.toContain("new.target");
    expect(rewritten("class C { #a = go(); constructor() { go(); } }").code).not.toContain("new.target");
  });
});
