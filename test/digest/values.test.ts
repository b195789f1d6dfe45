import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { key, refusal } from "./key.ts";

const hundred = new Array<number>(100).fill(1);

const packed = (): number[] => Array.from({ length: 100 }, () => 1);

/** A long array one of whose elements is not as `push` makes it. */
const withElement = (attributes: PropertyDescriptor): unknown =>
  Object.defineProperty(packed(), 70, { value: 1, ...attributes });

/** Values that are all different, though much about them is alike. */
const different: Readonly<Record<string, () => unknown>> = {
  "1": () => 1,
  '"1"': () => "1",
  "1n": () => 1n,
  true: () => true,
  false: () => false,
  "0": () => 0,
  "-0": () => -0,
  NaN: () => NaN,
  undefined: () => undefined,
  null: () => null,
  "boxed 1": () => Object(1) as object,
  'boxed "1"': () => Object("1") as object,
  "empty string": () => "",
  "lone surrogate": () => "\ud800",
  "another lone surrogate": () => "\ud801",
  "replacement character": () => "\ufffd",
  NFC: () => "\u00e9",
  NFD: () => "e\u0301",
  "long string": () => "x".repeat(20_000),
  "long string, one differs": () => `${"x".repeat(19_999)}y`,
  "long lone surrogate": () => `${"x".repeat(20_000)}\ud800`,
  "long replacement character": () => `${"x".repeat(20_000)}\ufffd`,
  '["a","bc"]': () => ["a", "bc"],
  '["ab","c"]': () => ["ab", "c"],
  '[["a"],"b"]': () => [["a"], "b"],
  '["a",["b"]]': () => ["a", ["b"]],
  "[[1,2],[3]]": () => [[1, 2], [3]],
  "[[1],[2,3]]": () => [[1], [2, 3]],
  "[]": () => [],
  "{}": () => ({}),
  "null prototype": () => Object.create(null) as object,
  "{a: undefined}": () => ({ a: undefined }),
  "{a: 1}": () => ({ a: 1 }),
  "{a: 1} frozen": () => Object.freeze({ a: 1 }),
  "{a: 1} sealed": () => Object.seal({ a: 1 }),
  "{a: 1} not extensible": () => Object.preventExtensions({ a: 1 }),
  "{a: 1} not enumerable": () =>
    Object.defineProperty({}, "a", { value: 1, writable: true, configurable: true }),
  "{a: 1} read-only": () => Object.defineProperty({ a: 1 }, "a", { writable: false }),
  "{a: 1, b: 2}": () => ({ a: 1, b: 2 }),
  "{b: 2, a: 1}": () => ({ b: 2, a: 1 }),
  "{__proto__: own}": () => JSON.parse('{"__proto__":1}') as unknown,
  "symbol key": () => ({ [Symbol.for("a")]: 1 }),
  "well-known symbol key": () => ({ [Symbol.iterator]: 1 }),
  "inherits {a: 1}": () => Object.create({ a: 1 }) as object,
  "inherits {a: 2}": () => Object.create({ a: 2 }) as object,
  "[undefined]": () => [undefined],
  "[hole]": () => new Array<unknown>(1),
  "[hole, hole]": () => new Array<unknown>(2),
  "array with a property": () => Object.assign([1], { x: 1 }),
  "array of length 4294967295": () => Object.assign([], { length: 4294967295 }),
  "arguments of (1)": () => args(1),
  "arguments of (2)": () => args(2),
  "Map a, b": () =>
    new Map([
      ["a", 1],
      ["b", 2],
    ]),
  "Map b, a": () =>
    new Map([
      ["b", 2],
      ["a", 1],
    ]),
  "Map with a property": () => Object.assign(new Map(), { a: 1 }),
  "empty Map": () => new Map(),
  "empty Set": () => new Set(),
  "Set 1, 2": () => new Set([1, 2]),
  "Set 2, 1": () => new Set([2, 1]),
  "Map with another prototype": () => Object.setPrototypeOf(new Map(), Object.prototype) as object,
  "Date 0": () => new Date(0),
  "Date 1": () => new Date(1),
  "invalid Date": () => new Date(NaN),
  "Date with another prototype": () => Object.setPrototypeOf(new Date(0), Object.prototype) as object,
  "/a/": () => /a/,
  "/a/g": () => /a/g,
  "/a/g at 1": () => Object.assign(/a/g, { lastIndex: 1 }),
  "/a/ that claims to be global": () => Object.defineProperty(/a/, "global", { value: true }),
  "Error a": () => new Error("a"),
  "TypeError a": () => new TypeError("a"),
  "Error a with a cause": () => new Error("a", { cause: 1 }),
  "Error a with a code": () => Object.assign(new Error("a"), { code: "E" }),
  "Uint8Array 1": () => new Uint8Array([1]),
  "Int8Array 1": () => new Int8Array([1]),
  "Uint8ClampedArray 1": () => new Uint8ClampedArray([1]),
  "DataView 1": () => new DataView(new Uint8Array([1]).buffer),
  "ArrayBuffer 1": () => new Uint8Array([1]).buffer,
  "Buffer 1": () => Buffer.from([1]),
  "Buffer 2": () => Buffer.from([2]),
  "view with an offset": () => new Uint8Array(new Uint8Array([0, 1]).buffer, 1),
  "long array": packed,
  "long array with a fixed element": () => withElement({ writable: false }),
  "long array with a hidden element": () => withElement({ enumerable: false }),
  "long array with a lasting element": () => withElement({ configurable: false }),
  "long frozen array": () => Object.freeze(packed()),
  "long array, one differs": () => Array.from({ length: 100 }, (_, i) => (i === 70 ? 2 : 1)),
  "long array with a hole": () => Reflect.deleteProperty(hundred, "70") && hundred,
  "long array with a property": () => Object.assign(new Array<number>(100).fill(1), { x: 1 }),
  "long array with a hidden property": () =>
    Object.defineProperty(new Array<number>(100).fill(1), "x", { value: 1 }),
  "long array with a symbol": () => Object.assign(new Array<number>(100).fill(1), { [Symbol.for("x")]: 1 }),
  "long view": () => new Float64Array(100),
  "long view with a property": () => Object.assign(new Float64Array(100), { x: 1 }),
  "long view with a hidden property": () => Object.defineProperty(new Float64Array(100), "x", { value: 1 }),
  "long view with a length": () => Object.defineProperty(new Float64Array(100), "length", { value: 1 }),
  "long Buffer": () => Buffer.alloc(100),
  "long Buffer with a property": () => Object.assign(Buffer.alloc(100), { x: 1 }),
  "large bytes": () => new Uint8Array(20_000),
  "large bytes, last differs": () => new Uint8Array(20_000).fill(1, 19_999),
  "URL a": () => new URL("http://a/"),
  "URL b": () => new URL("http://b/"),
  "URLSearchParams a": () => new URLSearchParams("a=1"),
  "URLSearchParams b": () => new URLSearchParams("b=1"),
  "Headers a": () => new Headers({ a: "1" }),
  "Headers b": () => new Headers({ b: "1" }),
  "Symbol.for a": () => Symbol.for("a"),
  "Symbol.iterator": () => Symbol.iterator,
  "Symbol.for Symbol.iterator": () => Symbol.for("Symbol.iterator"),
  Math: () => Math,
  JSON: () => JSON,
  "Math.max": () => Reflect.get(Math, "max"),
  "Array.prototype.map": () => Reflect.get(Array.prototype, "map"),
  Map: () => Map,
  "Map.prototype": () => Map.prototype,
  fetch: () => fetch,
};

