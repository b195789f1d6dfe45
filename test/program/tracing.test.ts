import { execFileSync } from "node:child_process";
import { cpSync, globSync, mkdirSync, rmSync, unlinkSync, utimesSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Program, type Run, resultsOf, runsOf } from "./program.ts";

const report = `
export const ran = (name: string): void => { console.log("  ran", name); };
export const print = (...values: unknown[]): void => { console.log(JSON.stringify(values)); };
`;

const styles = `
import fs, { createReadStream, readFile, readFileSync } from "node:fs";
import * as all from "node:fs";
import * as promises from "node:fs/promises";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { print, ran } from "./report.js";
// @cache persistent name=sync
function sync(): string { ran("sync"); return readFileSync("data/sync.json", "utf8"); }
// @cache persistent name=url
function url(): string { ran("url"); return all.readFileSync(pathToFileURL("data/url.json"), "utf8"); }
// @cache persistent name=descriptor
function descriptor(): string {
  ran("descriptor");
  const fd = fs.openSync(Buffer.from("data/descriptor.json"), "r");
  try { return fs.readFileSync(fd, "utf8"); } finally { fs.closeSync(fd); }
}
// @cache persistent name=callback
async function callback(): Promise<string> { ran("callback"); return promisify(readFile)("data/callback.json", "utf8"); }
// @cache persistent name=promise
async function promise(): Promise<string> { ran("promise"); await null; return promises.readFile("data/promise.json", "utf8"); }
// @cache persistent name=handle
async function handle(): Promise<string> {
  ran("handle");
  await using file = await promises.open("data/handle.json");
  let all = "";
  for await (const line of file.readLines()) all += line;
  return all;
}
// @cache persistent name=timer
async function timer(): Promise<string> {
  ran("timer");
  return new Promise((resolve) => setTimeout(() => resolve(readFileSync("data/timer.json", "utf8")), 1));
}
// @cache persistent name=stream
async function stream(): Promise<string> { ran("stream"); return text(createReadStream("data/stream.json")); }
// @cache persistent name=generated
function* generated(): Generator<string> { ran("generated"); yield "1"; yield readFileSync("data/generated.json", "utf8"); }
async function block(): Promise<string> {
  let read = "";
  {
    using cache = persistent("block");
    ran("block");
    read = await promises.readFile("data/block.json", "utf8");
  }
  return read;
}
import { persistent } from "memoir";
print(sync(), url(), descriptor(), await callback(), await promise(), await handle(), await timer(), await stream(), [...generated()][1], await block());
`;

const names = [
  "sync",
  "url",
  "descriptor",
  "callback",
  "promise",
  "handle",
  "timer",
  "stream",
  "generated",
  "block",
];

const questions = `
import fs from "node:fs";
import { glob, opendir } from "node:fs/promises";
import { print, ran } from "./report.js";
// @cache persistent name=missing
function missing(): boolean { ran("missing"); return fs.existsSync("asked/missing.txt"); }
// @cache persistent name=fallback
function fallback(): string {
  ran("fallback");
  try { return fs.readFileSync("asked/local.txt", "utf8"); } catch { return fs.readFileSync("asked/default.txt", "utf8"); }
}
// @cache persistent name=listing
function listing(): string[] { ran("listing"); return fs.readdirSync("asked/list"); }
// @cache persistent name=opened
async function opened(): Promise<number> { ran("opened"); let n = 0; for await (const _ of await opendir("asked/list")) n++; return n; }
// @cache persistent name=size
function size(): number { ran("size"); return fs.statSync("asked/sized.txt").size; }
// @cache persistent name=matched
function matched(): string[] { ran("matched"); return fs.globSync("asked/glob/*.csv").sort(); }
// @cache persistent name=stepped
async function stepped(): Promise<string[]> { ran("stepped"); return Array.fromAsync(glob("asked/glob/*.csv")); }
print(missing(), fallback(), listing(), await opened(), size(), matched(), await stepped());
`;

const packaged = `
import { config } from "configured";
import { print, ran } from "./report.js";
// @cache persistent name=packaged
function packaged(): string { ran("packaged"); return config("settings.json"); }
print(packaged());
`;

