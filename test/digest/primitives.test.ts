import fc from "fast-check";
import { expect, test } from "vitest";
import { keyed, take, unit } from "./key.ts";

const primitive = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.double(),
  fc.constantFrom(
    -0,
    NaN,
    "\ud800",
    "é",
    "x".repeat(20_000),
    "ü".repeat(20_000),
    null,
    undefined,
    true,
    false,
  ),
  fc.bigInt(),
);

test("a unit whose code is known gives primitive arguments the key and components that it gave them before", () => {
  fc.assert(
    fc.property(fc.array(primitive, { maxLength: 4 }), (args) => {
      const cold = unit("rate", () => [1], { parameters: ["first", "second"] }, "PRIMITIVES");
      const first = take(cold, args);
      const again = take(cold, args);
      // A symbol's walk is the long way round, for any arguments.
      const other = take(cold, [...args, Symbol.iterator]);
      expect(keyed(again)).toBe(keyed(first));
      expect(keyed(other)).not.toBe(keyed(first));
      expect(first.ok && first.components()).toEqual(again.ok && again.components());
    }),
  );
});
