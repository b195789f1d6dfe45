import type { Captures, Definition, ModuleFile } from "./definition.ts";
import { record, recordOf, type Callable, type MemberRole } from "./stamp.ts";

/** Defines a function by its code and its captures, and returns it. The first definition of a function stays. */
export function $fn<F>(f: F, file: ModuleFile | undefined, descriptor: string, captures: Captures): F {
  if (typeof f === "function") record(f, { kind: "function", file, descriptor, captures });
  return f;
}

/** States that a function's definition is its unit's, and returns the function. */
export function $unitOf<F>(f: F, unit: Definition | undefined): F {
  if (typeof f === "function" && unit !== undefined) record(f, unit);
  return f;
}

/** One method of an object literal: key, role, descriptor, captures. */
export type Method = readonly [key: PropertyKey, role: MemberRole, descriptor: string, captures: Captures];

/** Defines the methods and accessors of an object literal, and returns the object. */
export function $object<T extends object>(
  object: T,
  file: ModuleFile | undefined,
  methods: readonly Method[],
): T {
  for (const [key, role, descriptor, captures] of methods) {
    const parts: Partial<Readonly<Record<MemberRole, unknown>>> | undefined = Object.getOwnPropertyDescriptor(
      object,
      key,
    );
    $fn(parts?.[role], file, descriptor, captures);
  }
  return object;
}

/** The definition of a function or class; undefined where project code did not define it by itself. */
export function definitionOf(f: Callable): Definition | undefined {
  const known = recordOf(f);
  return known === undefined || known.kind === "member" ? undefined : known;
}