const configured = `
const { readFileSync } = require("fs"); // taken when it is loaded
exports.config = (path) => {
  const { level } = JSON.parse(readFileSync(path, "utf8"));
  const mode = "APP_MODE" in process.env ? "set to " + process.env.APP_MODE : "unset";
  return level + " " + mode + " " + (process.env["APP_" + level] || "none");
};
exports.all = () => Object.keys(process.env).filter((name) => name.startsWith("APP_")).sort().join();
`;

const nested = `
import { readFileSync } from "node:fs";
import { print, ran } from "./report.js";
// @cache persistent name=inner
function inner(): string { ran("inner"); return readFileSync("nested/a.txt", "utf8"); }
// @cache persistent name=outer
function outer(x: number): string { ran("outer " + x); return inner() + x; }
// @cache
function remembered(): string { ran("remembered"); return readFileSync("nested/b.txt", "utf8"); }
// @cache persistent name=around
function around(x: number): string { ran("around " + x); return remembered() + x; }
print(remembered());
print(outer(1), outer(2), around(1), around(2));
`;

const own = `
import fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { print, ran } from "./report.js";
// @cache persistent name=temporary
function temporary(x: number): string {
  ran("temporary");
  const folder = fs.mkdtempSync(join(tmpdir(), "memoir-own-"));
  fs.mkdirSync(join(folder, "deep/er"), { recursive: true });
  fs.writeFileSync(join(folder, "deep/er/a.txt"), String(x));
  const read = fs.readFileSync(join(folder, "deep/er/a.txt"), "utf8") + fs.readdirSync(fs.realpathSync(folder)).join();
  fs.rmSync(folder, { recursive: true });
  return read + fs.existsSync(folder);
}
// @cache persistent name=download
async function download(): Promise<string> {
  ran("download");
  await fs.promises.mkdir("downloads", { recursive: true });
  await fs.promises.writeFile("downloads/file.txt", "content");
  return (await fs.promises.readFile("downloads/file.txt", "utf8")) + (await fs.promises.readdir("downloads")).join();
}
// @cache persistent name=copied
function copied(): string {
  ran("copied");
  fs.copyFileSync("own/source.txt", "own/copy.txt");
  return fs.readFileSync("own/copy.txt", "utf8");
}
// @cache persistent name=counter
function counter(): number {
  ran("counter");
  const n = Number(fs.readFileSync("own/counter.txt", "utf8")) + 1;
  fs.writeFileSync("own/counter.txt", String(n));
  return n;
}
// @cache persistent name=logged
function logged(): number { ran("logged"); fs.appendFileSync("own/log.txt", "x"); return 1; }
print(temporary(1), await download(), copied(), counter(), logged());
`;

const concurrent = `
import { readFile } from "node:fs/promises";
import { setImmediate as turn } from "node:timers/promises";
import { print, ran } from "./report.js";
// @cache persistent name=each
async function each(name: string): Promise<string> {
  ran("each " + name);
  await turn();
  const first = await readFile("each/" + name + ".txt", "utf8");
  await turn();
  return first + (await readFile("each/" + name + ".2.txt", "utf8"));
}
print(await Promise.all(["a", "b", "c"].map(each)));
`;

const declared = `
import { readFileSync } from "node:fs";
import { print, ran } from "./report.js";
// @cache persistent name=declared files=["declared/*.txt"]
function declared(): string { ran("declared"); return readFileSync("declared/a.txt", "utf8") + process.env.APP_NAME; }
print(declared());
`;

const changing = `
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { print, ran } from "./report.js";
// @cache persistent name=changing
async function changing(): Promise<string> {
  ran("changing");
  const read = readFileSync("changing.txt", "utf8");
  await null;
  return read;
}
const pending = changing();
writeFileSync("changing.txt", "2");
print(await pending);
// @cache persistent name=appending
function appending(): string {
  ran("appending");
  appendFileSync("appended.txt", "+");
  return readFileSync("appended.txt", "utf8");
}
print(appending());
`;

const directory = `
import { readFileSync } from "node:fs";
import { print, ran } from "./report.js";
// @cache persistent name=directory
function directory(): string { ran("directory"); return readFileSync("here.txt", "utf8"); }
print(directory());
`;

const whole = `
import { spawnSync } from "node:child_process";
import { all } from "configured";
import { print, ran } from "./report.js";
// @cache persistent name=whole
function whole(): string { ran("whole"); return all(); }
// @cache persistent name=spawned
function spawned(): number { ran("spawned"); return Number(spawnSync(process.execPath, ["-p", "1"], { encoding: "utf8" }).stdout); }
print(whole(), spawned());
`;

