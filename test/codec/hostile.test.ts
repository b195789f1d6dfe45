import { spawnSync } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Graph, Shape } from "../../runtime/codec/graph/format.ts";
import { decode, encode, useClassNames } from "../../runtime/codec/index.ts";
import { writeValue } from "../../runtime/codec/wire.ts";
import { bodies, Chest, exampleNames, Vault } from "./classes.ts";
import { ownKeysOfPrototypes } from "./prototypes.ts";

const shape = {
  brand: "object",
  prototype: "builtin Object",
  level: 0,
  keys: [],
  attributes: undefined,
} as const;

test("a body cannot reach a prototype through __proto__", () => {
  const before = ownKeysOfPrototypes();
  const graph: Graph = {
    shapes: [
      { ...shape, keys: ["__proto__", "constructor"] },
      { ...shape, keys: ["polluted"] },
    ],
    nodes: [
      [0, undefined, [1], [1]],
      [1, undefined, "yes"],
    ],
    root: [0],
  };
  const value = decode("graph", writeValue(graph)) as object;
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(Reflect.get({}, "polluted")).toBeUndefined();
  expect(ownKeysOfPrototypes()).toBe(before);
});

test.each<[string, unknown]>([
  ["no graph", 5],
  ["no tables", {}],
  ["an unknown shape", { shapes: [], nodes: [[0, undefined]], root: [0] }],
  ["an unknown object", { shapes: [shape], nodes: [[0, undefined]], root: [7] }],
  ["an unknown brand", { shapes: [{ ...shape, brand: "function" }], nodes: [[0, undefined]], root: [0] }],
  ["an unknown prototype", { shapes: [{ ...shape, prototype: "builtin Function" }], nodes: [], root: 1 }],
  ["an unknown class", { shapes: [{ ...shape, prototype: "class x" }], nodes: [], root: 1 }],
  ["an unknown symbol", { shapes: [], nodes: [], root: ["well-known", "nothing"] }],
  ["a ring of prototypes", { shapes: [{ ...shape, prototype: 0 }], nodes: [[0, undefined]], root: [0] }],
])("a body with %s throws", (_, graph) => {
  expect(() => decode("graph", writeValue(graph))).toThrow();
});

/** A list of nothing, as long as a list can be, which takes a few bytes. */
function far(): unknown[] {
  const list: unknown[] = [];
  list[2 ** 32 - 2] = 1;
  Reflect.deleteProperty(list, 2 ** 32 - 2);
  return list;
}

const long = Array.from({ length: 1000 }, (_, at) => `k${at}`);
const map = { ...shape, brand: "map", prototype: "builtin Map" } as const;
const array = { ...shape, brand: "array", prototype: "builtin Array" } as const;

test.each<[string, unknown]>([
  ["shapes without end", { shapes: far(), nodes: [], root: 1 }],
  ["nodes without end", { shapes: [], nodes: far(), root: 1 }],
  ["keys without end", { shapes: [{ ...shape, keys: far() }], nodes: [], root: 1 }],
  ["elements without end", { shapes: [array], nodes: [[0, far()]], root: [0] }],
  ["pairs without end", { shapes: [map], nodes: [[0, far()]], root: [0] }],
  [
    "keys of many shapes in one list",
    { shapes: long.map(() => ({ ...shape, keys: long })), nodes: [], root: 1 },
  ],
  ["pairs of many Maps in one list", { shapes: [map], nodes: long.map(() => [0, long]), root: [0] }],
  [
    "objects with more keys than cells",
    { shapes: [{ ...shape, keys: long }], nodes: long.map(() => [0]), root: [0] },
  ],
])("a body with %s throws before anything is made of it", (_, graph) => {
  expect(() => decode("graph", writeValue(graph))).toThrow(
    /more than its bytes can hold|one list in two places/,
  );
});

/** The integer as V8 writes it. */
function integer(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value % 0x80) | 0x80, ...integer(Math.floor(value / 0x80))];
}

const bytesOf = (...parts: readonly (string | number | readonly number[])[]): Uint8Array =>
  Uint8Array.from([
    0xff,
    15,
    ...parts.flatMap((part) => (typeof part === "string" ? [part.charCodeAt(0)] : part)),
  ]);

const hollow = ["a", integer(3e7), "@", 0, integer(3e7)] as const;

