import type { Callable } from "../definition/stamp.ts";
import { partsOf } from "./properties.ts";

const names = [
  ..."Object Function Array Number String Boolean Symbol BigInt Date RegExp Promise Proxy Reflect JSON Math Intl".split(
    " ",
  ),
  ..."Error AggregateError EvalError RangeError ReferenceError SuppressedError SyntaxError TypeError URIError".split(
    " ",
  ),
  ..."Map Set WeakMap WeakSet WeakRef FinalizationRegistry ArrayBuffer SharedArrayBuffer DataView Atomics".split(
    " ",
  ),
  ..."Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array".split(" "),
  ..."Float16Array Float32Array Float64Array BigInt64Array BigUint64Array Iterator Temporal".split(" "),
  ..."DisposableStack AsyncDisposableStack WebAssembly".split(" "),
  ..."decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape".split(" "),
  ..."isFinite isNaN parseFloat parseInt eval".split(" "),
];

type Snapshot = ReadonlyMap<PropertyKey, PropertyDescriptor>;

/** A built-in object that holds others: a constructor, a prototype, a namespace; as it was when memoir was loaded. */
export interface Holder {
  readonly name: string;
  readonly object: object;
  readonly properties: Snapshot;
}

const isObject = (value: unknown): value is object =>
  (typeof value === "object" && value !== null) || typeof value === "function";

const protoOf = (value: object): object => Object.getPrototypeOf(value) as object;

/** Intrinsics without a global name (ECMAScript, table "Well-Known Intrinsic Objects"). */
function hidden(): readonly (readonly [string, object])[] {
  const generator = protoOf(function* () {});
  const asyncGenerator = protoOf(async function* () {});
  const arrayIterator = protoOf([][Symbol.iterator]());
  return [
    ["%TypedArray%", protoOf(Uint8Array)],
    ["%TypedArray%.prototype", protoOf(Uint8Array.prototype)],
    ["%AsyncFunction%.prototype", protoOf(async () => {})],
    ["%GeneratorFunction%.prototype", generator],
    ["%GeneratorPrototype%", (generator as unknown as { readonly prototype: object }).prototype],
    ["%AsyncGeneratorFunction%.prototype", asyncGenerator],
    ["%AsyncGeneratorPrototype%", (asyncGenerator as unknown as { readonly prototype: object }).prototype],
    ["%ArrayIteratorPrototype%", arrayIterator],
    ["%IteratorPrototype%", protoOf(arrayIterator)],
    ["%MapIteratorPrototype%", protoOf(new Map()[Symbol.iterator]())],
    ["%SetIteratorPrototype%", protoOf(new Set()[Symbol.iterator]())],
    ["%StringIteratorPrototype%", protoOf(""[Symbol.iterator]())],
    ["%RegExpStringIteratorPrototype%", protoOf("".matchAll(/./g))],
  ];
}

function properties(object: object, keys: readonly PropertyKey[] = Reflect.ownKeys(object)): Snapshot {
  const found = new Map<PropertyKey, PropertyDescriptor>();
  for (const key of keys) {
    const descriptor = Object.getOwnPropertyDescriptor(object, key);
    if (descriptor !== undefined) found.set(key, descriptor);
  }
  return found;
}

function survey(): ReadonlyMap<object, Holder> {
  const found = new Map<object, Holder>();
  const add = (name: string, object: unknown): void => {
    if (!isObject(object) || found.has(object)) return;
    const holder: Holder = { name, object, properties: properties(object) };
    found.set(object, holder);
    if (name.includes(".prototype")) return;
    const prototype: unknown = holder.properties.get("prototype")?.value;
    add(`${name}.prototype`, prototype);
    if (name !== "Intl" && name !== "Temporal" && name !== "WebAssembly") return;
    for (const [key, { value }] of holder.properties) add(`${name}.${String(key)}`, value);
  };
  for (const name of names) add(name, Object.getOwnPropertyDescriptor(globalThis, name)?.value);
  for (const [name, object] of hidden()) add(name, object);
  return found;
}

/** Taken at once, before the project's modules run: memoir is the first import of every rewritten module. */
const holders = survey();

/** The host's own objects, which are known by name; `console` and `process` are looked into by nobody. */
const hostObjects = new Map<object, string>([
  [console, "console"],
  [process, "process"],
]);

/**
 * Bindings of the global object that code uses by name. Not `console` and `process`, which tools replace; nor the
 * classes that Node loads when they are first read (streams, `Headers`, `WebSocket`), for that takes long.
 */
const globalNames = [
  ...names,
  ..."Buffer URL URLSearchParams TextEncoder TextDecoder AbortController AbortSignal Event EventTarget".split(
    " ",
  ),
  ..."structuredClone queueMicrotask setTimeout clearTimeout setInterval clearInterval setImmediate".split(
    " ",
  ),
  ..."clearImmediate atob btoa DOMException fetch performance crypto navigator".split(" "),
];

/** Only the bindings themselves: a further global is no patch. */
export const globalBindings: Holder = {
  name: "globalThis",
  object: globalThis,
  properties: properties(globalThis, globalNames),
};

export const allHolders = (): Iterable<Holder> => holders.values();

/** The name of a built-in constructor, prototype or namespace object. */
export const builtinObjectName = (object: object): string | undefined =>
  holders.get(object)?.name ?? hostObjects.get(object);

let functions: ReadonlyMap<unknown, string> | undefined;

/** The name of a built-in function of the language: `Array.prototype.map`, `get RegExp.prototype.flags`. */
export function intrinsicName(f: Callable): string | undefined {
  functions ??= nameFunctions();
  return functions.get(f);
}

const prefixes = ["", "get ", "set "];

function nameFunctions(): ReadonlyMap<unknown, string> {
  const found = new Map<unknown, string>();
  for (const { name, object } of holders.values()) if (typeof object === "function") found.set(object, name);
  for (const { name, properties } of holders.values()) {
    for (const [key, descriptor] of properties) {
      for (const [at, f] of partsOf(descriptor).entries()) {
        if (typeof f === "function" && !found.has(f))
          found.set(f, `${prefixes[at] ?? ""}${name}.${String(key)}`);
      }
    }
  }
  return found;
}

const wellKnown = new Map<symbol, string>();
for (const [key, { value }] of properties(Symbol)) {
  if (typeof value === "symbol") wellKnown.set(value, String(key));
}

/** `iterator` for `Symbol.iterator`. */
export const wellKnownSymbolName = (symbol: symbol): string | undefined => wellKnown.get(symbol);
