import fc from "fast-check";
import { expect, test } from "vitest";
import { flatArguments } from "../../runtime/digest/simple-key.ts";
import { keyed, take, unit } from "./key.ts";

const scalar = fc.oneof(
  fc.string({ unit: "binary", maxLength: 3 }),
  fc.constantFrom("|n1", "1:a|n1", "", -0, 0, 1, "1", NaN, null, undefined, true, false, 1n, "1n", 1.5, 1e21),
);
const name = fc.constantFrom("a", "b", "1", "0", "", "a|n1", "__proto__", "constructor");
/** Defined, not assigned: `__proto__` is a member like any other. */
const flat = fc
  .array(fc.tuple(name, scalar), { maxLength: 3 })
  .map((members) => members.reduce((object, [key, value]) => withMember(object, key, value), {}));
const argument = fc.oneof(scalar, flat);

const withMember = (
  object: object,
  key: PropertyKey,
  value: unknown,
  more: PropertyDescriptor = {},
): object =>
  Object.defineProperty(object, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
    ...more,
  });

test("two calls with flat objects have the same text where their full keys are the same, and only there", () => {
  // Persistent units take every key in full.
  const full = unit("f", () => [1], { tier: "persistent" }, "FLAT");
  const args = fc.array(argument, { minLength: 1, maxLength: 2 });
  fc.assert(
    fc.property(args, args, (one, other) => {
      const texts = [one, other].map(flatArguments);
      if (texts.includes(undefined)) return;
      expect(texts[0] === texts[1]).toBe(keyed(take(full, one)) === keyed(take(full, other)));
    }),
    { numRuns: 3000 },
  );
});

const forbidden = (): never => {
  throw new Error("a getter or a trap ran");
};
const proxy = new Proxy({}, { get: forbidden, ownKeys: forbidden, getPrototypeOf: forbidden });
const plainly = (object: object): object => Object.setPrototypeOf(object, Object.prototype) as object;
const shared = { a: 1 };
class Point {
  readonly x = 1;
}
function argumentsOf(): object {
  // eslint-disable-next-line prefer-rest-params -- an arguments object is what is asked for
  return arguments;
}

test.each<[string, readonly unknown[]]>([
  ["no object", [1, "a"]],
  ["a nested object", [{ a: {} }]],
  ["a function", [{ a: forbidden }]],
  ["a symbol", [{ a: Symbol.iterator }]],
  ["a symbol as a name", [{ [Symbol.iterator]: 1 }]],
  ["a getter", [Object.defineProperty({}, "a", { get: forbidden, enumerable: true, configurable: true })]],
  ["a setter", [Object.defineProperty({}, "a", { set: forbidden, enumerable: true, configurable: true })]],
  ["a hidden member", [withMember({}, "a", 1, { enumerable: false })]],
  ["a fixed member", [withMember({}, "a", 1, { writable: false })]],
  ["a member that stays", [withMember({}, "a", 1, { configurable: false })]],
  ["a frozen object", [Object.freeze({ a: 1 })]],
  ["an object that takes no more", [Object.preventExtensions({ a: 1 })]],
  ["an object without a prototype", [Object.create(null)]],
  ["an object of a class", [new Point()]],
  ["an object that inherits", [Object.create({ a: 1 })]],
  ["an array", [[1]]],
  ["an array that hides", [plainly([1])]],
  ["a Map that hides", [plainly(new Map([[1, 2]]))]],
  ["a Date that hides", [plainly(new Date())]],
  ["an error that hides", [plainly(new Error("a"))]],
  ["a promise that hides", [plainly(Promise.resolve(1))]],
  ["bytes that hide", [plainly(new Uint8Array(1))]],
  ["a boxed text that hides", [plainly(Object("a") as object)]],
  ["arguments", [Reflect.apply(argumentsOf, undefined, [1]) as object]],
  ["a Proxy", [proxy]],
  ["the environment", [process.env]],
  ["a built-in object", [Math]],
  ["a module that was made an object", [{ __esModule: true, a: 1 }]],
  ["one object twice", [shared, shared]],
  ["a long text", [{ a: "x".repeat(300) }]],
  ["many members", [Object.fromEntries(Array.from({ length: 17 }, (_, at) => [`m${at}`, at]))]],
])("%s has no such text", (_, args) => {
  expect(flatArguments(args)).toBeUndefined();
});
