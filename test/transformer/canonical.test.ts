import { describe, expect, test } from "vitest";
import { digest } from "./rewriting.ts";

/** Pairs of modules in which `f` is the same code. */
const same: Record<string, [string, string]> = {
  comments: ["function f(a) { return a; }", "function f(a) { /* why */ return a; // so\n }"],
  layout: ["function f(a) { return a + 1 }", "function f( a ) {\r\n\treturn (a + 1);\r\n}"],
  quotes: ["function f() { return 'a' }", 'function f() { return "a" }'],
  numbers: ["function f() { return 1000 + 16 }", "function f() { return 1_000 + 0x10 }"],
  "escapes in a plain string": [
    "function f() { return `A` + 'A' }",
    "function f() { return `\\u0041` + '\\u0041' }",
  ],
  "line ends in a template": ["function f() { return `a\nb` }", "function f() { return `a\r\nb` }"],
  "quoted keys": ["function f() { return { a: 1 } }", "function f() { return { 'a': 1, } }"],
  annotations: ["function f(a) { return a }", "function f<T extends U>(a?: T): T { return a as T }"],
  "satisfies and !": ["function f(a) { return a.b.c }", "function f(a) { return (a.b! satisfies X).c }"],
  "types in the body": [
    "function f() { return 1 }",
    "function f() { type A = 1; interface B {} declare const c: A; return 1 }",
  ],
  "names of locals": ["function f(a) { const b = a; return b }", "function f(x) { const y = x; return y }"],
  "names of helpers": [
    "function f() { return g() } function g() {}",
    "function f() { return h() } function h() {}",
  ],
  "the name of an import": [
    "import { g } from './b'; function f() { return g() }",
    "import { g as h } from './c'; function f() { return h() }",
  ],
  "shorthand spelt out": ["function f(a) { return { a } }", "function f(b) { return { a: b } }"],
  "empty statements": ["function f() { return 1 }", "function f() { ; return 1;; }"],
  "neighbouring code": [
    "function f() { return 1 }",
    "import 'x'; let z = 3; function f() { return 1 } export class Q {}",
  ],
  "JSX indentation": ["function f() { return <a>b</a> }", "function f() { return <a>\n  b\n</a> }"],
  "a label for people": [
    "import { lru } from 'memoir'; function f() { using c = lru('x'); return 1 }",
    "import { lru } from 'memoir'; function f() { using c = lru('y', { maxSize: 3 }); return 1 }",
  ],
};

/** Pairs of modules in which `f` does something else. */
const different: Record<string, [string, string]> = {
  "a line break after return": ["function f(a) { return a }", "function f(a) { return\na }"],
  "number and string": ["function f() { return 1 }", "function f() { return '1' }"],
  "number and bigint": ["function f() { return 1 }", "function f() { return 1n }"],
  "zero and minus zero": ["function f() { return 0 }", "function f() { return -0 }"],
  "where strings part": ["function f() { return g('a', 'bc') }", "function f() { return g('ab', 'c') }"],
  "NFC and NFD": ["function f() { return '\u00e9' }", "function f() { return 'e\u0301' }"],
  "escapes in a tagged template": ["function f() { return g`A` }", "function f() { return g`\\u0041` }"],
  "flags of a regex": ["function f() { return /a/ }", "function f() { return /a/g }"],
  "space inside JSX": ["function f() { return <a>b {c}</a> }", "function f() { return <a>b{c}</a> }"],
  "order of keys": ["function f() { return { a: 1, b: 2 } }", "function f() { return { b: 2, a: 1 } }"],
  "a renamed local in shorthand": ["function f(a) { return { a } }", "function f(b) { return { b } }"],
  "a destructured key": ["function f({ a }) { return a }", "function f({ b }) { return b }"],
  "a default": ["function f(a = 1) { return a }", "function f(a = 2) { return a }"],
  "an expression statement": ["function f(a) { a.b = 1 }", "function f(a) { a.b = 2 }"],
  "what is yielded": ["function* f() { yield 1 }", "function* f() { yield 2 }"],
  "an expression in JSX": ["function f() { return <a>{1}</a> }", "function f() { return <a>{2}</a> }"],
  "a decorator": [
    "function f() { return class { @d(1) m() {} } }",
    "function f() { return class { @d(2) m() {} } }",
  ],
  "a call as a statement": ["function f(a, b) { a(); b() }", "function f(a, b) { b(); a() }"],
  async: ["function f() { return 1 }", "async function f() { return 1 }"],
  generator: ["function f() { return 1 }", "function* f() { return 1 }"],
  "order of statements": ["function f() { g(); h() }", "function f() { h(); g() }"],
  "let and var": [
    "function f() { for (let i = 0; ;) g(() => i) }",
    "function f() { for (var i = 0; ;) g(() => i) }",
  ],
  "which global": ["function f(a) { return Math.min(a) }", "function f(a) { return Math.max(a) }"],
  "which local": ["function f(a, b) { return a }", "function f(a, b) { return b }"],
  "which capture": ["function f() { return g - h } let g, h", "function f() { return g - g } let g, h"],
  "optional chaining": ["function f(a) { return a?.b.c }", "function f(a) { return (a?.b).c }"],
  holes: ["function f() { return [1,,2] }", "function f() { return [1, 2] }"],
  "__proto__ as a member": [
    "function f(__proto__) { return { __proto__ } }",
    "function f(p) { return { __proto__: p } }",
  ],
  "a parameter property": [
    "function f() { return class { constructor(public a) {} } }",
    "function f() { return class { constructor(a) {} } }",
  ],
  "a declared field": [
    "function f() { return class { p: number } }",
    "function f() { return class { declare p: number } }",
  ],
  "an enum": [
    "function f() { enum E { A, B } return E.B }",
    "function f() { enum E { X, A, B } return E.B }",
  ],
  "a use of import.meta.url elsewhere": [
    "function f() { return import.meta.url }",
    "function f() { return import.meta.dirname }",
  ],
  "the version of a unit inside": [
    "function f() { // @cache version=1\n const g = () => 1; return g }",
    "function f() { // @cache version=2\n const g = () => 1; return g }",
  ],
};

