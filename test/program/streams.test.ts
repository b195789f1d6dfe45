import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Program, resultsOf, runsOf } from "./program.ts";

/** Units that read what can be read once only, each in another way; the program runs the one that it is told. */
const main = `
import { closeSync, createReadStream, openSync, readFile, readFileSync, readSync, readvSync } from "node:fs";
import { open } from "node:fs/promises";
import { stdin } from "node:process";
import { createInterface } from "node:readline/promises";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { persistent } from "memoir";
import { typed } from "./package.js";

const [what = "", path = ""] = process.argv.slice(2);
const ran = (name: string): void => { console.log("  ran " + name); };
const before = openSync("package.json", "r");
const read = (descriptor: number): string => {
  const bytes = Buffer.alloc(100);
  return bytes.toString("utf8", 0, readSync(descriptor, bytes));
};

// @cache persistent
function whole(): string { ran("whole"); return readFileSync(0, "utf8"); }
// @cache persistent
async function callback(): Promise<string> { ran("callback"); return promisify(readFile)(0, "utf8"); }
// @cache persistent
function chunk(): string { ran("chunk"); return read(0); }
// @cache persistent
function vector(): string { ran("vector"); const bytes = Buffer.alloc(100); return bytes.toString("utf8", 0, readvSync(0, [bytes])); }
// @cache persistent
async function stream(): Promise<string> { ran("stream"); return text(createReadStream("", { fd: 0 })); }
// @cache persistent
async function iterated(): Promise<string> { ran("iterated"); let all = ""; for await (const part of process.stdin) all += part; return all; }
// @cache persistent
async function consumed(): Promise<string> { ran("consumed"); return text(stdin); }
// @cache persistent
async function events(): Promise<string> {
  ran("events");
  return new Promise((resolve) => process.stdin.once("data", (part) => resolve(String(part))));
}
// @cache persistent
async function lines(): Promise<string> { ran("lines"); for await (const line of createInterface({ input: process.stdin })) return line; return ""; }
async function block(): Promise<string> {
  let all = "";
  {
    using cache = persistent("block");
    ran("block");
    all = await text(process.stdin);
  }
  return all;
}
// @cache persistent
function* generated(): Generator<string> { ran("generated"); yield readFileSync(0, "utf8"); }
// @cache persistent
function inner(): string { ran("inner"); return read(0); }
// @cache
function held(): string { ran("held"); return read(0); }
// @cache persistent
function around(): string { ran("around"); return inner(); }
// @cache persistent
function aroundHeld(): string { ran("aroundHeld"); return held(); }
// @cache persistent
function device(): string { ran("device"); return readFileSync("/dev/stdin", "utf8"); }
// @cache persistent
function named(path: string): string { ran("named"); return readFileSync(path, "utf8"); }
// @cache persistent
async function opened(path: string): Promise<string> { ran("opened"); await using file = await open(path); return file.readFile("utf8"); }
// @cache persistent ignore=[before]
function descriptor(): string { ran("descriptor"); return read(before); }
// @cache persistent
async function own(): Promise<string> {
  ran("own");
  const file = openSync("package.json", "r");
  const parts = [read(file), readFileSync("/dev/null", "utf8"), await text(createReadStream("package.json"))];
  closeSync(file);
  const { default: late } = await import("./late.js");
  return [...parts, late, process.stdin.isTTY === true].join();
}
// @cache persistent
function waits(): boolean { ran("waits"); return typed(); }

const units: Record<string, () => unknown> = {
  whole, callback, chunk, vector, stream, iterated, consumed, events, lines, block, around, device, own, descriptor, waits,
  generated: () => [...generated()],
  aroundHeld: () => { held(); return aroundHeld(); },
  named: () => named(path),
  opened: () => opened(path),
};
console.log("got " + JSON.stringify(await units[what]?.()));
process.exit();
`;

const files = {
  "src/main.ts": main,
  "src/late.ts": "export default 3;",
  "src/package.ts": 'export function typed(): boolean { process.stdin.on("data", () => {}); return true; }',
};

let program: Program;

beforeAll(async () => {
  program = new Program(files);
  await program.compile();
});

afterAll(() => program.remove());

