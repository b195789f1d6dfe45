import { beforeEach, describe, expect, it, vi } from "vitest";
import { withCache } from "../../runtime/policy.ts";
import { $block, $blockAsync } from "../../runtime/unit/block.ts";
import { $call, $callAsync } from "../../runtime/unit/call.ts";
import type { Tier } from "../../runtime/unit/unit.ts";
import { Gate, warningsOf, World } from "./world.ts";

const tiers: readonly Tier[] = ["memory", "lru", "persistent"];

let time = 1e12;
vi.mock(import("../../runtime/clock.ts"), async (original) => ({ ...(await original()), now: () => time }));
beforeEach(() => {
  time = 1e12;
});

class Refused extends TypeError {
  readonly status = 503;
}

const thrownBy = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
};

describe.each(tiers)("errors of a %s function", (tier) => {
  it("are thrown again for as long as `errors` says, class, cause and stack included", () => {
    const world = new World();
    let runs = 0;
    const unit = world.unit({ tier, errors: 1000 });
    const f = (): number =>
      $call(unit, [], () => {
        runs += 1;
        if (runs === 1) throw new RangeError("first", { cause: new Map([["at", 1]]) });
        return runs;
      });
    const first = thrownBy(f) as Error;
    const again = thrownBy(f) as Error;
    expect(again).toBeInstanceOf(RangeError);
    expect(again).toEqual(first);
    expect([again.cause, again.stack]).toEqual([first.cause, first.stack]);
    time = 1e12 + 1000;
    expect([f(), f()]).toEqual([2, 2]);
  });

  it("reach concurrent callers and later ones, also of a plain function that returns a promise", async () => {
    for (const call of [$callAsync, $call]) {
      const unit = new World().unit({ tier, errors: 60_000 });
      const gate = new Gate<number>();
      let runs = 0;
      const f = () => call(unit, [1], () => ((runs += 1), gate.promise));
      const all = [f(), f()];
      gate.fail(new TypeError("down"));
      expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
      const later = f();
      expect(later).toBeInstanceOf(Promise);
      await expect(later).rejects.toThrow(new TypeError("down"));
      expect(runs).toBe(1);
    }
  });

  it("are not thrown after a newer result, though that is too old by now", () => {
    const unit = new World().unit({ tier, ttl: 10, errors: 1000 });
    let runs = 0;
    const f = (): number =>
      $call(unit, [], () => {
        runs += 1;
        if (runs === 1) throw new Error("first");
        return runs;
      });
    expect(f).toThrow("first");
    time += 1000;
    expect([f(), f()]).toEqual([2, 2]);
    time -= 100; // the clock was set back, which makes the error young again
    expect(f()).toBe(3);
  });

  it("do not take the place of a result", () => {
    const unit = new World().unit({ tier, errors: 1000 });
    let fails = false;
    const f = (): number =>
      $call(unit, [], () => {
        if (fails) throw new Error("down");
        return 1;
      });
    expect(f()).toBe(1);
    fails = true;
    expect(() => withCache({ mode: "refresh" }, f)).toThrow("down");
    expect(f()).toBe(1);
  });
});

describe("errors", () => {
  it("survive the process, and lie beside the results", () => {
    const world = new World();
    const make = () => world.unit({ tier: "persistent", errors: 60_000, name: "fetch" });
    let runs = 0;
    const call = (unit: ReturnType<typeof make>) => () =>
      $call(unit, [], () => {
        throw new Error(`run ${(runs += 1)}`);
      });
    expect(call(make())).toThrow("run 1");
    world.restart();
    expect(call(make())).toThrow("run 1");
    expect(world.entries().map(({ header }) => header.failed)).toEqual([true]);
  });

  it.each([
    ["not an Error", "text", 0],
    ["called off", new DOMException("stop", "AbortError"), 0],
    ["not storable", Object.assign(new Error("busy"), { socket: () => 1 }), 1],
  ])("that are %s are thrown, not kept", async (_, error, warnings) => {
    const unit = new World().unit({ tier: "persistent", errors: 60_000 });
    let runs = 0;
    const f = () =>
      $call(unit, [], () => {
        runs += 1;
        throw error as Error;
      });
    const said = await warningsOf(() => {
      expect([thrownBy(f), thrownBy(f)]).toEqual([error, error]);
    });
    expect(runs).toBe(2);
    expect(said).toHaveLength(warnings);
  });

  it("that cannot be stored are thrown as they are under strict, too", () => {
    const unit = new World(true).unit({ tier: "persistent", errors: 60_000 });
    const error = Object.assign(new Error("busy"), { socket: () => 1 });
    const f = () =>
      $call(unit, [], () => {
        throw error;
      });
    expect(thrownBy(f)).toBe(error);
  });

  it("limit how long the result of a unit lives that catches them", () => {
    const world = new World();
    const inner = world.unit({ tier: "memory", errors: 1000 });
    const outer = world.unit({ tier: "persistent" });
    let [runs, up] = [0, false];
    const fetch = (): string =>
      $call(inner, [], () => {
        if (!up) throw new Refused("no");
        return "page";
      });
    const f = (): string =>
      $call(outer, [], () => {
        runs += 1;
        try {
          return fetch();
        } catch {
          return "fallback";
        }
      });
    expect([f(), f(), runs]).toEqual(["fallback", "fallback", 1]);
    up = true;
    time = 1e12 + 1001;
    expect([f(), f(), runs]).toEqual(["page", "page", 2]);
  });

  it.each(tiers)("of a %s block come with what it had assigned", async (tier) => {
    const world = new World();
    const options = { errors: "1m" };
    let runs = 0;
    const sync = world.unit({ tier, form: "block" });
    const waiting = world.unit({ tier, form: "block" }, "waiting");
    let step = 0;
    const output = [() => step, (value: number) => void (step = value)] as const;
    const runSync = () =>
      $block(
        sync,
        (_, mark) => {
          runs += 1;
          mark((step = 1), 0);
          throw new Error("after one");
        },
        [output],
        undefined,
        () => options,
      );
    const runAsync = () =>
      $blockAsync(
        waiting,
        async (_, mark) => {
          runs += 1;
          await Promise.resolve();
          mark((step = 1), 0);
          throw new Error("after one");
        },
        [output],
        undefined,
        () => options,
      );
    for (let round = 0; round < 2; round += 1) {
      step = 0;
      expect(runSync).toThrow("after one");
      expect(step).toBe(1);
      step = 0;
      await expect(runAsync()).rejects.toThrow("after one");
      expect(step).toBe(1);
    }
    expect(runs).toBe(2);
  });
});
