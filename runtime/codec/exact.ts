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

/**
 * Lists what a value holds, last first, into `children`; false where structured clone would lose something: an
 * accessor, a symbol, an attribute, an own property of a Map, a prototype.
 */
function exactArray(array: readonly unknown[], children: object[]): boolean {
  if (Reflect.getOwnPropertyDescriptor(array, "length")?.writable !== true) return false;
  if (array.length > long && !isBareLongArray(array)) return false;
  let present = 0;
  let holes = 0;
  for (let index = array.length - 1; index >= 0; index -= 1) {
    const descriptor = Object.getOwnPropertyDescriptor(array, index);
    if (descriptor === undefined) {
      holes += 1;
      if (holes > long + present) return false;
      continue;
    }
    present += 1;
    if (!isOpen(descriptor) || !exactChild(descriptor.value, children)) return false;
  }
  return array.length > long || Reflect.ownKeys(array).length === present + 1;
}

function exactRecord(record: object, children: object[]): boolean {
  const keys = Reflect.ownKeys(record);
  for (let index = keys.length - 1; index >= 0; index -= 1) {
    const key = keys[index];
    if (typeof key !== "string") return false;
    const descriptor = Object.getOwnPropertyDescriptor(record, key);
    if (descriptor === undefined || !isOpen(descriptor)) return false;
    if (!exactChild(descriptor.value, children)) return false;
  }
  if (keys.length > 0) return isOrdinary(record);
  return refusalOf(record) === undefined && brandOf(record) === "object";
}

function exactChild(value: unknown, children: object[]): boolean {
  if (typeof value === "object") {
    if (value !== null) children.push(value);
    return true;
  }
  return typeof value !== "function" && typeof value !== "symbol";
}

function exactView(view: ArrayBufferView, children: object[]): boolean {
  children.push(bufferOf(view));
  return prototypeOf(view) === builtinPrototype(nameOfTypedArray(view) ?? "DataView") && isBareView(view);
}

function exactSlots(value: object, prototype: object, children: object[]): boolean {
  if (ArrayBuffer.isView(value)) return exactView(value, children);
  const name = builtinName(prototype);
  const keys = Reflect.ownKeys(value).length;
  if (types.isRegExp(value)) {
    return name === "RegExp" && keys === 1 && Object.is(value.lastIndex, 0) && lastIndexIsOpen(value);
  }
  if (types.isStringObject(value)) return name === "String" && keys === value.length + 1;
  if (keys > 0) return false;
  if (types.isMap(value)) return name === "Map" && exactItems(entriesOf(value), children);
  if (types.isSet(value)) return name === "Set" && exactItems(itemsOf(value), children);
  if (types.isDate(value)) return name === "Date";
  if (types.isArrayBuffer(value)) return name === "ArrayBuffer";
  if (types.isNumberObject(value)) return name === "Number";
  if (types.isBooleanObject(value)) return name === "Boolean";
  return types.isBigIntObject(value) && name === "BigInt";
}

const lastIndexIsOpen = (value: RegExp): boolean =>
  Reflect.getOwnPropertyDescriptor(value, "lastIndex")?.writable === true;

function exactItems(items: readonly unknown[], children: object[]): boolean {
  for (let index = items.length - 1; index >= 0; index -= 1) {
    if (!exactChild(items[index], children)) return false;
  }
  return true;
}

function exactObject(value: object, children: object[]): boolean {
  if (types.isProxy(value) || !Object.isExtensible(value)) return false;
  const prototype = prototypeOf(value);
  if (prototype === null) return false;
  if (prototype === Object.prototype) return exactRecord(value, children);
  if (Array.isArray(value)) return prototype === Array.prototype && exactArray(value, children);
  return exactSlots(value, prototype, children);
}

/**
 * Whether structured clone brings a value back exactly. It is asked of every plain result, so it allocates next
 * to nothing; what it says no to may still be storable as a graph. The walk goes depth first in the order of the
 * serializer, so that its depth is the serializer's.
 */
export function isExact(root: unknown): boolean {
  const pending: object[] = [];
  if (!exactChild(root, pending)) return false;
  const depths: number[] = pending.map(() => 0);
  const entered = new Set<object>();
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    const depth = depths.pop() ?? 0;
    if (entered.has(value)) continue;
    entered.add(value);
    if (depth > deepest || !exactObject(value, pending)) return false;
    while (depths.length < pending.length) depths.push(depth + 1);
  }
  return true;
}