/** Runs one unit with a text piped in. */
const piped = (unit: string, text: string, path = "") =>
  program.execute("sh", [
    "-c",
    'printf %s "$1" | "$2" out/main.js "$3" "$4"',
    "sh",
    text,
    process.execPath,
    unit,
    path,
  ]);

const ways = [
  "whole",
  "callback",
  "chunk",
  "vector",
  "stream",
  "iterated",
  "consumed",
  "events",
  "lines",
  "block",
  "generated",
  "around",
  "device",
] as const;

describe.skipIf(process.platform === "win32")("what can be read once only", () => {
  test.each(ways)("standard input, read by `%s`: the next run reads its own", async (way) => {
    const first = await piped(way, "one");
    expect(resultsOf(first)[0]).toContain("one");
    expect(first.stderr).toMatch(
      /MEMOIR2012: the result of \w+ .* is not stored: .*(?:standard input|\/dev\/stdin)/,
    );
    const second = await piped(way, "two");
    expect(resultsOf(second)[0]).toContain("two");
    expect(runsOf(second)).toEqual(runsOf(first));
  });

  test("standard input from a file", async () => {
    program.write("in.txt", "one");
    const run = () =>
      program.execute("sh", ["-c", '"$1" out/main.js iterated < in.txt', "sh", process.execPath]);
    expect(resultsOf(await run())[0]).toBe('got "one"');
    program.write("in.txt", "two");
    expect(resultsOf(await run())[0]).toBe('got "two"');
  });

  test("a result in memory that was read from it is part of no result on disk", async () => {
    expect(resultsOf(await piped("aroundHeld", "one"))[0]).toBe('got "one"');
    const second = await piped("aroundHeld", "two");
    expect(resultsOf(second)[0]).toBe('got "two"');
    expect(second.outcomes).toEqual(["miss held", "hit held", "miss aroundHeld"]);
  });

  test.each(["named", "opened"])("a named pipe, by `%s`", async (unit) => {
    const pipe = program.path(`${unit}.pipe`);
    execFileSync("mkfifo", [pipe]);
    const run = (text: string) =>
      program.execute("sh", [
        "-c",
        'printf %s "$1" > "$4" & "$2" out/main.js "$3" "$4"; wait',
        "sh",
        text,
        process.execPath,
        unit,
        pipe,
      ]);
    const first = await run("one");
    expect(resultsOf(first)[0]).toBe('got "one"');
    expect(first.stderr).toContain("MEMOIR2012");
    expect(resultsOf(await run("two"))[0]).toBe('got "two"');
  });

  test("a descriptor that was opened before", async () => {
    expect((await program.run("out/main.js", {}, program.folder, ["descriptor"])).stderr).toMatch(
      /MEMOIR2012.*descriptor \d+, opened before/,
    );
    program.write("package.json", '{ "type": "module", "a": 1 }');
    expect(resultsOf(await program.run("out/main.js", {}, program.folder, ["descriptor"]))[0]).toContain(
      '\\"a\\": 1',
    );
  });

  test("descriptors of its own, an empty device, code that is loaded and a look at `isTTY` are none of it", async () => {
    const first = await piped("own", "");
    expect([first.stderr, first.outcomes]).toEqual(["", ["miss own"]]);
    expect((await piped("own", "")).outcomes).toEqual(["hit own"]);
  });

  const terminal = spawnSync("script", ["--version"]).error === undefined;

  test.skipIf(!terminal)("a terminal at which a package listens for keys is none of it", async () => {
    const command = `"${process.execPath}" out/main.js waits`;
    const run = () => program.execute("script", ["--quiet", "--return", "--command", command, "/dev/null"]);
    // `script` shows both streams on one.
    expect((await run()).stdout).toMatch(/miss.*waits[^]*got true/);
    expect((await run()).stdout).toMatch(/hit.*waits[^]*got true/);
  });

  test.skipIf(!existsSync("/dev/shm"))("a file in memory is a file", async () => {
    const folder = mkdtempSync("/dev/shm/memoir-");
    const file = join(folder, "a.txt");
    try {
      writeFileSync(file, "one");
      expect((await piped("named", "", file)).outcomes).toEqual(["miss named"]);
      expect((await piped("named", "", file)).outcomes).toEqual(["hit named"]);
      writeFileSync(file, "two");
      expect(resultsOf(await piped("named", "", file))[0]).toBe('got "two"');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
