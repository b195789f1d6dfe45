import type { Walk } from "./walk.ts";

/** The own properties of an object as they are encoded: the rest of the values follow on the stack. */
export interface Properties {
  readonly names: PropertyKey[];
  readonly values: unknown[];
}

/** A property descriptor, whose functions are values like any other. */
export interface Parts {
  readonly value?: unknown;
  readonly get?: unknown;
  readonly set?: unknown;
}

export type Property = readonly [key: PropertyKey, descriptor: PropertyDescriptor | undefined];

const flag = { writable: 1, enumerable: 2, configurable: 4, accessor: 8, gone: 16 } as const;

/**
 * Encodes keys and flags, in order, and adds what the properties hold to the values that follow. No getter is
 * called: an accessor counts with its functions.
 */
export function writeProperties(walk: Walk, properties: readonly Property[], into: Properties): void {
  walk.out.count(properties.length);
  for (const [key, descriptor] of properties) {
    if (typeof key === "symbol") {
      walk.out.byte(1);
      add(into, "a symbol key", key);
    } else {
      walk.out.byte(0);
      walk.out.text(String(key));
    }
    walk.out.byte(flagsOf(descriptor));
    if (descriptor === undefined) continue;
    if ("value" in descriptor) add(into, key, descriptor.value);
    else {
      const parts: Parts = descriptor;
      add(into, `get ${String(key)}`, parts.get);
      add(into, `set ${String(key)}`, parts.set);
    }
  }
}

function add(into: Properties, name: PropertyKey, value: unknown): void {
  into.names.push(name);
  into.values.push(value);
}

function flagsOf(descriptor: PropertyDescriptor | undefined): number {
  if (descriptor === undefined) return flag.gone;
  return (
    (descriptor.writable === true ? flag.writable : 0) |
    (descriptor.enumerable === true ? flag.enumerable : 0) |
    (descriptor.configurable === true ? flag.configurable : 0) |
    ("value" in descriptor ? 0 : flag.accessor)
  );
}

/** What a property holds: its value, its getter, its setter. */
export const partsOf = ({ value, get, set }: Parts): readonly unknown[] => [value, get, set];

/** All own properties but some, in order. */
export function propertiesOf(object: object, without: (key: PropertyKey) => boolean): readonly Property[] {
  const found: Property[] = [];
  for (const key of Reflect.ownKeys(object)) {
    if (!without(key)) found.push([key, Object.getOwnPropertyDescriptor(object, key)]);
  }
  return found;
}

/** Whether a property is what an object literal makes. */
export const isSimple = (descriptor: PropertyDescriptor | undefined): boolean =>
  descriptor !== undefined &&
  descriptor.writable === true &&
  descriptor.enumerable === true &&
  descriptor.configurable === true;

/**
 * The names of an object's own properties, in order, where all are as an object literal makes them; then `into` gets their
 * values. Undefined for any other object. No getter is called.
 */
export function readPlain(object: object, into: unknown[]): readonly string[] | undefined {
  if (!Object.isExtensible(object) || Object.getOwnPropertySymbols(object).length > 0) return undefined;
  // Faster than Reflect.ownKeys, and in the same order.
  const names = Object.getOwnPropertyNames(object);
  for (const name of names) {
    const descriptor = Object.getOwnPropertyDescriptor(object, name);
    if (!isSimple(descriptor)) return undefined;
    into.push(descriptor?.value);
  }
  return names;
}
