import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { $class } from "../../runtime/definition/class.ts";
import { define, file, keyed, take, unit } from "./key.ts";

/** Functions that call each other, in whatever way, and what of them can change while a program runs. */
interface State {
  readonly codes: string[];
  readonly rates: number[];
  /** Which two functions each one calls. */
  readonly calls: [number, number][];
  readonly factors: (number | undefined)[];
  readonly lengths: number[];
}

const SIZE = 4;
const index = fc.nat(SIZE - 1);
type Change = (world: World) => void;

class World {
  readonly state: State = {
    codes: ["A", "B", "C", "D"],
    rates: [0, 0, 0, 0],
    calls: [
      [1, 2],
      [2, 0],
      [3, 3],
      [0, 3],
    ],
    factors: [undefined, undefined, undefined, undefined],
    lengths: [0, 0, 0, 0],
  };
  readonly functions = this.state.codes.map((code, at) => this.make(at, code));

  make(at: number, code: string): () => unknown {
    const { rates, calls } = this.state;
    return define(
      () => at,
      code,
      "rate|first|second",
      () => [rates[at], ...(calls[at] ?? []).map((to) => this.functions[to])],
    );
  }

  unit() {
    // No constant: the world puts other functions in its place.
    return unit("root", () => [this.functions[0]]);
  }

  /** What can be observed from the first function: two worlds of one shape must have one key. */
  shape(extra: readonly number[]): string {
    const { codes, rates, calls, factors, lengths } = this.state;
    const numbers = new Map<number, number>();
    const show = (at: number): unknown => {
      const known = numbers.get(at);
      if (known !== undefined) return `#${known}`;
      numbers.set(at, numbers.size);
      return [codes[at], rates[at], ...(calls[at] ?? []).map(show), factors[at] ?? null, lengths[at]];
    };
    return JSON.stringify([show(0), extra.map(show)]);
  }
}

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(index, fc.nat(2)).map(
    ([at, rate]): Change =>
      ({ state }) =>
        (state.rates[at] = rate),
  ),
  fc.tuple(index, index, index).map(
    ([at, a, b]): Change =>
      ({ state }) =>
        (state.calls[at] = [a, b]),
  ),
  fc.tuple(index, fc.constantFrom("A", "B", "E")).map(([at, code]): Change => (world) => {
    world.state.codes[at] = code;
    world.state.factors[at] = undefined;
    world.state.lengths[at] = 0;
    world.functions[at] = world.make(at, code);
  }),
  fc.tuple(index, fc.option(fc.nat(2))).map(([at, factor]): Change => ({ state, functions }) => {
    const f = functions[at] as { factor?: number };
    state.factors[at] = factor ?? undefined;
    if (factor === null) delete f.factor;
    else f.factor = factor;
  }),
  fc.tuple(index, fc.nat(2)).map(([at, length]): Change => ({ state, functions }) => {
    state.lengths[at] = length;
    Object.defineProperty(functions[at], "length", { value: length });
  }),
);

describe("what is remembered of code", () => {
  test("changes no key, whatever changed since", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(change, fc.array(index, { maxLength: 2 }))), (changes) => {
        const world = new World();
        const warm = world.unit();
        const keys = new Map<string, string>();
        const shapes = new Map<string, string>();
        for (const [apply, passed] of changes) {
          apply(world);
          const args = passed.map((at) => world.functions[at]);
          const shape = world.shape(passed);
          const key = keyed(take(warm, args));
          expect(keyed(take(warm, args))).toBe(key);
          expect(keyed(take(world.unit(), args))).toBe(key);
          expect(keys.get(shape) ?? key).toBe(key);
          expect(shapes.get(key) ?? shape).toBe(shape);
          keys.set(shape, key);
          shapes.set(key, shape);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("follows static fields, private ones and methods of classes", () => {
    class Counter {
      static {
        $class(
          this,
          file,
          "C|Counter|1",
          () => [],
          (o) => (o === Counter && #n in Counter ? [Counter.#n] : undefined),
        );
        early = keyed(take(of(this)));
        expect(keyed(take(warm(this)))).toBe(early);
      }
      static #n = 1;
      static next(): number {
        return ++Counter.#n;
      }
      run(): number {
        return 1;
      }
    }
    const before = keyed(take(warm(Counter)));
    expect(before).not.toBe(early);
    Counter.next();
    expect(keyed(take(warm(Counter)))).not.toBe(before);
    const counted = keyed(take(warm(Counter)));
    Counter.prototype.run = define(() => 2, "RUN");
    expect(keyed(take(warm(Counter)))).not.toBe(counted);
    expect(keyed(take(warm(Counter)))).toBe(keyed(take(of(Counter))));
  });

  test("holds no key of memory units back either", () => {
    let rate = 1;
    const helper = define(
      (x: number) => x * rate,
      "H",
      "rate",
      () => [rate],
    );
    const of = unit("=helper", () => [helper], { tier: "memory" });
    const seen = [keyed(take(of, [1])), keyed(take(of, ["1"])), keyed(take(of))];
    expect(keyed(take(of, [1]))).toBe(seen[0]);
    rate = 2;
    seen.push(keyed(take(of, [1])));
    Object.assign(helper, { factor: 4 });
    seen.push(keyed(take(of, [1])));
    expect(new Set(seen).size).toBe(5);
    const names = unit("=helper|@", () => [helper, undefined], { tier: "memory" });
    const named = keyed(take(names, [1]));
    Object.defineProperty(helper, "name", { value: "renamed" });
    expect(keyed(take(names, [1]))).not.toBe(named);
  });
});

let early = "";
let captured: unknown;
const warmUnit = unit("=C", () => [captured]);
const of = (C: unknown) => unit("=C", () => [C]);

function warm(C: unknown) {
  captured = C;
  return warmUnit;
}
