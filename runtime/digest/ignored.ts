import { $path } from "../definition/path.ts";
import type { Slot } from "../definition/descriptor.ts";
import { recordOf, type ClassDefinition } from "../definition/stamp.ts";
import { inspectChain } from "./chain.ts";
import type { Walk } from "./walk.ts";

/** What the user left out of the key, wherever it is met. */
export interface Ignored {
  readonly objects: ReadonlySet<object>;
  /** Single members, whatever they hold: their names, by the object that has them. */
  readonly members: ReadonlyMap<object, ReadonlySet<string>>;
}

/** Undefined where nothing is left out. */
export function ignoredBy(slots: readonly Slot[], read: () => readonly unknown[]): Ignored | undefined {
  if (!slots.some(({ kind }) => kind === "ignored")) return undefined;
  const objects = new Set<object>();
  const members = new Map<object, Set<string>>();
  const values = read();
  for (const [at, { kind, label }] of slots.entries()) {
    const value = values[at];
    if (kind !== "ignored" || !isObject(value)) continue;
    const [, ...path] = label.split(".");
    const member = path.at(-1);
    const object = member === undefined ? value : heldBy(value, member);
    if (isObject(object)) objects.add(object);
    if (member !== undefined) members.set(value, (members.get(value) ?? new Set()).add(member));
  }
  return { objects, members };
}

/** Whether a member of an object is left out. */
export const isIgnored = ({ options }: Walk, object: object, member: PropertyKey): boolean =>
  options.ignored?.members.get(object)?.has(String(member)) === true;

/** No getter is called. */
function heldBy(object: object, member: string): unknown {
  if (!member.startsWith("#")) return $path(object, member);
  for (const C of inspectChain(object).classes) {
    const { names, privates } = recordOf(C) as ClassDefinition;
    const at = names.indexOf(member);
    if (at >= 0) return privates?.(object)?.[at];
  }
  return undefined;
}

const isObject = (value: unknown): value is object => Object(value) === value;

export function isSame(one: Ignored | undefined, other: Ignored | undefined): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined) return false;
  const { objects, members } = one;
  return (
    objects.size === other.objects.size &&
    members.size === other.members.size &&
    [...objects].every((object) => other.objects.has(object)) &&
    [...members].every(([object, names]) => {
      const others = other.members.get(object);
      return others?.size === names.size && [...names].every((name) => others.has(name));
    })
  );
}
