import { types } from "node:util";
import { classOfPrototype } from "../definition/class.ts";
import { addPrivates, constructBare } from "../definition/restored.ts";
import {
  recordOf,
  type Callable,
  type ClassDefinition,
  type PrivateReader,
  type PrivateWriter,
} from "../definition/stamp.ts";

/** How objects get the private members of a class without its constructor's body. */
export interface Restorer {
  readonly C: Callable;
  /** The class extends nothing: it makes the object. Otherwise it adds to one. */
  readonly isBase: boolean;
  /** What the private fields are called: `#rows`. */
  readonly names: readonly string[];
  readonly write: PrivateWriter;
  /** The own properties that its initialisers make. */
  readonly keys: readonly PropertyKey[];
}

const restorers = new WeakMap<Callable, Restorer>();

function classDefinition(C: Callable): ClassDefinition | undefined {
  const known = recordOf(C);
  return known?.kind === "class" ? (known as ClassDefinition) : undefined;
}

/**
 * The values of the private fields that an object has of this very class, undefined where it has none of its private
 * members.
 *
 * @throws TypeError for an object that its class has not finished.
 */
export const privatesOf = (C: Callable, object: object): readonly unknown[] | undefined =>
  classDefinition(C)?.privates?.(object);

/** The private fields of an instance, those of its class first; a name is "" where the class does not say it. */
export function privateFieldsOf(object: object): [name: string, value: unknown][] {
  const found: [string, unknown][] = [];
  for (let at: object | null = object; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    if (types.isProxy(at)) break;
    const C = classOfPrototype(at);
    const { privates, names = [] } = (C && classDefinition(C)) ?? {};
    for (const [n, value] of (privates?.(object) ?? []).entries()) found.push([names[n] ?? "", value]);
  }
  return found;
}

/** How to bring the private members of a class back, or why nobody can. */
export function restorerOf(C: Callable): Restorer | string {
  const known = restorers.get(C);
  if (known !== undefined) return known;
  const { privates, restore, names = [] } = classDefinition(C) ?? {};
  if (typeof restore === "string") return restore;
  if (privates === undefined || restore === undefined) return "nothing was compiled that could write them";
  const made = tryOut(C, privates, restore, names);
  if (typeof made !== "string") restorers.set(C, made);
  return made;
}

/** What was compiled is not what was written: a first instance shows whether all of it works. */
function tryOut(
  C: Callable,
  read: PrivateReader,
  write: PrivateWriter,
  names: readonly string[],
): Restorer | string {
  const isBase = Object.getPrototypeOf(C) === Function.prototype;
  const samples = names.map(() => ({}));
  try {
    const object = isBase ? constructBare(C) : (Object.create(null) as object);
    const keys = isBase ? Reflect.ownKeys(object) : addTo(C, object);
    const odd = isBase ? undefined : keys.find(isBuiltins);
    if (odd !== undefined) return `its field ${String(odd)} may be a built-in's own`;
    write(object, samples);
    const values = read(object);
    if (values?.length === names.length && values.every((value, at) => value === samples[at])) {
      return { C, isBase, names, write, keys };
    }
  } catch {
    // Then it does not work.
  }
  return "as it was compiled, only its constructor can make them";
}

function addTo(C: Callable, object: object): PropertyKey[] {
  addPrivates(C, [object]);
  return Reflect.ownKeys(object);
}

/** Keys that an array, a string, a regular expression or a view has of its own. */
const isBuiltins = (key: PropertyKey): boolean =>
  typeof key === "string" && /^(?:length|lastIndex|\d+)$/.test(key);

/** A fresh object with the private members of a class that extends nothing, and no properties. */
export function makeBare({ C, keys }: Restorer): object {
  const object = constructBare(C);
  removeKeys(object, keys);
  return object;
}

/** Gives the objects of each class that extends another their private members, and no properties. */
export function addAllPrivates(additions: ReadonlyMap<Restorer, readonly object[]>): void {
  for (const [{ C, keys }, objects] of additions) {
    addPrivates(C, objects);
    for (const object of objects) removeKeys(object, keys);
  }
}

/** Last first: V8 then goes back to the shape it came from, and makes no dictionary. */
function removeKeys(object: object, keys: readonly PropertyKey[]): void {
  for (let at = keys.length - 1; at >= 0; at -= 1) Reflect.deleteProperty(object, keys[at] ?? "");
}
