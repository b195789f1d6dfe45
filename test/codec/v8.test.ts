import { Deserializer, Serializer } from "node:v8";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useClassNames } from "../../runtime/codec/classes.ts";
import { exactCodec } from "../../runtime/codec/exact.ts";
import { toGraph } from "../../runtime/codec/graph/encode.ts";
import { readV8 } from "../../runtime/codec/v8/read.ts";
import { writeV8 } from "../../runtime/codec/v8/write.ts";
import { exampleNames } from "./classes.ts";
import { difference } from "./equal.ts";
import { storable } from "./values.ts";

beforeAll(() => useClassNames(exampleNames));
afterAll(() => useClassNames(undefined));

function nativeBytes(value: unknown): Buffer {
  const serializer = new Serializer();
  serializer.writeHeader();
  serializer.writeValue(value);
  return serializer.releaseBuffer();
}

function nativeValue(bytes: Uint8Array): unknown {
  const deserializer = new Deserializer(bytes);
  deserializer.readHeader();
  return deserializer.readValue();
}

/** The bytes; undefined for what only V8's own serializer can write. */
function ownBytes(value: unknown): Uint8Array | undefined {
  try {
    return writeV8(value);
  } catch (error) {
    if (String(error).includes("resizable")) return undefined;
    throw error;
  }
}

/** What is stored: the value itself where structured clone brings it back, else its graph. */
const written = storable.map((value) => (exactCodec(value) !== undefined ? value : toGraph(value, "result")));

test("V8 reads what ours writes, and ours reads what V8 writes", () => {
  fc.assert(
    fc.property(written, (value) => {
      const theirs = nativeBytes(value);
      expect(difference(nativeValue(theirs), readV8(theirs))).toBeUndefined();
      const ours = ownBytes(value);
      if (ours === undefined) return;
      expect(difference(nativeValue(ours), nativeValue(theirs))).toBeUndefined();
      expect(difference(readV8(ours), nativeValue(theirs))).toBeUndefined();
    }),
    { numRuns: 3000 },
  );
});

/** In a Map: how V8 writes an array depends on what it remembers of the place where the array was made. */
const list = (...items: readonly unknown[]): ReadonlyMap<number, unknown> => new Map(items.entries());

const shared = { a: 1 };
const memory = new ArrayBuffer(24);

test.for<[string, unknown]>([
  ["numbers", list(0, -0, 1, -1, 2 ** 31 - 1, -(2 ** 31), 2 ** 31, 1.5, NaN, Infinity)],
  ["bigints", list(0n, 1n, -1n, 2n ** 64n - 1n, -(2n ** 64n), 10n ** 60n)],
  ["strings", list("", "a", "é", "日", "a日", "😀", "\ud800", "x".repeat(300), "日".repeat(300))],
  ["keys", { b: 1, 1: 2, 0: 3, 4294967294: 4, 4294967295: 5, "-1": 6, "1.5": 7, é: 8, 日: 9 }],
  ["__proto__", JSON.parse('{"__proto__":{"x":1}}')],
  ["identity", list(shared, shared, list(list(shared)))],
  ["boxes", list(Object(1), Object(-0), Object("日"), Object(true), Object(false), Object(-7n))],
  [
    "regular expressions",
    list(/a\/b/g, /[/]/dgimsuy, new RegExp("\\p{L}", "v"), new RegExp("\n"), new RegExp("")),
  ],
  ["dates", list(new Date(0), new Date(NaN), new Date(8.64e15))],
  ["views", list(new Uint8Array(memory, 1, 3), memory, new Float64Array(memory, 8), new DataView(memory, 5))],
  ["a view alone", new Uint16Array([1, 2, 3])],
  ["a Map of views", new Map<unknown, unknown>([[new BigInt64Array([1n]), new Set([memory])]])],
  ["a resizable buffer", new ArrayBuffer(3, { maxByteLength: 300 })],
])("bytes of %s are those of V8", ([, value]) => {
  expect(Buffer.from(writeV8(value)).toString("hex")).toBe(nativeBytes(value).toString("hex"));
  expect(difference(readV8(nativeBytes(value)), value)).toBeUndefined();
});

test("views that follow a resizable buffer are read as such", () => {
  const buffer = new ArrayBuffer(4, { maxByteLength: 16 });
  const back = readV8(nativeBytes([new Uint8Array(buffer), new Uint8Array(buffer, 1, 2)])) as Uint8Array[];
  const [tracking, fixed] = back;
  (tracking?.buffer as ArrayBuffer).resize(16);
  expect([tracking?.length, fixed?.length]).toEqual([16, 2]);
});

test.for<[string, unknown]>([
  ["functions", [() => 1]],
  ["symbols", { a: Symbol.iterator }],
  ["what only looks like a plain object", Object.setPrototypeOf(Promise.resolve(), Object.prototype)],
  ["views of resizable buffers", new Uint8Array(new ArrayBuffer(1, { maxByteLength: 2 }))],
])("%s are not written", ([, value]) => {
  expect(() => writeV8(value)).toThrow();
});

test("damaged bytes throw, or give another value, but never read beyond their end", () => {
  const bytes = nativeBytes({ text: "日本", list: [1.5, 2n, new Date(0)], map: new Map([[1, memory]]) });
  for (let length = 0; length < bytes.length; length += 1) {
    expect(() => readV8(bytes.subarray(0, length))).toThrow();
  }
});
