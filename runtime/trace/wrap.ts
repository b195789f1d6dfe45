import { currentComputation } from "../unit/computation.ts";
import type { Computation } from "../unit/computation.ts";
import { standsFor } from "./originals.ts";
import { isUntraced, untraced } from "./untraced.ts";

/** How a function of `node:fs` says that it is done. */
export type Style = "sync" | "callback" | "promise";

/** What is to be noted once a call has succeeded. */
export type Done = (result: unknown, computation: Computation) => void;

/** Notes what a call is about to read or write. */
export type Hook = (args: readonly unknown[]) => Done | undefined;

type Call = (...args: unknown[]) => unknown;

/**
 * A function that does what `original` does, and notes it where a computation is current. It has the name, length
 * and own properties of the original, and the digest takes it for the original.
 */
export function wrap(original: Call, style: Style, hook: Hook): Call {
  // A method has no `prototype`, like most functions of Node.
  const holder: { readonly wrapper: Call } = {
    wrapper(this: unknown, ...args: unknown[]): unknown {
      const computation = currentComputation();
      if (computation === undefined || isUntraced()) return Reflect.apply(original, this, args);
      const done = hook(args);
      const finish = <T>(result: T): T => {
        done?.(result, computation);
        return result;
      };
      // Sync functions of Node call each other: what they are for is noted.
      if (style === "sync") return finish(untraced(() => Reflect.apply(original, this, args)));
      if (done === undefined) return Reflect.apply(original, this, args);
      if (style === "callback") return Reflect.apply(original, this, withCallback(args, finish));
      const result = Reflect.apply(original, this, args);
      // Before anybody else can wait for it, so before what waits goes on.
      if (result instanceof Promise) result.then(finish, () => undefined);
      return result;
    },
  };
  const { wrapper } = holder;
  Object.setPrototypeOf(wrapper, Object.getPrototypeOf(original) as object);
  Object.defineProperties(wrapper, Object.getOwnPropertyDescriptors(original));
  standsFor(wrapper, original);
  return wrapper;
}

function withCallback(args: readonly unknown[], done: (result: unknown) => void): readonly unknown[] {
  const at = args.findLastIndex((arg) => typeof arg === "function");
  const callback = args[at];
  if (typeof callback !== "function") return args;
  const after = function (this: unknown, ...results: unknown[]): unknown {
    if (results[0] === null || results[0] === undefined) done(results[1]);
    return Reflect.apply(callback, this, results) as unknown;
  };
  return args.with(at, after);
}
