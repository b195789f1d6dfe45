import { types } from "node:util";
import { isBareView } from "../bare.ts";
import type { Brand } from "../brand.ts";
import { isEngineStack } from "../intrinsics.ts";
import { isPosition } from "../../digest/positions.ts";
import type { Discovery } from "./discovery.ts";
import { attribute, open, type Cell, type Level, type SymbolCell } from "./format.ts";
import { symbolToCell } from "./symbol.ts";

/** The own properties of an object that its slots do not imply. */
export interface Properties {
  readonly keys: (string | SymbolCell)[];
  readonly attributes: number[];
  readonly cells: Cell[];
}

export function levelOf(object: object): Level {
  if (Object.isExtensible(object)) return 0;
  // V8 calls an empty array frozen that is only not extensible.
  const length = Array.isArray(object) && Reflect.getOwnPropertyDescriptor(object, "length");
  if ((!length || !length.writable) && Object.isFrozen(object)) return 3;
  return Object.isSealed(object) ? 2 : 1;
}

export function bitsOf(descriptor: PropertyDescriptor): number {
  return (
    (descriptor.writable === true ? attribute.writable : 0) |
    (descriptor.enumerable === true ? attribute.enumerable : 0) |
    (descriptor.configurable === true ? attribute.configurable : 0)
  );
}

/** It can always be assigned, whether it is an accessor or not. */
const stackBits = (descriptor: PropertyDescriptor): number =>
  (bitsOf(descriptor) & ~attribute.writable) | attribute.stack;

/** The bits of a property that assignment made, after its object was sealed or frozen. */
export function bitsAt(level: Level): number {
  if (level === 3) return attribute.enumerable;
  return level === 2 ? open & ~attribute.configurable : open;
}

/** Whether a key is that of an element of an array, a string or a typed array of this length. */
export const isIndex = (key: PropertyKey, length: number): boolean =>
  typeof key === "string" && /^(?:0|[1-9]\d*)$/.test(key) && Number(key) < length;

/** The own keys of an object without those that come with its slots. */
export function keysOf(object: object, brand: Brand, level: Level): PropertyKey[] {
  if (ArrayBuffer.isView(object) && isBareView(object)) return [];
  const keys = Reflect.ownKeys(object);
  if (types.isTypedArray(object)) return keys.filter((key) => !isIndex(key, Infinity));
  if (types.isStringObject(object)) {
    const { length } = object;
    return keys.filter((key) => key !== "length" && !isIndex(key, length));
  }
  if (brand === "error") return keys.filter((key) => !isPosition(object, key));
  const implied = brand === "array" ? "length" : "lastIndex";
  if (brand !== "array" && !types.isRegExp(object)) return keys;
  const descriptor = Reflect.getOwnPropertyDescriptor(object, implied);
  const usual = descriptor?.writable === level < 3 && (brand === "array" || Object.is(descriptor.value, 0));
  return usual ? keys.filter((key) => key !== implied) : keys;
}

/** The engine makes the text when it is first read, from a name and a message that may be anything. */
function stackOf(discovery: Discovery, holder: number, error: object): unknown {
  try {
    return Reflect.get(error, "stack");
  } catch (reason) {
    return discovery.refuse(holder, `its stack cannot be read: ${String(reason)}`);
  }
}

function describe(
  discovery: Discovery,
  holder: number,
  key: PropertyKey,
  descriptor: PropertyDescriptor,
): Cell {
  const object = discovery.at(holder);
  if ("value" in descriptor) {
    const value: unknown = descriptor.value;
    const simple = typeof value !== "object" && typeof value !== "function" && typeof value !== "symbol";
    return simple || value === null ? value : discovery.cellOf(value, holder, { kind: "property", key });
  }
  const step = { kind: "property", key } as const;
  if (key === "stack" && object !== undefined && isEngineStack(descriptor)) {
    return discovery.cellOf(stackOf(discovery, holder, object), holder, step);
  }
  return discovery.refuse(holder, "a getter or setter cannot be stored: its code may change", step);
}

/** @throws NotStorable where a key, an accessor or a value cannot be brought back. */
export function propertiesOf(discovery: Discovery, holder: number, keys: readonly PropertyKey[]): Properties {
  const object = discovery.at(holder);
  const found: Properties = { keys: [], attributes: [], cells: [] };
  for (const key of keys) {
    const descriptor = object && Reflect.getOwnPropertyDescriptor(object, key);
    if (descriptor === undefined) continue;
    const name = typeof key === "symbol" ? symbolToCell(key) : String(key);
    const step = { kind: "property", key } as const;
    found.keys.push(
      name ??
        discovery.refuse(holder, "a symbol of this process alone cannot be stored: use Symbol.for", step),
    );
    const isStack = key === "stack" && isEngineStack(descriptor);
    found.attributes.push(isStack ? stackBits(descriptor) : bitsOf(descriptor));
    found.cells.push(describe(discovery, holder, key, descriptor));
  }
  return found;
}