const loaded = `
import { createRequire } from "node:module";
import { existsSync, readdirSync } from "node:fs";
import { print, ran } from "./report.js";
const require = createRequire(import.meta.url);
// @cache persistent name=loaded
async function loaded(): Promise<unknown[]> {
  ran("loaded");
  return [(await import("late")).value, require("late/data.json")];
}
// @cache persistent name=root
function root(): string[] { ran("root"); return readdirSync(".").filter((name) => name.startsWith(".")); }
// @cache persistent name=machine
function machine(): boolean { ran("machine"); return existsSync("/proc/self/status"); }
print(await loaded(), root(), machine());
`;

const remembering = `
import { writeFileSync } from "node:fs";
import { cached } from "remembering";
import { print, ran } from "./report.js";
// @cache persistent name=remembering
function remembering(): string { ran("remembering"); return cached(); }
const first = remembering();
if (process.env.CHANGE === "1") writeFileSync("remembered.json", "2");
print(first, remembering());
`;

const modes = `
import { readFileSync } from "node:fs";
import { cacheClear, cacheInfo } from "memoir";
import { print, ran } from "./report.js";
// @cache persistent name=modes
function modes(): string { ran("modes"); return readFileSync("modes.txt", "utf8"); }
if (process.env.CLEAR === "1") cacheClear(modes);
print(modes(), modes(), cacheInfo(modes).size);
`;

const outside = `
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { print, ran } from "./report.js";
// @cache persistent name=outside
function outside(folder: string): string {
  ran("outside");
  const path = join(folder, "memoir-outside-" + process.env.OUTSIDE);
  return existsSync(path) ? readFileSync(path, "utf8") : "none" + realpathSync("real.txt").length;
}
print(outside(tmpdir()));
`;

let program: Program;

beforeAll(async () => {
  program = new Program(
    {
      ...Object.fromEntries(
        Object.entries({
          report,
          styles,
          questions,
          packaged,
          nested,
          own,
          concurrent,
          declared,
          changing,
          directory,
          whole,
          loaded,
          remembering,
          modes,
          outside,
        }).map(([name, text]) => [`src/${name}.ts`, text]),
      ),
      "node_modules/configured/package.json":
        '{ "name": "configured", "version": "1.0.0", "types": "index.d.ts" }',
      "node_modules/configured/index.js": configured,
      "node_modules/late/package.json": '{ "name": "late", "version": "1.0.0", "types": "index.d.ts" }',
      "node_modules/late/index.js": "exports.value = 1;",
      "node_modules/late/index.d.ts": "export declare const value: number;",
      "node_modules/late/data.json": "{}",
      "node_modules/remembering/package.json":
        '{ "name": "remembering", "version": "1.0.0", "types": "index.d.ts" }',
      "node_modules/remembering/index.js":
        'const fs = require("fs"); let text; exports.cached = () => (text ??= fs.readFileSync("remembered.json", "utf8"));',
      "node_modules/remembering/index.d.ts": "export declare function cached(): string;",
      "node_modules/configured/index.d.ts":
        "export declare function config(path: string): string;\nexport declare function all(): string;",
    },
    { lib: ["esnext"] },
  );
  await program.compile();
});
afterAll(() => {
  program.remove();
});

const memoir = (...words: string[]): string =>
  execFileSync(process.execPath, [program.path("node_modules/memoir/dist/cli/main.js"), ...words], {
    cwd: program.folder,
    encoding: "utf8",
  });

const whys = ({ lookups }: Run): string[] =>
  lookups.filter(({ outcome }) => outcome === "miss").map(({ name, why }) => `${name}: ${why ?? ""}`);

