import { inspect, types } from "node:util";

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

const typedArray = Object.getPrototypeOf(Uint8Array.prototype) as object;

/** Whether no class of anybody else is between the object and what is built in. */
function isBuiltin(object: object): boolean {
  const prototype = Object.getPrototypeOf(object) as object | null;
  if (prototype === null) return false;
  return prototype === Buffer.prototype || Object.getPrototypeOf(prototype) === typedArray;
}
