import { hash } from "node:crypto";
import { filesStated } from "../definition/file.ts";
import { Frame } from "./frame.ts";
import { allHolders } from "./intrinsics.ts";
import { writeProperties, type Properties, type Property } from "./properties.ts";
import { Unkeyable } from "./unkeyable.ts";
import { Walk } from "./walk.ts";

let looked = -1;
let digest = "";

/**
 * What the program changed about the language's own objects: replaced, added or removed members of built-in
 * constructors, prototypes and namespaces, digested. Empty where nothing was. Any code can call a patched
 * built-in, so this joins every key. It is looked at again after a module has stated itself.
 *
 * @throws Unkeyable where a patch has state that no key can see.
 */
export function patchesDigest(): string {
  const stated = filesStated();
  if (stated === looked) return digest;
  digest = digestPatches();
  looked = stated;
  return digest;
}

function digestPatches(): string {
  const walk = new Walk({ mode: "digest", byText: true });
  const into: Properties = { names: [], values: [] };
  for (const { name, object, properties } of allHolders()) {
    const changed = changesOf(object, properties);
    if (changed.length === 0) continue;
    walk.out.text(name);
    writeProperties(walk, changed, into);
  }
  if (walk.out.mark().at === 0) return "";
  const frame = new Frame("fields", into.values);
  frame.names = into.names;
  walk.push(frame);
  try {
    walk.run();
  } catch (error) {
    if (error instanceof Unkeyable) error.path = `patched built-in ${error.path}`;
    throw error;
  }
  return hash("sha256", walk.out.written().bytes, "base64url");
}

function changesOf(object: object, before: ReadonlyMap<PropertyKey, PropertyDescriptor>): Property[] {
  const changed: Property[] = [];
  const keys = Reflect.ownKeys(object);
  for (const key of keys) {
    const now = Object.getOwnPropertyDescriptor(object, key);
    const then = before.get(key);
    if (now === undefined || !isSame(now, then)) changed.push([key, now]);
  }
  if (keys.length - changed.length === before.size) return changed;
  for (const key of before.keys()) if (!Object.hasOwn(object, key)) changed.push([key, undefined]);
  return changed;
}

/** RegExp's legacy statics (`RegExp.$1`) are accessors; no data property of a built-in changes by itself. */
const isSame = (now: PropertyDescriptor, then: PropertyDescriptor | undefined): boolean =>
  then !== undefined && Object.is(now.value, then.value) && now.get === then.get && now.set === then.set;
