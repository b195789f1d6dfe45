import { filesStated } from "../definition/file.ts";
import { recordOf } from "../definition/stamp.ts";
import { allHolders, globalBindings, type Holder } from "./intrinsics.ts";
import { partsOf, type Property } from "./properties.ts";

/** A built-in that is not as the language has it. */
export interface Patch {
  readonly holder: string;
  readonly property: Property;
}

let looked = -1;
let found: readonly Patch[] = [];

/**
 * What was done to the language's built-ins: `Array.prototype.last = …`. Looked for again once a further module has
 * stated itself, since each may be the one that does it.
 */
export function patches(): readonly Patch[] {
  const stated = filesStated();
  if (stated !== looked) {
    found = [...[...allHolders()].flatMap(patchesOf), ...replacedGlobals()];
    looked = stated;
  }
  return found;
}

function replacedGlobals(): readonly Patch[] {
  const { name, object, properties } = globalBindings;
  return [...properties].flatMap(([key, then]) => {
    const now = Object.getOwnPropertyDescriptor(object, key);
    const isKept = now !== undefined && partsOf(now).every((part, at) => Object.is(part, partsOf(then)[at]));
    return isKept ? [] : [{ holder: name, property: [key, now] as const }];
  });
}

/** Settings of stack traces, which tools change and no result depends on. */
const settings: ReadonlySet<PropertyKey> = new Set([
  "stackTraceLimit",
  "prepareStackTrace",
  "captureStackTrace",
]);

function patchesOf({ name, object, properties }: Holder): readonly Patch[] {
  const changed: Patch[] = [];
  let kept = 0;
  for (const key of Reflect.ownKeys(object)) {
    const now = Object.getOwnPropertyDescriptor(object, key);
    const then = properties.get(key);
    if (then !== undefined) kept++;
    if (!isSame(now, then) && !settings.has(key)) changed.push({ holder: name, property: [key, now] });
  }
  if (kept === properties.size) return changed;
  const gone = [...properties.keys()].filter((key) => !Object.hasOwn(object, key) && !settings.has(key));
  return [...changed, ...gone.map((key): Patch => ({ holder: name, property: [key, undefined] }))];
}

/** Unchanged since memoir was loaded, and no patch even then: built-in functions are native. */
function isSame(now: PropertyDescriptor | undefined, then: PropertyDescriptor | undefined): boolean {
  if (now === undefined || then === undefined) return false;
  return (
    Object.is(now.value, then.value) &&
    now.get === then.get &&
    now.set === then.set &&
    partsOf(now).every(isNative)
  );
}

const native = new WeakSet<object>();

function isNative(f: unknown): boolean {
  if (typeof f !== "function" || native.has(f)) return true;
  if (recordOf(f) !== undefined || !Function.prototype.toString.call(f).endsWith("{ [native code] }"))
    return false;
  native.add(f);
  return true;
}
