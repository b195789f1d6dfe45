import { describe, expect, test } from "vitest";
import { FORMAT } from "../../runtime/format.ts";
import { $file } from "../../runtime/definition/file.ts";
import { setComponentKey } from "../../runtime/digest/key.ts";
import { define, keyed, refused, take, unit } from "./key.ts";

describe("the key of a unit", () => {
  test("has its code, form, captures, arguments and further parts", () => {
    const part = { label: "file a.csv", digest: "x" };
    const found = [
      take(unit()),
      take(unit("", undefined, {}, "OTHER")),
      take(unit("", undefined, { form: "block" })),
      take(unit("=a", () => [1])),
      take(unit("=a", () => [2])),
      take(unit(), [1]),
      take(unit(), [], [part]),
      take(unit(), [], [{ ...part, digest: "y" }]),
    ].map(keyed);
    expect(new Set(found).size).toBe(found.length);
    expect(found[0]).toMatch(/^[\w-]{43}$/);
  });

  test("does not have its name or place", () => {
    expect(keyed(take(unit("", undefined, { name: "a" })))).toBe(
      keyed(take(unit("", undefined, { name: "b" }))),
    );
  });

  test("is the same whether or not it was taken before, and follows every change", () => {
    let rate = 1;
    let helper = define(
      (x: number) => x * rate,
      "H",
      "rate",
      () => [rate],
    );
    const make = () => unit("helper", () => [helper]);
    const of = make();
    const agree = (): string => {
      const [first, second, fresh] = [take(of, [1]), take(of, [1]), take(make(), [1])].map(keyed);
      expect(second).toBe(first);
      expect(fresh).toBe(first);
      return first ?? "";
    };
    const seen = [agree()];
    rate = 2;
    seen.push(agree());
    Object.assign(helper, { factor: 4 });
    seen.push(agree());
    helper = define(
      (x: number) => x + rate,
      "PLUS",
      "rate",
      () => [rate],
    );
    seen.push(agree());
    rate = 3;
    seen.push(agree());
    expect(new Set(seen).size).toBe(seen.length);
    expect(keyed(take(of, [helper]))).toBe(keyed(take(make(), [helper])));
    expect(keyed(take(of, [{ a: 1 }]))).not.toBe(keyed(take(of, [{ a: 2 }])));
  });

  test("follows captured data that changes in place, and says that it can", () => {
    const table = { a: 1 };
    const of = unit("=table", () => [table]);
    const before = take(of);
    table.a = 2;
    expect(keyed(take(of))).not.toBe(keyed(before));
    const mutable = (slots: string, value: unknown): boolean | undefined => {
      const found = take(unit(slots, () => [value]));
      return found.ok ? found.mutable : undefined;
    };
    expect(mutable("=table", table)).toBe(true);
    expect(mutable("=n", 1)).toBe(false);
    expect(mutable("n", 1)).toBe(true);
    expect(mutable("=frozen", Object.freeze({ a: 1 }))).toBe(false);
    expect(mutable("=frozen", Object.freeze({ a: [] }))).toBe(true);
    expect(mutable("=map", Object.freeze(new Map()))).toBe(true);
    expect(
      mutable(
        "=f",
        define(() => 1, "F"),
      ),
    ).toBe(false);
  });

  test("leaves out what is ignored, wherever it is met", () => {
    const db = { n: 1 };
    const of = unit("~db|=context", () => [db, { db }]);
    const before = keyed(take(of, [db]));
    db.n = 2;
    expect(keyed(take(of, [db]))).toBe(before);
    expect(keyed(take(of, [{ n: 2 }]))).not.toBe(before);
  });

  test("digests `once` data once", () => {
    const table = { n: 1 };
    const of = unit("^table", () => [table]);
    const before = keyed(take(of));
    table.n = 2;
    expect(keyed(take(of))).toBe(before);
    expect(keyed(take(unit("^table", () => [{ n: 2 }])))).not.toBe(before);
  });

  test("with code=off has the name and the data, and no code", () => {
    const off = { code: "off", name: "crawl" } as const;
    const make = (code: string, depth: number) =>
      unit("=helper|=depth", () => [define(() => 1, code), depth], off, code);
    expect(keyed(take(make("A", 1)))).toBe(keyed(take(make("B", 1))));
    expect(keyed(take(make("A", 1)))).not.toBe(keyed(take(make("A", 2))));
    expect(keyed(take(unit("", undefined, off)))).not.toBe(
      keyed(take(unit("", undefined, { ...off, name: "other" }))),
    );
    const swapped = unit("=depth|=helper", () => [1, define(() => 1, "C")], off);
    expect(keyed(take(swapped))).toBe(keyed(take(make("A", 1))));
  });

  test("refuses with a path", () => {
    const of = unit("=db", () => [{ pool: [new WeakMap()] }]);
    expect(refused(take(of))).toBe("captured db.pool[0]: a WeakMap cannot be listed");
    expect(refused(take(unit("", undefined, { parameters: ["text"] }), [new WeakMap()]))).toContain(
      "argument text:",
    );
  });
});

