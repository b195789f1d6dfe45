import { inspect, types } from "node:util";
import { isPacked } from "../codec/wire.ts";
import { method, missing } from "./method.ts";

const options = {
  maxArrayLength: 0,
  maxStringLength: 0,
  depth: 0,
  showHidden: true,
  customInspect: false,
  breakLength: Infinity,
  compact: true,
} as const;

/** Below this, listing the keys is as fast. */
const FEW = 64;

const ofArray = /^\[ \.\.\. \d+ more items, \[length\]: \d+ \]$/;
const ofView =
  /^\w+\(\d+\)(?: \[Uint8Array\])? \[ \.\.\. \d+ more items, \[BYTES_PER_ELEMENT\]: \d+, \[length\]: \d+, \[byteLength\]: \d+, \[byteOffset\]: \d+, \[buffer\]: ArrayBuffer \{ \[?byteLength\]?: \d+ \} \]$/;

const shown = ["BYTES_PER_ELEMENT", "length", "byteLength", "byteOffset", "buffer"];

/**
 * Whether a long array or typed array surely has no own properties but elements and `length`. Listing the keys would
 * make a string of every index; Node's inspection is the one way to the others that does not. False means only that
 * the keys are to be listed.
 */
export function hasOnlyElements(object: object): boolean {
  if (Array.isArray(object)) return object.length > FEW && ofArray.test(inspect(object, options));
  if (!types.isTypedArray(object) || !isBuiltin(object)) return false;
  // Inspection reads these, and an accessor of the object's own would run.
  if (shown.some((key) => Object.hasOwn(object, key))) return false;
  return object.length > FEW && ofView.test(inspect(object, options));
}

const lookupGetter = method(Object.prototype, "__lookupGetter__");

/**
 * Whether a long array surely holds numbers and nothing else, each as `push` makes it: then its elements can be read as they
 * are. To ask for the attributes of each takes three times as long; elements that have others, and holes, are not kept
 * packed. False means only that each element is to be asked for.
 */
export function hasOnlyNumbers(array: readonly unknown[]): array is readonly number[] {
  if (array.length <= FEW || lookupGetter === missing) return false;
  for (let i = 0; i < array.length; i++) {
    if (Reflect.apply(lookupGetter, array, [i]) !== undefined || typeof array[i] !== "number") return false;
  }
  // No element has a getter, so that this runs nobody's code.
  return isPacked(array);
}

const typedArray = Object.getPrototypeOf(Uint8Array.prototype) as object;

/** Whether no class of anybody else is between the object and what is built in. */
function isBuiltin(object: object): boolean {
  const prototype = Object.getPrototypeOf(object) as object | null;
  if (prototype === null) return false;
  return prototype === Buffer.prototype || Object.getPrototypeOf(prototype) === typedArray;
}
