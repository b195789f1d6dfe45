import { Blob } from "node:buffer";
import { EventEmitter } from "node:events";
import { Socket } from "node:net";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NotStorable } from "../../runtime/codec/codec.ts";
import { encode, useClassNames } from "../../runtime/codec/index.ts";
import { exampleNames, Point, Square } from "./classes.ts";
import { define } from "./traps.ts";

beforeAll(() => useClassNames(exampleNames));
afterAll(() => useClassNames(undefined));

const refused: Readonly<Record<string, readonly [make: () => unknown, message: RegExp]>> = {
  function: [
    () => ({ rows: [1, { run: () => 1 }] }),
    /^result\.rows\[1\]\.run: a function cannot be stored: its code may/,
  ],
  class: [() => [Square], /^result\[0\]: a class cannot be stored/],
  promise: [() => ({ p: Promise.resolve(1) }), /^result\.p: a promise cannot be stored: await it first/],
  generator: [
    () =>
      (function* () {
        yield 1;
      })(),
    /^result: a generator/,
  ],
  iterator: [() => [1].values(), /^result: an object of kind "Array Iterator"/],
  "iterator of a Map": [() => new Map().keys(), /^result: an iterator/],
  "WeakRef that looks like a plain object": [
    () => Object.setPrototypeOf(Object.assign(new WeakRef({}), { a: 1 }), Object.prototype) as unknown,
    /^result: it cannot be cloned/,
  ],
  WeakMap: [() => new WeakMap(), /^result: a WeakMap/],
  WeakSet: [() => new WeakSet(), /^result: a WeakSet/],
  WeakRef: [() => new WeakRef({}), /^result: an instance of WeakRef/],
  Proxy: [() => ({ "a b": new Proxy({}, {}) }), /^result\["a b"\]: a Proxy/],
  "Proxy of an array": [() => new Proxy([1], {}), /^result: a Proxy/],
  "Proxy of a function": [() => new Proxy(() => 1, {}), /^result: a Proxy/],
  "Proxy as prototype": [() => Object.create(new Proxy({}, {})) as unknown, /prototype is a Proxy/],
  "unique symbol": [() => [Symbol("a")], /^result\[0\]: a symbol of this process alone/],
  "unique symbol as a key": [
    () => ({ [Symbol("a")]: 1 }),
    /^result\[Symbol\(a\)\]: a symbol of this process alone/,
  ],
  getter: [
    () => ({
      a: {
        get b() {
          return 1;
        },
      },
    }),
    /^result\.a\.b: a getter or setter/,
  ],
  "getter in a long array": [
    () => define(new Array<unknown>(500).fill(0), 9, { get: () => 1 }),
    /^result\[9\]: a getter/,
  ],
  SharedArrayBuffer: [() => new SharedArrayBuffer(8), /^result: a SharedArrayBuffer/],
  "view of shared memory": [
    () => ({ a: new Uint8Array(new SharedArrayBuffer(8)) }),
    /^result\.a\.buffer: a SharedArrayBuffer/,
  ],
  "detached buffer": [
    () => {
      const b = new ArrayBuffer(8);
      structuredClone(b, { transfer: [b] });
      return b;
    },
    /detached/,
  ],
  Socket: [
    () => ({ rows: [0, { socket: new Socket() }] }),
    /^result\.rows\[1\]\.socket: an instance of Socket cannot be stored/,
  ],
  EventEmitter: [() => new EventEmitter(), /^result: an instance of EventEmitter/],
  Blob: [() => new Blob([]), /^result: an instance of Blob/],
  Intl: [() => new Intl.NumberFormat(), /^result: an instance of NumberFormat/],
  Response: [() => new Response(""), /^result: an instance of Response/],
  "read-only headers": [() => Response.error().headers, /^result: read-only Headers/],
  "class that is not the project's": [
    () =>
      new (class Foreign {
        x = 1;
      })(),
    /^result: an instance of Foreign/,
  ],
  "subclass of one that is not": [
    () => new (class Mine extends EventEmitter {})(),
    /^result: an instance of/,
  ],
  "private fields": [
    () => new Map([["k", new Point(1, 2)]]),
    /^result\.get\("k"\): an instance of Point has #private fields/,
  ],
  "Map key": [() => new Map([[{ f: () => 1 }, 1]]), /^result\.<key 0>\.f: a function/],
  "Set item": [() => new Set([1, () => 1]), /^result\.<item 1>: a function/],
  "another realm's object": [
    () => runInNewContext("({ a: 1 })") as unknown,
    /^result: an instance of Object/,
  ],
  arguments: [
    () =>
      (function () {
        // eslint-disable-next-line prefer-rest-params -- the very thing that is refused
        return arguments;
      })(),
    /^result: an arguments object/,
  ],
  "raw JSON text": [
    () => ({ n: (JSON as unknown as { rawJSON(text: string): object }).rawJSON("1") }),
    /^result\.n: what JSON\.rawJSON gave cannot be stored/,
  ],
  "process.env": [() => ({ env: process.env }), /^result\.env: process\.env/],
  "global object": [() => globalThis, /^result: the global object/],
  module: [() => import("./classes.ts").then((m) => m), /^result: a promise/],
  DOMException: [() => new DOMException("a"), /^result: an instance of DOMException/],
};

describe("is refused, and says which part and why", () => {
  test.each(Object.entries(refused))("%s", (_, [make, message]) => {
    const value = make();
    expect(() => encode(value)).toThrow(NotStorable);
    expect(() => encode(value)).toThrow(message);
  });
});

test("no trap of a Proxy and no getter runs", () => {
  const ran: string[] = [];
  const handler = new Proxy({}, { get: (_, trap) => void ran.push(String(trap)) });
  expect(() => encode({ deep: [new Proxy({}, handler)] })).toThrow(NotStorable);
  expect(() =>
    encode([
      1,
      {
        get x() {
          return ran.push("getter");
        },
      },
    ]),
  ).toThrow(NotStorable);
  expect(ran).toEqual([]);
});
