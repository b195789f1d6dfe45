import { types } from "node:util";
import { isExternal } from "../digest/external.ts";
import { isEnvironment } from "../trace/environment.ts";
import { builtinName, hrefOf, pairsOfHeaders, pairsOfParams } from "./intrinsics.ts";

/**
 * What an object is by its internal slots, whatever its prototype says. `native` slots (Date, RegExp, buffers,
 * views, boxed primitives) are those that structured clone brings back as they are.
 */
export type Brand =
  "object" | "array" | "map" | "set" | "error" | "native" | "symbol" | "url" | "params" | "headers";

type Test = (value: object) => boolean;

const refusals: readonly (readonly [Test, string])[] = [
  [types.isPromise, "a promise cannot be stored: await it first"],
  [types.isGeneratorObject, "a generator cannot be stored: it can be read only once; store an array"],
  [types.isMapIterator, "an iterator cannot be stored: it can be read only once; store an array"],
  [types.isSetIterator, "an iterator cannot be stored: it can be read only once; store an array"],
  [types.isWeakMap, "a WeakMap cannot be stored: nothing can list what it holds"],
  [types.isWeakSet, "a WeakSet cannot be stored: nothing can list what it holds"],
  [types.isSharedArrayBuffer, "a SharedArrayBuffer cannot be stored: a copy would no longer be shared"],
  [types.isArgumentsObject, "an arguments object cannot be stored: copy it to an array"],
  [types.isModuleNamespaceObject, "a module cannot be stored: its code may change"],
  [isExternal, "a pointer of a native addon cannot be stored"],
  [isRawText, "what JSON.rawJSON gave cannot be stored: it would be a plain object"],
  [(value) => value === globalThis, "the global object cannot be stored"],
];

/** Node 22 has no `JSON.rawJSON`, nor has the compiler's library. */
function isRawText(value: object): boolean {
  const { isRawJSON } = JSON as { readonly isRawJSON?: (value: object) => boolean };
  return isRawJSON?.(value) === true;
}

/** Why an object can never be stored, undefined where nothing is known against it. Runs no code of the object. */
export function refusalOf(value: object): string | undefined {
  if (isEnvironment(value)) return "process.env cannot be stored: copy what is needed of it";
  if (types.isProxy(value)) return "a Proxy cannot be stored: only its handler knows what it holds";
  if (typeof value === "function") {
    return /^class\b/.test(Function.prototype.toString.call(value))
      ? "a class cannot be stored: its code may change"
      : "a function cannot be stored: its code may change";
  }
  return refusals.find(([test]) => test(value))?.[1];
}

const natives: readonly Test[] = [
  types.isDate,
  types.isRegExp,
  types.isArrayBuffer,
  (value) => ArrayBuffer.isView(value),
  types.isBoxedPrimitive,
];

/** The built-in class that is nearest in a prototype chain, if any. */
function builtinAbove(value: object): string | undefined {
  for (let at: unknown = value; typeof at === "object" && at !== null; at = Object.getPrototypeOf(at)) {
    const name = builtinName(at);
    if (name !== undefined) return name;
  }
  return undefined;
}

/** Only what inherits from URL is asked whether it is one: asking costs an exception. */
function brandOfWeb(value: object): Brand {
  switch (builtinAbove(value)) {
    case "URL":
      return hrefOf(value) === undefined ? "object" : "url";
    case "URLSearchParams":
      return pairsOfParams(value) === undefined ? "object" : "params";
    case "Headers":
      return pairsOfHeaders(value) === undefined ? "object" : "headers";
    default:
      return "object";
  }
}

/**
 * Whether an object that has own properties is a plain one, at a fraction of the price of asking for each slot.
 * What it takes for plain wrongly (a promise that was given `Object.prototype`) structured clone refuses.
 */
export function isOrdinary(value: object): boolean {
  return (
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.prototype.toString.call(value) === "[object Object]" &&
    !types.isMap(value) &&
    !types.isSet(value) &&
    !types.isAnyArrayBuffer(value) &&
    !ArrayBuffer.isView(value)
  );
}

/** The brand of an object that {@link refusalOf} has nothing against. */
export function brandOf(value: object): Brand {
  if (Array.isArray(value)) return "array";
  if (types.isMap(value)) return "map";
  if (types.isSet(value)) return "set";
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Node 22 has no Error.isError
  if (types.isNativeError(value)) return "error";
  if (types.isSymbolObject(value)) return "symbol";
  if (natives.some((test) => test(value))) return "native";
  return brandOfWeb(value);
}
