import { describe, expect, it } from "vitest";
import { configure } from "../../runtime/configure.ts";
import { withCache } from "../../runtime/policy.ts";
import { $call, $callAsync } from "../../runtime/unit/call.ts";
import type { Tier } from "../../runtime/unit/unit.ts";
import { Gate, warningsOf, World } from "./world.ts";

const tiers: readonly Tier[] = ["memory", "lru", "persistent"];

/** A unit that counts its runs and gives the count. */
function counted(world: World, tier: Tier) {
  const unit = world.unit({ tier });
  let runs = 0;
  const f = (): number => $call(unit, [], () => (runs += 1));
  const async = (): Promise<number> => $callAsync(unit, [], () => Promise.resolve((runs += 1)));
  return { f, async };
}

describe.each(tiers)("withCache and a %s function", (tier) => {
  it("refresh computes once more in each scope, and what it computed stays", () => {
    const { f } = counted(new World(), tier);
    expect([f(), f()]).toEqual([1, 1]);
    const refreshed = withCache({ mode: "refresh" }, () => [f(), f()]);
    expect(refreshed).toEqual([2, 2]);
    expect(f()).toBe(2);
    expect(withCache({ mode: "refresh" }, f)).toBe(3);
  });

  it("off neither reads nor keeps", () => {
    const { f } = counted(new World(), tier);
    f();
    expect(withCache({ mode: "off" }, () => [f(), f()])).toEqual([2, 3]);
    expect(f()).toBe(1);
  });

  it("holds after an await, and only in what fn calls", async () => {
    const { async } = counted(new World(), tier);
    await async();
    const gate = new Gate();
    const inside = withCache({ mode: "refresh" }, async () => {
      await gate.promise;
      return async();
    });
    expect(await async()).toBe(1);
    gate.open();
    expect(await inside).toBe(2);
  });
});

describe("withCache", () => {
  it("readonly reads the store and keeps nothing there", () => {
    const world = new World();
    const unit = world.unit({ tier: "persistent" });
    const f = (n: number): number => $call(unit, [n], () => n);
    f(1);
    expect(withCache({ mode: "readonly" }, () => [f(1), f(2)])).toEqual([1, 2]);
    expect(world.entries()).toHaveLength(1);
  });

  it("verify computes again what the store has and says what differs", async () => {
    const { f } = counted(new World(), "persistent");
    f();
    const said = await warningsOf(() => withCache({ mode: "verify" }, f));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain("MEMOIR2007");
  });

  it("the more careful of two modes wins, whichever is inside", () => {
    const world = new World();
    const unit = world.unit({ tier: "persistent" });
    let runs = 0;
    const f = (): number => $call(unit, [], () => (runs += 1));
    f();
    const inner = withCache({ mode: "readonly" }, () => withCache({ mode: "refresh" }, f));
    const outer = withCache({ mode: "refresh" }, () => withCache({ mode: "readonly" }, f));
    expect([inner, outer]).toEqual([2, 3]);
    world.restart();
    configure({ mode: "off" });
    try {
      expect(withCache({ mode: "on" }, f)).toBe(4);
    } finally {
      configure({ mode: "on" });
    }
    expect(f()).toBe(3);
    expect(runs).toBe(4);
    expect(world.entries()).toHaveLength(1);
  });

  it("gives what fn gives, and fails as it fails", async () => {
    expect(withCache({}, () => 5)).toBe(5);
    expect(() => withCache({ mode: "off" }, () => JSON.parse("{") as unknown)).toThrow(SyntaxError);
    await expect(withCache({ mode: "off" }, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  });

  it("refuses what does not exist", () => {
    expect(() => withCache({ mode: "always" as never }, () => 1)).toThrow(/MEMOIR2203.*refresh/);
    expect(() => withCache({ mood: "off" } as never, () => 1)).toThrow(/MEMOIR2203.*"mood"/);
  });
});
