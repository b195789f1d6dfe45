import { Program } from "../program/program.ts";

/** A unit that reads the clock by itself and through a function of another module. */
export const clocks = {
  "src/main.ts": `import { stamp } from "./clock.ts";
// @cache
function f() { return Date.now() + stamp(); }
f();
`,
  "src/clock.ts": "export const stamp = () => Date.now();\n",
};

const files = {
  "src/main.ts": `import { persistent } from "memoir";
import { Basket, tally } from "./tally.ts";
import { fail } from "./fail.ts";
import { round } from "./round.ts";
import * as scales from "./lib/index.ts";

const factor = 3;

// @cache persistent
export function total(count: number): number {
  console.log("  ran total");
  return tally(count) * factor + scales.offset() - scales.zero;
}

// @cache persistent name=constant
const constant = tally(4) + factor;

// @cache persistent
export async function rounded(value: number): Promise<number> {
  console.log("  ran rounded");
  await Promise.resolve();
  return round(value);
}

const basket = new Basket(2);
let lines: string[], sum: number;
{
  using cache = persistent("block");
  console.log("  ran block");
  lines = [1, 2, 3].map((n) => String(tally(n)));
  sum = lines.length + Number(process.env["EXTRA"] ?? "0");
}
const known = [total(5), constant, basket.cost(7), lines.join(), sum];
void rounded(2.5).then((last) => console.log(...known, last));
if (process.env["FAIL"] !== undefined) fail("x");
`,
  "src/tally.ts": `import { step } from "./step.ts";
export const tally = (n: number): number => step(n) + 1;
export class Basket {
  price: number = 1;
  #rate: number;
  constructor(rate: number) {
    this.#rate = rate;
  }
  // @cache persistent
  cost(n: number): number {
    console.log("  ran cost");
    return step(n) * this.#rate * this.price;
  }
}
`,
  "src/step.ts": `import { unit } from "./lib/unit.ts";
export function step(n: number): number {
  return n * unit();
}
`,
  "src/lib/unit.ts": `export const unit = (): number => 10;
`,
  "src/lib/index.ts": `export * from "./unit.ts";
export { default as offset, zero } from "./offset.ts";
`,
  "src/lib/offset.ts": `export const zero = 0;
export default function (): number {
  return zero;
}
`,
  "src/fail.ts": `const clean = (text: string): string => text.trim();

// @cache persistent
export function fail(text: string): number {
  const name: string = clean(text);
  return name === "x" ? Number(JSON.parse("{ on purpose")) : name.length;
}
`,
  "src/round.ts": `import { half } from "halves";
export const round = (value: number): number => Math.round(half(value) * 2);
`,
  "node_modules/halves/package.json": JSON.stringify({
    name: "halves",
    version: "1.0.0",
    type: "module",
    exports: { types: "./index.d.ts", default: "./index.js" },
  }),
  "node_modules/halves/index.d.ts": "export declare function half(value: number): number;\n",
  "node_modules/halves/index.js": "export function half(value) { return value / 2; }\n",
};

const options = {
  allowImportingTsExtensions: true,
  rewriteRelativeImportExtensions: true,
  sourceMap: true,
  target: "esnext",
};

/** Where `fail` throws: the place in the source that a stack trace must name. */
export const thrownAt = "src/fail.ts:6:37";

/** The project that every host builds and runs: it has each form of unit, a helper three imports away, a package. */
export const createFixture = (): Program => new Program(files, options);

/** A small project of other files, set up in the same way. */
export const createProject = (
  sources: Readonly<Record<string, string>>,
  compilerOptions = {},
  plugin = {},
): Program => new Program(sources, { ...options, ...compilerOptions }, plugin);

/** What it prints. */
export const printed = (unit = 10): string =>
  `${(5 * unit + 1) * 3} ${4 * unit + 1 + 3} ${7 * unit * 2} ${[1, 2, 3].map((n) => n * unit + 1).join()} 3 3`;

export const units = ["constant", "block", "total", "Basket.cost", "rounded"];

/** The edit three imports away from the units, in a module that they do not import. */
export const edit = { file: "src/lib/unit.ts", from: "10", to: "11" };

/** The units that reach what `edit` changes. */
export const edited = ["constant", "block", "total", "Basket.cost"];