describe("canonical code", () => {
  test.each(Object.entries(same))("does not count %s", (_, [a, b]) => {
    expect(digest(b, {}, "src/a.tsx")).toBe(digest(a, {}, "src/a.tsx"));
  });

  test.each(Object.entries(different))("counts %s", (_, [a, b]) => {
    expect(digest(b, {}, "src/a.tsx")).not.toBe(digest(a, {}, "src/a.tsx"));
  });

  test("counts the file's name only where it is read", () => {
    const plain = "function f() { return 1 }";
    expect(digest(plain, {}, "src/b.ts")).toBe(digest(plain, {}, "src/a.ts"));
    const reads = "function f() { return import.meta.url }";
    expect(digest(reads, {}, "src/b.ts")).not.toBe(digest(reads, {}, "src/a.ts"));
  });

  test.each([
    [
      "useDefineForClassFields",
      "function f() { return class { p } }",
      "function f() { return class { m() {} } }",
    ],
    [
      "experimentalDecorators",
      "function f() { return class { @d m() {} } }",
      "function f() { return class { m() {} } }",
    ],
    ["emitDecoratorMetadata", "function f() { return class { @d m() {} } }", "function f() { return 1 }"],
  ])("counts %s only where it changes what is emitted", (option, affected, unaffected) => {
    const [on, off] = [{ emit: { [option]: true } }, { emit: { [option]: false } }];
    expect(digest(affected, on)).not.toBe(digest(affected, off));
    expect(digest(unaffected, on)).toBe(digest(unaffected, off));
  });

  test("counts types on decorated members with emitDecoratorMetadata", () => {
    const [a, b] = ["string", "number"].map(
      (type) => `function f() { return class { @d m(x: ${type}) {} } }`,
    );
    expect(digest(a ?? "", { emit: { emitDecoratorMetadata: true } })).not.toBe(
      digest(b ?? "", { emit: { emitDecoratorMetadata: true } }),
    );
    expect(digest(a ?? "")).toBe(digest(b ?? ""));
  });

  test("counts the JSX pragma", () => {
    const text = "function f() { return <a/> }";
    expect(digest(`/** @jsx h */ ${text}`, {}, "src/a.tsx")).not.toBe(digest(text, {}, "src/a.tsx"));
    const [react, preact] = ["react", "preact"].map((jsxImportSource) =>
      digest(text, { emit: { jsx: "react-jsx", jsxImportSource } }, "src/a.tsx"),
    );
    expect(react).not.toBe(preact);
  });
});
