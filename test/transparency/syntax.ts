/**
 * Modules that use syntax of every kind beside cached functions. Each prints what it makes: what it prints must not
 * depend on memoir. `.mts` files are ES modules and `.cts` files CommonJS; `.ts` files are what `module` says.
 */
export const modules: Readonly<Record<string, string>> = {
  "declarations.ts": `#!/usr/bin/env node
"use strict";
/// <reference types="node" />
/** @file What TypeScript declares and erases. */
declare const absent: unique symbol;
declare function nowhere(x: number): string;
declare module "nowhere" { export const x: number; }
declare global { interface Window2 { x: number } }
abstract class Shape<T extends object = {}> {
  declare readonly tag: string;
  name!: string;
  static #count = 0;
  readonly [key: string]: unknown;
  constructor(protected readonly width: number, public height?: number) { Shape.#count++; }
  abstract area(): number;
  get size(): number { return this.width; }
  set size(value) { this.name = String(value); }
  static { this.prototype.toString = function () { return "shape"; }; }
  static has(x: object): boolean { return #count in x; }
  // @cache
  scaled<K>(this: Shape<T>, by: number, ..._rest: K[]): number { return this.width * by; }
}
class Square extends Shape<{ a: 1 }> implements Iterable<number> {
  override area(): number { return this.width ** 2; }
  *[Symbol.iterator]() { yield this.width; }
  async *later() { yield* [1, 2]; }
  "quoted name"() { return 1; }
  1_0() { return 10; }
  accessor mode = "a";
  static accessor shared = 1;
}
function over(x: string): string;
function over(x: number): number;
// @cache
function over(x: any): any { return x; }
function isText(x: unknown): x is string { return typeof x === "string"; }
function check(x: unknown): asserts x is string { if (!isText(x)) throw new TypeError("no"); }
type Route = \`/\${"a" | "b"}/\${number}\`;
type Deep<T> = T extends (infer U extends string)[] ? { readonly [K in keyof T as \`x\${string & K}\`]-?: U } : never;
const square = new Square(3);
check("x");
const route = "/a/1" satisfies Route as Route;
console.log("declarations", square.area(), square.scaled(2), [...square], square.mode, String(square), Shape.has({}),
  Shape.has(Shape), over(1), over("a"), route!, (<any>square).size, square["quoted name"](), square[10]());
export type { Deep };
export {};
`,
  "enums.ts": `enum Color { Red, Green = "g", Blue = 1 << 2, Max = Color.Blue | 1 }
enum Color { Extra = 10 }
const enum Flag { A = 1, B = A * 2 }
namespace Geometry { export const unit = 1; export namespace Inner { export function twice(x: number) { return 2 * x; } } }
namespace Geometry { export const two = unit + 1; }
function merged() { return merged.extra; }
namespace merged { export const extra = 5; }
declare namespace Types { type T = 1; }
import Short = Geometry.Inner;
// @cache
export function all(x: number) { return [x, Color[0], Color.Green, Color.Max, Color.Extra, Flag.B, Short.twice(x), Geometry.two, merged()]; }
console.log("enums", all(4));
`,
  "expressions.ts": `type Box = { a?: { b: { c: () => number } | null }; f?: (x: number) => number };
const box: Box = { a: { b: { c: () => 1 } }, f: (x) => x };
// @cache
const read = (b: Box) => [b?.a?.b!.c(), b.f?.(2), b["a"]?.["b"]?.c?.(), b.a!.b!.c()] as const;
// @cache
const tag = (parts: TemplateStringsArray, ...values: number[]) => parts.raw.join("|") + values.join();
let a: number | undefined, b = 0, c: any = null;
a ??= 1; b ||= 2; c &&= 3; [a, b] = [b, a]; ({ a, b = 5, ...c } = { a: 7, x: 1 } as any);
label: for (const x of [1, 2, 3]) { for (;;) { if (x === 2) break label; continue label; } }
const big = 1_000n * 2n, hex = 0xFF_FF, octal = 0o17, binary = 0b1010, float = .5e-1;
const pattern = /(?<year>\\d{4})-[\\p{L}--[a-z]]/v.exec("2024-A")?.groups?.year;
const sparse = [, 1, , 2, ,], spread = [...sparse, ...new Set([1])];
const object = { __proto__: { inherited: 1 }, ["com" + "puted"]: 1, get x() { return 1; }, set x(v) {}, async *gen() {}, "a-b": 2, async: 1, get: 2, of: 3, if: 4 };
const fn = function self(n: number): number { return n < 2 ? 1 : n * self(n - 1); };
const nested = (x: number) => (y: number) => async (z: number) => x + y + await z;
const comma = (1, 2, fn(3));
const generic = <T,>(x: T) => x;
const made = new (class Named<T> { constructor(readonly x: T) {} })<number>(1), instantiated = Array<number>;
if (a) { function inBlock() { return 1; } }
switch (b) { case 5: { let inner = 1; void inner; } default: }
try { throw 1; } catch { } finally { }
do b--; while (b > 0)
var { length: renamed = 1, ...others } = "ab" as any;
const t = typeof a === "number" ? void 0 : delete (object as any).x;
console.log("expressions", read(box), tag\`a\\n\${1}b\${2}\`, a, b, c, String(big), hex, octal, binary, float, pattern, spread.length, Object.keys(object),
  comma, generic(1), made.x, instantiated.name, renamed, others, t);
nested(1)(2)(3).then((x) => console.log("expressions later", x));
`,
  "decorators.ts": `const log: string[] = [];
const note = (name: string) => (...args: any[]): any => { log.push(name + typeof args[0]); };
@note("class") @note("class again")
export class Decorated {
  @note("field") field = 1;
  @note("method") /* between */ method() { return this.field; }
  @note("static") static make() { return new this(); }
  @note("getter") get value() { return 2; }
  @note("accessor") accessor auto = 3;
  @note("cached")
  // @cache
  cached(x: number) { return x + this.field; }
  @note("computed") ["com" + "puted"]() { return 4; }
}
export default @note("a class") class {}
const expression = @note("expression") class { static x = 1; };
const d = Decorated.make();
console.log("decorators", d.method(), d.value, d.auto, d.cached(1), d.cached(1), (d as any).computed(), expression.x, log);
`,
  "using.mts": `class Resource { constructor(readonly name: string, readonly log: string[]) {} [Symbol.dispose]() { this.log.push("-" + this.name); } async [Symbol.asyncDispose]() { this.log.push("~" + this.name); } }
const log: string[] = [];
{ using a = new Resource("a", log), b = new Resource("b", log); await using c = new Resource("c", log); log.push(a.name + b.name + c.name); }
for (using r of [new Resource("for", log)]) log.push(r.name);
for (await using r of [new Resource("await", log)]) log.push(r.name);
// @cache
async function inside(x: number) { const own: string[] = []; { using r = new Resource("in", own); own.push(r.name + x); } return own; }
const using = 1; void using;
console.log("using", log, await inside(1), await inside(1));
`,
  "modules.mts": `import data from "./data.json" with { type: "json" };
import * as self from "./modules.mjs";
import half, { type Box } from "./types.cjs";
import { createRequire } from "node:module";
export * as types from "./types.cjs";
export { half as "any name" };
export let counter = 0;
export default async function* numbers() { yield ++counter; }
const require = createRequire(import.meta.url);
// @cache
export function label(x: Box): string { return half.Kind[x.kind] + data.name; }
await 0;
for await (const n of numbers()) console.log("modules", n, label({ kind: 1 }), Object.keys(self).sort(), typeof require("./types.cjs"));
const { default: again } = await import("./types.cjs");
console.log("modules again", typeof again, import.meta.url.endsWith("modules.mjs"));
`,
  "interface.mts": `export default interface Props { a: number }
const made = (props: Props): number => props.a;
// @cache
function f(x: number) { return made({ a: x }) + 1; }
console.log("interface", f(1), f(1));
`,
  "alias.mts": `type Props = { a: number };
export default Props;
// @cache
export function f(props: Props) { return props.a + 1; }
console.log("alias", f({ a: 1 }), f({ a: 2 }));
`,
  "types.cts": `import path = require("node:path");
namespace half { export enum Kind { One = 1 } export interface Box { kind: Kind } export const base = path.basename(__filename); }
// @cache
function half(x: number): number { return x / 2 + arguments.length; }
console.log("types", half(4), typeof module, this === module.exports);
export = half;
`,
  "generators.ts": `// @cache
function* count(n: number) { for (let i = 0; i < n; i++) yield i; return "end"; }
// @cache
async function* slow(n: number) { for await (const x of [Promise.resolve(n)]) yield x; }
class Tree { kids: Tree[] = []; constructor(readonly v: number) {}
  // @cache
  *walk(): Generator<number> { yield this.v; for (const k of this.kids) yield* k.walk(); } }
const tree = new Tree(1); tree.kids.push(new Tree(2));
console.log("generators", [...count(3)], [...count(3)], [...tree.walk()]);
export default async /* function */ function /* * */ * () { yield 1; }
void (async () => { for await (const x of slow(2)) console.log("generators later", x); })();
`,
  "scopes.ts": `var hoisted = before(); function before() { return typeof hoisted; }
const f = (x = () => y, y = 2, { z = 3, ...rest } = {} as any, [w = 4] = []) => [x(), y, z, rest, w];
// @cache
function shadow(x: number) { var x = x + 1; { let x = 5; void x; } return arguments.length + x; }
// @cache
const self = function self(n: number): number { return n ? self(n - 1) + 1 : 0; };
// @cache
const bound = (x: number) => { const inner = () => this_of(x); return inner(); };
function this_of(this: unknown, x: number) { return this === undefined ? x : -x; }
class A { static a = 1; static b = A.a + 1; static f = () => this.b; #p = 1; static eq(x: A) { return x.#p; } ["x"] = this.#p; }
let undefined1 = void 0, NaN1 = NaN, $m_ = 1, $m_f = 2;
console.log("scopes", hoisted, f(), shadow(1), self(3), bound(2), A.f(), A.eq(new A()), new A(), undefined1, NaN1, $m_, $m_f);
export { f as default };
`,
  "view.tsx": `namespace React { export const createElement = (type: any, props: any, ...kids: any[]) => [typeof type === "function" ? type(props) : type, props, kids]; export const Fragment = "fragment"; }
declare global { namespace JSX { interface IntrinsicElements { [name: string]: any } } }
const Generic = <T,>(props: { value: T }) => <b {...props} data-x='a&amp;b'>{props.value as any} text {/* c */}{...[1]}</b>;
// @cache
function View({ x }: { x: number }) { return <><Generic<number> value={x} /><svg:path d="1" /><p>{x > 1 ? <i /> : null}
  two lines</p></>; }
console.log("view", JSON.stringify(<View x={2} />));
`,
};
