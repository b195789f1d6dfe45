import { expect, test } from "vitest";
import { decode, encode } from "../../runtime/codec/index.ts";
import { $class } from "../../runtime/definition/class.ts";
import { $restored } from "../../runtime/definition/restored.ts";
import { difference } from "./equal.ts";

const file = { name: "src/money.ts", url: import.meta.url, settings: undefined };

/** As the transform leaves classes. */
class Secret {
  static {
    $class(
      Secret,
      file,
      "codec-test-secret|Secret|20",
      () => [],
      (o) => (#key in o ? [o.#key] : undefined),
    );
  }
  readonly #key = 1;
}

class Plain {
  static {
    $class(Plain, file, "codec-test-plain|Plain|30", () => []);
  }
  rows = [1, 2];
}

class Special extends Plain {
  static {
    $class(Special, file, "codec-test-special|Special|36", () => [Plain]);
  }
  by = new Map([["plain", new Plain()]]);
}

const mixin = (): typeof Plain =>
  class Mixed extends Plain {
    static {
      $class(Mixed, file, "codec-test-mixed|Mixed|43", () => [Plain]);
    }
  };

test("instances of the project's classes come back as such", () => {
  const value = [new Plain(), new Special()];
  const { codec, body } = encode(value);
  expect(difference(value, decode(codec, body))).toBeUndefined();
});

test("an instance whose #private fields nobody can write is refused", () => {
  expect(() => encode({ a: new Secret() })).toThrow(/^result\.a: an instance of Secret has #private fields/);
});

/** A class that does something else than its definition says. */
function lying(name: string, how: "makes another" | "forgets" | "throws"): new () => object {
  return class Liar {
    static {
      $class(
        this,
        file,
        `codec-test-${name}|Liar|50`,
        () => [],
        (o) => (#a in o ? [o.#a] : undefined),
        (o, v) => {
          if (how !== "forgets" && #a in o) o.#a = v[0];
        },
        ["#a"],
      );
    }
    #a: unknown = 1;
    constructor() {
      if (new.target !== $restored) return;
      if (how === "makes another") return Object.create(Liar.prototype) as Liar;
      if (how === "throws") throw new Error("no");
    }
  };
}

test.each(["makes another", "forgets", "throws"] as const)("a class that %s is found out", (how) => {
  const Liar = lying(how.replaceAll(" ", "-"), how);
  expect(() => encode([new Liar()])).toThrow(
    /^result\[0\]: an instance of Liar has #private fields.*as it was compiled/,
  );
});

class List extends Array<number> {
  static {
    $class(
      List,
      file,
      "codec-test-list|List|90",
      () => [],
      (o) => (#a in o ? [o.#a] : undefined),
      (o, v) => {
        if (#a in o) o.#a = v[0];
      },
      ["#a"],
    );
  }
  0 = 5;
  #a: unknown = 1;
}

test("a field that a built-in has of its own is refused, for making it again would change the built-in", () => {
  expect(() => encode(new List())).toThrow(/its field 0 may be a built-in's own/);
});

class Link extends URL {
  static {
    $class(
      Link,
      file,
      "codec-test-link|Link|100",
      () => [],
      (o) => (#label in o ? [o.#label] : undefined),
      (o, v) => {
        if (#label in o) o.#label = v[0];
      },
      ["#label"],
    );
  }
  #label: unknown = "none";
  label(label: unknown): this {
    this.#label = label;
    return this;
  }
}
class Query extends URLSearchParams {
  static {
    $class(Query, file, "codec-test-query|Query|120", () => []);
  }
}
class Fields extends Headers {
  static {
    $class(Fields, file, "codec-test-fields|Fields|125", () => []);
  }
}

test("subclasses of what Node provides come back as such", () => {
  const link = new Link("http://a/?b=1").label(["c"]);
  const value = [link, link.searchParams, new Query("a=1"), new Fields([["a", "b"]])];
  const { codec, body } = encode(value);
  expect(difference(value, decode(codec, body))).toBeUndefined();
});

test("classes that one piece of code made cannot be told apart", () => {
  const [One, Other] = [mixin(), mixin()];
  expect(() => encode([new One(), new Other()])).toThrow(/^result\[0\]: an instance of Mixed/);
});
