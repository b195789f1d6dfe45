import { Failure, Registry, Square, Stack, Tags, Vector } from "./classes.ts";

function views(): object {
  const memory = new ArrayBuffer(32);
  return {
    memory,
    a: new Uint8Array(memory, 4, 8),
    b: new Float64Array(memory, 8),
    c: new DataView(memory, 3, 5),
  };
}

export function resizable(): object {
  const memory = new ArrayBuffer(8, { maxByteLength: 64 });
  return [memory, new Uint8Array(memory), new Uint8Array(memory, 0, 8), new DataView(memory)];
}

/** Defines a property and returns the object. */
export const define = (value: object, key: PropertyKey, descriptor: PropertyDescriptor): object =>
  Object.defineProperty(value, key, descriptor);

function cycle(): object {
  const ring: Record<string, unknown> = {};
  ring["self"] = ring;
  ring["map"] = new Map([[ring, [ring]]]);
  return ring;
}

/** An array that V8 keeps as a dictionary, and one that it keeps packed. */
const sparse = (length: number, at: number): unknown[] => {
  const array: unknown[] = [];
  array.length = length;
  array[at] = -0;
  return array;
};

const shared = { a: [1] };

/** The codec that is expected, and a value that must come back equal. */
export const traps: Readonly<
  Record<string, readonly [codec: "plain" | "v8" | "graph", make: () => unknown]>
