import { existsSync, globSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Child } from "./child.ts";
import { Program } from "./program.ts";

/** Each unit prints `ran …` and goes on when it is told to; the program prints the result of one. */
const main = `
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { persistent } from "memoir";

const depth = { left: 0 };
const me = { pid: process.pid };
// In another process, for what a unit reads from its own standard input counts.
const told = () => once(spawn("sh", ["-c", "read line"], { stdio: "inherit" }), "exit");
const toldSync = () => void execFileSync("sh", ["-c", "read line"], { stdio: "inherit" });

// @cache persistent ignore=[told, me]
async function awaits() { console.log("ran awaits"); await told(); return { pid: me.pid }; }

// @cache persistent ignore=[toldSync, me]
function blocks() { console.log("ran blocks"); toldSync(); return { pid: me.pid }; }

// @cache persistent ignore=[told, me]
function promises() { console.log("ran promises"); return told().then(() => ({ pid: me.pid })); }

async function block() {
  using cache = persistent("block", { ignore: [told, me] });
  console.log("ran block");
  await told();
  return { pid: me.pid };
}

function blockSync() {
  let pid = 0;
  {
    using cache = persistent("blockSync", { ignore: [toldSync, me] });
    console.log("ran blockSync");
    toldSync();
    pid = me.pid;
  }
  return { pid };
}

// @cache persistent ignore=[told, me]
async function fails() { console.log("ran fails"); await told(); throw new Error("no result"); }

// @cache persistent ignore=[told, me]
async function unstorable() { console.log("ran unstorable"); await told(); return { pid: me.pid, f() {} }; }

// @cache persistent ignore=[told, depth]
async function left(): Promise<string> {
  console.log("ran left");
  depth.left += 1;
  if (depth.left > 3) return "end";
  if (depth.left === 1) await told();
  return "left " + (await right());
}

// @cache persistent ignore=[told, depth]
async function right(): Promise<string> {
  console.log("ran right");
  depth.left += 1;
  if (depth.left > 3) return "end";
  if (depth.left === 1) await told();
  return "right " + (await left());
}

// @cache persistent ignore=[process, me, execFileSync]
function starts() {
  console.log("ran starts");
  if (process.env.INNER_OF === undefined) {
    const env = { ...process.env, INNER_OF: "1" };
    console.log("inner: " + execFileSync(process.execPath, [process.argv[1] ?? "", "starts"], { env, encoding: "utf8" }));
  }
  return { pid: me.pid };
}

const units = { awaits, blocks, promises, block, blockSync, fails, unstorable, left, right, starts };
const result = units[process.argv[2] as keyof typeof units]();
if (process.argv[3] === "alive") setImmediate(() => console.log("alive"));
Promise.resolve(result).then(
  (value) => console.log("gave", JSON.stringify(value)),
  (error: Error) => console.log("failed", error.message),
);
`;

const program = new Program({ "src/main.ts": main });
const children: Child[] = [];

function start(unit: string, env: Readonly<Record<string, string>> = {}, ...args: string[]): Child {
  const child = program.start([unit, ...args], env);
  children.push(child);
  return child;
}

/** Starts a process that computes, then others that wait for it. */
async function queue(unit: string, waiting = 1): Promise<readonly [Child, ...Child[]]> {
  const first = start(unit);
  await first.says(`ran ${unit}`);
  const others = Array.from({ length: waiting }, () => start(unit));
  await Promise.all(others.map((other) => other.says("MEMOIR2106")));
  return [first, ...others];
}

const locks = (): string[] => globSync("*.lock", { cwd: program.path(".memoir/locks") });
const resultOf = (output: string): string | undefined => /^(?:gave|failed) .*$/m.exec(output)?.[0];

beforeAll(() => program.compile());
beforeEach(() => rmSync(program.path(".memoir"), { recursive: true, force: true }));
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.kill()));
});
afterAll(() => program.remove());

