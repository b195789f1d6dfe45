import type { Definition, ModuleFile } from "./definition.ts";
import { record, recordOf, stamp, type Callable, type Code, type MemberRole, type Stated } from "./stamp.ts";

/** States a piece of code once, on its module's first line, however many functions it creates. */
export const $code = (file: ModuleFile | undefined, descriptor: string): Code => ({ file, descriptor });

/**
 * Defines a function that was just created by its code and its captures, and returns it. The first definition of a
 * function stays.
 */
export function $fn<F>(f: F, stated: Stated): F {
  if (typeof f === "function") stamp(f, stated);
  return f;
}

/** States that a function's definition is its unit's, and returns the function. */
export function $unitOf<F>(f: F, unit: Definition | undefined): F {
  if (typeof f === "function" && unit !== undefined) record(f, unit);
  return f;
}

/** A method or accessor of an object literal. */
interface Method {
  readonly key: PropertyKey;
  readonly role: MemberRole;
  readonly code: Code;
}

/** States the methods and accessors of an object literal, as lists of key, role and descriptor. */
export const $methods = (
  file: ModuleFile | undefined,
  methods: readonly (readonly [key: PropertyKey, role: MemberRole, descriptor: string])[],
): readonly Method[] =>
  methods.map(([key, role, descriptor], part) => ({ key, role, code: { file, descriptor, part } }));

/** Defines the methods of an object that a literal just made, and returns it. `captures` has a list for each. */
export function $object<T extends object>(
  object: T,
  methods: readonly Method[] | undefined,
  captures: () => readonly (readonly unknown[])[],
): T {
  for (const { key, role, code } of methods ?? []) {
    // A literal that was just made has a method under its key; an accessor must not be called.
    const f: unknown = role === "value" ? Reflect.get(object, key) : accessorOf(object, key, role);
    if (typeof f === "function") stamp(f, () => [code, captures]);
  }
  return object;
}

function accessorOf(object: object, key: PropertyKey, role: MemberRole): unknown {
  const parts: Partial<Readonly<Record<MemberRole, unknown>>> | undefined = Object.getOwnPropertyDescriptor(
    object,
    key,
  );
  return parts?.[role];
}

/** The definition of a function or class; undefined where project code did not define it by itself. */
export function definitionOf(f: Callable): Definition | undefined {
  const known = recordOf(f);
  return known === undefined || known.kind === "member" ? undefined : known;
}