test.each<[string, Uint8Array]>([
  ["an array that is nearly all holes", bytesOf(...hollow)],
  ["many of them", bytesOf("A", 2, ...hollow, ...hollow, "$", 0, 2)],
  [
    "one behind a text of which V8 takes the lowest bits of its length",
    bytesOf("o", '"', integer(2 ** 32), ...hollow),
  ],
  [
    "one behind a letter of a view that is no byte",
    bytesOf("A", 2, "B", 1, 0, "V", integer(0x80 + 0x42), 0, 1, 0, ...hollow),
  ],
  ["one behind a source and its flags", bytesOf("A", 2, "R", '"', 1, 97, integer(0x80), ...hollow)],
  ["one in an older format", Uint8Array.from([0xff, 13, ...bytesOf(...hollow).subarray(2)])],
  ["one without a format", bytesOf(...hollow).subarray(2)],
  ["a tag that memoir does not write", bytesOf("?", 1, "0")],
  ["a text that goes beyond its end", bytesOf('"', 9, 97)],
])("a body with %s throws before it is read", (_, body) => {
  expect(() => decode("v8", body)).toThrow(
    /more than its bytes can hold|none that memoir wrote|fewer bytes than that/,
  );
});

describe("private members in a body", () => {
  beforeAll(() => useClassNames(exampleNames));
  afterAll(() => useClassNames(undefined));
  const vault = ["digest of Vault", 2] as const;
  const chest = ["digest of Chest", 1] as const;
  const plain = { ...shape, prototype: "class digest of Chest" } as const;

  test.each<[string, Partial<Shape>]>([
    ["another number of fields", { privates: [["digest of Vault", 3]] }],
    ["a class that is not known", { privates: [["digest of Nothing", 1]] }],
    ["a class without private members", { privates: [["digest of Square", 0]] }],
    ["a class that cannot be restored", { privates: [["digest of Point", 1]] }],
    ["a maker of objects that does not come first", { privates: [chest, vault] }],
    ["a maker of objects for another built-in", { brand: "set", privates: [vault] }],
    ["the same class twice", { privates: [vault, chest, chest] }],
    ["no list", { privates: 5 as never }],
  ])("%s throws, and the classes stay what they are", (_, part) => {
    const slot = part.brand === "set" ? [] : undefined;
    const graph: Graph = { shapes: [{ ...plain, ...part }], nodes: [[0, slot, 1, 2, 3, 4]], root: [0] };
    const ran = bodies.length;
    expect(() => decode("graph", writeValue(graph))).toThrow();
    expect(bodies.length).toBe(ran);
    expect(Object.getPrototypeOf(Chest)).toBe(Vault);
    expect(new Chest(1, 2).content).toBe(1);
  });
});

test("bytes that were changed give a value or an error, never a crash or another prototype", () => {
  const before = ownKeysOfPrototypes();
  const bodies = [
    encode({ a: [1, "x", new Map([[1, new Date(0)]])], b: new Uint8Array(9), c: /a/g }),
    encode(Object.freeze([new Error("x"), Buffer.from("abc"), Symbol.iterator, { __proto__: null }])),
  ];
  fc.assert(
    fc.property(fc.constantFrom(...bodies), fc.nat(), fc.nat(255), ({ codec, body }, at, byte) => {
      const changed = Uint8Array.from(body);
      changed[at % body.length] = byte;
      try {
        decode(codec, changed);
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
      }
    }),
    { numRuns: 3000 },
  );
  for (const { codec, body } of bodies) {
    for (let length = 0; length < body.length; length += 1) {
      expect(() => decode(codec, body.subarray(0, length))).toThrow();
    }
  }
  expect(ownKeysOfPrototypes()).toBe(before);
});

test("setters on built-in prototypes do not run", () => {
  const body = encode([Object.freeze([1]), { trap: 1 }, [{ trap: 2 }]], "result", "graph").body;
  const ran: unknown[] = [];
  Object.defineProperty(Object.prototype, "trap", {
    set: (value) => void ran.push(value),
    configurable: true,
  });
  try {
    const value = decode("graph", body) as [unknown, object, [object]];
    expect(Object.hasOwn(value[1], "trap") && Object.hasOwn(value[2][0], "trap")).toBe(true);
  } finally {
    Reflect.deleteProperty(Object.prototype, "trap");
  }
  expect(ran).toEqual([]);
});

test("bodies of every codec that were tampered with fit into a small heap, and change no prototype", () => {
  const script = join(import.meta.dirname, "fuzzer.ts");
  const run = spawnSync(
    process.execPath,
    ["--no-warnings", "--max-old-space-size=64", script, process.env["FUZZ_RUNS"] ?? "10000", "1"],
    { encoding: "utf8" },
  );
  expect(run.stderr).toBe("");
  const said = JSON.parse(run.stdout) as Readonly<Record<string, number>>;
  expect(said["read"]).toBeGreaterThan(500);
  expect(said["refused"]).toBeGreaterThan(5000);
  expect(said["polluted"]).toBe(false);
  expect(said["megabytes"]).toBeLessThan(500);
});
