import { types } from "node:util";
import { isBareLongArray, isBareView, long } from "./bare.ts";
import { brandOf, isOrdinary, refusalOf } from "./brand.ts";
import {
  bufferOf,
  builtinName,
  builtinPrototype,
  entriesOf,
  itemsOf,
  nameOfTypedArray,
} from "./intrinsics.ts";

/** Structured clone recurses, and so does reading it, perhaps deep in somebody's stack. */
const deepest = 256;

const prototypeOf = (value: object): object | null => Object.getPrototypeOf(value) as object | null;

function isOpen(descriptor: PropertyDescriptor): boolean {
  return descriptor.writable === true && descriptor.enumerable === true && descriptor.configurable === true;
}

/** What a walk has met. */
class Found {
  /** Objects to look at yet, the next one last. */
  readonly pending: object[] = [];
  /** Whether JSON brings everything back, too. */
  plain = true;
  /** Strings and numbers. */
  leaves = 0;
  /** Numbers that take JSON longer than they take structured clone. */
  fractions = 0;
}

/**
 * Lists what a value holds, last first, in `found`; false where structured clone would lose something: an accessor, a
 * symbol, an attribute, an own property of a Map, a prototype.
 */
function exactArray(array: readonly unknown[], found: Found): boolean {
  if (Reflect.getOwnPropertyDescriptor(array, "length")?.writable !== true) return false;
  if (array.length > long && !isBareLongArray(array)) return false;
  let present = 0;
  let holes = 0;
  for (let index = array.length - 1; index >= 0; index -= 1) {
    const descriptor = Object.getOwnPropertyDescriptor(array, index);
    if (descriptor === undefined) {
      holes += 1;
      found.plain = false;
      if (holes > long + present) return false;
      continue;
    }
    present += 1;
    if (!isOpen(descriptor) || !exactChild(descriptor.value, found)) return false;
  }
  return array.length > long || Reflect.ownKeys(array).length === present + 1;
}

function exactRecord(record: object, found: Found): boolean {
  const keys = Reflect.ownKeys(record);
  for (let index = keys.length - 1; index >= 0; index -= 1) {
    const key = keys[index];
    if (typeof key !== "string") return false;
    const descriptor = Object.getOwnPropertyDescriptor(record, key);
    if (descriptor === undefined || !isOpen(descriptor)) return false;
    if (!exactChild(descriptor.value, found)) return false;
  }
  if (keys.length > 0) return isOrdinary(record);
  return refusalOf(record) === undefined && brandOf(record) === "object";
}

function exactChild(value: unknown, found: Found): boolean {
  switch (typeof value) {
    case "object":
      if (value !== null) found.pending.push(value);
      return true;
    case "string":
      found.leaves += 1;
      return true;
    case "number":
      found.leaves += 1;
      if (!Number.isInteger(value)) found.fractions += 1;
      if (!Number.isFinite(value) || Object.is(value, -0)) found.plain = false;
      return true;
    case "boolean":
      return true;
    default:
      found.plain = false;
      return typeof value !== "function" && typeof value !== "symbol";
  }
}

function exactView(view: ArrayBufferView, found: Found): boolean {
  found.pending.push(bufferOf(view));
  return prototypeOf(view) === builtinPrototype(nameOfTypedArray(view) ?? "DataView") && isBareView(view);
}

function exactSlots(value: object, prototype: object, found: Found): boolean {
  found.plain = false;
  if (ArrayBuffer.isView(value)) return exactView(value, found);
  const name = builtinName(prototype);
  const keys = Reflect.ownKeys(value).length;
  if (types.isRegExp(value)) {
    return name === "RegExp" && keys === 1 && Object.is(value.lastIndex, 0) && lastIndexIsOpen(value);
  }
  if (types.isStringObject(value)) return name === "String" && keys === value.length + 1;
  if (keys > 0) return false;
  if (types.isMap(value)) return name === "Map" && exactItems(entriesOf(value), found);
  if (types.isSet(value)) return name === "Set" && exactItems(itemsOf(value), found);
  if (types.isDate(value)) return name === "Date";
  if (types.isArrayBuffer(value)) return name === "ArrayBuffer";
  if (types.isNumberObject(value)) return name === "Number";
  if (types.isBooleanObject(value)) return name === "Boolean";
  return types.isBigIntObject(value) && name === "BigInt";
}

const lastIndexIsOpen = (value: RegExp): boolean =>
  Reflect.getOwnPropertyDescriptor(value, "lastIndex")?.writable === true;

function exactItems(items: readonly unknown[], found: Found): boolean {
  for (let index = items.length - 1; index >= 0; index -= 1) {
    if (!exactChild(items[index], found)) return false;
  }
  return true;
}

function exactObject(value: object, found: Found): boolean {
  if (types.isProxy(value) || !Object.isExtensible(value)) return false;
  const prototype = prototypeOf(value);
  if (prototype === null) return false;
  if (prototype === Object.prototype) return exactRecord(value, found);
  if (Array.isArray(value)) return prototype === Array.prototype && exactArray(value, found);
  return exactSlots(value, prototype, found);
}

/** Which codec brings a value back: `plain` is JSON, `v8` structured clone. */
export type Exact = "plain" | "v8";

/** From this many strings and numbers on, JSON is only for values that have few fractions. */
const many = 64;

/**
 * Which codec brings a value back exactly, and soonest; undefined where neither does, though it may still be storable as
 * a graph. It is asked of every plain result, so it allocates next to nothing. The walk goes depth first in the order of
 * the serializer, so that its depth is the serializer's.
 */
export function exactCodec(root: unknown): Exact | undefined {
  const found = new Found();
  const { pending } = found;
  if (!exactChild(root, found)) return undefined;
  const depths: number[] = pending.map(() => 0);
  const entered = new Set<object>();
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    const depth = depths.pop() ?? 0;
    if (entered.has(value)) {
      found.plain = false; // shared, or a cycle
      continue;
    }
    entered.add(value);
    if (depth > deepest || !exactObject(value, found)) return undefined;
    while (depths.length < pending.length) depths.push(depth + 1);
  }
  return found.plain && (found.leaves < many || found.fractions * 4 < found.leaves) ? "plain" : "v8";
}
