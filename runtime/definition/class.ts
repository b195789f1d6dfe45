import type { Captures, ModuleFile } from "./definition.ts";
import { parseDescriptor } from "./descriptor.ts";
import {
  type Callable,
  type ClassDefinition,
  type MemberRole,
  type PrivateReader,
  type PrivateWriter,
  record,
  recordOf,
} from "./stamp.ts";

const byPrototype = new WeakMap<object, Callable>();
const byCode = new Map<string, WeakRef<Callable>[]>();

/** The defined class that an object is the prototype of. */
export const classOfPrototype = (prototype: object): Callable | undefined => byPrototype.get(prototype);

/** The live classes whose code has this digest, oldest first. */
export function classesByCode(code: string): readonly Callable[] {
  return (byCode.get(code) ?? []).flatMap((reference) => reference.deref() ?? []);
}

/**
 * Defines a class from its first static block, before its static fields are set.
 *
 * @param privates reads the `#private` fields of an object; it must not call anything.
 * @param restore writes them, or says why an instance cannot be brought back without running code.
 * @param names what the fields are called, in the order of both.
 */
export function $class(
  C: Callable,
  file: ModuleFile | undefined,
  descriptor: string,
  captures: Captures,
  privates?: PrivateReader,
  restore?: PrivateWriter | string,
  names: readonly string[] = [],
): void {
  if (recordOf(C) !== undefined) return;
  const prototype = C.prototype as object;
  const members = snapshot(prototype);
  const statics = snapshot(C);
  const known = { kind: "class", file, descriptor, captures, members, statics } as const;
  record(C, Object.freeze({ ...known, privates, restore, names }));
  defineMembers(C, members, false);
  defineMembers(C, statics, true);
  byPrototype.set(prototype, C);
  if (privates !== undefined && isGivenItsObject(C)) adopters.add(new WeakRef(C));
  const { digest } = parseDescriptor(descriptor);
  // A class that is created again and again (a mixin called in a loop) must not fill the memory.
  const alive = (byCode.get(digest) ?? []).filter((reference) => reference.deref() !== undefined).slice(-7);
  byCode.set(digest, [...alive, new WeakRef(C)]);
}

const adopters = new Set<WeakRef<Callable>>();

/**
 * The classes that put their `#private` fields on an object that is none of their instances: their parent's constructor
 * returned it (https://tc39.es/ecma262/#sec-super-keyword-runtime-semantics-evaluation).
 */
export function adoptersOf(object: object): readonly Callable[] {
  if (adopters.size === 0) return nobody;
  return [...adopters].flatMap((reference) => {
    const C = reference.deref();
    const known = C && recordOf(C);
    if (C === undefined || known?.kind !== "class") return [];
    const isAdopted = (known as ClassDefinition).privates?.(object) !== undefined;
    return isAdopted && !(C.prototype as object).isPrototypeOf(object) ? [C] : [];
  });
}

const nobody: readonly Callable[] = [];

/** True where a parent is not a built-in and its text has a `return`, which may be its constructor's. */
function isGivenItsObject(C: Callable): boolean {
  for (
    let parent: unknown = Object.getPrototypeOf(C);
    typeof parent === "function" && parent !== Function.prototype;
    parent = Object.getPrototypeOf(parent)
  ) {
    if (/\breturn\b/.test(Function.prototype.toString.call(parent))) return true;
  }
  return false;
}

function snapshot(object: object): ReadonlyMap<PropertyKey, PropertyDescriptor> {
  const found = new Map<PropertyKey, PropertyDescriptor>();
  for (const key of Reflect.ownKeys(object)) {
    const descriptor = Object.getOwnPropertyDescriptor(object, key);
    if (descriptor !== undefined) found.set(key, descriptor);
  }
  return found;
}

const roles: readonly MemberRole[] = ["value", "get", "set"];

function defineMembers(
  owner: Callable,
  members: ReadonlyMap<PropertyKey, PropertyDescriptor>,
  isStatic: boolean,
): void {
  for (const [key, descriptor] of members) {
    if (key === "constructor" && !isStatic) continue;
    for (const role of roles) {
      const parts: Partial<Readonly<Record<MemberRole, unknown>>> = descriptor;
      const f = parts[role];
      // A decorator may have put a function here that is known already: then that is what it is.
      if (typeof f === "function") record(f, { kind: "member", owner, key, role, isStatic });
    }
  }
}
