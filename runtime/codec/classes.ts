import { types } from "node:util";
import { classByDigest, definitionDigest } from "../digest/key.ts";
import type { Callable } from "../definition/stamp.ts";
import { builtinName, builtinPrototype } from "./intrinsics.ts";
import { privatesOf, restorerOf, type Restorer } from "./privates.ts";

/** How codecs name the project's classes in stored bytes, so that an instance comes back as one. */
export interface ClassNames {
  /** A name that changes with the code of the class; undefined for what is no class of the project. */
  readonly nameOf: (C: Callable) => string | undefined;
  /** The class of this process that has the name; undefined where there is none or more than one. */
  readonly byName: (name: string) => Callable | undefined;
}

const defined: ClassNames = { nameOf: definitionDigest, byName: classByDigest };

let current = defined;

/** Replaces how classes are named, for this process; `undefined` goes back to the project's definitions. */
export function useClassNames(names: ClassNames | undefined): void {
  current = names ?? defined;
}

/** A prototype in stored bytes: none, a built-in one, a class of the project, or another object of the graph. */
export type PrototypeName = null | `builtin ${string}` | `class ${string}`;

/** A class of the project in a prototype chain; lists have parents first. */
export interface NamedClass {
  readonly C: Callable;
  readonly name: string;
}

export type Named =
  | { readonly kind: "named"; readonly name: PrototypeName; readonly classes: readonly NamedClass[] }
  /** An object that is no class's prototype: `Object.create(defaults)`. */
  | { readonly kind: "object"; readonly classes: readonly NamedClass[] }
  | { readonly kind: "refused"; readonly reason: string };

const refused = (reason: string): Named => ({ kind: "refused", reason });

/** The class that an object is the prototype of, as the object says it. No getter is called. */
function classOf(prototype: object): Callable | undefined {
  const C: unknown = Reflect.getOwnPropertyDescriptor(prototype, "constructor")?.value;
  if (typeof C !== "function") return undefined;
  return Reflect.getOwnPropertyDescriptor(C, "prototype")?.value === prototype ? C : undefined;
}

function labelOf(C: Callable): string {
  const name: unknown = Reflect.getOwnPropertyDescriptor(C, "name")?.value;
  return typeof name === "string" && name !== "" ? name : "an anonymous class";
}

/** The name of a class whose instances can be stored, or why they cannot. */
function nameOfClass(C: Callable): NamedClass | string {
  const name = current.nameOf(C);
  if (name !== undefined && current.byName(name) === C) return { C, name };
  return (
    `an instance of ${labelOf(C)} cannot be stored: it is not a class that this project declares ` +
    "(once, not each time a function is called)"
  );
}

/** How to write the prototype of an object. Its whole chain must be the project's or built-in. */
export function nameOfPrototype(prototype: object | null): Named {
  if (prototype === null) return { kind: "named", name: null, classes: [] };
  const builtin = builtinName(prototype);
  if (builtin !== undefined) return { kind: "named", name: `builtin ${builtin}`, classes: [] };
  const classes: NamedClass[] = [];
  for (let at: object | null = prototype; at !== null && builtinName(at) === undefined;) {
    if (types.isProxy(at)) return refused("an object whose prototype is a Proxy cannot be stored");
    const C = classOf(at);
    const named = C && nameOfClass(C);
    if (typeof named === "string") return refused(named);
    if (named) classes.unshift(named);
    at = Object.getPrototypeOf(at) as object | null;
  }
  const last = classes.at(-1);
  if (last && classOf(prototype) === last.C) return { kind: "named", name: `class ${last.name}`, classes };
  const tag: unknown = Reflect.getOwnPropertyDescriptor(prototype, Symbol.toStringTag)?.value;
  if (typeof tag !== "string") return { kind: "object", classes };
  return refused(
    `an object of kind ${JSON.stringify(tag)} cannot be stored: it may hold what nobody can see`,
  );
}

/** The private fields that an object has of one class. */
export interface Privates {
  /** The class, as {@link classByName} finds it. */
  readonly name: string;
  readonly restorer: Restorer;
  readonly values: readonly unknown[];
}

/** The private fields of an instance by class, parents first; or why they cannot be brought back. */
export function privatesByClass(
  instance: object,
  classes: readonly NamedClass[],
): readonly Privates[] | string {
  const found: Privates[] = [];
  for (const { C, name } of classes) {
    const values = readPrivates(C, instance);
    if (values === undefined) continue;
    if (values === "unfinished") {
      return `an instance of ${labelOf(C)} cannot be stored: its constructor has not finished`;
    }
    const restorer = restorerOf(C);
    if (typeof restorer === "string") {
      return `an instance of ${labelOf(C)} has #private fields that cannot be put back: ${restorer}`;
    }
    // What makes the object itself must come first.
    if (restorer.isBase && found.length > 0) return `an instance of ${labelOf(C)} has another parent now`;
    found.push({ name, restorer, values });
  }
  return found;
}

function readPrivates(C: Callable, instance: object): readonly unknown[] | "unfinished" | undefined {
  try {
    return privatesOf(C, instance);
  } catch {
    return "unfinished";
  }
}

/** @throws Error where this process has no such class: it was changed, or its module is not loaded. */
export function classByName(name: string): Callable {
  const C = current.byName(name);
  if (C === undefined) throw new Error(`there is no class ${name} in this process`);
  return C;
}

/** @throws Error where this process has no such prototype: the class was changed, or its module is not loaded. */
export function prototypeByName(name: PrototypeName): object | null {
  if (name === null) return null;
  const at = name.indexOf(" ");
  const rest = name.slice(at + 1);
  if (name.startsWith("builtin ")) {
    const prototype = builtinPrototype(rest);
    if (prototype !== undefined) return prototype;
  } else if (name.startsWith("class ")) {
    return classByName(rest).prototype as object;
  }
  throw new Error(`there is no ${name} in this process`);
}
