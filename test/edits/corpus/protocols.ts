import type { Case } from "../case.ts";
import { changed } from "./links/brief.ts";

/** Decorators, inherited members, and methods that the language calls. */
export const protocols: readonly Case[] = [
  changed(
    52,
    "decorator factory's argument",
    "const add = (k: number) => (f: any, _: any) => function (this: any, x: number) { return f.call(this, x) + k; };\nexport class A { @add(1) go(x: number) { return x; } }",
    ["@add(1)", "@add(2)"],
    { top: 'import { A } from "./a.js";\n', body: "return new A().go(2);" },
  ),
  changed(
    52,
    "decorator factory's argument is a constant of another module",
    {
      "k.ts": "export const K = 1;",
      "a.ts":
        'import { K } from "./k.js";\nconst add = (k: number) => (f: any, _: any) => function (this: any, x: number) { return f.call(this, x) + k; };\nexport class A { @add(K) go(x: number) { return x; } }',
    },
    ["K = 1", "K = 2"],
    { top: 'import { A } from "./a.js";\n', body: "return new A().go(2);", file: "k.ts" },
  ),
  changed(
    52,
    "order of decorators",
    "const add = (f: any, _: any) => function (this: any, x: number) { return f.call(this, x) + 1; };\nconst twice = (f: any, _: any) => function (this: any, x: number) { return f.call(this, x) * 2; };\nexport class A { @add @twice go(x: number) { return x; } }",
    ["@add @twice", "@twice @add"],
    { top: 'import { A } from "./a.js";\n', body: "return new A().go(2);" },
  ),
  changed(
    52,
    "decorator of a field, init",
    {
      "d.ts": "export const deco = (_: any, __: any) => (v: number) => v + 1;",
      "a.ts": 'import { deco } from "./d.js";\nexport class A { @deco x = 1; }',
    },
    ["v + 1", "v + 2"],
    { top: 'import { A } from "./a.js";\n', body: "return new A().x;", file: "d.ts" },
  ),
  changed(
    52,
    "decorator of a getter",
    {
      "d.ts": "export const deco = (f: any, _: any) => function (this: any) { return f.call(this) + 1; };",
      "a.ts": 'import { deco } from "./d.js";\nexport class A { @deco get x() { return 1; } }',
    },
    ["+ 1", "+ 2"],
    { top: 'import { A } from "./a.js";\n', body: "return new A().x;", file: "d.ts" },
  ),
  changed(
    52,
    "decorator of a static method, original's body",
    "const deco = (f: any, _: any) => function (this: any, x: number) { return f.call(this, x); };\nexport class A { @deco static go(x: number) { return x + 1; } }",
    ["x + 1", "x + 2"],
    { top: 'import { A } from "./a.js";\n', body: "return A.go(2);" },
  ),
  changed(
    52,
    "decorator of a private method",
    "const deco = (f: any, _: any) => function (this: any, x: number) { return f.call(this, x) + 1; };\nexport class A { @deco #p(x: number) { return x; } go(x: number) { return this.#p(x); } }",
    ["+ 1;", "+ 2;"],
    { top: 'import { A } from "./a.js";\n', body: "return new A().go(2);" },
  ),
  changed(
    52,
    "class decorator that registers",
    {
      "r.ts":
        "export const registry: any = {};\nexport const register = (name: string) => (C: any, _: any) => { registry[name] = C; };",
      "p.ts": 'import { register } from "./r.js";\n@register("p") class P { go() { return 1 + 1; } }',
    },
    ["1 + 1", "1 + 2"],
    {
      top: 'import { registry } from "./r.js";\nimport "./p.js";\n',
      body: "return new registry.p().go();",
      file: "p.ts",
    },
  ),
  changed(
    52,
    "class decorator by addInitializer",
    {
      "d.ts":
        "export const deco = (C: any, c: any) => { c.addInitializer(function (this: any) { this.k = 1 + 1; }); };",
      "a.ts":
        'import { deco } from "./d.js";\n@deco export class A { static k: number; static go() { return A.k; } }',
    },
    ["1 + 1", "1 + 2"],
    { top: 'import { A } from "./a.js";\n', body: "return A.go();", file: "d.ts" },
  ),
  changed(
    50,
    "static block with a private static",
    "export class A { static #k: number; static { A.#k = 1 + 1; } static go() { return A.#k; } }",
    ["1 + 1", "1 + 2"],
    { top: 'import { A } from "./a.js";\n', body: "return A.go();" },
  ),
  changed(
    50,
    "symbol constant of a class",
    "const k = Symbol('k');\nexport class A { static key: typeof k = k; [k]() { return 1 + 1; } }",
    ["1 + 1", "1 + 2"],
    { top: 'import { A } from "./a.js";\n', body: "return (new A() as any)[A.key]();" },
  ),
  changed(
    50,
    "field that captures a helper",
    {
      "h.ts": "export const h = () => 1 + 1;",
      "a.ts": 'import { h } from "./h.js";\nexport class A { run = h; }',
    },
    ["1 + 1", "1 + 2"],
    { top: 'import { A } from "./a.js";\n', body: "return new A().run();", file: "h.ts" },
  ),
  changed(
    51,
    "super.method() of two levels",
    {
      "b.ts": "export class B { go(x: number) { return x + 1; } }",
      "c.ts":
        'import { B } from "./b.js";\nexport class C extends B { override go(x: number) { return super.go(x) * 2; } }',
      "a.ts":
        'import { C } from "./c.js";\nexport class A extends C { override go(x: number) { return super.go(x) * 3; } }',
    },
    ["x + 1", "x + 2"],
    { top: 'import { A } from "./a.js";\n', body: "return new A().go(2);", file: "b.ts" },
  ),
  changed(
    51,
    "static super.method()",
    {
      "b.ts": "export class B { static go(x: number) { return x + 1; } }",
      "a.ts":
        'import { B } from "./b.js";\nexport class A extends B { static override go(x: number) { return super.go(x) * 3; } }',
    },
    ["x + 1", "x + 2"],
    { top: 'import { A } from "./a.js";\n', body: "return A.go(2);", file: "b.ts" },
  ),
  changed(
    51,
    "abstract method made concrete elsewhere",
    {
      "b.ts": "export abstract class B { abstract k(): number; go() { return this.k() + 1; } }",
      "a.ts": 'import { B } from "./b.js";\nexport class A extends B { k() { return 1; } }',
    },
    ["+ 1", "+ 2"],
    { top: 'import { A } from "./a.js";\n', body: "return new A().go();", file: "b.ts" },
  ),
  changed(
    51,
    "class made by two mixins",
    {
      "mix.ts":
        "type C = new (...a: any[]) => {};\nexport const One = <T extends C>(B: T) => class extends B { one() { return 1 + 1; } };\nexport const Two = <T extends C>(B: T) => class extends B { two() { return 5; } };",
      "a.ts": 'import { One, Two } from "./mix.js";\nclass Base {}\nexport const o = new (Two(One(Base)))();',
    },
    ["1 + 1", "1 + 2"],
    { top: 'import { o } from "./a.js";\n', body: "return o.one() + o.two();", file: "mix.ts" },
  ),
  changed(
    53,
    "Symbol.hasInstance",
    "export class A { static [Symbol.hasInstance](x: any) { return x === 2; } }",
    ["x === 2", "x === 3"],
    { top: 'import { A } from "./a.js";\n', body: "return (2 as any) instanceof A;" },
  ),
  changed(
    53,
    "Symbol.toStringTag",
    "export class A { get [Symbol.toStringTag]() { return 'a' + 1; } }",
    ["'a' + 1", "'a' + 2"],
    { top: 'import { A } from "./a.js";\n', body: "return String(new A());" },
  ),
  changed(
    53,
    "Symbol.dispose by using",
    "export const log: number[] = [];\nexport class R { constructor(readonly out: number[]) {} [Symbol.dispose]() { this.out.push(1 + 1); } }",
    ["1 + 1", "1 + 2"],
    {
      top: 'import { R } from "./a.js";\n',
      body: "const out: number[] = [];\n{ using r = new R(out); void r; }\nreturn out;",
    },
  ),
  changed(
    53,
    "Symbol.species",
    "export class L extends Array<number> { static override get [Symbol.species]() { return Array; } }",
    ["return Array;", "return L as any;"],
    { top: 'import { L } from "./a.js";\n', body: "return L.from([1]).map((x) => x) instanceof L;" },
  ),
  changed(
    53,
    "valueOf of an argument in arithmetic",
    "export class A { constructor(readonly k: number) {} valueOf() { return this.k + 1; } }",
    ["+ 1", "+ 2"],
    { top: 'import { A } from "./a.js";\n', params: "x: any", args: "new A(1)", body: "return x * 2;" },
  ),
  changed(
    53,
    "Symbol.match and replace protocol",
    "export const m = { [Symbol.replace](s: string) { return s + 1; } };",
    ["s + 1", "s + 2"],
    { top: 'import { m } from "./a.js";\n', body: "return 'a'.replace(m as any, '');", mayRefuse: true },
  ),
  changed(
    53,
    "Symbol.asyncIterator of a class",
    "export class A { async *[Symbol.asyncIterator]() { yield 1 + 1; } }",
    ["1 + 1", "1 + 2"],
    {
      top: 'import { A } from "./a.js";\n',
      isAsync: true,
      body: "const out = [];\nfor await (const x of new A()) out.push(x);\nreturn out;",
    },
  ),
  changed(
    53,
    "iterator whose next is in another module",
    {
      "n.ts": "export const next = (i: number) => ({ done: i > 2, value: i + 1 });",
      "a.ts":
        'import { next } from "./n.js";\nexport const o = { [Symbol.iterator]() { let i = 0; return { next: () => next(i++) }; } };',
    },
    ["i + 1", "i + 2"],
    { top: 'import { o } from "./a.js";\n', body: "return [...o];", file: "n.ts", mayRefuse: true },
  ),
  changed(
    54,
    "tag in an object",
    "export const t = { sql: (s: TemplateStringsArray, ...v: any[]) => s.raw.join('?') + v.length };",
    ["'?'", "'!'"],
    { top: 'import { t } from "./a.js";\n', body: "return t.sql`a ${1} b`;" },
  ),
  changed(
    54,
    "tag made by a call",
    "export const tag = (k: number) => (s: TemplateStringsArray) => s[0] + k + 1;",
    ["+ 1", "+ 2"],
    { top: 'import { tag } from "./a.js";\n', body: "return tag(3)`a`;" },
  ),
  changed(
    54,
    "tag with generics and optional chain",
    "export const t: any = { sql: (s: TemplateStringsArray) => s[0] + 1 };",
    ["+ 1", "+ 2"],
    { top: 'import { t } from "./a.js";\n', body: "const f = t?.sql;\nreturn f`a`;" },
  ),
  changed(
    55,
    "yield* to a helper of another module",
    {
      "h.ts": "export function* h() { yield 1 + 1; }",
      "a.ts": 'import { h } from "./h.js";\nexport function* go(_: number) { yield 0; yield* h(); }',
    },
    ["1 + 1", "1 + 2"],
    { body: "return [...go(2)];", file: "h.ts" },
  ),
  changed(
    55,
    "helper in finally of a generator",
    {
      "h.ts": "export const h = (o: number[]) => { o.push(1 + 1); };",
      "a.ts":
        'import { h } from "./h.js";\nexport function* go(o: number[]) { try { yield 1; yield 2; } finally { h(o); } }',
    },
    ["1 + 1", "1 + 2"],
    { body: "const o: number[] = [];\nfor (const _ of go(o)) break;\nreturn o;", file: "h.ts" },
  ),
];
