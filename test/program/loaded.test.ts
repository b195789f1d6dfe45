import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Program, type Run } from "./program.ts";

/** Two calls of a unit that loads a module, and something that happens in between. */
const main = (before: string, between: string): string => `${before}
// @cache persistent
async function price(n: number): Promise<number> { const { rate } = await import("./rates.js"); return n * rate(); }
console.log(await price(1));
${between}
console.log(await price(2));
`;

const rates = `let factor = 10;
export const rate = () => factor;
export const set = (x: number) => { factor = x; };
export namespace OfTypes { export interface Rate { factor: number } }
export declare const elsewhere: number;
export default { factor };
`;

const change = '(await import("./rates.js")).set(20);';

describe("a module that a unit loads", () => {
  let program: Program;
  const outcomes = async (name: string): Promise<Pick<Run, "stdout" | "outcomes">> => {
    const { stdout, outcomes } = await program.run(`out/${name}.js`);
    return { stdout, outcomes };
  };

  beforeAll(async () => {
    program = new Program({
      "src/rates.ts": rates,
      "src/plain.ts": main("", ""),
      "src/changed.ts": main("", change),
      "src/loaded.ts": main('import "./rates.js";', ""),
      "src/early.ts": main('import { set } from "./rates.js";\nset(30);', ""),
      "src/late.ts": main("", "").replace("./rates.js", "./awaited.js"),
      "src/awaited.ts": `let factor = 0;\nfactor = await Promise.resolve(10);\nexport const rate = () => factor;\n`,
      "src/open.ts": `${rates}export const load = (name: string) => import(name);\n`,
      "src/unknown.ts": main("", change)
        .replaceAll("./rates.js", "./open.js")
        .replace(" persistent", "")
        .replace("price(2)", "price(1)"),
      "src/memory.ts": main("", change).replaceAll("persistent", "").replaceAll("price(2)", "price(1)"),
    });
    await program.compile();
  });
  afterAll(() => {
    program.remove();
  });

  test("counts by its code as long as nothing changed it, loaded or not", async () => {
    const first = { stdout: "10\n20\n", outcomes: ["miss price", "miss price"] };
    expect(await outcomes("plain")).toEqual(first);
    expect(await outcomes("plain")).toEqual({ ...first, outcomes: ["hit price", "hit price"] });
  });

  test("counts by what it holds after something changed it", async () => {
    expect(await outcomes("changed")).toMatchObject({ stdout: "10\n40\n" });
    expect(await outcomes("changed")).toEqual({ stdout: "10\n40\n", outcomes: ["hit price", "hit price"] });
  });

  test("counts by what it holds where it was there before", async () => {
    expect(await outcomes("loaded")).toMatchObject({ stdout: "10\n20\n" });
    expect(await outcomes("loaded")).toEqual({ stdout: "10\n20\n", outcomes: ["hit price", "hit price"] });
  });

  test("counts by what it holds where something changed it before", async () => {
    expect(await outcomes("plain")).toMatchObject({ stdout: "10\n20\n" });
    expect(await outcomes("early")).toMatchObject({ stdout: "30\n60\n" });
    expect(await outcomes("early")).toEqual({ stdout: "30\n60\n", outcomes: ["hit price", "hit price"] });
  });

  test("counts by its code where it waits while it is loaded", async () => {
    expect(await outcomes("late")).toMatchObject({ stdout: "10\n20\n" });
    expect(await outcomes("late")).toEqual({ stdout: "10\n20\n", outcomes: ["hit price", "hit price"] });
  });

  test("counts in memory, too", async () => {
    expect(await outcomes("memory")).toEqual({ stdout: "10\n20\n", outcomes: ["miss price", "miss price"] });
  });

  test("is not cached in memory where nobody can tell what it loads itself", async () => {
    const uncached = ["uncached price", "uncached price"];
    expect(await outcomes("unknown")).toEqual({ stdout: "10\n20\n", outcomes: uncached });
  });
});
