import { createRequire } from "node:module";
import type { Callable } from "../definition/stamp.ts";

let cache: unknown;

/** `createRequire`, and every `require`: what they give is known only by the name that they are called with. */
export function loadsCode(f: Callable): boolean {
  if (f === createRequire) return true;
  // What every `require` of a process shares.
  const given: unknown = Object.getOwnPropertyDescriptor(f, "cache")?.value;
  return given !== undefined && given === (cache ??= createRequire(process.execPath).cache);
}