> = {
  "negative zero": ["v8", () => [-0, 0, [-0], new Map([["a", -0]])]],
  NaN: ["v8", () => [NaN, Infinity, -Infinity]],
  undefined: ["v8", () => undefined],
  "undefined property": ["v8", () => ({ a: undefined })],
  bigint: ["v8", () => [0n, -1n, 2n ** 200n]],
  "lone surrogate": ["plain", () => ["\ud800", "a\udc00b", { "\ud800": "\udfff" }]],
  "numbers at the ends": ["plain", () => [0, 2 ** 53, -(2 ** 64), 5e-324, 1.7976931348623157e308, 0.1 + 0.2]],
  "__proto__ as an own key of an element": ["plain", () => [JSON.parse('{"__proto__":null}') as unknown]],
  "many fractions": ["v8", () => Array.from({ length: 100 }, (_, index) => index / 3)],
  "one object twice": ["v8", () => [shared, shared]],
  "empty strings": ["plain", () => ["", { "": "" }]],
  "__proto__ as an own key": ["plain", () => JSON.parse('{"__proto__":{"x":1},"a":2}') as unknown],
  "__proto__ beside a symbol": [
    "graph",
    () => [Symbol.iterator, JSON.parse('{"__proto__":{"x":1}}') as unknown],
  ],
  "constructor as an own key": ["plain", () => ({ constructor: 1, prototype: 2, toString: 3 })],
  "order of keys": ["plain", () => ({ b: 1, a: 2, 10: 3, 9: 4 })],
  holes: ["v8", () => new Array<unknown>(3).concat([1], new Array<unknown>(2))],
  "only holes": ["v8", () => new Array<unknown>(50)],
  "a long array with a hole": ["v8", () => sparse(101, 0).fill(1, 3)],
  "huge sparse array": ["graph", () => sparse(2 ** 32 - 1, 2 ** 32 - 2)],
  "huge empty array": ["graph", () => sparse(4_000_000_000, 3)],
  "array with more properties": [
    "graph",
    () => Object.assign([1, 2], { input: "x", "01": 1, "": 2, "-1": 3, "1.5": 4 }),
  ],
  "long array with more properties": [
    "graph",
    () => Object.assign(new Array<unknown>(500).fill(0), { extra: 1 }),
  ],
  "long array with a symbol": [
    "graph",
    () => Object.assign(new Array<unknown>(500).fill(0), { [Symbol.for("x")]: 1 }),
  ],
  "long array with a hidden element": [
    "graph",
    () => define(new Array<unknown>(500).fill(0), 400, { enumerable: false }),
  ],
  "long array with a fixed length": [
    "graph",
    () => define(new Array<unknown>(500).fill(0), "length", { writable: false }),
  ],
  "array of fixed length": ["graph", () => define([1, 2, 3], "length", { writable: false })],
  "empty array of fixed length": ["graph", () => define([], "length", { writable: false })],
  "empty array, closed": ["graph", () => Object.preventExtensions([])],
  "regular expression match": ["graph", () => /(?<n>b)(x)?/d.exec("abc")],
  "frozen array": ["graph", () => Object.freeze([1, { a: 1 }])],
  "frozen, sealed, closed": [
    "graph",
    () => [Object.freeze({ a: 1 }), Object.seal({ a: 1 }), Object.preventExtensions({ a: 1 })],
  ],
  "closed view": ["graph", () => Object.preventExtensions(new Uint8Array(3))],
  "frozen Map, Date, Error": [
    "graph",
    () => [new Map([[1, 2]]), new Date(5), new Error("x"), /a/g].map((o) => Object.freeze(o)),
  ],
  "no prototype": ["graph", () => Object.assign(Object.create(null) as object, { a: 1, toString: 2 })],
  "an object as prototype": [
    "graph",
    () => Object.assign(Object.create({ inherited: [1] }) as object, { own: 1 }),
  ],
  "a built-in prototype without slots": [
    "graph",
    () => [Map.prototype, URL.prototype].map((prototype) => Object.create(prototype) as unknown),
  ],
  "a Map under Object.prototype": [
    "graph",
    () => Object.setPrototypeOf(new Map([[1, 2]]), Object.prototype) as unknown,
  ],
  "hidden property": ["graph", () => define({ a: 1 }, "b", { value: 2, enumerable: false })],
  "read-only property": ["graph", () => define({}, "b", { value: 2, enumerable: true, configurable: true })],
  "symbol keys and values": [
    "graph",
    () => ({ [Symbol.toStringTag]: "x", [Symbol.for("a")]: Symbol.for("") }),
  ],
  "boxed primitives": ["v8", () => [1, -0, "a\ud800", true, 5n].map((value) => Object(value) as unknown)],
  "boxed symbol": ["graph", () => Object(Symbol.iterator) as unknown],
  "boxed string with properties": ["graph", () => Object.assign(Object("abc") as object, { 7: 1, x: 2 })],
  "invalid date": ["v8", () => [new Date(NaN), new Date(8.64e15), new Date(-0)]],
  "date with a property": ["graph", () => Object.assign(new Date(0), { zone: "UTC" })],
  "regular expressions": [
    "v8",
    () => [/a\/[/]b/dgimsuy, new RegExp("[\\p{L}--[a-z]]", "v"), new RegExp("\n"), new RegExp("")],
  ],
  "regular expression in use": ["graph", () => Object.assign(/a/g, { lastIndex: 2 })],
  "regular expression at negative zero": ["graph", () => Object.assign(/a/g, { lastIndex: -0 })],
  "regular expression with an odd lastIndex": [
    "graph",
    () => define(/a/g, "lastIndex", { value: -0, writable: false }),
  ],
  "Map keys": [
    "v8",
    () =>
      new Map<unknown, unknown>([
        [NaN, 1],
        [{}, new Set([[]])],
        [undefined, null],
      ]),
  ],
  "Map with properties": [
    "graph",
    () => Object.assign(new Map([[1, 2]]), { name: "x", set: 1, entries: 2, forEach: 3 }),
  ],
  "views of one buffer": ["v8", views],
  "views of one buffer, in a graph": ["graph", () => [Symbol.iterator, views()]],
  "resizable buffers": ["v8", resizable],
  "resizable buffers, in a graph": ["graph", () => [Symbol.iterator, resizable()]],
  "typed array of odd floats": [
    "v8",
    () => new Uint32Array(new Float32Array(new Uint32Array([0x7fa00001, 0xffc12345]).buffer).buffer),
  ],
  "long view with a property": ["graph", () => Object.assign(new Float64Array(1000), { unit: "m" })],
  "long view with a hidden property": [
    "graph",
    () => define(new Float64Array(1000), Symbol.for("x"), { value: 1 }),
  ],
  "view that hides its buffer": [
    "graph",
    () => define(define(new Uint8Array(200), "buffer", { value: 1 }), "length", { value: 3 }),
  ],
  "DataView with an index": ["graph", () => Object.assign(new DataView(new ArrayBuffer(3)), { 0: 1 })],
  Buffer: ["graph", () => Buffer.from("abc")],
  "large Buffer": ["graph", () => Buffer.alloc(100_000, 7)],
  "empty Buffer": ["graph", () => [Buffer.alloc(0), Buffer.from("")]],
  error: ["graph", () => Object.assign(new TypeError("x", { cause: { code: 1 } }), { code: "E1" })],
  "error with a stack of its own": ["graph", () => Object.assign(new Error("x"), { stack: "a\nb" })],
  "error with a plain stack": [
    "graph",
    () => define(new Error("x"), "stack", { value: "s", enumerable: true }),
  ],
  "error without a stack": ["graph", () => (Reflect.deleteProperty(new Error("x"), "stack"), new Error())],
  "aggregate error": ["graph", () => new AggregateError([new Error("a"), 1], "m")],
  "an error that only inherits": ["graph", () => Object.create(Error.prototype) as unknown],
  "object with a captured stack": [
    "graph",
    () => {
      const o = { a: 1 };
      Error.captureStackTrace(o);
      return o;
    },
  ],
  "URL and its parameters": [
    "graph",
    () => {
      const url = new URL("http://é.example/a b?q=%20&q=2#h");
      return [url.searchParams, url];
    },
  ],
  "parameters alone": ["graph", () => new URLSearchParams("a=1&a=2&b=%20")],
  headers: [
    "graph",
    () =>
      new Headers([
        ["set-cookie", "a"],
        ["set-cookie", "b"],
        ["X-A", "1"],
      ]),
  ],
  cycle: ["v8", cycle],
  "cycle in a graph": ["graph", () => Object.freeze([cycle(), Symbol.iterator])],
  "shared objects": [
    "v8",
    () => {
      const o = {};
      return [o, o, new Map([[o, o]]), {}];
    },
  ],
  "instances of classes": ["graph", () => [new Square(), Object.create(Square.prototype) as unknown]],
  "subclasses of built-ins": [
    "graph",
    () => [new Tags([1]), Stack.from([1, 2]), new Failure("f"), new Vector([1.5])],
  ],
  "subclass of Map": [
    "graph",
    () => Object.setPrototypeOf(new Map([["a", [1]]]), Registry.prototype) as unknown,
  ],
};
