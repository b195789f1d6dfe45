import type { Definition } from "../definition/definition.ts";
import { pushCaptures, writeCode } from "./captures.ts";
import { tag } from "./tag.ts";
import { Unkeyable } from "./unkeyable.ts";
import { Walk } from "./walk.ts";

/**
 * Encodes a value as the code that gave it: the initialiser of a module-level `const`.
 *
 * @throws Unkeyable where that code reads something that no key can see: running it again gives another value.
 */
export function writeProvenance(walk: Walk, definition: Definition, value: unknown): void {
  if (walk.refers(definition)) return;
  if (walk.options.needsVisible !== true) requireVisible(walk, definition, value);
  walk.out.byte(tag.provenance);
  writeCode(walk, definition);
  pushCaptures(walk, definition, definition.captures, true);
}

/** Encodes a field of a value that came from this initialiser. */
export function writeField(walk: Walk, definition: Definition, name: PropertyKey): void {
  walk.out.byte(tag.field);
  walk.out.text(String(name));
  writeProvenance(walk, definition, undefined);
}

/** Walks what the initialiser reaches on its own: what was met before in the walk at hand counts as well. */
function requireVisible(walk: Walk, definition: Definition, given: unknown): void {
  const check = new Walk({ ...walk.options, needsVisible: true, given });
  try {
    pushCaptures(check, definition, definition.captures, true);
    check.run();
  } catch (error) {
    // The path is that to the value itself: the reason says what is read.
    if (error instanceof Unkeyable) error.path = "";
    throw error;
  }
}
