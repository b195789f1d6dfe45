import { describe, expect, it } from "vitest";
import { $unitOf } from "../../runtime/definition/function.ts";
import { cacheClear, cacheInfo, cacheKey } from "../../runtime/statistics.ts";
import { $call, $callAsync } from "../../runtime/unit/call.ts";
import { $generate } from "../../runtime/unit/generate.ts";
import { $unit } from "../../runtime/unit/open-unit.ts";
import type { UnitSpec } from "../../runtime/unit/unit.ts";
import { warningsOf, World } from "./world.ts";

function cached(spec: Partial<UnitSpec>) {
  const world = new World();
  const unit = world.unit(spec);
  const seen = { runs: 0 };
  const f = (n = 1) => $call(unit, [n], () => ((seen.runs += 1), n));
  return { f: $unitOf(f, unit), seen, world };
}

describe("cacheInfo", () => {
  it("counts by function and by name", () => {
    const { f } = cached({ tier: "lru", maxSize: 5, name: "counted" });
    [f(1), f(1), f(2)].join();
    const expected = { hits: 1, misses: 2, size: 2, maxSize: 5, bytes: 0 };
    expect(cacheInfo(f)).toMatchObject(expected);
    expect(cacheInfo("counted")).toMatchObject(expected);
    expect(cacheInfo(f).timeSaved).toBeGreaterThanOrEqual(0);
  });

  it("counts what is stored", () => {
    const { f } = cached({ tier: "persistent" });
    [f(1), f(2), f(2)].join();
    expect(cacheInfo(f)).toMatchObject({ hits: 1, misses: 2, size: 2, maxSize: Infinity });
    expect(cacheInfo(f).bytes).toBeGreaterThan(0);
  });

  it("answers as for an empty cache about a function that it does not know, and says what to do", async () => {
    function stranger() {
      return 1;
    }
    const warnings = await warningsOf(() => {
      expect(cacheInfo(stranger)).toMatchObject({ hits: 0, misses: 0, size: 0 });
      expect(cacheKey(stranger)).toBe("");
    });
    expect(warnings.join("\n")).toMatch(/MEMOIR2006: stranger .*name=/);
    expect(warnings).toHaveLength(1);
  });
});

describe("cacheClear", () => {
  it.each(["memory", "lru", "persistent"] as const)("forgets the results of a %s unit", (tier) => {
    const { f, seen } = cached({ tier });
    [f(1), f(1)].join();
    cacheClear(f);
    [f(1), f(1)].join();
    expect(seen.runs).toBe(2);
    expect(cacheInfo(f).size).toBe(1);
  });
});

describe("cacheClear of a tag", () => {
  it.each(["memory", "lru", "persistent"] as const)(
    "forgets the %s results with it, and no others",
    (tier) => {
      const [tagged, other] = [cached({ tier, tags: ["a", "prices"] }), cached({ tier, tags: ["b"] })];
      for (const { f } of [tagged, other]) f(1);
      cacheClear({ tag: "prices" });
      for (const { f } of [tagged, other]) f(1);
      expect([tagged.seen.runs, other.seen.runs]).toEqual([2, 1]);
    },
  );

  it("forgets what was computed from such results", () => {
    const world = new World();
    const [inner, outer] = [
      world.unit({ tier: "persistent", tags: ["rates"] }),
      world.unit({ tier: "persistent" }, "o"),
    ];
    let runs = 0;
    const f = () => $call(outer, [], () => $call(inner, [], () => (runs += 1)));
    f();
    cacheClear({ tag: "rates" });
    f();
    expect(runs).toBe(2);
  });
});

describe("a maxSize that a single result exceeds", () => {
  it("keeps the result out of the store, and the others in", async () => {
    const world = new World();
    const { file } = world;
    const limited = { ...file, settings: { root: "..", cacheDir: ".memoir", maxSize: "10KB" } };
    const unit = $unit(limited, { tier: "persistent", form: "function", name: "large" }, "code|large|1");
    const f = (length: number) => $call(unit, [length], () => "x".repeat(length));
    const warnings = await warningsOf(() => [f(100), f(20_000)].join());
    expect(warnings).toEqual([expect.stringMatching(/MEMOIR2105: the result of large .*20 KB.*10 KB/)]);
    expect(world.entries()).toHaveLength(1);
  });
});

describe("cacheKey", () => {
  it("is the key of the stored entry, defaults bound, and runs nothing", () => {
    const { f, seen, world } = cached({ tier: "persistent" });
    const key = cacheKey(f);
    expect(seen.runs).toBe(0);
    f(1);
    expect(world.entries().map((entry) => entry.key)).toEqual([key]);
    expect(cacheKey(f, 1)).toBe(key);
    expect(cacheKey(f, 2)).not.toBe(key);
  });

  it("works for async functions and generators", () => {
    const [first, second] = [
      new World().unit({ tier: "persistent" }),
      new World().unit({ tier: "persistent" }),
    ];
    const unexpected = (): never => {
      throw new Error("the body ran");
    };
    const later = $unitOf(async (n: number) => $callAsync(first, [n], unexpected), first);
    const many = $unitOf(function* (n: number) {
      yield* $generate(second, [n], unexpected);
    }, second);
    expect(cacheKey(later, 1)).toMatch(/^[\w-]{43}$/);
    expect(cacheKey(many, 1)).toMatch(/^[\w-]{43}$/);
  });
});
