import { types } from "node:util";
import { adoptersOf } from "../definition/class.ts";
import { PathStop } from "../definition/path.ts";
import { recordOf } from "../definition/stamp.ts";
import { provenanceOf } from "../definition/value.ts";
import { isEnvironment } from "../trace/environment.ts";
import { inspectChain, platformPrototypeName } from "./chain.ts";
import { hasOnlyElements, hasOnlyNumbers } from "./elements.ts";
import { Frame } from "./frame.ts";
import { writeInstance } from "./instances.ts";
import { builtinObjectName } from "./intrinsics.ts";
import { platformObjectName } from "./platform.ts";
import { isScalar, writeScalar } from "./primitives.ts";
import { isSimple, readPlain, type Parts } from "./properties.ts";
import { writeProvenance } from "./provenance.ts";
import { keyedBy, type Keyed } from "./registered.ts";
import { slotOf } from "./slots.ts";
import { tag } from "./tag.ts";
import { Unkeyable } from "./unkeyable.ts";
import type { Walk } from "./walk.ts";

/** Encodes an object that was just given its number. */
export function writeObject(walk: Walk, object: object): void {
  if (isEnvironment(object)) throw new Unkeyable("process.env as a whole; read process.env.NAME instead");
  if (types.isProxy(object)) throw new Unkeyable("a Proxy runs code of its own at every read");
  const prototype = Object.getPrototypeOf(object) as object | null;
  const isAdopted = adoptersOf(object).length > 0;
  if (prototype === Array.prototype && !isAdopted && writeDense(walk, object)) return;
  if (prototype === PathStop.prototype) return writeStop(walk, object as PathStop);
  const name = builtinObjectName(object);
  if (name !== undefined) return writeNamed(walk, name);
  if (object === globalThis) throw new Unkeyable("globalThis as a whole has state that no key can see");
  if (prototype === Object.prototype && !isAdopted && writePlain(walk, object)) return;
  if (isNamespace(object, prototype)) return writeNamespace(walk, object);
  const platformPrototype = platformPrototypeName(object);
  if (platformPrototype !== undefined) return writeNamed(walk, platformPrototype);
  const slot = slotOf(object);
  const chain = inspectChain(object);
  const keyed = prototype === Object.prototype || prototype === null ? undefined : keyedBy(object);
  if (keyed !== undefined) return writeKeyed(walk, keyed);
  if (chain.foreign === undefined) return writeInstance(walk, object, chain, slot);
  const platform = platformObjectName(object);
  if (platform !== undefined) return writeNamed(walk, platform);
  const provenance = chain.foreign.replaceable ? provenanceOf(object) : undefined;
  if (provenance !== undefined) return writeProvenance(walk, provenance, object);
  throw chain.foreign;
}

/** What a class says its instance is keyed by; the code of a class of the project counts as well. */
function writeKeyed(walk: Walk, { by, value }: Keyed): void {
  walk.out.byte(tag.keyed);
  walk.reachesData = walk.mutable = true;
  const name: unknown = by === undefined ? "" : Object.getOwnPropertyDescriptor(by, "name")?.value;
  walk.out.text(typeof name === "string" ? name : "");
  const C = by === undefined || recordOf(by) === undefined ? undefined : by;
  walk.push(new Frame("part", [C, value]));
}

function writeNamed(walk: Walk, name: string): void {
  walk.out.byte(tag.builtin);
  walk.out.text(name);
}

/** A member path that ended early counts with where and at what. */
function writeStop(walk: Walk, { depth, value }: PathStop): void {
  walk.out.byte(tag.stop);
  walk.out.count(depth);
  walk.push(new Frame("part", [value]));
}

/** An array without holes or further properties, each element as `push` makes it. False for any other. */
function writeDense(walk: Walk, object: object): boolean {
  const array = object as readonly unknown[];
  const { length } = array;
  if (!hasOnlyElements(array)) {
    const keys = Reflect.ownKeys(array);
    if (keys.length !== length + 1 || keys[length] !== "length") return false;
  }
  if (!Object.isExtensible(array)) return false;
  if (Object.getOwnPropertyDescriptor(array, "length")?.writable !== true) return false;
  const values = hasOnlyNumbers(array) ? array : readElements(array);
  if (values === undefined) return false;
  walk.mutable = walk.reachesData = true;
  walk.out.byte(tag.array);
  walk.out.count(length);
  pushRest(walk, object, new Frame("elements", values));
  return true;
}

/** Undefined where an element is not as `push` makes it. */
function readElements(array: readonly unknown[]): readonly unknown[] | undefined {
  const values: unknown[] = [];
  for (let i = 0; i < array.length; i++) {
    const descriptor = Object.getOwnPropertyDescriptor(array, i);
    if (!isSimple(descriptor)) return undefined;
    values.push(descriptor?.value);
  }
  return values;
}

/** An object as a literal makes it. False for any other. */
function writePlain(walk: Walk, object: object): boolean {
  if (walk.options.ignored?.members.has(object) === true) return false;
  if (slotOf(object) !== undefined) return false;
  const values: unknown[] = [];
  const keys = readPlain(object, values);
  if (keys === undefined || values[keys.indexOf("__esModule")] === true) return false;
  walk.mutable = walk.reachesData = true;
  const { out } = walk;
  out.byte(tag.plain);
  out.count(keys.length);
  for (const key of keys) out.text(key);
  const frame = new Frame("fields", values);
  frame.names = keys;
  pushRest(walk, object, frame);
  return true;
}

/** Writes the scalars that a frame begins with, and puts what follows on the stack. */
function pushRest(walk: Walk, object: object, frame: Frame): void {
  const { values } = frame;
  while (frame.index < values.length && isScalar(values[frame.index])) {
    writeScalar(walk.out, values[frame.index++]);
  }
  if (frame.index === values.length) return;
  frame.anchor = provenanceOf(object);
  walk.push(frame);
}

/** A module as a value, also one that a compiler or a bundler made an object: it is the same module. */
function isNamespace(object: object, prototype: object | null): boolean {
  if (types.isModuleNamespaceObject(object)) return true;
  if (prototype !== null && prototype !== Object.prototype) return false;
  const [marked, tagged]: readonly (Parts | undefined)[] = [
    Object.getOwnPropertyDescriptor(object, "__esModule"),
    Object.getOwnPropertyDescriptor(object, Symbol.toStringTag),
  ];
  return marked?.value === true || tagged?.value === "Module";
}

/** Each export by its name, in the order of names. Its bindings may change; reading one is what an import does. */
function writeNamespace(walk: Walk, namespace: object): void {
  const keys = Reflect.ownKeys(namespace)
    .filter((key) => typeof key === "string" && key !== "__esModule")
    .map(String)
    .sort();
  walk.mutable = walk.reachesData = true;
  walk.out.byte(tag.namespace);
  walk.out.count(keys.length);
  for (const key of keys) walk.out.text(key);
  const frame = new Frame(
    "fields",
    keys.map((key) => exported(namespace, key)),
  );
  frame.names = keys;
  walk.push(frame);
}

function exported(namespace: object, key: string): unknown {
  try {
    return (namespace as Readonly<Record<string, unknown>>)[key];
  } catch {
    throw new Unkeyable(`${key} is not initialised yet`);
  }
}