describe("units in memory", () => {
  const memory = { tier: "memory" } as const;

  test("tell arguments and units apart", () => {
    const of = unit("", undefined, memory);
    const lists: readonly (readonly unknown[])[] = [
      [],
      [1],
      ["1"],
      [1n],
      [true],
      ["n1"],
      [0],
      [-0],
      [NaN],
      [null],
      [undefined],
      ["a", "b"],
      ["a|s1:b"],
      [1, 2],
      [12],
      ["x".repeat(300)],
      [{}],
      [[]],
      [Symbol.iterator],
    ];
    const found = lists.map((args) => keyed(take(of, args)));
    expect(new Set(found).size).toBe(lists.length);
    expect(keyed(take(of, [1, "a"]))).toBe(keyed(take(of, [1, "a"])));
    expect(keyed(take(unit("", undefined, memory), [1]))).not.toBe(keyed(take(of, [1])));
  });

  test("key functions by identity, and still follow what they capture", () => {
    let rate = 1;
    const of = unit("", undefined, memory);
    const make = () =>
      define(
        () => rate,
        "F",
        "rate",
        () => [rate],
      );
    const f = make();
    const before = keyed(take(of, [f]));
    expect(keyed(take(of, [f]))).toBe(before);
    expect(keyed(take(of, [make()]))).not.toBe(before);
    expect(keyed(take(of, [() => 1]))).not.toBe(keyed(take(of, [() => 1])));
    rate = 2;
    expect(keyed(take(of, [f]))).not.toBe(before);
    const capturing = unit("=f", () => [f], memory);
    const then = keyed(take(capturing));
    rate = 3;
    expect(keyed(take(capturing))).not.toBe(then);
  });
});

describe("components", () => {
  test("name what a key is made of and change with it alone", () => {
    setComponentKey(new Uint8Array(32));
    let rate = 1;
    let code = "A";
    const data = { a: 1 };
    const components = (): Readonly<Record<string, string>> => {
      const helper = define(
        () => rate,
        code,
        "rate",
        () => [rate],
      );
      const of = unit("=helper|=data|=env.TZ", () => [helper, data, "UTC"], { parameters: ["text"] });
      const found = take(of, ["hello", data], [{ label: "version", digest: "2" }]);
      if (!found.ok) throw new Error(found.reason);
      return Object.fromEntries(
        found.components().map(({ label, digest }) => [label.replace(/ \(.*/, ""), digest]),
      );
    };
    const before = components();
    expect(Object.keys(before)).toEqual([
      "code",
      "code of a",
      "captured rate of a",
      "captured data",
      "env TZ",
      "argument text",
      "argument 1",
      "version",
    ]);
    const changed = (): string[] => {
      const after = components();
      return Object.keys(after).filter((label) => after[label] !== before[label]);
    };
    expect(changed()).toEqual([]);
    rate = 2;
    expect(changed()).toEqual(["captured rate of a"]);
    rate = 1;
    data.a = 2;
    expect(changed()).toEqual(["captured data"]);
    code = "B";
    expect(changed()).toContain("code of b");
  });

  test("are those of the moment the key was taken", () => {
    const data = [1];
    const [first, second] = [take(unit(), [data]), take(unit(), [[1]])];
    data.push(2);
    expect(first.ok && first.components()).toEqual(second.ok && second.components());
  });

  test("cannot be compared under another secret", () => {
    const found = take(unit(), ["secret"]);
    setComponentKey(new Uint8Array(32).fill(1));
    const one = found.ok ? found.components() : [];
    setComponentKey(new Uint8Array(32).fill(2));
    expect(found.ok && found.components()).not.toEqual(one);
  });
});

describe("built-ins that were changed", () => {
  test("join every key once a further module has stated itself", () => {
    const before = keyed(take(unit()));
    const patch = (code: string): string => {
      Object.defineProperty(Array.prototype, "second", { value: define(() => 1, code), configurable: true });
      $file(FORMAT, "src/patch.ts", import.meta.url);
      return keyed(take(unit()));
    };
    try {
      const patched = patch("A");
      expect(patched).not.toBe(before);
      expect(patch("A")).toBe(patched);
      expect(patch("B")).not.toBe(patched);
    } finally {
      Reflect.deleteProperty(Array.prototype, "second");
    }
    const fetched = globalThis.fetch;
    try {
      globalThis.fetch = () => Promise.reject(new Error("mocked"));
      $file(FORMAT, "src/mock.ts", import.meta.url);
      expect(keyed(take(unit()))).not.toBe(before);
      Reflect.set(globalThis, "fetch", fetched);
      Reflect.set(globalThis, "further", 1);
    } finally {
      globalThis.fetch = fetched;
    }
    $file(FORMAT, "src/again.ts", import.meta.url);
    expect(keyed(take(unit()))).toBe(before);
  });
});
