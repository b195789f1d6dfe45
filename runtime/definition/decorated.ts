import type { Captures, ModuleFile } from "./definition.ts";
import { $code, $fn } from "./function.ts";

/**
 * The innermost decorator of a decorated method: defines the method itself, before another decorator puts a
 * function of its own in its place (a class's first static block runs after its decorators).
 */
export const $method =
  (file: ModuleFile | undefined, descriptor: string, captures: Captures) =>
  <F>(method: F): F =>
    $fn(method, () => [$code(file, descriptor), captures]);

/** Gives what had no name until it had to be reached the name that `export default` gives it. */
export const $default = (f: object): unknown =>
  Object.defineProperty(f, "name", { value: "default", configurable: true });
