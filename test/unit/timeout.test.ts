import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { $block, $blockAsync } from "../../runtime/unit/block.ts";
import { $callAsync } from "../../runtime/unit/call.ts";
import type { Tier } from "../../runtime/unit/unit.ts";
import { Gate, warningsOf, World } from "./world.ts";

const tiers: readonly Tier[] = ["memory", "lru", "persistent"];

describe.each(tiers)("timeout of a %s function", (tier) => {
  it("fails the call and those that wait for it; what comes later is kept", async () => {
    const unit = new World().unit({ tier, timeout: 1 });
    const gate = new Gate<number>();
    let runs = 0;
    const f = () => $callAsync(unit, [], () => ((runs += 1), gate.promise));
    const both = await Promise.allSettled([f(), f()]);
    expect(both).toMatchObject([
      { status: "rejected", reason: { code: "MEMOIR2009" } },
      { status: "rejected", reason: { code: "MEMOIR2009" } },
    ]);
    gate.open(7);
    await setImmediate();
    expect([await f(), runs]).toEqual([7, 1]);
  });

  it("lets the next call compute anew, for the late one may never end", async () => {
    const unit = new World().unit({ tier, timeout: 1 });
    let runs = 0;
    const f = () =>
      $callAsync(unit, [], () => ((runs += 1) === 1 ? new Gate<number>().promise : Promise.resolve(runs)));
    await expect(f()).rejects.toMatchObject({ code: "MEMOIR2009" });
    expect([await f(), await f(), runs]).toEqual([2, 2, 2]);
  });

  it("changes nothing where the result or the error comes in time", async () => {
    const unit = new World().unit({ tier, timeout: 60_000 });
    const f = (n: number) =>
      $callAsync(unit, [n], () => (n > 1 ? Promise.reject(new Error("no")) : Promise.resolve(n)));
    expect(await f(1)).toBe(1);
    await expect(f(2)).rejects.toThrow("no");
  });

  it("leaves nothing unhandled where the computation fails later", async () => {
    const unit = new World().unit({ tier, timeout: 1, errors: 60_000 });
    const gate = new Gate<number>();
    const f = () => $callAsync(unit, [], () => gate.promise);
    await expect(f()).rejects.toMatchObject({ code: "MEMOIR2009" });
    gate.fail(new Error("too late"));
    await setImmediate();
    await expect(f()).rejects.toThrow("too late");
  });

  it("is not kept as an error, and a result made without the late one is not served again", async () => {
    const world = new World();
    const inner = world.unit({ tier, timeout: 1, errors: 60_000 });
    const outer = world.unit({ tier: "memory" });
    const gate = new Gate<string>();
    const f = () =>
      $callAsync(outer, [], () => $callAsync(inner, [], () => gate.promise).catch(() => "fallback"));
    expect(await f()).toBe("fallback");
    gate.open("page");
    expect(await f()).toBe("page");
  });
});

it("a call without a key has its time, too", async () => {
  const unit = new World().unit({ tier: "persistent", timeout: 1 });
  const said = await warningsOf(async () => {
    const call = $callAsync(unit, [new WeakMap()], () => new Gate().promise);
    await expect(call).rejects.toMatchObject({ code: "MEMOIR2009" });
  });
  expect(said).toHaveLength(1);
});

it("a block that does not await, or assigns variables, cannot have one", async () => {
  const world = new World();
  const unit = world.unit({ form: "block" });
  const options = () => ({ timeout: 5 });
  expect(() => $block(unit, () => 1, [], undefined, options)).toThrow(/MEMOIR2005.*awaits/);
  const output = [() => 1, () => undefined] as const;
  const assigning = $blockAsync(unit, () => Promise.resolve(1), [output], undefined, options);
  await expect(assigning).rejects.toThrow(/MEMOIR2005.*assigns nothing/);
});
