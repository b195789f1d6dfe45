import { parseDescriptor } from "../definition/descriptor.ts";
import type { Unit } from "../unit/unit.ts";
import { identityOf } from "./identity.ts";
import type { Component, Key } from "./key.ts";
import { patches } from "./patches.ts";

/** Longer texts are better hashed than kept as keys. */
const LONGEST = 256;

const none = (): readonly Component[] => [];

/**
 * The key of a call that only memory can hit, where nothing is captured and all arguments are short primitives: the
 * arguments themselves, each with its type and length. Undefined for any other call.
 */
export function simpleKey(
  unit: Unit,
  args: readonly unknown[],
  extra: readonly Component[],
): Key | undefined {
  if (unit.spec.tier === "persistent" || extra.length > 0) return undefined;
  if (parseDescriptor(unit.descriptor).slots.length > 0 || patches().length > 0) return undefined;
  let key = `call ${identityOf(unit)}`;
  for (const arg of args) {
    const part = simplePart(arg);
    if (part === undefined) return undefined;
    key += part;
  }
  return { ok: true, key, mutable: false, components: none };
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
