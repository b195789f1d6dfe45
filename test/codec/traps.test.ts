import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decode, encode, useClassNames } from "../../runtime/codec/index.ts";
import { Alarm, bodies, Chest, Drawer, exampleNames, Row, Shape, Square, Vault } from "./classes.ts";
import { difference } from "./equal.ts";
import { define, resizable, traps } from "./traps.ts";

beforeAll(() => useClassNames(exampleNames));
afterAll(() => useClassNames(undefined));

const back = (value: unknown): unknown => {
  const { codec, body } = encode(value);
  return decode(codec, body);
};

describe("comes back equal", () => {
  test.each(Object.entries(traps))("%s", (_, [codec, make]) => {
    const value = make();
    const encoded = encode(value);
    expect(encoded.codec).toBe(codec);
    expect(difference(value, decode(encoded.codec, encoded.body))).toBeUndefined();
    const graph = encode(value, "result", "graph");
    expect(difference(value, decode(graph.codec, graph.body))).toBeUndefined();
  });
});

test("a toJSON of all objects has no say", () => {
  const toJSON = { value: () => "mine", configurable: true };
  for (const prototype of [Object.prototype, Array.prototype]) {
    Object.defineProperty(prototype, "toJSON", toJSON);
    try {
      expect(difference({ a: [1] }, back({ a: [1] }))).toBeUndefined();
    } finally {
      Reflect.deleteProperty(prototype, "toJSON");
    }
  }
});

test("a property may be an accessor with a setter in the class: it is defined, and nothing runs", () => {
  const made = Shape.made;
  const square = define(new Square(), "label", {
    value: 1,
    writable: true,
    enumerable: true,
    configurable: true,
  });
  const copy = back(square);
  expect(Object.getOwnPropertyDescriptor(copy, "label")).toMatchObject({ value: 1 });
  expect(copy).toBeInstanceOf(Square);
  expect((copy as Square).area).toBe(8);
  expect(Shape.made).toBe(made + 1);
});

test("changing the parameters of a URL that came back changes the URL", () => {
  const [params, url] = back([new URL("http://a/?q=1")].flatMap((u) => [u.searchParams, u])) as [
    URLSearchParams,
    URL,
  ];
  params.set("q", "2");
  expect(url.href).toBe("http://a/?q=2");
});

test("views of a resizable buffer that came back follow its length", () => {
  for (const codec of ["v8", "graph"]) {
    const { body } = encode(resizable(), "result", codec);
    const [memory, whole, fixed, view] = decode(codec, body) as [
      ArrayBuffer,
      Uint8Array,
      Uint8Array,
      DataView,
    ];
    memory.resize(16);
    expect([whole.length, fixed.length, view.byteLength]).toEqual([16, 8, 16]);
  }
});

test("a small Buffer brings its own bytes, not the pool of the process", () => {
  const secret = Buffer.from("the secret of somebody else");
  const [a, b] = [Buffer.from("abcdef"), Buffer.from("xyz")];
  expect(a.buffer).toBe(secret.buffer);
  const { codec, body } = encode([a, a.subarray(2, 4), b]);
  expect(Buffer.from(body).includes("secret")).toBe(false);
  const [c, d, e] = decode(codec, body) as [Buffer, Buffer, Buffer];
  expect([c, d, e].map(String)).toEqual(["abcdef", "cd", "xyz"]);
  c[2] = 0x43;
  expect(String(d)).toBe("Cd");
  expect(e.buffer).not.toBe(c.buffer);
  expect(c).toBeInstanceOf(Buffer);
});

test("two values of one body share nothing, and not the body either", () => {
  for (const value of [new Float64Array(1000).fill(1), Buffer.alloc(5000, 1), new ArrayBuffer(16)]) {
    const { codec, body } = encode(value);
    const before = Uint8Array.from(body);
    const [one, two] = [decode(codec, body), decode(codec, body)];
    const memory = ArrayBuffer.isView(one) ? one.buffer : (one as ArrayBuffer);
    new Uint8Array(memory).fill(9);
    expect(Buffer.compare(before, body)).toBe(0);
    expect(difference(value, two)).toBeUndefined();
  }
});

test("a class that this process lacks is an error, which callers take for a miss", () => {
  const { codec, body } = encode(new Square());
  useClassNames({ ...exampleNames, byName: () => undefined });
  try {
    expect(() => decode(codec, body)).toThrow("there is no class digest of Square in this process");
  } finally {
    useClassNames(exampleNames);
  }
});

test("a class whose name means another class is refused", () => {
  useClassNames({ ...exampleNames, byName: () => Shape });
  try {
    expect(() => encode(new Square())).toThrow(/not a class that this project declares/);
  } finally {
    useClassNames(exampleNames);
  }
});

describe("instances with private fields", () => {
  test("come back without their constructors' bodies, and the classes stay what they are", () => {
    const value = [
      new Chest("content", { a: 1 }),
      new Drawer([["a", 1]]).label("b"),
      new Row(),
      new Alarm("x"),
    ];
    const ran = bodies.length;
    expect(difference(value, back(value))).toBeUndefined();
    expect(bodies.length).toBe(ran);
    expect(Object.getPrototypeOf(Chest)).toBe(Vault);
    expect(Object.getPrototypeOf(Drawer)).toBe(Map);
  });

  test("share what they shared, themselves included", () => {
    const shared = {};
    const vault = new Vault().fill(shared, undefined);
    const value = [vault.fill([vault, shared], shared), shared, new Map([[vault, vault]])];
    const copy = back(value) as [Vault, object, Map<Vault, Vault>];
    expect(difference(value, copy)).toBeUndefined();
    expect(copy[0].content).toEqual([copy[0], copy[1]]);
  });

  test("have the properties that they had: removed, added, in another order, frozen", () => {
    const bare = new Chest(1, 2);
    for (const key of Reflect.ownKeys(bare)) Reflect.deleteProperty(bare, key);
    const turned = Object.assign(Object.create(null) as object, { z: 1 });
    const added = Object.assign(new Chest(1, 2), { extra: turned });
    Reflect.deleteProperty(added, "shown");
    added.shown = "again";
    const hidden = define(new Chest(1, 2), "depth", { enumerable: false, writable: false });
    const value = [bare, added, hidden, Object.freeze(new Chest(bare, added)), Object.seal(new Row())];
    const copy = back(value) as object[];
    expect(difference(value, copy)).toBeUndefined();
    expect(copy.map((object) => Reflect.ownKeys(object))).toEqual(
      value.map((object) => Reflect.ownKeys(object)),
    );
  });

  test("that only inherit have none", () => {
    const value = Object.create(Chest.prototype) as object;
    expect(difference(value, back(value))).toBeUndefined();
  });

  test("under another prototype of the same chain keep them", () => {
    const value = Object.setPrototypeOf(new Chest(1, 2), Object.create(Chest.prototype) as object) as object;
    expect(difference(value, back(value))).toBeUndefined();
  });

  test("with something in them that cannot be stored are refused by the name of the field", () => {
    const make = (content: unknown) => () => encode({ rows: [new Chest(content, 1)] });
    expect(make(() => 1)).toThrow(/^result\.rows\[0\]\.#content: a function cannot be stored/);
    expect(make([Symbol("a")])).toThrow(/^result\.rows\[0\]\.#content\[0\]: a symbol of this process/);
  });
});
