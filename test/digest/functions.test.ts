import { describe, expect, test } from "vitest";
import { $methods, $object } from "../../runtime/definition/function.ts";
import { define, file, key, keyed, refused, refusal, take, unit } from "./key.ts";

describe("functions", () => {
  test("are keyed by their code and what they capture now, not by their name, text or file", () => {
    let rate = 1;
    const a = define(
      (x: number) => x * rate,
      "MUL",
      "rate",
      () => [rate],
    );
    const b = define(
      (y: number) => y * rate,
      "MUL",
      "tax",
      () => [rate],
    );
    const before = key(a);
    expect(key(b)).toBe(before);
    rate = 2;
    expect(key(a)).not.toBe(before);
    rate = 1;
    expect(key(a)).toBe(before);
    expect(
      key(
        define(
          () => 1,
          "OTHER",
          "rate",
          () => [1],
        ),
      ),
    ).not.toBe(before);
  });

  test("of one factory differ by what they closed over", () => {
    const add = (n: number) =>
      define(
        (x: number) => x + n,
        "ADD",
        "=n",
        () => [n],
      );
    expect(key(add(1))).toBe(key(add(1)));
    expect(key(add(1))).not.toBe(key(add(2)));
    expect(key(add(1), add(1))).not.toBe(key(...[add(1)].flatMap((f) => [f, f])));
  });

  test("five helpers down", () => {
    let deep = 0;
    let f: () => number = define(
      () => deep,
      "LEAF",
      "deep",
      () => [deep],
    );
    for (let i = 0; i < 5; i++) {
      const inner = f;
      f = define(
        () => inner(),
        "WRAP",
        "=inner",
        () => [inner],
      );
    }
    const before = key(f);
    deep = 1;
    expect(key(f)).not.toBe(before);
  });

  test("1,000 and 20,000 helpers in a chain", () => {
    const chain = (length: number, leaf: string): unknown => {
      let f: unknown = define(() => 0, leaf);
      for (let i = 0; i < length; i++) {
        const inner = f;
        f = define(
          () => inner,
          "WRAP",
          "=inner",
          () => [inner],
        );
      }
      return f;
    };
    expect(key(chain(1_000, "LEAF"))).not.toBe(key(chain(1_000, "TWIG")));
    expect(key(chain(20_000, "LEAF"))).toHaveLength(43);
  });

  test("recursion and mutual recursion", () => {
    const cycle = (even: string, odd: string) => {
      const isEven = (n: number): boolean => n === 0 || isOdd(n - 1);
      const isOdd = (n: number): boolean => n !== 0 && isEven(n - 1);
      define(isEven, even, "=isOdd", () => [isOdd]);
      define(isOdd, odd, "=isEven", () => [isEven]);
      return isEven;
    };
    expect(key(cycle("E", "O"))).toBe(key(cycle("E", "O")));
    expect(key(cycle("E", "O"))).not.toBe(key(cycle("E", "P")));
    const self = (code: string) => {
      const f = (): unknown => f;
      return define(f, code, "=f", () => [f]);
    };
    expect(key(self("S"))).not.toBe(key(self("T")));
  });

  test("count with their own properties", () => {
    const make = (factor?: number) => {
      const h = define(() => 1, "H");
      return factor === undefined ? h : Object.assign(h, { factor });
    };
    expect(key(make(4))).not.toBe(key(make()));
    expect(key(make(4))).not.toBe(key(make(5)));
    expect(key(make(4))).toBe(key(make(4)));
  });

  test("count with another prototype", () => {
    const make = (n?: number) => {
      const h = define(() => 1, "H");
      return n === undefined ? h : (Object.setPrototypeOf(h, { n }) as unknown);
    };
    expect(key(make(1))).not.toBe(key(make()));
    expect(key(make(1))).not.toBe(key(make(2)));
    expect(key(make(1))).toBe(key(make(1)));
  });

  test("old-style constructors count with their prototype", () => {
    const make = (code?: string) => {
      const F = define(function () {} as unknown as new () => object, "F");
      if (code !== undefined) (F.prototype as Record<string, unknown>)["m"] = define(() => 1, code);
      return F;
    };
    expect(key(make())).toBe(key(make()));
    expect(key(make("A"))).not.toBe(key(make()));
    expect(key(make("A"))).not.toBe(key(make("B")));
    expect(key(new (make("A"))())).toBe(key(new (make("A"))()));
    expect(key(new (make("A"))())).not.toBe(key(new (make("B"))()));
  });

  test("generators and async functions have nothing of their own", () => {
    expect(
      key(
        define(function* () {
          yield 1;
        }, "G"),
      ),
    ).toHaveLength(43);
    expect(key(define(async () => await Promise.resolve(1), "G"))).toBe(key(define(() => 1, "G")));
  });

  test("in a table, as methods and as accessors of literals", () => {
    const table = (code: string) => ({ run: define(() => 1, code), n: 1 });
    expect(key(table("A"))).toBe(key(table("A")));
    expect(key(table("A"))).not.toBe(key(table("B")));
    const literal = (code: string, n: number) => {
      const object = {
        m: () => n,
        get g() {
          return n;
        },
      };
      const methods = $methods(file, [
        ["m", "value", `${code}|m|1|=n`],
        ["g", "get", `${code}|g|1|=n`],
      ]);
      return $object(object, methods, () => [[n], [n]]);
    };
    expect(key(literal("A", 1))).toBe(key(literal("A", 1)));
    expect(key(literal("A", 1))).not.toBe(key(literal("B", 1)));
    expect(key(literal("A", 1))).not.toBe(key(literal("A", 2)));
  });

  test("the first definition stays", () => {
    const f = define(() => 1, "FIRST");
    const before = key(f);
    define(f, "SECOND");
    expect(key(f)).toBe(before);
    expect(
      key(
        define(
          Object.freeze(() => 1),
          "FIRST",
        ),
      ),
    ).toBe(before);
  });

  test("a binding that is not initialised yet refuses", () => {
    const f = define(
      () => later,
      "F",
      "later",
      () => [later],
    );
    expect(refusal(f)).toBe("argument 0: later is not initialised yet");
    const later = 1;
    expect(key(f)).toHaveLength(43);
  });

  test("a capture that throws refuses", () => {
    const f = define(
      () => 1,
      "F",
      "x",
      () => {
        throw new TypeError("broken");
      },
    );
    expect(refusal(f)).toBe("argument 0: reading what it captures failed: broken");
  });

  test("names count only where reached code reads them", () => {
    const named = (name: string) =>
      Object.defineProperty(
        define(() => 1, "F"),
        "name",
        { value: name },
      );
    expect(key(named("a"))).toBe(key(named("b")));
    const reads = define(
      () => 1,
      "READS",
      "@",
      () => [undefined],
    );
    expect(key(reads, named("a"))).not.toBe(key(reads, named("b")));
    expect(key(reads, named("a"))).toBe(key(reads, named("a")));
  });

  test("what a slot refuses is refused, with the path to it", () => {
    const f = define(
      () => 1,
      "F",
      "!eval",
      () => [undefined],
    );
    const of = unit("=run", () => [f]);
    expect(refused(take(of))).toBe("captured run > eval: eval");
    const holder = define(
      () => 1,
      "H",
      "=db",
      () => [{ pool: [Promise.resolve()] }],
    );
    expect(refused(take(unit("=load", () => [holder])))).toContain("captured load > db.pool[0]: a promise");
  });

  test("closures whose captures live in their calls are refused, not guessed", () => {
    expect(refusal(define(() => 1, "F", "n"))).toContain("known only while it runs");
  });

  test("a captured function and the same one as an argument are one", () => {
    const f = define(() => 1, "F");
    const g = define(() => 1, "F");
    const of = unit("=f", () => [f]);
    expect(keyed(take(of, [f]))).not.toBe(keyed(take(of, [g])));
  });
});
