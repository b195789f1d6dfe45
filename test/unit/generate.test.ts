import { describe, expect, it } from "vitest";
import { $generateAsync } from "../../runtime/unit/generate-async.ts";
import { $generate } from "../../runtime/unit/generate.ts";
import { warningsOf, World } from "./world.ts";

function counted(tier: "memory" | "persistent") {
  const unit = new World().unit({ tier });
  const seen = { runs: 0, cleanups: 0 };
  function* upTo(n: number): Generator<number, string, undefined> {
    return yield* $generate(unit, [n], function* () {
      seen.runs += 1;
      try {
        for (let i = 1; i <= n; i += 1) yield i;
        return "end";
      } finally {
        seen.cleanups += 1;
      }
    });
  }
  return { upTo, seen };
}

describe.each(["memory", "persistent"] as const)("a %s generator", (tier) => {
  it("runs nothing before the first next, then replays what it yielded and returned", () => {
    const { upTo, seen } = counted(tier);
    const first = upTo(2);
    expect(seen.runs).toBe(0);
    expect([first.next(), first.next(), first.next()]).toEqual([
      { done: false, value: 1 },
      { done: false, value: 2 },
      { done: true, value: "end" },
    ]);
    const second = upTo(2);
    expect([second.next(), second.next(), second.next(), second.next()]).toEqual([
      { done: false, value: 1 },
      { done: false, value: 2 },
      { done: true, value: "end" },
      { done: true, value: undefined },
    ]);
    expect(seen.runs).toBe(1);
  });

  it("stores nothing when it is left early, and cleans up", () => {
    const { upTo, seen } = counted(tier);
    for (const value of upTo(3)) if (value === 2) break;
    expect(seen).toEqual({ runs: 1, cleanups: 1 });
    expect([...upTo(3)]).toEqual([1, 2, 3]);
    expect([...upTo(3)]).toEqual([1, 2, 3]);
    expect(seen).toEqual({ runs: 2, cleanups: 2 });
  });

  it("takes an error that the consumer throws in, and stores nothing", () => {
    const { upTo, seen } = counted(tier);
    const first = upTo(3);
    first.next();
    expect(() => first.throw(new Error("in"))).toThrow("in");
    expect(seen).toEqual({ runs: 1, cleanups: 1 });
    expect([...upTo(3)]).toEqual([1, 2, 3]);
  });

  it("does not record values that were changed after they were yielded", async () => {
    const unit = new World().unit({ tier });
    const grow = () =>
      $generate(unit, [], function* () {
        const list: number[] = [];
        for (let i = 0; i < 3; i += 1) {
          list.push(i);
          yield list;
        }
      });
    await warningsOf(() => {
      for (let round = 0; round < 2; round += 1) {
        const lengths: number[] = [];
        for (const list of grow()) lengths.push(list.length);
        expect(lengths).toEqual([1, 2, 3]);
      }
    });
  });

  it("may be async", async () => {
    const unit = new World().unit({ tier });
    let runs = 0;
    async function* pages(): AsyncGenerator<string, number, undefined> {
      return yield* $generateAsync(unit, [], async function* () {
        runs += 1;
        await Promise.resolve();
        yield "a";
        yield "b";
        return 2;
      });
    }
    for (let round = 0; round < 3; round += 1) {
      const all = pages();
      const steps = [await all.next(), await all.next(), await all.next()];
      expect(steps.map(({ value }) => value)).toEqual(["a", "b", 2]);
    }
    expect(runs).toBe(1);
    for await (const page of pages()) {
      expect(page).toBe("a");
      break;
    }
  });
});
