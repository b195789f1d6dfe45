import { describe, expect, test } from "vitest";
import { decode, encode } from "../../runtime/codec/index.ts";
import { difference } from "./equal.ts";

const back = (value: unknown): unknown => {
  const { codec, body } = encode(value);
  return decode(codec, body);
};

describe("nesting", () => {
  function nested(levels: number): unknown {
    let value: unknown = "end";
    for (let level = 0; level < levels; level += 1) {
      value = level % 3 === 0 ? [value] : level % 3 === 1 ? { value } : new Map([["key", value]]);
    }
    return value;
  }

  test.each([100, 5_000, 100_000])("%i levels come back", (levels) => {
    const value = nested(levels);
    expect(difference(value, back(value))).toBeUndefined();
  });

  test("a list whose elements all stand in an array, too, is as deep as its links", () => {
    const list = Array.from({ length: 20_000 }, (): { next?: unknown } => ({}));
    list.forEach((item, at) => (item.next = list[at + 1]));
    expect(difference(list, back(list))).toBeUndefined();
  });

  test("what refuses at 100,000 levels says where", () => {
    let value: unknown = Symbol("mine");
    for (let level = 0; level < 100_000; level += 1) value = [value];
    expect(() => encode(value)).toThrow(/^result(?:\[0\]){100000}: a symbol/);
  });

  test("called deep in a stack, it gives an equal value or throws an error that can be caught", () => {
    const value = nested(200);
    const outcomes = new Set<string>();
    function deeper(): void {
      try {
        deeper();
      } catch {
        // The stack is full here: on the way back each frame tries with a little more of it.
      }
      if (outcomes.has("equal")) return;
      try {
        const copy = back(value);
        outcomes.add("equal");
        expect(copy).toBeDefined();
      } catch (error) {
        outcomes.add(error instanceof RangeError ? "overflow" : String(error));
      }
    }
    deeper();
    expect([...outcomes].sort()).toEqual(["equal", "overflow"]);
  });
});
