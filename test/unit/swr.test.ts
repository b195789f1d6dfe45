import { setImmediate } from "node:timers/promises";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { tryLock } from "../../runtime/store/lock.ts";
import { entryId } from "../../runtime/store/folder.ts";
import { join } from "node:path";
import { $blockAsync } from "../../runtime/unit/block.ts";
import { $callAsync } from "../../runtime/unit/call.ts";
import { OpenUnit } from "../../runtime/unit/open-unit.ts";
import type { Tier, Unit } from "../../runtime/unit/unit.ts";
import { Gate, warningsOf, World } from "./world.ts";

let time = 1e12;
vi.mock(import("../../runtime/clock.ts"), async (original) => ({ ...(await original()), now: () => time }));
beforeEach(() => {
  time = 1e12;
});

const tiers: readonly Tier[] = ["memory", "lru", "persistent"];

/** Waits until nothing is computed behind any more. */
async function settled(unit: Unit): Promise<void> {
  while (unit instanceof OpenUnit && unit.behind.size > 0) await setImmediate();
}

describe.each(tiers)("swr of a %s function", (tier) => {
  it("serves an older result at once and computes it again behind, once", async () => {
    const unit = new World().unit({ tier, ttl: 100, swr: 1000 });
    let runs = 0;
    const f = () => $callAsync(unit, [], () => Promise.resolve((runs += 1)));
    expect(await f()).toBe(1);
    time += 99;
    expect([await f(), runs]).toEqual([1, 1]);
    time += 1;
    expect([await f(), await f(), runs]).toEqual([1, 1, 1]);
    await settled(unit);
    expect([await f(), runs]).toEqual([2, 2]);
    time += 1100;
    expect([await f(), runs]).toEqual([3, 3]);
  });

  it("lets whoever finds the result too old wait for the computation that goes on behind", async () => {
    const unit = new World().unit({ tier, ttl: 100, swr: 1000 });
    const gate = new Gate<number>();
    let runs = 0;
    const f = () => $callAsync(unit, [], () => ((runs += 1) === 1 ? Promise.resolve(0) : gate.promise));
    await f();
    time += 100;
    expect(await f()).toBe(0);
    while (runs < 2) await setImmediate();
    time += 1000;
    const late = f();
    gate.open(7);
    expect([await late, runs]).toEqual([7, 2]);
  });

  it("goes on serving where computing again fails, which is said and not thrown", async () => {
    const unit = new World().unit({ tier, ttl: 100, swr: 1000 });
    let runs = 0;
    const f = () =>
      $callAsync(unit, [], () =>
        (runs += 1) === 1 ? Promise.resolve(1) : Promise.reject(new Error("down")),
      );
    await f();
    time += 100;
    const said = await warningsOf(async () => {
      expect(await f()).toBe(1);
      await settled(unit);
      expect(await f()).toBe(1);
      await settled(unit);
    });
    expect(runs).toBe(3);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/MEMOIR2010.*Error: down/);
  });
});

describe.each(tiers)("a %s result from before the clock was set back", (tier) => {
  it("has no age that anybody knows, and is not served under ttl, nor behind swr", async () => {
    for (const life of [{ ttl: 1e9 }, { ttl: 100, swr: 1e9 }]) {
      time = 1e12;
      const unit = new World().unit({ tier, ...life });
      let runs = 0;
      const f = () => $callAsync(unit, [], () => Promise.resolve((runs += 1)));
      expect([await f(), await f()]).toEqual([1, 1]);
      time -= 1;
      expect([await f(), await f()]).toEqual([2, 2]);
    }
  });

  it("is served where it may have any age", async () => {
    const unit = new World().unit({ tier });
    let runs = 0;
    const f = () => $callAsync(unit, [], () => Promise.resolve((runs += 1)));
    await f();
    time -= 1000;
    expect([await f(), runs]).toEqual([1, 1]);
  });

  it("was an error, and is not thrown again", async () => {
    const unit = new World().unit({ tier, errors: 1e9 });
    let runs = 0;
    const f = () =>
      $callAsync(unit, [], () =>
        (runs += 1) === 1 ? Promise.reject(new Error("down")) : Promise.resolve(runs),
      );
    await expect(f()).rejects.toThrow("down");
    await expect(f()).rejects.toThrow("down");
    time -= 1;
    expect(await f()).toBe(2);
  });
});

