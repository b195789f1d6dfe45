import { types } from "node:util";
import { recordOf, type ClassDefinition } from "../../runtime/definition/stamp.ts";

type Slot = readonly (readonly [where: string, a: unknown, b: unknown])[];

const brands = [
  "isMap",
  "isSet",
  "isDate",
  "isRegExp",
  "isNativeError",
  "isArrayBuffer",
  "isTypedArray",
  "isDataView",
  "isBoxedPrimitive",
] as const;

/** A mismatch of internal slots, or the pairs of values in them that must be equal in turn. */
function slots(a: object, b: object, path: string): Slot | string {
  if (Array.isArray(a) !== Array.isArray(b)) return `${path}: one is an array`;
  for (const name of brands) if (types[name](a) !== types[name](b)) return `${path}: ${name}`;
  if (types.isMap(a) && types.isMap(b)) return pairs(entries(a), entries(b), `${path}.<entry`);
  if (types.isSet(a) && types.isSet(b)) return pairs(items(a), items(b), `${path}.<item`);
  if (types.isDate(a) && types.isDate(b)) return [[`${path}.<time>`, a.getTime(), b.getTime()]];
  if (types.isRegExp(a) && types.isRegExp(b)) return [[`${path}.<regexp>`, String(a), String(b)]];
  if (types.isArrayBuffer(a) && types.isArrayBuffer(b)) return memory(a, b, path);
  if (ArrayBuffer.isView(a) && ArrayBuffer.isView(b)) return view(a, b, path);
  if (types.isBoxedPrimitive(a) && types.isBoxedPrimitive(b)) {
    return [[`${path}.<value>`, unboxed(a), unboxed(b)]];
  }
  const [left, right] = [web(a), web(b)];
  if (left === undefined || right === undefined) return left === right ? [] : `${path}: one only inherits`;
  return pairs(left, right, `${path}.<web`);
}

/** What a URL, its parameters or Headers hold; undefined for other objects, such as one that only inherits. */
function web(object: object): unknown[] | undefined {
  try {
    const get = (key: string): unknown => Reflect.get(URL.prototype, key, object);
    if (object instanceof URL) return [get("href"), get("searchParams")];
    const C = [URLSearchParams, Headers].find((candidate) => object instanceof candidate);
    return C && [JSON.stringify([...C.prototype.entries.call(object as URLSearchParams & Headers)])];
  } catch {
    return undefined;
  }
}

const entries = (map: Map<unknown, unknown>): unknown[] =>
  [...Map.prototype.entries.call(map)].flatMap((entry) => entry);
const items = (set: Set<unknown>): unknown[] => [...Set.prototype.values.call(set)];

function unboxed(box: object): unknown {
  const { prototype } = [Number, String, Boolean, BigInt].find((C) => box instanceof C) ?? Symbol;
  return Reflect.apply(Reflect.get(prototype, "valueOf") as () => unknown, box, []);
}

function pairs(a: readonly unknown[], b: readonly unknown[], path: string): Slot | string {
  if (a.length !== b.length) return `${path}>: ${a.length} and ${b.length}`;
  return a.map((item, at) => [`${path} ${at}>`, item, b[at]]);
}

function memory(a: ArrayBuffer, b: ArrayBuffer, path: string): Slot | string {
  const limits = ["resizable", "maxByteLength"].map((key): Slot[number] => [
    `${path}.${key}`,
    Reflect.get(a, key),
    Reflect.get(b, key),
  ]);
  return Buffer.compare(new Uint8Array(a), new Uint8Array(b)) === 0 ? limits : `${path}: other bytes`;
}

/** A Buffer may lie in the pool of the process, so of a Buffer only its own bytes are compared. */
function view(a: ArrayBufferView, b: ArrayBufferView, path: string): Slot | string {
  if (a instanceof Buffer && b instanceof Buffer) {
    return Buffer.compare(a, b) === 0 ? [] : `${path}: other bytes`;
  }
  return [
    [`${path}.buffer`, a.buffer, b.buffer],
    [`${path}.byteOffset`, a.byteOffset, b.byteOffset],
    [`${path}.byteLength`, a.byteLength, b.byteLength],
  ];
}

