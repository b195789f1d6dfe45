import type { Captures, Definition, ModuleFile } from "./definition.ts";
import { recordOf } from "./stamp.ts";

const provenances = new WeakMap<WeakKey, Definition>();

/**
 * Notes where the value of a module-level `const` came from, and returns it. Primitives need no provenance, nor do
 * functions and classes that have a definition. The first provenance of a value stays.
 */
export function $value<T>(
  value: T,
  file: ModuleFile | undefined,
  descriptor: string,
  captures: Captures,
  /** The value was given functions that may run later: what they read then counts as well. */
  keepsCode?: "keeps code",
): T {
  if (isIdentity(value) && !provenances.has(value)) {
    const given = asOfNow(captures);
    const definition =
      keepsCode === undefined ? { descriptor, captures: given } : twice(descriptor, given, captures);
    provenances.set(value, { kind: "value", file, ...definition });
  }
  return value;
}

/** What an initialiser was given, and then what the same names are now. */
function twice(
  descriptor: string,
  given: Captures,
  live: Captures,
): Pick<Definition, "descriptor" | "captures"> {
  const slots = descriptor.split("|").slice(3);
  return { descriptor: [descriptor, ...slots].join("|"), captures: () => [...given(), ...live()] };
}

/** What the initialiser was given, and not what its names are assigned later; in an import cycle, what they are then. */
function asOfNow(captures: Captures): Captures {
  try {
    const values = captures();
    return () => values;
  } catch {
    return captures;
  }
}

/** The initialiser that gave this object, undefined where none is known. */
export const provenanceOf = (value: WeakKey): Definition | undefined => provenances.get(value);

function isIdentity(value: unknown): value is WeakKey {
  switch (typeof value) {
    case "object":
      return value !== null;
    case "function":
      return recordOf(value) === undefined;
    case "symbol":
      // Registered symbols are equal everywhere and cannot be held weakly.
      return Symbol.keyFor(value) === undefined;
    default:
      return false;
  }
}