const args: (...values: readonly unknown[]) => unknown = function () {
  // eslint-disable-next-line prefer-rest-params -- the object itself is the point
  return arguments;
};

describe("values", () => {
  test("that differ have different keys", () => {
    const names = new Map<string, string>();
    for (const [name, make] of Object.entries(different)) {
      const found = key(make());
      expect(`${name} is ${names.get(found) ?? name}`).toBe(`${name} is ${name}`);
      names.set(found, name);
    }
  });

  test.each(Object.entries(different))("%s has the same key when it is made again", (_, make) => {
    expect(key(make())).toBe(key(make()));
  });

  test("how V8 keeps a long array does not count", () => {
    const holey = new Array<number>(100).fill(1);
    const sparse = Object.defineProperty(packed(), 70, { value: 1, enumerable: false });
    Object.defineProperty(sparse, 70, { enumerable: true });
    expect([key(holey), key(sparse)]).toEqual([key(packed()), key(packed())]);
    const doubles = [...packed(), 1.5, NaN, -0, 2 ** 40];
    expect(key(doubles)).toBe(key(Object.assign(new Array<number>(104), doubles)));
    expect(key(doubles)).not.toBe(key(doubles.with(102, 0)));
  });

  test("the number of arguments counts", () => {
    expect(key()).not.toBe(key(undefined));
    expect(key([1, 2])).not.toBe(key(1, 2));
  });

  test("a copy is not the same object twice", () => {
    const o = { a: 1 };
    expect(key(o, o)).not.toBe(key(o, { a: 1 }));
    expect(key([o, o])).not.toBe(key([o, { ...o }]));
    expect(key(o, o)).toBe(key(...twice({ a: 1 })));
  });

  test("cycles, by their shape", () => {
    expect(key(ring(1))).toBe(key(ring(1)));
    expect(key(ring(1))).not.toBe(key(ring(2)));
  });

  test("two views of one buffer are not two copies", () => {
    const buffer = new Uint8Array([1, 2]).buffer;
    const copy = new Uint8Array([1, 2]).buffer;
    expect(key(new Uint8Array(buffer), new Uint8Array(buffer))).not.toBe(
      key(new Uint8Array(buffer), new Uint8Array(copy)),
    );
    const pooled = Buffer.from("abcdef");
    expect(key(pooled, pooled.subarray(0, 3))).not.toBe(key(pooled, Buffer.from("abc")));
    expect(key(pooled, pooled.subarray(0, 3))).toBe(key(...aliased("abcdef")));
  });

  test("a Buffer does not count with its neighbours in memory", () => {
    expect(key(Buffer.from("abc"))).toBe(key(Buffer.from("xabc").subarray(1)));
  });

  test("5,000 and 200,000 levels deep", () => {
    expect(key(nested(5_000))).toBe(key(nested(5_000)));
    expect(key(nested(5_000))).not.toBe(key(nested(5_001)));
    expect(key(nested(200_000))).toHaveLength(43);
  });

  test("the stack of an error does not count", () => {
    const error = new Error("a");
    error.stack = "elsewhere";
    expect(key(error)).toBe(key(new Error("a")));
  });

  test("getters are never called", () => {
    const trap = {
      get a(): number {
        throw new Error("called");
      },
    };
    expect(refusal(trap)).toContain("argument 0[get a]: get a is a function that memoir did not see");
    const numbers = Object.defineProperty(packed(), 70, Object.getOwnPropertyDescriptor(trap, "a") ?? {});
    expect(refusal(numbers)).toContain("argument 0[get 70]: get a is a function that memoir did not see");
    class Counting extends Uint8Array {
      override get byteLength(): number {
        throw new Error("called");
      }
    }
    expect(refusal(new Counting(1))).toContain("Counting");
  });
});