describe("a file that a unit reads", () => {
  const write = (text: string): void => {
    for (const name of names) program.write(`data/${name}.json`, text + name);
  };

  test("counts, however it is read; going back to what it was hits", async () => {
    write("1 ");
    const first = await program.run("out/styles.js");
    expect(first.stderr).toBe("");
    expect(runsOf(first)).toEqual(names.map((name) => `  ran ${name}`));
    const again = await program.run("out/styles.js");
    expect(runsOf(again)).toEqual([]);
    expect(resultsOf(again)).toEqual(resultsOf(first));
    write("2 ");
    const changed = await program.run("out/styles.js");
    expect(runsOf(changed)).toEqual(names.map((name) => `  ran ${name}`));
    expect(resultsOf(changed)).toEqual([JSON.stringify(names.map((name) => `2 ${name}`)), ""]);
    expect(whys(changed)).toEqual(names.map((name) => `${name}: file data/${name}.json changed`));
    write("1 ");
    const back = await program.run("out/styles.js");
    expect(runsOf(back)).toEqual([]);
    expect(resultsOf(back)).toEqual(resultsOf(first));
  });

  test("counts by its content, not by its times", async () => {
    write("3 ");
    await program.run("out/styles.js");
    for (const name of names) utimesSync(program.path(`data/${name}.json`), 1000, 1000);
    expect(runsOf(await program.run("out/styles.js"))).toEqual([]);
  });
});

test("what is asked of paths counts: existence, names, kinds, sizes, matches", async () => {
  const run = () => program.run("out/questions.js");
  program.write("asked/default.txt", "default");
  program.write("asked/list/a", "");
  program.write("asked/sized.txt", "1234");
  program.write("asked/glob/a.csv", "");
  const first = await run();
  expect(first.stderr).toBe("");
  expect(resultsOf(first)[0]).toBe('[false,"default",["a"],1,4,["asked/glob/a.csv"],["asked/glob/a.csv"]]');
  expect(runsOf(await run())).toEqual([]);
  // None of this is asked.
  program.write("asked/other.txt", "");
  program.write("asked/list/a", "other content");
  program.write("asked/sized.txt", "abcd");
  program.write("asked/glob/a.txt", "");
  expect(runsOf(await run())).toEqual([]);
  program.write("asked/missing.txt", "");
  program.write("asked/local.txt", "local");
  program.write("asked/list/b", "");
  program.write("asked/sized.txt", "12345");
  program.write("asked/glob/b.csv", "");
  const changed = await run();
  expect(runsOf(changed)).toHaveLength(7);
  expect(whys(changed)).toEqual([
    "missing: existence of asked/missing.txt changed",
    "fallback: file asked/local.txt changed",
    "listing: folder asked/list changed",
    "opened: folder asked/list changed",
    "size: kind and size of asked/sized.txt changed",
    "matched: files in .: asked/glob/*.csv changed",
    "stepped: files in .: asked/glob/*.csv changed",
  ]);
  for (const name of ["missing.txt", "local.txt", "list/b", "glob/b.csv"])
    unlinkSync(program.path(`asked/${name}`));
  program.write("asked/sized.txt", "4321");
  const back = await run();
  expect(runsOf(back)).toEqual([]);
  expect(resultsOf(back)).toEqual(resultsOf(first));
});

test("what a package reads counts: its files and its variables, of which unset is not empty", async () => {
  const run = (env: Record<string, string> = {}) => program.run("out/packaged.js", env);
  program.write("settings.json", '{ "level": "A" }');
  expect(resultsOf(await run())[0]).toBe('["A unset none"]');
  expect(runsOf(await run({ APP_OTHER: "1" }))).toEqual([]);
  const empty = await run({ APP_MODE: "" });
  expect(resultsOf(empty)[0]).toBe('["A set to  none"]');
  expect(whys(empty)).toEqual(["packaged: env APP_MODE changed"]);
  expect(resultsOf(await run({ APP_A: "a" }))[0]).toBe('["A unset a"]');
  program.write("settings.json", '{ "level": "B" }');
  expect(resultsOf(await run({ APP_A: "a" }))[0]).toBe('["B unset none"]');
  program.write("settings.json", '{ "level": "A" }');
  expect(runsOf(await run({ APP_A: "a" }))).toEqual([]);
  expect(runsOf(await run())).toEqual([]);
});

test("what an inner unit read counts for the unit around it, whether it was computed or not", async () => {
  const run = () => program.run("out/nested.js");
  program.write("nested/a.txt", "a");
  program.write("nested/b.txt", "b");
  expect(runsOf(await run())).toEqual(
    ["remembered", "outer 1", "inner", "outer 2", "around 1", "around 2"].map((name) => `  ran ${name}`),
  );
  expect(runsOf(await run())).toEqual(["  ran remembered"]);
  program.write("nested/a.txt", "A");
  program.write("nested/b.txt", "B");
  const changed = await run();
  expect(resultsOf(changed)[1]).toBe('["A1","A2","B1","B2"]');
  program.write("nested/a.txt", "a");
  program.write("nested/b.txt", "b");
  const back = await run();
  expect(runsOf(back)).toEqual(["  ran remembered"]);
  expect(resultsOf(back)[1]).toBe('["a1","a2","b1","b2"]');
});

