import { types } from "node:util";
import { adoptersOf } from "../definition/class.ts";
import { isEnvironment } from "../trace/environment.ts";
import { builtinObjectName } from "./intrinsics.ts";
import { isSimple } from "./properties.ts";
import { slotOf } from "./slots.ts";

/** Longer texts are better hashed than kept as keys. */
const LONGEST = 256;
/** The same of objects with more members. */
const MOST = 16;

/**
 * Arguments as a piece of text, each with its type and length; undefined where one is no short primitive. For keys
 * that only memory can hit: hashing takes longer than comparing these.
 */
export function simpleArguments(args: readonly unknown[]): string | undefined {
  let text = "";
  for (const arg of args) {
    const part = simplePart(arg);
    if (part === undefined) return undefined;
    text += part;
  }
  return text;
}

/**
 * The same where at least one is an object as a literal makes it, with short primitives as its members. What the key has
 * of such objects is this and no more, unless code reaches them otherwise than as arguments. Never throws.
 */
export function flatArguments(args: readonly unknown[]): string | undefined {
  let text = "";
  let isFlat = false;
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at];
    const isObject = typeof arg === "object" && arg !== null;
    // One object twice is not two that are equal.
    if (isObject && args.indexOf(arg) !== at) return undefined;
    const part = isObject ? flatPart(arg) : simplePart(arg);
    if (part === undefined) return undefined;
    text += part;
    isFlat ||= isObject;
  }
  return isFlat ? text : undefined;
}

function flatPart(object: object): string | undefined {
  if (types.isProxy(object) || Object.getPrototypeOf(object) !== Object.prototype) return undefined;
  if (!Object.isExtensible(object) || Object.getOwnPropertySymbols(object).length > 0) return undefined;
  const names = Object.getOwnPropertyNames(object);
  if (names.length > MOST || !isNothingElse(object)) return undefined;
  let text = `|o${names.length}`;
  for (const name of names) {
    const descriptor = Object.getOwnPropertyDescriptor(object, name);
    if (!isSimple(descriptor) || name === "__esModule") return undefined;
    const part = simplePart(descriptor?.value);
    if (part === undefined) return undefined;
    text += `|${name.length}:${name}${part}`;
  }
  return text;
}

/** Whether an object is none of those whose own properties are not all that there is. */
function isNothingElse(object: object): boolean {
  if (isEnvironment(object) || builtinObjectName(object) !== undefined || adoptersOf(object).length > 0)
    return false;
  try {
    return slotOf(object) === undefined;
  } catch {
    return false; // a promise, say, whose prototype was changed
  }
}

function simplePart(value: unknown): string | undefined {
  switch (typeof value) {
    case "number":
      return Object.is(value, -0) ? "|n-0" : `|n${value}`;
    case "string":
      return value.length > LONGEST ? undefined : `|s${value.length}:${value}`;
    case "boolean":
      return value ? "|t" : "|f";
    case "undefined":
      return "|u";
    case "bigint":
      return `|b${value.toString(16)}`;
    default:
      return value === null ? "|0" : undefined;
  }
}