const twice = (o: object): readonly object[] => [o, o];

function aliased(text: string): readonly Buffer[] {
  const whole = Buffer.from(text);
  return [whole, whole.subarray(0, 3)];
}

function ring(length: number): object {
  const first: { next?: object } = {};
  let last = first;
  for (let i = 1; i < length; i++) last = last.next = {};
  last.next = first;
  return first;
}

function nested(depth: number): unknown {
  let value: unknown = 0;
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { value };
  return value;
}

describe("what has state that no key can see is refused", () => {
  test.each<readonly [string, unknown, string]>([
    ["promise", Promise.resolve(1), "await it first"],
    [
      "generator",
      (function* () {
        yield 1;
      })(),
      "using it up",
    ],
    ["array iterator", [1][Symbol.iterator](), "has state"],
    ["map iterator", new Map().keys(), "using it up"],
    ["WeakMap", new WeakMap(), "WeakMap"],
    ["WeakRef", new WeakRef({}), "a WeakRef has state"],
    ["proxy", new Proxy({}, {}), "Proxy"],
    ["proxy of a function", new Proxy(() => 1, {}), "Proxy"],
    ["SharedArrayBuffer", new SharedArrayBuffer(1), "other threads"],
    ["view of a SharedArrayBuffer", new Uint8Array(new SharedArrayBuffer(1)), "other threads"],
    ["unique symbol", Symbol("mine"), "unique symbol"],
    ["Intl", new Intl.NumberFormat("en"), "a NumberFormat has state"],
    ["Blob", new Blob(["a"]), "await blob.bytes()"],
    ["process.env", process.env, "process.env.NAME"],
    ["globalThis", globalThis, "globalThis"],
    ["function", () => 1, "did not see being created"],
    ["bound function", Math.max.bind(null, 1), "bound function"],
    [
      "foreign class",
      new (class Pool {
        #size = 1;
        size(): number {
          return this.#size;
        }
      })(),
      "a Pool has state",
    ],
  ])("%s", (_, value, reason) => {
    expect(refusal(value)).toContain(reason);
    expect(refusal({ deep: [value] })).toContain("argument 0.deep[0]");
  });
});

