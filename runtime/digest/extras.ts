import { recordOf, type Callable, type ClassDefinition } from "../definition/stamp.ts";
import { builtinObjectName } from "./intrinsics.ts";
import { partsOf, propertiesOf, type Property } from "./properties.ts";

const given: ReadonlySet<PropertyKey> = new Set(["length", "name", "prototype", "arguments", "caller"]);

/** How many parameters a function says that it has; NaN where it says something else. */
export function lengthOf(f: Callable): number {
  const length: unknown = Object.getOwnPropertyDescriptor(f, "length")?.value;
  return typeof length === "number" ? length : NaN;
}

/** The own properties of a function that its code did not give it: `h.factor = 4`, a changed `prototype`. */
export function ownExtras(f: Callable): readonly Property[] {
  const extras = [...propertiesOf(f, (key) => given.has(key))];
  if (!isPlainPrototype(f)) extras.push(["prototype", Object.getOwnPropertyDescriptor(f, "prototype")]);
  const parent = parentOf(f);
  if (parent !== Function.prototype && (parent === null || builtinObjectName(parent) === undefined)) {
    extras.push(["[[Prototype]]", { value: parent }]);
  }
  return extras;
}

/** Whether the `prototype` of a function, if it has one, is as the function's creation left it. */
function isPlainPrototype(f: Callable): boolean {
  const prototype: unknown = Object.getOwnPropertyDescriptor(f, "prototype")?.value;
  if (prototype === undefined) return true;
  if (typeof prototype !== "object" || prototype === null) return false;
  const keys = Reflect.ownKeys(prototype);
  if (keys.length > 1) return false;
  const constructor: unknown = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value;
  // A generator function's has no constructor.
  if (keys.length === 0) return parentOf(f) !== Function.prototype;
  return constructor === f && parentOf(prototype) === Object.prototype;
}

const parentOf = (object: object): object | null => Object.getPrototypeOf(object) as object | null;

export interface ClassDifferences {
  /** Undefined where it is what the code says. */
  readonly parent: unknown;
  readonly parentPrototype: unknown;
  readonly members: readonly Property[];
  readonly statics: readonly Property[];
}

/** How a class differs now from what its code made: static fields, replaced methods, another parent. */
export function classDifferences(C: Callable, definition: ClassDefinition): ClassDifferences {
  const parent = parentOf(C);
  const prototype = C.prototype as object;
  const expected =
    parent === Function.prototype || parent === null
      ? Object.prototype
      : (Object.getOwnPropertyDescriptor(parent, "prototype")?.value as unknown);
  const parentPrototype = parentOf(prototype);
  return {
    parent: parent === Function.prototype ? undefined : parent,
    parentPrototype: parentPrototype === expected ? undefined : parentPrototype,
    members: differences(prototype, definition.members, C, false),
    statics: differences(C, definition.statics, C, true),
  };
}

function differences(
  object: object,
  before: ReadonlyMap<PropertyKey, PropertyDescriptor>,
  owner: Callable,
  isStatic: boolean,
): readonly Property[] {
  const changed: Property[] = [];
  let kept = 0;
  for (const key of Reflect.ownKeys(object)) {
    const now = Object.getOwnPropertyDescriptor(object, key);
    const then = before.get(key);
    if (then !== undefined) kept++;
    if (then === undefined || now === undefined || !isUnchanged(now, then, owner, key, isStatic)) {
      changed.push([key, now]);
    }
  }
  if (kept === before.size) return changed;
  const gone = [...before.keys()].filter((key) => !Object.hasOwn(object, key));
  return [...changed, ...gone.map((key): Property => [key, undefined])];
}

function isUnchanged(
  now: PropertyDescriptor,
  then: PropertyDescriptor,
  owner: Callable,
  key: PropertyKey,
  isStatic: boolean,
): boolean {
  return (
    Object.is(now.value, then.value) &&
    now.get === then.get &&
    now.set === then.set &&
    now.writable === then.writable &&
    now.enumerable === then.enumerable &&
    now.configurable === then.configurable &&
    partsOf(now).every((f) => isOwn(f, owner, key, isStatic))
  );
}

/** Whether a function is the class's own member: a decorator may have put another there before the class was seen. */
function isOwn(f: unknown, owner: Callable, key: PropertyKey, isStatic: boolean): boolean {
  if (typeof f !== "function" || f === owner) return true;
  const known = recordOf(f);
  if (known?.kind !== "member") return false;
  return (
    known.owner === owner && known.key === key && known.isStatic === isStatic && ownExtras(f).length === 0
  );
}

/** Whether nothing was done to a function or class since its code made it. */
export function isUntouched(f: Callable): boolean {
  const known = recordOf(f);
  if (known?.kind !== "class") return ownExtras(f).length === 0;
  const definition = known as ClassDefinition;
  const { members, statics, parentPrototype } = classDifferences(f, definition);
  if (members.length > 0 || statics.length > 0 || parentPrototype !== undefined) return false;
  return definition.privates?.(f) === undefined;
}