test("what a unit has written itself is no input; what was there before it wrote is", async () => {
  const run = () => program.run("out/own.js");
  program.write("own/source.txt", "source");
  program.write("own/counter.txt", "0");
  program.write("own/log.txt", "");
  const first = await run();
  expect(first.stderr).toBe("");
  expect(resultsOf(first)[0]).toBe('["1deepfalse","contentfile.txt","source",1,1]');
  const again = await run();
  expect(runsOf(again)).toEqual(["  ran counter"]);
  expect(resultsOf(again)[0]).toBe('["1deepfalse","contentfile.txt","source",2,1]');
  program.write("own/counter.txt", "0");
  program.write("own/source.txt", "other");
  program.write("downloads/file.txt", "stale");
  const changed = await run();
  expect(runsOf(changed)).toEqual(["  ran copied"]);
  expect(resultsOf(changed)[0]).toBe('["1deepfalse","contentfile.txt","other",1,1]');
});

test("concurrent computations have the reads that are theirs", async () => {
  const run = () => program.run("out/concurrent.js");
  for (const name of ["a", "b", "c"]) {
    program.write(`each/${name}.txt`, name);
    program.write(`each/${name}.2.txt`, "2");
  }
  await run();
  expect(runsOf(await run())).toEqual([]);
  program.write("each/b.2.txt", "3");
  const changed = await run();
  expect(runsOf(changed)).toEqual(["  ran each b"]);
  expect(resultsOf(changed)[0]).toBe('[["a2","b3","c2"]]');
});

test("what the key shows already is not traced", async () => {
  program.write("declared/a.txt", "1");
  await program.run("out/declared.js", { APP_NAME: "x" });
  const hit = await program.run("out/declared.js", { APP_NAME: "x" });
  expect(hit.outcomes).toEqual(["hit declared"]);
  // What is declared is found from the project, wherever the process is.
  const elsewhere = await program.run("out/declared.js", { APP_NAME: "x" }, program.path("src"));
  expect(elsewhere.outcomes).toEqual(["hit declared"]);
  program.write("declared/a.txt", "2");
  const changed = await program.run("out/declared.js", { APP_NAME: "x" });
  expect(whys(changed)).toEqual(["declared: file declared/a.txt changed"]);
  expect(changed.lookups[0]?.key).not.toBe(hit.lookups[0]?.key);
});

test("a result is not stored where an input changed while it was computed, or holds more than was read", async () => {
  program.write("changing.txt", "1");
  program.write("appended.txt", "");
  const first = await program.run("out/changing.js");
  expect(first.stderr).toMatch(
    /MEMOIR2003: the result of changing .*file changing\.txt changed while it ran/,
  );
  expect(first.stderr).toMatch(/MEMOIR2003: the result of appending .*appended to/);
  expect(runsOf(await program.run("out/changing.js"))).toEqual(["  ran changing", "  ran appending"]);
});

test("a relative path counts with the working directory", async () => {
  for (const folder of ["one", "two"]) {
    mkdirSync(program.path(folder), { recursive: true });
    writeFileSync(program.path(`${folder}/here.txt`), folder);
  }
  const run = (folder: string) => program.run("out/directory.js", {}, program.path(folder));
  expect(resultsOf(await run("one"))[0]).toBe('["one"]');
  expect(resultsOf(await run("two"))[0]).toBe('["two"]');
  expect(runsOf(await run("one"))).toEqual([]);
  rmSync(program.path("one/here.txt"));
  expect((await run("one")).code).toBe(1);
});

test("the environment as a whole counts where a package goes through it, but not where Node hands it on", async () => {
  const run = (env: Record<string, string>) => program.run("out/whole.js", env);
  expect((await run({ APP_X: "1" })).stderr).toBe("");
  expect(runsOf(await run({ APP_X: "1", SHLVL: "7", MEMOIR_LOG: "json,all" }))).toEqual([]);
  const other = await run({ APP_X: "2" });
  expect(runsOf(other)).toEqual(["  ran whole"]);
  expect(whys(other)).toEqual(["whole: the environment as a whole changed"]);
});

