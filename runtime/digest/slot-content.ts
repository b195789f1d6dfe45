import { EventEmitter } from "node:events";
import { writeBuffer, writeView } from "./binary.ts";
import { getter, method } from "./method.ts";
import type { Properties } from "./properties.ts";
import type { SlotKind } from "./slots.ts";
import type { Walk } from "./walk.ts";

/* The methods as they are now: what a project puts on a subclass or a prototype later must not run here. */
const mapForEach = method(Map.prototype, "forEach");
const setForEach = method(Set.prototype, "forEach");
const getTime = method(Date.prototype, "getTime");

const mapSize = getter(Map.prototype, "size");
const setSize = getter(Set.prototype, "size");
const source = getter(RegExp.prototype, "source");
// `flags` asks the object for each, and a property of its own could answer.
const flags = [..."hasIndices global ignoreCase multiline dotAll unicode unicodeSets sticky".split(" ")].map(
  (name) => getter(RegExp.prototype, name),
);
const href = getter(URL.prototype, "href");
const searchText = method(URLSearchParams.prototype, "toString");
const boxes = [Number, String, Boolean, Symbol, BigInt].map((C) => method(C.prototype, "valueOf"));

/** Encodes the built-in state of an object; values in it follow on the stack. */
export function writeSlot(walk: Walk, slot: SlotKind, object: object, into: Properties): void {
  const { out } = walk;
  switch (slot) {
    case "map":
      out.count(Number(Reflect.apply(mapSize, object, [])));
      Reflect.apply(mapForEach, object, [
        (value: unknown, key: unknown) => {
          add(into, "a key", key);
          add(into, typeof key === "string" ? key : "an entry", value);
        },
      ]);
      return;
    case "set":
      out.count(Number(Reflect.apply(setSize, object, [])));
      Reflect.apply(setForEach, object, [(value: unknown) => add(into, "a member", value)]);
      return;
    case "date":
      return out.double(Number(Reflect.apply(getTime, object, [])));
    case "regexp":
      out.text(String(Reflect.apply(source, object, [])));
      return out.text(flags.map((flag) => (Reflect.apply(flag, object, []) === true ? "1" : "0")).join(""));
    case "boxed":
      return add(into, "its value", unbox(object));
    case "buffer":
      return writeBuffer(walk, object as ArrayBuffer);
    case "view":
      return writeView(walk, object, into);
    case "array":
    case "error":
    case "arguments":
      return;
  }
}

function add(into: Properties, name: string, value: unknown): void {
  into.names.push(name);
  into.values.push(value);
}

function unbox(object: object): unknown {
  for (const valueOf of boxes) {
    try {
      return valueOf.call(object);
    } catch {
      // Not of this kind.
    }
  }
  return undefined;
}

/** Encodes what a class of the platform keeps out of sight, through its own methods. */
export function writePlatform(walk: Walk, name: string, object: object): void {
  try {
    walk.out.text(JSON.stringify(platformState(name, object)));
  } catch {
    // Only the prototype is of that class: then there is no such state.
    walk.out.text("");
  }
}

/** Where an event emitter keeps whether it captures rejections, under symbols that only Node has. */
export const emitterSettings: readonly PropertyKey[] = Reflect.ownKeys(new EventEmitter()).filter(
  (key) => typeof key === "symbol",
);

const durationParts = [
  ..."years months weeks days hours minutes seconds milliseconds microseconds nanoseconds".split(" "),
];

function platformState(name: string, object: object): unknown {
  if (name === "URL") return Reflect.apply(href, object, []);
  if (name === "URLSearchParams") return Reflect.apply(searchText, object, []);
  if (name === "EventEmitter") return emitterSettings.map((key) => Reflect.get(object, key) as unknown);
  if (name === "Headers") return [...Headers.prototype.entries.call(object as Headers)];
  const prototype = temporalPrototype(name);
  if (prototype === undefined) return null;
  if (name === "Temporal.Duration") {
    return durationParts.map((part) => String(Reflect.apply(getter(prototype, part), object, [])));
  }
  return Reflect.apply(method(prototype, "toString"), object, [{ calendarName: "always" }]);
}

function temporalPrototype(name: string): object | undefined {
  const temporal: unknown = Reflect.get(globalThis, "Temporal");
  const C: unknown = Reflect.get(temporal as object, name.slice("Temporal.".length));
  return typeof C === "function" ? (C.prototype as object) : undefined;
}
