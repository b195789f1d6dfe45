import { afterAll, beforeAll, expect, test } from "vitest";
import { Program, resultsOf, runsOf } from "./program.ts";

const checks = `
export const isWhole = (page: { readonly whole: boolean }): boolean => page.whole;
export class Down extends Error { constructor(readonly status: number) { super("down"); } }
`;

const main = `
import { persistent, withCache } from "memoir";
import { Down, isWhole } from "./checks.js";
import * as checks from "./checks.js";

const ran = (name: string) => { console.log("  ran", name); };

// @cache persistent keep=isWhole
function page(whole: boolean) { ran("page"); return { whole }; }

// @cache persistent keep=checks.isWhole
const sheet = async (whole: boolean) => { ran("sheet"); return { whole }; };

const isLong = (rows: readonly number[]) => rows.length > 2;
// @cache persistent keep=isLong
function* rows(n: number) { ran("rows"); for (let i = 0; i < n; i++) yield i; }

let table: number[] = [];
function load(n: number): number | undefined {
  {
    using cache = persistent("load", { keep: (result: number) => result > 1 && table.length > 1 });
    ran("load");
    table = Array.from({ length: n }, (_, at) => at);
    if (n > 0) return n;
  }
  return undefined;
}

// @cache persistent errors=1h
async function fetch(status: number): Promise<string> { ran("fetch"); throw new Down(status); }

// @cache persistent timeout=1ms
async function slow(): Promise<number> { ran("slow"); return new Promise<number>(() => undefined); }

console.log("page", page(true), page(false));
console.log("sheet", await sheet(true), await sheet(false));
console.log("rows", [...rows(3)], [...rows(1)]);
console.log("load", load(2), load(1), load(0));
await fetch(503).catch((error: unknown) => {
  console.log("fetch", error instanceof Down, (error as Down).status, /checks\\.js|main\\.js/.test((error as Down).stack ?? ""));
});
await slow().catch((error: { readonly code: string }) => { console.log("slow", error.code); });
if (process.argv[2] === "refresh") withCache({ mode: "refresh" }, () => { console.log("again", page(true)); });
// @cache persistent
function around(x: number) { ran("around"); return withCache({ mode: "on" }, () => x); }
console.log("around", around(1));
`;

let program: Program;
beforeAll(async () => {
  program = new Program({ "src/main.ts": main, "src/checks.ts": checks });
  await program.compile();
});
afterAll(() => program.remove());

test("keep, errors, timeout and withCache in compiled code", async () => {
  const first = await program.run();
  expect(first.stderr).toBe("");
  const all = [
    "page",
    "page",
    "sheet",
    "sheet",
    "rows",
    "rows",
    "load",
    "load",
    "load",
    "fetch",
    "slow",
    "around",
  ];
  expect(runsOf(first)).toEqual(all.map((name) => `  ran ${name}`));
  const second = await program.run("out/main.js", {}, program.folder, ["refresh"]);
  expect(resultsOf(second).filter((line) => !line.startsWith("again"))).toEqual(resultsOf(first));
  const again = ["page", "sheet", "rows", "load", "load", "slow", "page"];
  expect(runsOf(second)).toEqual(again.map((name) => `  ran ${name}`));
  expect(resultsOf(first)).toEqual([
    "page { whole: true } { whole: false }",
    "sheet { whole: true } { whole: false }",
    "rows [ 0, 1, 2 ] [ 0 ]",
    "load 2 1 undefined",
    "fetch true 503 true",
    "slow MEMOIR2009",
    "around 1",
    "",
  ]);
});

const served = `
// @cache persistent ttl=0s swr=1h
async function load(text: string) { console.log("  ran", text); await null; return text.length; }

console.log(await load("abc"));
if (process.argv[2] === "exit") process.exit();
`;

test("swr: a fresh process gets the older result at once, and ends when it is computed again", async () => {
  const other = new Program({ "src/main.ts": served });
  try {
    await other.compile();
    const runs = [
      await other.run(),
      await other.run(),
      await other.run("out/main.js", {}, other.folder, ["exit"]),
    ];
    expect(runs.map(({ stdout }) => stdout)).toEqual(["  ran abc\n3\n", "3\n  ran abc\n", "3\n"]);
    expect(runs.map(({ stderr }) => stderr.includes("MEMOIR2011"))).toEqual([false, false, true]);
    expect(runs[1]?.outcomes).toEqual(["hit load", "miss load"]);
  } finally {
    other.remove();
  }
});

test("an edit of keep alone computes nothing again; one of an error's class does", async () => {
  program.edit("src/checks.ts", "=> page.whole", "=> page.whole === true");
  await program.compile();
  const edited = await program.run();
  const some = ["page", "sheet", "rows", "load", "load", "slow"];
  expect(runsOf(edited)).toEqual(some.map((name) => `  ran ${name}`));
  program.edit("src/checks.ts", 'super("down")', 'super("away")');
  await program.compile();
  expect(runsOf(await program.run())).toContain("  ran fetch");
});