test("neither code that the module loader reads, nor the cache folder, nor the machine is an input", async () => {
  const first = await program.run("out/loaded.js");
  expect(first.stderr).toBe("");
  program.write("node_modules/late/data.json", "{ }");
  program.edit("node_modules/late/index.js", "1", "1 ");
  const again = await program.run("out/loaded.js");
  expect(whys(again)).toEqual([]);
  expect(again.stderr).toBe("");
  expect(runsOf(again)).toEqual([]);
});

test("what a package remembers from an earlier computation in the process is not taken for independent of it", async () => {
  program.write("remembered.json", "1");
  const changed = await program.run("out/remembering.js", { CHANGE: "1" });
  expect(resultsOf(changed)[0]).toBe('["1","1"]');
  expect(changed.stderr).toMatch(/MEMOIR2003.*file remembered\.json changed/);
  const fresh = await program.run("out/remembering.js");
  expect(resultsOf(fresh)[0]).toBe('["2","2"]');
});

describe("the modes and the command line", () => {
  const run = (env: Record<string, string> = {}) => program.run("out/modes.js", env);

  test("know results by the unit's key and by what was read", async () => {
    program.write("modes.txt", "1");
    expect(runsOf(await run({ MEMOIR: "readonly" }))).toEqual(["  ran modes"]);
    expect((await run()).stdout).toBe('  ran modes\n["1","1",1]\n');
    expect((await run({ MEMOIR: "readonly" })).stdout).toBe('["1","1",1]\n');
    expect(runsOf(await run({ MEMOIR: "refresh" }))).toEqual(["  ran modes"]);
    const verified = await run({ MEMOIR: "verify" });
    expect(runsOf(verified)).toEqual(["  ran modes"]);
    expect(verified.stderr).toBe("");
    program.write("modes.txt", "2");
    expect((await run({ MEMOIR: "verify" })).stderr).toBe("");
    expect(resultsOf(await run())[0]).toBe('["2","2",2]');
    expect(memoir("ls")).toMatch(/^modes +function +src\/modes\.ts:\d+ +2 /m);
    expect(memoir("info", "modes").match(/file modes\.txt/g)).toHaveLength(2);
    expect(memoir("why", "modes")).toContain("file modes.txt changed");
    expect(memoir("clear", "modes")).toMatch(/^removed 2 entries/);
    expect((await run()).lookups[0]?.why).toBe("no entry of this name yet");
  });

  test("cacheClear forgets both", async () => {
    program.write("modes.txt", "3");
    await run();
    expect(resultsOf(await run({ CLEAR: "1" }))[0]).toBe('["3","3",1]');
  });
});

test("no path that leads from the root, and no value, is stored", async () => {
  program.write("real.txt", "");
  const secret = "hunter2-of-the-test";
  const first = await program.run("out/outside.js", { OUTSIDE: secret, APP_MODE: secret });
  expect(first.stderr).toBe("");
  await program.run("out/whole.js", { APP_MODE: secret });
  for (const entry of globSync("entries/**/*.entry", { cwd: program.path(".memoir") })) {
    const text = program.read(join(".memoir", entry)).replaceAll(`memoir-outside-${secret}`, "");
    expect(text).not.toContain(program.folder);
    expect(text).not.toContain(secret);
  }
});

test("a project that is moved takes its results along, but for what lies outside of it", async () => {
  program.write("settings.json", '{ "level": "A" }');
  program.write("real.txt", "");
  await program.run("out/packaged.js");
  await program.run("out/outside.js", { OUTSIDE: "x" });
  const moved = `${program.folder}-moved`;
  cpSync(program.folder, join(moved, "deeper"), { recursive: true, verbatimSymlinks: true });
  try {
    const env = { MEMOIR_LOG: "off" };
    const there = (module: string, more: Record<string, string> = {}) =>
      program.run(join("..", basename(moved), "deeper", module), { ...env, ...more }, join(moved, "deeper"));
    expect(runsOf(await there("out/packaged.js"))).toEqual([]);
    expect(runsOf(await there("out/outside.js", { OUTSIDE: "x" }))).toEqual(["  ran outside"]);
  } finally {
    rmSync(moved, { recursive: true });
  }
});
