import { inspect } from "node:util";
import { bufferOf, extentOf, nameOfTypedArray } from "./intrinsics.ts";

/**
 * From this length on, listing all keys of an array costs more than asking `inspect` for those beyond the
 * indices: nothing else in Node lists them without making a string of each index.
 */
export const long = 100;

const unlisted = {
  showHidden: true,
  depth: 0,
  colors: false,
  customInspect: false,
  showProxy: false,
  maxArrayLength: 0,
  maxStringLength: null,
  breakLength: Infinity,
  compact: 3,
  sorted: false,
  getters: false,
  numericSeparator: false,
} as const;

let sample: string | undefined;

/** True only for an array of more than {@link long} with no keys but indices and `length`. */
export function isBareLongArray(array: readonly unknown[]): boolean {
  sample ??= inspect(new Array(7777), unlisted);
  return inspect(array, unlisted) === sample.replaceAll("7777", String(array.length));
}

/** True only for a view with no keys but indices. */
export function isBareView(view: ArrayBufferView): boolean {
  const name = nameOfTypedArray(view);
  if (name === undefined) return Reflect.ownKeys(view).length === 0;
  const { offset, length } = extentOf(view);
  if (length <= long) return Reflect.ownKeys(view).length === length;
  const View = Reflect.get(globalThis, name) as new (...args: unknown[]) => object;
  const bare = new View(bufferOf(view), offset, length);
  Object.setPrototypeOf(bare, Object.getPrototypeOf(view) as object);
  return inspect(view, unlisted) === inspect(bare, unlisted);
}
