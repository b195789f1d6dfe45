import { afterAll, beforeAll, expect, test } from "vitest";
import { Program } from "./program.ts";

const main = `
import { execFileSync } from "node:child_process";
const read = 'process.stdout.write(fs.readFileSync("input.txt"))';
const elsewhere = () => Number(execFileSync(process.execPath, ["-e", read])); // memoir-ok: nobody traces another process
// @cache persistent
function steady(x: number) { console.log("ran steady"); return { x, at: new Map([["a", [x]]]) }; }
// @cache persistent
function hidden(): object { console.log("ran hidden"); return { rows: [1, elsewhere()] }; }
class Reading { #value = 0; at = 1; static of(value: number): Reading { const r = new Reading(); r.#value = value; return r; } }
// @cache persistent
function secret(): object { return [Reading.of(elsewhere())]; }
secret();
console.log(steady(1).x, JSON.stringify(hidden()), steady(1).x);
`;

let program: Program;

beforeAll(async () => {
  program = new Program({ "src/main.ts": main, "input.txt": "2" });
  await program.compile();
  await program.run();
});
afterAll(() => {
  program.remove();
});

test("MEMOIR=verify computes each hit once more and says which result differs, and where", async () => {
  const same = await program.run("out/main.js", { MEMOIR: "verify" });
  expect(same.stdout).toBe('ran steady\nran hidden\n1 {"rows":[1,2]} 1\n');
  expect(same.stderr.trim()).toBe("");
  program.write("input.txt", "3");
  expect((await program.run()).stdout).toBe('1 {"rows":[1,2]} 1\n');
  const other = await program.run("out/main.js", { MEMOIR: "verify" });
  expect(other.stdout).toContain('{"rows":[1,3]}');
  expect(other.stderr.match(/MEMOIR2007/g)).toHaveLength(2);
  expect(other.stderr).toContain("result[0].#value: 2 before, 3 now");
  expect(other.stderr).toContain("result.rows[1]: 2 before, 3 now");
});

test("a share of the hits can be verified", async () => {
  const none = await program.run("out/main.js", { MEMOIR: "verify=0" });
  expect(none.stdout).not.toContain("ran");
  const all = await program.run("out/main.js", { MEMOIR: "verify=1" });
  expect(all.stdout).toContain("ran steady");
  expect((await program.run("out/main.js", { MEMOIR: "verify=2" })).stderr).toContain("MEMOIR2201");
});
