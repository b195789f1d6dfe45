import { types } from "node:util";
import { isExternal } from "./external.ts";
import { Unkeyable } from "./unkeyable.ts";

/** Built-in state behind an object, which is read by what the object is and not by its prototype. */
export type SlotKind =
  "array" | "map" | "set" | "date" | "regexp" | "error" | "boxed" | "view" | "buffer" | "arguments";

const refused: readonly (readonly [(value: unknown) => boolean, string])[] = [
  [types.isPromise, "a promise has no value yet; await it first"],
  [types.isGeneratorObject, "a generator cannot be read without using it up"],
  [types.isMapIterator, "an iterator cannot be read without using it up"],
  [types.isSetIterator, "an iterator cannot be read without using it up"],
  [types.isWeakMap, "a WeakMap cannot be listed"],
  [types.isWeakSet, "a WeakSet cannot be listed"],
  [types.isSharedArrayBuffer, "a SharedArrayBuffer can be changed by other threads at any time"],
  [isExternal, "a native object has state that no key can see"],
];

/**
 * The built-in state of an object; undefined where it has none that is readable.
 *
 * @throws Unkeyable where the state changes by being read, or at any time.
 */
export function slotOf(object: object): SlotKind | undefined {
  if (Array.isArray(object)) return "array";
  if (ArrayBuffer.isView(object)) return "view";
  if (types.isMap(object)) return "map";
  if (types.isSet(object)) return "set";
  if (types.isDate(object)) return "date";
  if (types.isRegExp(object)) return "regexp";
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Error.isError is not in Node 22
  if (types.isNativeError(object)) return "error";
  if (types.isBoxedPrimitive(object)) return "boxed";
  if (types.isArrayBuffer(object)) return "buffer";
  if (types.isArgumentsObject(object)) return "arguments";
  for (const [is, reason] of refused) if (is(object)) throw new Unkeyable(reason);
  return undefined;
}
