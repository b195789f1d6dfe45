import type { Case } from "../case.ts";
import { importsA, kept } from "./links/brief.ts";

/** Other spellings of the same code, and what stands beside it. */
export const spelling: readonly Case[] = [
  kept(
    22,
    "rename of a parameter beside a parameter property",
    "export class A { y; constructor(readonly x: number, z: number) { this.y = z; } }",
    ["z", "w"],
    { top: importsA, body: "return new A(1, 2);" },
  ),
  kept(
    22,
    "rename of a catch variable, a type parameter, an inner class",
    "export const go = <T>(x: T) => { class In { a = 1; } try { throw new In().a; } catch (e) { return e; } };",
    ["In", "Out"],
  ),
  kept(
    22,
    "rename of the name of a function expression",
    "export const go = (x: number) => (function f(i: number): number { return i ? f(i - 1) : 7; })(x);",
    ["f(i", "g(i"],
  ),
  kept(
    3,
    "quotes of a method's key and of a directive",
    "'use strict';\nexport class A { \"go\"() { return 1; } }",
    ['"go"()', "go()"],
    { top: importsA, body: "return new A().go();" },
  ),
  kept(3, "parentheses of an arrow's parameter", "export const go = (x: any) => [x].map(y => y + 1);", [
    "y =>",
    "(y) =>",
  ]),
  kept(3, "escaped identifier", "export const go = (x: any) => { const abc = x; return abc; };", [
    "const abc",
    "const \\u0061bc",
  ]),
  kept(
    3,
    "0b, 0o, 1e3, .5 and keys",
    "export const go = (_: any) => [0b11, 0o17, 1e3, .5, 5., { 0x10: 1 }];",
    ["[0b11, 0o17, 1e3, .5, 5., { 0x10: 1 }]", "[3, 15, 1000, 0.5, 5, { 16: 1 }]"],
  ),
  kept(2, "CRLF in a tagged template", {}, ["\n", "\r\n"], {
    top: "const tag = (s: any) => s.raw[0];\n",
    body: "return tag`a\nb`;",
    file: "unit.ts",
  }),
  kept(
    28,
    "entry beside the one that is read",
    "export const config = { db: { host: 1 } };",
    ["host: 1 }", "host: 1, port: 2 }, more: 1"],
    { top: 'import { config } from "./a.js";\n', body: "return config.db.host;" },
  ),
  kept(
    28,
    "unrelated export *",
    {
      "b.ts": "export const other = 1;",
      "c.ts": "export const more = 1;",
      "a.ts": 'export const go = (x: number) => x;\nexport * from "./b.js";',
    },
    ['from "./b.js"', 'from "./c.js"'],
  ),
  kept(
    29,
    "move of an enum",
    {
      "e.ts": "export enum E { A = 1 }",
      "f.ts": "export enum E { A = 1 }",
      "a.ts": 'export { E } from "./e.js";',
    },
    ["./e.js", "./f.js"],
    { top: 'import { E } from "./a.js";\n', body: "return E.A;" },
  ),
];