describe("swr", () => {
  it("never crosses a change of the code, of an argument or of what an inner unit allows", async () => {
    const world = new World();
    const make = (code: string) => world.unit({ tier: "persistent", ttl: 100, swr: 1000 }, code);
    let runs = 0;
    const call = (unit: Unit, n: number) => $callAsync(unit, [n], () => Promise.resolve((runs += 1)));
    await call(make("a"), 1);
    time += 100;
    expect([await call(make("b"), 1), await call(make("a"), 2)]).toEqual([2, 3]);
    const inner = world.unit({ tier: "memory", ttl: 50 });
    const outer = world.unit({ tier: "memory", ttl: 100, swr: 1000 });
    const f = () => $callAsync(outer, [], () => $callAsync(inner, [], () => Promise.resolve((runs += 1))));
    expect(await f()).toBe(4);
    time += 60;
    expect(await f()).toBe(5);
  });

  it("a result made of an older one is not served again", async () => {
    const world = new World();
    const inner = world.unit({ tier: "memory", ttl: 100, swr: 1000 });
    const outer = world.unit({ tier: "memory" });
    let runs = 0;
    const f = () => $callAsync(outer, [], () => $callAsync(inner, [], () => Promise.resolve((runs += 1))));
    const inside = () => $callAsync(inner, [], () => Promise.resolve((runs += 1)));
    await inside();
    time += 100;
    expect(await f()).toBe(1);
    await settled(inner);
    expect(await f()).toBe(2);
  });

  it("leaves the work to another process that is at it", async () => {
    const world = new World();
    const unit = world.unit({ tier: "persistent", ttl: 100, swr: 1000 });
    let runs = 0;
    const f = () => $callAsync(unit, [], () => Promise.resolve((runs += 1)));
    await f();
    time += 100;
    const key = world.entries()[0]?.key ?? "";
    const attempt = tryLock(join(world.folder, ".memoir"), entryId(key));
    expect(await f()).toBe(1);
    await settled(unit);
    expect(runs).toBe(1);
    if (attempt.state === "locked") attempt.lock.release();
    expect(await f()).toBe(1);
    await settled(unit);
    expect([await f(), runs]).toEqual([2, 2]);
  });

  it("takes what another process has stored meanwhile", async () => {
    const world = new World();
    const here = world.unit({ tier: "persistent", ttl: 100, swr: 1000 });
    let runs = 0;
    const call = (unit: Unit) => $callAsync(unit, [], () => Promise.resolve((runs += 1)));
    await call(here);
    time += 100;
    world.restart();
    const there = world.unit({ tier: "persistent", ttl: 100 });
    expect(await call(there)).toBe(2);
    expect(await call(here)).toBe(1);
    await settled(here);
    expect([await call(here), runs]).toEqual([2, 2]);
  });

  it("of a block that assigns nothing, with options that are known only now", async () => {
    const unit = new World().unit({ tier: "persistent", form: "block" });
    let runs = 0;
    const f = (options: object) =>
      $blockAsync(
        unit,
        () => Promise.resolve((runs += 1)),
        [],
        undefined,
        () => options,
      );
    await f({ ttl: 100, swr: "1s" });
    time += 100;
    expect(await f({ ttl: 100, swr: "1s" })).toBe(1);
    await settled(unit);
    expect(await f({ ttl: 100, swr: "1s" })).toBe(2);
    await expect(f({ swr: "1s" })).rejects.toThrow(/MEMOIR2005.*"ttl"/);
  });
});
