import { isAbsolute, relative, resolve } from "node:path";
import { currentComputation, within } from "../unit/computation.ts";
import { option, pathArgument } from "./arguments.ts";
import type { Globbing } from "./input.ts";
import { standsFor } from "./originals.ts";
import { noteRead } from "./recorder.ts";
import { isUntraced, untraced } from "./untraced.ts";
import type { Style } from "./wrap.ts";

type Call = (...args: unknown[]) => unknown;

const texts = (value: unknown): readonly string[] =>
  [value].flat().filter((each) => typeof each === "string");

/** What a glob matches counts, and not the folders that it looks through. */
function noteGlob(patterns: unknown, options: unknown): void {
  const folder = pathArgument(option(options, "cwd") ?? ".");
  if (folder === undefined) return;
  const local = (pattern: string): string => (isAbsolute(pattern) ? relative(folder, pattern) : pattern);
  const globbing: Globbing = {
    patterns: texts(patterns).map(local),
    // What a function would leave out counts all the same.
    exclude: texts(option(options, "exclude")).map(local),
  };
  noteRead("glob", resolve(folder), JSON.stringify(globbing));
}

/** A glob function that notes what it is asked for. */
export function globs(original: Call, style: Style): Call {
  // A method has no `prototype`, like most functions of Node.
  const holder: { readonly wrapper: Call } = {
    wrapper(this: unknown, ...args: unknown[]): unknown {
      const computation = currentComputation();
      if (computation === undefined || isUntraced()) return Reflect.apply(original, this, args);
      noteGlob(args[0], args[1]);
      if (style === "sync") return untraced(() => Reflect.apply(original, this, args));
      const outside = args.map((arg) =>
        typeof arg === "function"
          ? (...results: unknown[]): unknown =>
              within(computation, () => Reflect.apply(arg, undefined, results) as unknown)
          : arg,
      );
      const result = within(undefined, () => Reflect.apply(original, this, outside));
      return style === "promise" ? steppedOutside(result) : result;
    },
  };
  const { wrapper } = holder;
  Object.setPrototypeOf(wrapper, Object.getPrototypeOf(original) as object);
  Object.defineProperties(wrapper, Object.getOwnPropertyDescriptors(original));
  standsFor(wrapper, original);
  return wrapper;
}

/** An iterator whose steps belong to no computation. */
function steppedOutside(iterator: unknown): unknown {
  if (typeof iterator !== "object" || iterator === null) return iterator;
  const next = Reflect.get(iterator, "next") as Call;
  const value = (...args: unknown[]): unknown => within(undefined, () => Reflect.apply(next, iterator, args));
  return Object.defineProperty(iterator, "next", { value, configurable: true, writable: true });
}