/** Prototypes of classes are the same objects in both values; others are objects of the value. */
function samePrototype(a: object, b: object): Slot {
  const [left, right] = [a, b].map((object) => Object.getPrototypeOf(object) as object | null);
  const shared = left === null || left === undefined || Object.hasOwn(left, "constructor");
  if (shared) return left === right ? [] : [["[[Prototype]]", "one class", "another class"]];
  return [["[[Prototype]]", left, right]];
}

/** The engine gives each error an accessor of its own for `stack`. */
function valueOf(descriptor: PropertyDescriptor, object: object, key: PropertyKey): unknown {
  return "value" in descriptor ? descriptor.value : Reflect.get(object, key);
}

function properties(a: object, b: object, path: string): Slot | string {
  const [left, right] = [Reflect.ownKeys(a), Reflect.ownKeys(b)];
  if (left.length !== right.length)
    return `${path}: keys ${left.map(String).join()} and ${right.map(String).join()}`;
  const found: Slot[number][] = [];
  for (const [at, key] of left.entries()) {
    const [one, other] = [Reflect.getOwnPropertyDescriptor(a, key), Reflect.getOwnPropertyDescriptor(b, key)];
    if (key !== right[at] || one === undefined || other === undefined) return `${path}: key ${String(key)}`;
    for (const part of ["writable", "enumerable", "configurable"] as const) {
      if (one[part] !== other[part]) return `${path}.${String(key)}: ${part}`;
    }
    if ("value" in one !== "value" in other) return `${path}.${String(key)}: an accessor`;
    found.push([`${path}.${String(key)}`, valueOf(one, a, key), valueOf(other, b, key)]);
  }
  return found;
}

/** What the classes that an object inherits from can read of it. */
function privates(object: object): [string, unknown][] {
  const found: [string, unknown][] = [];
  for (let at: unknown = object; typeof at === "object" && at !== null; at = Object.getPrototypeOf(at)) {
    const C: unknown = Reflect.getOwnPropertyDescriptor(at, "constructor")?.value;
    const known = typeof C === "function" ? recordOf(C) : undefined;
    const values = known?.kind === "class" ? (known as ClassDefinition).privates?.(object) : undefined;
    if (typeof C === "function" && values)
      values.forEach((value, n) => found.push([`${C.name} #${n}`, value]));
  }
  return found;
}

function privateState(a: object, b: object, path: string): Slot | string {
  const [left, right] = [privates(a), privates(b)];
  if (left.map(([name]) => name).join() !== right.map(([name]) => name).join())
    return `${path}: private fields`;
  return left.map(([name, value], at) => [`${path} ${name}`, value, right[at]?.[1]]);
}

function open(object: object): string {
  return `${Object.isExtensible(object)} ${Object.isSealed(object)} ${Object.isFrozen(object)}`;
}

/**
 * Where two values differ in anything that a program could observe, undefined where they do not: prototypes,
 * property order and attributes, internal slots, sharing, cycles. Two values that share an object differ, too.
 */
export function difference(left: unknown, right: unknown): string | undefined {
  const partners = new Map<object, object>();
  const taken = new Set<object>();
  const pending: (readonly [path: string, a: unknown, b: unknown])[] = [["value", left, right]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [path, a, b] = next;
    if (typeof a !== "object" || a === null || typeof b !== "object" || b === null) {
      if (!Object.is(a, b)) return `${path}: ${String(a)} and ${String(b)}`;
      continue;
    }
    const partner = partners.get(a);
    if (partner !== undefined || taken.has(b)) {
      if (partner !== b) return `${path}: shared otherwise`;
      continue;
    }
    if (a === b) return `${path}: the very same object`;
    partners.set(a, b);
    taken.add(b);
    if (open(a) !== open(b)) return `${path}: extensible, sealed, frozen: ${open(a)} and ${open(b)}`;
    for (const found of [
      samePrototype(a, b),
      slots(a, b, path),
      properties(a, b, path),
      privateState(a, b, path),
    ]) {
      if (typeof found === "string") return found;
      for (const pair of found) pending.push(pair);
    }
  }
  return undefined;
}
