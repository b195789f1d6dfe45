import { describe, expect, it } from "vitest";
import { $block } from "../../runtime/unit/block.ts";
import { $call, $callAsync } from "../../runtime/unit/call.ts";
import { $generate } from "../../runtime/unit/generate.ts";
import type { Tier } from "../../runtime/unit/unit.ts";
import { warningsOf, World } from "./world.ts";

const tiers: readonly Tier[] = ["memory", "lru", "persistent"];

describe.each(tiers)("keep of a %s unit", (tier) => {
  it("decides which results are kept", async () => {
    const world = new World();
    const unit = world.unit({ tier, keep: (page: { readonly done: boolean }) => page.done });
    let runs = 0;
    const f = (done: boolean) => $call(unit, [done], () => ((runs += 1), { done, runs }));
    expect([f(false).runs, f(false).runs, f(true).runs, f(true).runs]).toEqual([1, 2, 3, 3]);
    const async = world.unit({ tier, keep: (text: string) => text !== "" });
    const g = (text: string) => $callAsync(async, [text], () => ((runs += 1), Promise.resolve(text)));
    for (const text of ["", "", "x", "x"]) await g(text);
    expect(runs).toBe(6);
  });

  it("is asked about what a generator yielded and what a block returned", () => {
    const world = new World();
    const asked: unknown[] = [];
    const keep = (value: unknown) => asked.push(value) > 0;
    const generator = world.unit({ tier, keep });
    const all = [
      ...$generate(generator, [], function* () {
        yield 1;
        yield 2;
      }),
    ];
    const block = world.unit({ tier, form: "block" }, "1");
    $block(
      block,
      () => [5],
      [],
      undefined,
      () => ({ keep }),
    );
    const boxed = world.unit({ tier, form: "block" }, "2");
    $block(
      boxed,
      () => [5],
      [],
      undefined,
      () => ({ keep }),
      true,
    );
    const silent = world.unit({ tier, form: "block" }, "3");
    $block(
      silent,
      () => undefined,
      [],
      undefined,
      () => ({ keep }),
      true,
    );
    expect(all).toEqual([1, 2]);
    expect(asked).toEqual([[1, 2], [5], 5, undefined]);
  });

  it.each<[string, () => unknown]>([
    ["throws", () => JSON.parse("{") as unknown],
    ["gives no answer", () => 1],
    ["gives a promise", () => Promise.resolve(true)],
  ])("that %s keeps nothing, and that is said", async (_, keep) => {
    const unit = new World().unit({ tier, keep: keep as () => boolean });
    let runs = 0;
    const f = () => $call(unit, [], () => (runs += 1));
    const said = await warningsOf(() => expect([f(), f()]).toEqual([1, 2]));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain("MEMOIR2008");
  });
});
