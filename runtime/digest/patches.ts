import { filesStated } from "../definition/file.ts";
import { recordOf } from "../definition/stamp.ts";
import { allHolders, globalBindings, type Holder } from "./intrinsics.ts";
import type { Parts, Property } from "./properties.ts";

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
    return isSame(now, then) ? [] : [{ holder: name, property: [key, now] as const }];
  });
}

/** Settings of stack traces, which tools change and no result depends on. */
const settings: ReadonlySet<PropertyKey> = new Set([
  "stackTraceLimit",
  "prepareStackTrace",
  "captureStackTrace",
]);

function patchesOf(holder: Holder): readonly Patch[] {
  const { name, object, properties } = holder;
  const foreign = foreignIn(holder);
  const changed: Patch[] = [];
  let kept = 0;
  const now = Object.getOwnPropertyDescriptors(object) as Readonly<Record<PropertyKey, PropertyDescriptor>>;
  for (const key of Reflect.ownKeys(object)) {
    const then = properties.get(key);
    if (then !== undefined) kept++;
    if (isSame(now[key], then) && foreign?.has(key) !== true) continue;
    if (!settings.has(key)) changed.push({ holder: name, property: [key, now[key]] });
  }
  if (kept === properties.size) return changed;
  const gone = [...properties.keys()].filter((key) => !Object.hasOwn(object, key) && !settings.has(key));
  return [...changed, ...gone.map((key): Patch => ({ holder: name, property: [key, undefined] }))];
}

/** Unchanged since memoir was loaded. */
function isSame(now: PropertyDescriptor | undefined, then: PropertyDescriptor | undefined): boolean {
  if (now === undefined || then === undefined) return false;
  return Object.is(now.value, then.value) && now.get === then.get && now.set === then.set;
}

const foreigners = new WeakMap<Holder, ReadonlySet<PropertyKey> | undefined>();

/** What was changed before memoir was loaded: built-in functions are native. */
function foreignIn(holder: Holder): ReadonlySet<PropertyKey> | undefined {
  if (foreigners.has(holder)) return foreigners.get(holder);
  let found: Set<PropertyKey> | undefined;
  for (const [key, descriptor] of holder.properties) {
    const parts: Parts = descriptor;
    // Deno does without it, and has one of its own that says so.
    if (key === "__proto__" && process.versions["deno"] !== undefined) continue;
    if (isNative(parts.value) && isNative(parts.get) && isNative(parts.set)) continue;
    (found ??= new Set()).add(key);
  }
  foreigners.set(holder, found);
  return found;
}

const isNative = (f: unknown): boolean =>
  typeof f !== "function" ||
  (Function.prototype.toString.call(f).endsWith("{ [native code] }") && recordOf(f) === undefined);
