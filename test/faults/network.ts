// Makes a folder behave as one on a network does at its worst. To be called before memoir takes the functions of node:fs.
import * as nodeFs from "node:fs";
import { Random } from "../random.ts";

const fs = process.getBuiltinModule("node:fs");

/** What calls on a network folder fail with, though they are right. ESTALE has no name in libuv. */
const CODES = ["Unknown system error -116", "EIO", "EBUSY", "EACCES", "ETIMEDOUT"] as const;
const errno: Readonly<Record<string, number>> = { [CODES[0]]: -116 };

const ON_PATHS = [
  "openSync",
  "statSync",
  "mkdirSync",
  "readdirSync",
  "renameSync",
  "unlinkSync",
  "utimesSync",
] as const;
const ON_FILES = ["readSync", "writeSync", "fstatSync"] as const;

/** Done at the server, after which the reply is lost and the call is made again: it finds its own work. */
const REPEATED: Readonly<Record<string, string>> = { renameSync: "ENOENT", unlinkSync: "ENOENT" };

type Call = (this: unknown, ...args: unknown[]) => unknown;
type Changed = Record<string, Call>;

const failure = (code: string, call: string): Error =>
  Object.assign(new Error(`${code}: ${call} on a network folder`), { code, errno: errno[code] });

/**
 * Lets calls on a folder fail at random, `rate` of them, for no reason or after they were done; without hard links.
 * Gives how many did.
 */
export function makeUnreliable(dir: string, seed: number, rate: number): () => number {
  const random = new Random(String(seed));
  const opened = new Set<unknown>();
  const all = fs as unknown as Changed;
  let failed = 0;

  const change = (name: string, isThere: (args: readonly unknown[]) => boolean): void => {
    const original = all[name];
    if (original === undefined) throw new Error(name);
    all[name] = function (...args) {
      if (!isThere(args) || !random.chance(rate)) return original.apply(this, args);
      failed += 1;
      const repeated = random.chance(0.5) ? REPEATED[name] : undefined;
      if (repeated !== undefined) original.apply(this, args);
      throw failure(repeated ?? random.pick(CODES) ?? "EIO", name);
    };
  };

  const { openSync, closeSync } = nodeFs;
  const isInside = ([path]: readonly unknown[]): boolean => typeof path === "string" && path.startsWith(dir);
  all["openSync"] = function (...args) {
    const fd: unknown = Reflect.apply(openSync, this, args);
    if (isInside(args)) opened.add(fd);
    return fd;
  };
  all["closeSync"] = function (...args) {
    opened.delete(args[0]);
    return Reflect.apply(closeSync, this, args);
  };
  all["linkSync"] = () => {
    throw failure("ENOTSUP", "linkSync");
  };
  for (const name of ON_PATHS) change(name, isInside);
  for (const name of ON_FILES) change(name, ([fd]) => opened.has(fd));
  return () => failed;
}