describe.each(["awaits", "blocks", "promises", "block", "blockSync"])(
  "processes that call %s at once",
  (unit) => {
    test("compute once: the others wait, say for what, and get the value", async () => {
      const [first, ...others] = await queue(unit, 2);
      for (const other of others) expect(other.output).toMatch(/waits for process \d+, which is computing/);
      const result = resultOf(await first.finish());
      expect(result).toMatch(/^gave \{"pid":\d+\}$/);
      for (const other of others) {
        const output = await other.finish();
        expect(resultOf(output)).toBe(result);
        expect(output).not.toContain("ran ");
      }
      expect(locks()).toEqual([]);
    });

    test("lose nothing but time when the computing one is killed: another takes over", async () => {
      const [first, second] = await queue(unit);
      await first.kill();
      await second?.says(`ran ${unit}`);
      const third = start(unit);
      await third.says("MEMOIR2106");
      const result = resultOf((await second?.finish()) ?? "");
      expect(resultOf(await third.finish())).toBe(result);
      expect(third.output).not.toContain("ran ");
      expect(locks()).toEqual([]);
    });
  },
);

test("a call that gives a promise does not block its process while it waits", async () => {
  const first = start("promises");
  await first.says("ran promises");
  const second = start("promises", {}, "alive");
  await second.says("alive");
  await second.says("MEMOIR2106");
  expect(resultOf(await first.finish())).toBe(resultOf(await second.finish()));
  expect(second.output).not.toContain("ran ");
});

test("where the computation fails, those who waited try for themselves", async () => {
  const [first, second] = await queue("fails");
  expect(resultOf(await first.finish())).toBe("failed no result");
  await second?.says("ran fails");
  expect(resultOf((await second?.finish()) ?? "")).toBe("failed no result");
});

test("where the result cannot be stored, those who waited compute at the same time", async () => {
  const [first, ...others] = await queue("unstorable", 3);
  await first.finish();
  await Promise.all(others.map((other) => other.says("ran unstorable")));
  for (const other of others) expect(resultOf(await other.finish())).toContain("gave");
});

test("units that call each other in two processes do not wait for each other for ever", async () => {
  const [one, other] = [start("left"), start("right")];
  await Promise.all([one.says("ran left"), other.says("ran right")]);
  const outputs = await Promise.all([one, other].map((child) => child.finish()));
  for (const output of outputs) expect(resultOf(output)).toMatch(/^gave .*end"$/);
  expect(locks()).toEqual([]);
});

test("a process that the computation starts and waits for does not wait for the computation", async () => {
  expect(resultOf(await start("starts").finish())).toMatch(/^gave/);
});

test("a deadline ends the waiting, and MEMOIR_WAIT=0s does without", async () => {
  const first = start("awaits");
  await first.says("ran awaits");
  const others = ["1200ms", "0s"].map((wait) => start("awaits", { MEMOIR_WAIT: wait }));
  await Promise.all(others.map((other) => other.says("ran awaits")));
  expect(others.map(({ output }) => output.includes("MEMOIR2106"))).toEqual([true, false]);
  for (const child of [first, ...others]) expect(resultOf(await child.finish())).toMatch(/^gave/);
});

test("a deadline ends the waiting for a process that is suspended, which loses nothing when it goes on", async () => {
  const first = start("awaits");
  await first.says("ran awaits");
  first.pause();
  const second = start("awaits", { MEMOIR_WAIT: "1200ms" });
  await second.says("MEMOIR2106");
  expect(second.output).toContain(`waits for process ${first.pid}, which is computing`);
  await second.says("ran awaits");
  const result = resultOf(await second.finish());
  expect(result).toMatch(/^gave/);
  const third = start("awaits");
  expect(resultOf(await third.finish())).toBe(result);
  expect(third.output).not.toContain("ran ");
  first.resume();
  expect(resultOf(await first.finish())).toBe(`gave {"pid":${first.pid}}`);
  expect(locks()).toEqual([]);
});

test("a folder without locks costs the sharing, not the result", async () => {
  mkdirSync(program.path(".memoir"));
  writeFileSync(program.path(".memoir/locks"), "not a folder");
  const both = [start("awaits"), start("awaits")];
  await Promise.all(both.map((child) => child.says("ran awaits")));
  for (const child of both) expect(resultOf(await child.finish())).toMatch(/^gave/);
});

test("a hit takes no lock", async () => {
  await start("awaits").finish();
  rmSync(program.path(".memoir/locks"), { recursive: true });
  const again = start("awaits");
  expect(resultOf(await again.finish())).toMatch(/^gave/);
  expect(again.output).not.toContain("ran ");
  expect(existsSync(program.path(".memoir/locks"))).toBe(false);
});
