import { describe, expect, test } from "vitest";
import { $class } from "../../runtime/definition/class.ts";
import { classByDigest, type Component, definitionDigest, registerKey } from "../../runtime/digest/key.ts";
import { define, file, key, refusal, take, unit } from "./key.ts";

/** What the rewritten form of one class of the tests is made with. */
interface Shape {
  readonly code?: string;
  readonly base?: new () => object;
  readonly scale?: number;
}

function point({ code = "POINT", scale = 1 }: Shape = {}) {
  return class Point {
    static {
      $class(
        this,
        file,
        `${code}|Point|3|=scale`,
        () => [scale],
        (o) => (#y in o ? [o.#y] : undefined),
      );
    }
    static count = 0;
    x: number;
    #y: number;
    constructor(x: number, y: number) {
      this.x = x;
      this.#y = y;
    }
    get sum(): number {
      return (this.x + this.#y) * scale;
    }
    twice(): number {
      return this.sum * 2;
    }
  };
}

function sub(base: new () => object, code = "SUB") {
  return class Sub extends base {
    static {
      $class(this, file, `${code}|Sub|9|base`, () => [base]);
    }
  };
}

function keyParts(of: ReturnType<typeof unit>): readonly Component[] {
  const found = take(of);
  return found.ok ? found.components() : [];
}

const method = (C: { readonly prototype: object }): unknown => Reflect.get(C.prototype, "twice");

describe("classes", () => {
  test("are keyed by code and captures", () => {
    expect(key(point())).toBe(key(point()));
    expect(key(point())).not.toBe(key(point({ code: "OTHER" })));
    expect(key(point())).not.toBe(key(point({ scale: 2 })));
  });

  test("what a class holds now is a component of its own, apart from its code", () => {
    const C = point();
    const of = unit("C", () => [C]);
    const parts = () => new Map(keyParts(of).map(({ label, digest }) => [label, digest]));
    const before = parts();
    C.count = 1;
    const after = parts();
    const changed = [...after].filter(([label, digest]) => before.get(label) !== digest);
    expect(changed.map(([label]) => label)).toEqual(["state of Point (src/test.ts:3)"]);
  });

  test("static fields, replaced, added and removed methods count", () => {
    const before = key(point());
    const changes: readonly ((C: ReturnType<typeof point>) => unknown)[] = [
      (C) => (C.count = 1),
      (C) => (C.prototype.twice = define(() => 1, "REPLACED")),
      (C) => Object.assign(C.prototype, { thrice: define(() => 1, "ADDED") }),
      (C) => Reflect.deleteProperty(C.prototype, "twice"),
      (C) => Object.defineProperty(C.prototype, "twice", { enumerable: true }),
      (C) => Object.defineProperty(C.prototype, "sum", { get: define(() => 1, "GETTER") }),
      (C) => Object.assign(method(C) as object, { cached: true }),
      (C) => Object.setPrototypeOf(C.prototype, { inherited: 1 }) as object,
      (C) => Object.setPrototypeOf(C, point()) as object,
    ];
    const found = changes.map((change) => {
      const C = point();
      change(C);
      return key(C);
    });
    expect(new Set([before, ...found]).size).toBe(changes.length + 1);
  });

  test("superclasses count, built-in ones too", () => {
    const base = (code: string) =>
      class Base {
        static {
          $class(this, file, `${code}|Base|1`, () => []);
        }
        a = 1;
      };
    expect(key(new (sub(base("A")))())).toBe(key(new (sub(base("A")))()));
    expect(key(new (sub(base("A")))())).not.toBe(key(new (sub(base("B")))()));
    expect(key(new (sub(Map))())).not.toBe(key(new (sub(Set))()));
    expect(key(new (sub(Map))())).not.toBe(key(new Map()));
    expect(
      refusal(
        new (sub(
          class Foreign {
            #hidden = 1;
            see() {
              return this.#hidden;
            }
          },
        ))(),
      ),
    ).toContain("a Sub has state");
  });

  test("methods as values are known by their class and key", () => {
    const C = point();
    expect(key(method(C))).toBe(key(method(point())));
    expect(key(method(C))).not.toBe(key(method(point({ scale: 2 }))));
    const D = point();
    const parts: { readonly get?: unknown } | undefined = Object.getOwnPropertyDescriptor(D.prototype, "sum");
    expect(key(parts?.get)).not.toBe(key(method(D)));
  });

  test("instances count with their fields, private ones too, in order", () => {
    const C = point();
    expect(key(new C(1, 2))).toBe(key(new (point())(1, 2)));
    expect(key(new C(1, 2))).not.toBe(key(new C(2, 2)));
    expect(key(new C(1, 2))).not.toBe(key(new C(1, 3)));
    expect(key(new C(1, 2))).not.toBe(key({ x: 1 }));
    expect(key(new C(1, 2))).not.toBe(key(Object.create(C.prototype)));
    expect(key(new C(1, 2))).not.toBe(key(new (point({ code: "OTHER" }))(1, 2)));
    expect(key(Object.assign(new C(1, 2), { z: 1 }))).not.toBe(key(new C(1, 2)));
    expect(key(C.prototype)).not.toBe(key(C));
  });

  test("internal state of a built-in superclass counts", () => {
    const C = sub(Map) as unknown as new (entries: readonly (readonly [number, number])[]) => object;
    const D = sub(Error) as unknown as new (message: string) => object;
    expect(key(new C([[1, 2]]))).not.toBe(key(new C([[1, 3]])));
    expect(key(new D("a"))).not.toBe(key(new D("b")));
    expect(key(new D("a"))).toBe(key(new D("a")));
  });

  test("a class says how its instances are keyed", () => {
    class Pool {
      #socket = {};
      url: string;
      constructor(url: string) {
        this.url = url;
      }
      get socket(): object {
        return this.#socket;
      }
    }
    expect(refusal(new Pool("a"))).toContain("a Pool has state");
    registerKey(Pool, (pool) => pool.url);
    expect(key(new Pool("a"))).toBe(key(new Pool("a")));
    expect(key(new Pool("a"))).not.toBe(key(new Pool("b")));
    class Keyed {
      readonly id: number;
      constructor(id: number) {
        this.id = id;
      }
      [Symbol.for("memoir.key")](): number {
        return this.id;
      }
    }
    expect(key([new Keyed(1)])).not.toBe(key([new Keyed(2)]));
  });

  test("have a name that another process finds them by", () => {
    class Named {
      field = 1;
      static {
        $class(this, file, "NAMED|Named|1", () => []);
      }
    }
    const name = definitionDigest(Named);
    expect(name).toMatch(/^NAMED\./);
    expect(classByDigest(name ?? "")).toBe(Named);
    expect(classByDigest("nothing")).toBeUndefined();
    expect(definitionDigest(() => 1)).toBeUndefined();
    const mixin = () =>
      class Mixed {
        field = 1;
        static {
          $class(this, file, "MIXED|Mixed|1", () => []);
        }
      };
    const [first, second] = [mixin(), mixin()];
    expect(definitionDigest(first)).toBeUndefined();
    expect(definitionDigest(second)).toBeUndefined();
  });
});