describe("properties", () => {
  const tree = fc.letrec<{ readonly value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.double(),
        fc.integer(),
        fc.boolean(),
        fc.bigInt(),
        fc.constant(null),
      ),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(fc.string({ maxLength: 3 }), tie("value"), { maxKeys: 4, noNullPrototype: true }),
      fc.array(fc.tuple(tie("value"), tie("value")), { maxLength: 3 }).map((entries) => new Map(entries)),
      fc.array(tie("value"), { maxLength: 3 }).map((members) => new Set(members)),
      fc.uint8Array({ maxLength: 4 }),
      fc.date(),
    ),
  })).value;

  test("structural clones have equal keys", () => {
    fc.assert(
      fc.property(tree, (value) => {
        expect(key(structuredClone(value))).toBe(key(value));
      }),
    );
  });

  test("values that differ in one place have different keys", () => {
    fc.assert(
      fc.property(tree, tree, (a, b) => {
        expect(key(a) === key(b)).toBe(show(a) === show(b));
        for (const wrap of wraps) expect(key(wrap(a)) === key(wrap(b))).toBe(show(a) === show(b));
      }),
    );
  });
});

const wraps: readonly ((value: unknown) => unknown)[] = [
  (value) => [1, value, 2],
  (value) => ({ a: 1, value, z: 2 }),
  (value) => new Map([["k", value]]),
  (value) => new Map([[value, "k"]]),
  (value) => new Set([value]),
];

/** A text that is equal only for equal values: the oracle. */
function show(value: unknown): string {
  if (value instanceof Map) return `Map(${[...value].map(([k, v]) => `${show(k)}=>${show(v)}`).join()})`;
  if (value instanceof Set) return `Set(${[...value].map(show).join()})`;
  if (value instanceof Uint8Array) return `Bytes(${value.join()})`;
  if (value instanceof Date) return `Date(${value.getTime()})`;
  if (Array.isArray(value)) return `[${value.map(show).join()}]`;
  if (typeof value === "object" && value !== null) {
    return `{${Object.entries(value)
      .map(([k, v]) => `${JSON.stringify(k)}:${show(v)}`)
      .join()}}`;
  }
  if (typeof value === "string") return JSON.stringify(value);
  return typeof value === "bigint" ? `${value}n` : Object.is(value, -0) ? "-0" : String(value);
}
