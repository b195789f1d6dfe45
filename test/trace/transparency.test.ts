import { execFileSync } from "node:child_process";
import fs, { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import * as namespace from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect, promisify, types } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { refusalOf } from "../../runtime/codec/brand.ts";
import { traceFiles } from "../../runtime/trace/install.ts";
import { endVariables, traceVariables } from "../../runtime/trace/traced-environment.ts";
import { key, keyed, refusal, refused, take, unit } from "../digest/key.ts";

type Functions = Readonly<Record<string, unknown>>;
type Named = readonly [path: string, f: (...args: never[]) => unknown];

function functionsOf(holder: Functions, name: string): Named[] {
  return Object.keys(holder).flatMap((each): Named[] => {
    const value: unknown = Object.getOwnPropertyDescriptor(holder, each)?.value;
    return typeof value === "function" ? [[`${name}.${each}`, value as Named[1]]] : [];
  });
}

const allFunctions = (): Named[] => [
  ...functionsOf(fs, "fs"),
  ...functionsOf(fs.promises, "fs.promises"),
  ["fs.realpath.native", fs.realpath.native],
  ["fs.realpathSync.native", fs.realpathSync.native],
  ["process.cwd", Reflect.get(process, "cwd")],
];

const look = ([path, f]: Named) => ({
  path,
  name: f.name,
  length: f.length,
  own: Reflect.ownKeys(f),
  parent: Object.getPrototypeOf(f) as unknown,
});

const memory = unit("fs.readFileSync", () => [fs.readFileSync], { tier: "memory" });
const captures = unit("_readFile<node:fs#readFile|_open<node:fs/promises#open", () => [
  fs.readFile,
  fs.promises.open,
]);

const keysOf = (functions: readonly Named[]): (readonly string[])[] =>
  functions.map(([path, f]) => {
    const taken = take(unit(), [f]);
    return [path, taken.ok ? taken.key : refused(taken)];
  });

const before = {
  functions: allFunctions(),
  looks: allFunctions().map(look),
  keys: keysOf(allFunctions()),
  memory: keyed(take(memory)),
  captures: keyed(take(captures)),
  twice: key(fs.readFileSync, [fs.readFileSync]),
  env: process.env,
  all: Object.keys(fs),
};
traceFiles();

const folder = mkdtempSync(join(tmpdir(), "memoir-transparent-"));
writeFileSync(join(folder, "a.txt"), "a");
afterAll(() => rmSync(folder, { recursive: true }));

describe("traced functions of node:fs", () => {
  test("stand in the place of the originals, for imports too", () => {
    expect(fs.readFileSync).not.toBe(before.functions.find(([path]) => path === "fs.readFileSync")?.[1]);
    expect(namespace.readFileSync).toBe(fs.readFileSync);
    expect(Object.keys(fs)).toEqual(before.all);
  });

  test("look like the originals", () => {
    expect(allFunctions().map(look)).toEqual(before.looks);
  });

  test("have the keys of the originals, which have not changed either", () => {
    expect(keysOf(allFunctions())).toEqual(before.keys);
    expect(keysOf(before.functions)).toEqual(before.keys);
    expect(keyed(take(memory))).toBe(before.memory);
    expect(keyed(take(captures))).toBe(before.captures);
    const early = before.functions.find(([path]) => path === "fs.readFileSync")?.[1];
    expect(key(early, [fs.readFileSync])).toBe(before.twice);
  });

  test("do what the originals do", async () => {
    const path = join(folder, "a.txt");
    const exists: unknown = Reflect.get(fs, "exists");
    expect(await promisify(exists as (path: string) => void)(path)).toBe(true);
    expect(fs.realpathSync.native(path)).toBe(fs.realpathSync(path));
    expect(() => fs.readFileSync(3.5)).toThrow(/ERR_|out of range|must be/);
    expect(() => fs.readFileSync(join(folder, "none"))).toThrow(/ENOENT/);
    for await (const name of fs.promises.glob("*.txt", { cwd: folder })) expect(name).toBe("a.txt");
  });
});

describe("process.env while units compute", () => {
  test("is what it was before and afterwards", () => {
    traceVariables();
    traceVariables();
    endVariables();
    expect(types.isProxy(process.env)).toBe(true);
    endVariables();
    expect(process.env).toBe(before.env);
  });

  test("shows and does the same", () => {
    const shown = [JSON.stringify(process.env), inspect(process.env), Object.keys(process.env).length];
    const zone = process.env["TZ"];
    traceVariables();
    try {
      expect([JSON.stringify(process.env), inspect(process.env), Object.keys(process.env).length]).toEqual(
        shown,
      );
      expect(refusal(process.env)).toBe(refusal(before.env));
      expect(refusalOf(process.env)).toBe(refusalOf(before.env));
      expect("hasOwnProperty" in process.env && !Object.hasOwn(process.env, "hasOwnProperty")).toBe(true);
      process.env["MEMOIR_TEST_A"] = 1 as unknown as string;
      expect([process.env["MEMOIR_TEST_A"], before.env["MEMOIR_TEST_A"]]).toEqual(["1", "1"]);
      const child = ["-p", "process.env.MEMOIR_TEST_A"];
      expect(execFileSync(process.execPath, child, { encoding: "utf8" })).toBe("1\n");
      expect(execFileSync(process.execPath, child, { encoding: "utf8", env: process.env })).toBe("1\n");
      expect(delete process.env["MEMOIR_TEST_A"]).toBe(true);
      expect("MEMOIR_TEST_A" in before.env).toBe(false);
      process.env["TZ"] = "Asia/Kolkata";
      expect(new Date(0).getTimezoneOffset()).toBe(-330);
      process.env["TZ"] = "America/New_York";
      expect(new Date(0).getTimezoneOffset()).toBe(300);
    } finally {
      if (zone === undefined) delete process.env["TZ"];
      else process.env["TZ"] = zone;
      endVariables();
    }
  });

  test("stays what a program puts there", () => {
    traceVariables();
    const mine = { A: "1" };
    process.env = mine;
    endVariables();
    expect(process.env).toBe(mine);
    traceVariables();
    expect(process.env["A"]).toBe("1");
    endVariables();
    expect(process.env).toBe(mine);
    process.env = before.env;
  });
});
