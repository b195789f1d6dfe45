import { expect, test } from "vitest";
import { decode, encode } from "../../runtime/codec/index.ts";
import { $class } from "../../runtime/definition/class.ts";
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

test("an instance with #private fields is refused", () => {
  expect(() => encode({ a: new Secret() })).toThrow(/^result\.a: an instance of Secret has #private fields/);
});

test("classes that one piece of code made cannot be told apart", () => {
  const [One, Other] = [mixin(), mixin()];
  expect(() => encode([new One(), new Other()])).toThrow(/^result\[0\]: an instance of Mixed/);
});
