import { expect, test } from "vitest";
import { decode, encode, registerCodec } from "../../runtime/codec/index.ts";

class Table {
  readonly #cells: string;
  constructor(cells: string) {
    this.#cells = cells;
  }
  toString(): string {
    return this.#cells;
  }
}

const shared = Buffer.alloc(64);

const table = {
  encode: (value: unknown): Uint8Array => shared.subarray(0, shared.write(String(value))),
  decode: (bytes: Uint8Array): unknown => new Table(Buffer.from(bytes).toString()),
};

test("a codec is used by name", () => {
  registerCodec("table", table);
  const first = encode(new Table("a,b"), "result", "table");
  encode(new Table("x,y"), "result", "table"); // writes to the same memory
  expect(first.codec).toBe("table");
  expect(String(decode("table", first.body))).toBe("a,b");
});

test("a codec that accepts a value takes it unasked; the last one registered first", () => {
  registerCodec("unasked", { ...table, accepts: (value) => value instanceof Table });
  expect(encode(new Table("a")).codec).toBe("unasked");
  registerCodec("later", { ...table, accepts: (value) => value instanceof Table });
  expect(encode(new Table("a")).codec).toBe("later");
  expect(encode({ a: 1 }).codec).toBe("plain");
  expect(encode({ a: 1 }, "result", "v8").codec).toBe("v8");
});

test("the bytes that a codec decodes are its own", () => {
  registerCodec("keeps", { encode: () => new Uint8Array([1, 2]), decode: (bytes) => bytes });
  const { body } = encode(0, "result", "keeps");
  const one = decode("keeps", body) as Uint8Array;
  one[0] = 9;
  expect(decode("keeps", body)).toEqual(new Uint8Array([1, 2]));
});

test("a codec that fails costs the caching only", () => {
  registerCodec("fails", {
    encode: () => {
      throw new Error("too wide");
    },
    decode: () => undefined,
  });
  expect(() => encode(1, "result", "fails")).toThrow("result: codec fails: too wide");
  registerCodec("text", { encode: () => "no bytes" as unknown as Uint8Array, decode: () => undefined });
  expect(() => encode(1, "result", "text")).toThrow("result: codec text did not return a Uint8Array");
});

test("an unknown codec refuses to write and to read", () => {
  expect(() => encode(1, "result", "arow")).toThrow('no codec "arow" is registered');
  expect(() => decode("arow", new Uint8Array())).toThrow('no codec "arow" is registered');
});

test("the built-in names are taken", () => {
  for (const name of ["v8", "graph", ""]) expect(() => registerCodec(name, table)).toThrow(TypeError);
});
