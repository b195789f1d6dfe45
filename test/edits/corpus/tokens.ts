import type { Case } from "../case.ts";

/** Expressions that differ in little, and in what they do. `x` is 2, `o` an object, `f` a function. */
const pairs: readonly (readonly [from: string, to: string])[] = [
  ["x === '2'", "x == '2'"],
  ["o.zero || 1", "o.zero ?? 1"],
  ["x && 0", "x || 0"],
  ["o.list.length", "o.list?.length + 0 * 1 + 1"],
  ["[x++, x]", "[++x, x]"],
  ["[x--, x]", "[x++, x]"],
  ["(x += 2)", "(x -= 2)"],
  ["(x ||= 5)", "(x &&= 5)"],
  ["x ** 3", "x * 3"],
  ["x >> 1", "x >>> 1 | 8"],
  ["-x >> 1", "-x >>> 1"],
  ["~x", "!x"],
  ["-x", "+x"],
  ["typeof x", "void x"],
  ["'a' in o", "'b' in o"],
  ["delete o.a", "o.a"],
  ["x > 2", "x >= 2"],
  ["x - 1 - 1", "x - (1 - 1)"],
  ["(x, 1)", "(1, x)"],
  ["x ? 1 : 2", "x ? 2 : 1"],
  ["o.list", "[...o.list, 0]"],
  ["[o.list]", "[...o.list]"],
  ["{ ...o, f: 0, C: 0, a: 9 }", "{ a: 9, ...o, f: 0, C: 0 }"],
  ["f(o.list)", "f(...o.list)"],
  ["o.f()", "(0, o.f)?.call({ a: 5 })"],
  ["new o.C(1).v", "new o.C(2).v"],
  ["o['a']", "o['b']"],
  ["o[`a`]", "o[`b`]"],
  ["`${x}`", "`{x}`"],
  ["`a${x}b`", "`ab${x}`"],
  ["/a+/.source", "/a*/.source"],
  ["/\\//.source", "/\\\\/.source"],
  ["1.5", "15"],
  ["0.1 + 0.2", "0.3"],
  ["1e21", "1e22"],
  ["9007199254740993n", "9007199254740992n"],
  ["'\\n'", "'\\\\n'"],
  ["'a' + 'b'", "'b' + 'a'"],
  [
    "(() => { for (const v of [1, 2]) if (v) return v; })()",
    "(() => { for (const v in [1, 2]) if (v) return v; })()",
  ],
  [
    "(() => { let n = 0; for (const v of [1, 2, 3]) { if (v === 2) continue; n += v; } return n; })()",
    "(() => { let n = 0; for (const v of [1, 2, 3]) { if (v === 2) break; n += v; } return n; })()",
  ],
  [
    "(() => { let n = 0; a: for (const v of [1, 2]) for (const w of [1, 2]) { if (w === 2) continue a; n++; } return n; })()",
    "(() => { let n = 0; a: for (const v of [1, 2]) for (const w of [1, 2]) { if (w === 2) break a; n++; } return n; })()",
  ],
  [
    "(() => { a: b: for (const v of [1, 2]) { for (;;) { if (v) break a; } } return 1; })()",
    "(() => { a: b: for (const v of [1, 2]) { for (;;) { if (v) continue b; } } return 2; })()",
  ],
  [
    "(() => { switch (x) { case 2: return 'a'; default: return 'b'; } })()",
    "(() => { switch (x) { default: return 'b'; case 3: return 'a'; } })()",
  ],
  [
    "(() => { switch (x) { case 2: o.a = 7; break; case 3: o.a = 8; } return o.a; })()",
    "(() => { switch (x) { case 2: o.a = 7; case 3: o.a = 8; } return o.a; })()",
  ],
  ["(() => { do { x++; } while (x < 2); return x; })()", "(() => { while (x < 2) { x++; } return x; })()"],
  ["(() => { if (x) { return 1; } else return 2; })()", "(() => { if (!x) { return 1; } else return 2; })()"],
  [
    "(() => { if (x) if (!x) return 1; else return 2; return 3; })()",
    "(() => { if (x) { if (!x) return 1; } else return 2; return 3; })()",
  ],
  [
    "(() => { try { throw 1; } catch (e) { return e; } })()",
    "(() => { try { throw 1; } finally { return 3; } })()",
  ],
  ["(function (this: any) { return this?.a; }).call(o)", "(() => o.b)()"],
  ["(function (this: any) { return typeof this; }).call(o)", "((() => typeof undefined) as any).call(o)"],
  ["[...(function* () { yield [1]; })()]", "[...(function* () { yield* [1]; })()]"],
  ["typeof (() => 1)()", "typeof (async () => 1)()"],
  ["(({ a }) => a)(o)", "(({ a = 3 }) => a + 1)(o)"],
  ["(({ a: v }) => v)(o)", "(({ b: v }) => v)(o)"],
  ["(([v]) => v)(o.list)", "(([, v]) => v)(o.list)"],
  ["((...v: any[]) => v.length)(1, 2)", "((v: any) => v)(1)"],
  ["((a: any, b: any) => a)(1, 2)", "((a: any, b: any) => b)(1, 2)"],
  ["((a: any) => ((b: any) => a)(2))(1)", "((a: any) => ((b: any) => b)(2))(1)"],
  ["((a: any) => ((a: any) => a)(2))(1)", "((a: any) => ((b: any) => a)(2))(1)"],
  [
    "(() => { const a = 1; { const b = 2; void b; return a; } })()",
    "(() => { const a = 1; { const a = 2; return a; } })()",
  ],
  [
    "(() => { var a = 1; { var a = 2; } return a; })()",
    "(() => { let a = 1; { let a = 2; void a; } return a; })()",
  ],
  ["Object.keys({ get a() { return 1; } })", "Object.keys({ set b(_: any) {} })"],
  ["{ a: 1, ['b']: 2 }", "{ a: 1, ['c']: 2 }"],
  ["{ a() { return 1; } }.a()", "{ a: () => 2 }.a()"],
  ["({ __proto__: null } as any).toString", "({ ['__proto__']: null } as any).toString?.call(1)"],
  ["new (class { static a = 1; b = 2; })().b", "new (class { a = 1; static b = 2; })().a"],
  ["Object.keys(new (class { a = 1; b = 2; })())", "Object.keys(new (class { b = 2; a = 1; })())"],
  ["(class { static a() { return 1; } }).a()", "(class { static a() { return 2; } }).a()"],
  ["new (class { get a() { return 1; } })().a", "new (class { a() { return 1; } })().a()  + 1"],
  [
    "new (class { #a = 1; b() { return #a in this; } })().b()",
    "new (class { #a = 1; b() { return this.#a; } })().b()",
  ],
  ["((a: any, b = a) => b)(1)", "((a: any, b = 2) => b)(1)"],
  ["o?.f.name", "o?.['f'].length"],
  ["o!.a", "o!.b"],
  ["String.raw`a\\n`", "String.raw`a\\\\n`"],
];

const prelude =
  "const o: any = { a: 1, b: 2, zero: 0, list: [3, 4], f() { return this.a; }, C: class { v; constructor(v: any) { this.v = v; } } };\n" +
  "const f = (...v: any[]) => v.length;\nvoid [o, f];\n";

const inHelper = (expression: string): string =>
  `export function go(x: any): any {\n${prelude}return (/**/${expression});\n}`;

/** Edits of single tokens, in the unit and in a helper. */
export const tokens: readonly Case[] = pairs.flatMap(([from, to]): Case[] => {
  const edit = (text: string): string => text.replace(`/**/${from}`, () => `/**/${to}`);
  return [
    {
      row: 31,
      label: "M",
      name: `helper: ${from} → ${to}`,
      files: { "a.ts": inHelper(from) },
      unit: { top: 'import { go } from "./a.js";\n', body: "return go(2);" },
      edit: { "a.ts": edit },
      forms: ["function"],
    },
    {
      row: 31,
      label: "M",
      name: `unit: ${from} → ${to}`,
      unit: { params: "x: any", args: "2", body: `${prelude}return (/**/${from});` },
      edit: { "unit.ts": edit },
      forms: ["using"],
    },
  ];
});
