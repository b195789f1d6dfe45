import { createRequire } from "node:module";
import type { Callable } from "../definition/stamp.ts";

/** What every `require` of a process shares. */
const { cache } = createRequire(process.execPath);

/** `createRequire`, and every `require`: what they give is known only by the name that they are called with. */
export const loadsCode = (f: Callable): boolean =>
  f === createRequire || Object.getOwnPropertyDescriptor(f, "cache")?.value === cache;
