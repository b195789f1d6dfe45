/** Built-in prototypes and accessors, taken when this module loads: before most programs could have patched them. */

type Accessor = (this: unknown) => unknown;

const names = [
  "Object Array Map Set Date RegExp",
  "Error EvalError RangeError ReferenceError SyntaxError TypeError URIError AggregateError SuppressedError",
  "Boolean Number String BigInt Symbol",
  "ArrayBuffer DataView Buffer URL URLSearchParams",
  "Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array",
  "Float16Array Float32Array Float64Array BigInt64Array BigUint64Array",
].flatMap((line) => line.split(" "));

/** The prototype of a global class, undefined where this version of Node has no such class. */
function prototypeOfGlobal(name: string): object | undefined {
  const found = Reflect.get(globalThis, name) as { readonly prototype: object } | undefined;
  return found?.prototype;
}

const byName = new Map<string, object>();
const byPrototype = new Map<object, string>();
for (const name of names) {
  const prototype = prototypeOfGlobal(name);
  if (prototype === undefined) continue;
  byName.set(name, prototype);
  byPrototype.set(prototype, name);
}

/** Reading `globalThis.Headers` loads all of fetch, so it is looked at only for what says that it is one. */
function isHeadersPrototype(prototype: object): boolean {
  const tag = Reflect.getOwnPropertyDescriptor(prototype, Symbol.toStringTag);
  return tag?.value === "Headers" && prototype === Headers.prototype;
}

/** `Map` for `Map.prototype`; undefined for a prototype that is not one of the built-in classes that codecs know. */
export function builtinName(prototype: object): string | undefined {
  return byPrototype.get(prototype) ?? (isHeadersPrototype(prototype) ? "Headers" : undefined);
}

/** The other way around. */
export function builtinPrototype(name: string): object | undefined {
  return byName.get(name) ?? (name === "Headers" ? Headers.prototype : undefined);
}

/** @throws TypeError where there is no such accessor. */
export function getterOf(prototype: object, key: PropertyKey): Accessor {
  const getter = Reflect.getOwnPropertyDescriptor(prototype, key)?.get;
  if (getter === undefined) throw new TypeError(`this version of Node has no accessor ${String(key)}`);
  return getter as Accessor;
}

type Method = (this: unknown, ...args: readonly unknown[]) => unknown;

function methodOf(prototype: object, key: PropertyKey): Method {
  return Reflect.getOwnPropertyDescriptor(prototype, key)?.value as Method;
}

const typedArray = Object.getPrototypeOf(Uint8Array.prototype) as object;
const typedArrayName = getterOf(typedArray, Symbol.toStringTag);
const typedArrayBuffer = getterOf(typedArray, "buffer");
const typedArrayLength = getterOf(typedArray, "length");
const typedArrayOffset = getterOf(typedArray, "byteOffset");
const dataViewBuffer = getterOf(DataView.prototype, "buffer");

/** The memory behind a view, own properties of the view notwithstanding. */
export function bufferOf(view: ArrayBufferView): ArrayBufferLike {
  const getter = nameOfTypedArray(view) === undefined ? dataViewBuffer : typedArrayBuffer;
  return Reflect.apply(getter, view, []) as ArrayBufferLike;
}

/** Where a typed array lies in its buffer: first byte, and length in elements. */
export function extentOf(view: ArrayBufferView): { readonly offset: number; readonly length: number } {
  return {
    offset: Reflect.apply(typedArrayOffset, view, []) as number,
    length: Reflect.apply(typedArrayLength, view, []) as number,
  };
}

/** `Float64Array`; undefined for anything that is no typed array. */
export function nameOfTypedArray(value: object): string | undefined {
  return Reflect.apply(typedArrayName, value, []) as string | undefined;
}

const mapForEach = methodOf(Map.prototype, "forEach");
const setForEach = methodOf(Set.prototype, "forEach");
const mapSet = methodOf(Map.prototype, "set");
const setAdd = methodOf(Set.prototype, "add");

/** Keys and values of a Map in turn, its own methods notwithstanding. */
export function entriesOf(map: object): unknown[] {
  const entries: unknown[] = [];
  Reflect.apply(mapForEach, map, [(value: unknown, key: unknown) => void entries.push(key, value)]);
  return entries;
}

export function itemsOf(set: object): unknown[] {
  const items: unknown[] = [];
  Reflect.apply(setForEach, set, [(item: unknown) => void items.push(item)]);
  return items;
}

export function addEntry(map: object, key: unknown, value: unknown): void {
  mapSet.call(map, key, value);
}

export function addItem(set: object, item: unknown): void {
  setAdd.call(set, item);
}

const urlHref = getterOf(URL.prototype, "href");
const urlParams = getterOf(URL.prototype, "searchParams");
const paramsForEach = methodOf(URLSearchParams.prototype, "forEach");

/** Undefined where `value` only inherits from URL. */
export function hrefOf(value: object): string | undefined {
  try {
    return Reflect.apply(urlHref, value, []) as string;
  } catch {
    return undefined;
  }
}

export function searchParamsOf(url: object): object {
  return Reflect.apply(urlParams, url, []) as object;
}

/** Undefined where `value` only inherits from URLSearchParams. */
export function pairsOfParams(value: object): [name: string, value: string][] | undefined {
  const pairs: [string, string][] = [];
  try {
    Reflect.apply(paramsForEach, value, [(text: string, name: string) => void pairs.push([name, text])]);
  } catch {
    return undefined;
  }
  return pairs;
}

/** Undefined where `value` only inherits from Headers. */
export function pairsOfHeaders(value: object): [name: string, value: string][] | undefined {
  try {
    return [...Headers.prototype.entries.call(value as Headers)];
  } catch {
    return undefined;
  }
}

const stackOfError = Reflect.getOwnPropertyDescriptor(new Error("sample"), "stack");

/** Whether a descriptor is the `stack` that the engine gives to errors: a text, or since V8 12 an accessor of its own. */
export function isEngineStack(descriptor: PropertyDescriptor): boolean {
  if (descriptor.get !== undefined) return descriptor.get === stackOfError?.get;
  const isText = typeof descriptor.value === "string" && descriptor.writable === true;
  return stackOfError?.get === undefined && isText && descriptor.enumerable === false;
}

/** Gives an object the engine's `stack`, saying `text`. Where the engine has no such accessor, a plain property. */
export function installStack(target: object, text: unknown): void {
  if (stackOfError?.get !== undefined) Error.captureStackTrace(target);
  const setter = Reflect.getOwnPropertyDescriptor(target, "stack")?.set;
  if (setter) Reflect.apply(setter, target, [text]);
  else Object.defineProperty(target, "stack", { value: text, writable: true, configurable: true });
}
