import { describe, expect, it } from "vitest";
import { $block, $blockAsync } from "../../runtime/unit/block.ts";
import type { HitInfo } from "../../runtime/unit/options.ts";
import type { Output } from "../../runtime/unit/outputs.ts";
import { Gate, warningsOf, World } from "./world.ts";

describe.each(["memory", "persistent"] as const)("a %s block", (tier) => {
  it("assigns its outputs on a hit, with what they share, and leaves unassigned ones alone", () => {
    const unit = new World().unit({ tier, form: "block" });
    const run = () => {
      let rows: number[] = [];
      let first: { of: number[] } | undefined;
      let untouched = "mine";
      const outputs: Output[] = [
        [() => rows, (value) => (rows = value)],
        [() => first, (value) => (first = value)],
        [() => untouched, (value) => (untouched = value)],
      ];
      let ran = false;
      const result = $block(
        unit,
        (_, mark) => {
          ran = true;
          mark((rows = [1, 2]), 0);
          mark((first = { of: rows }), 1);
          return "result";
        },
        outputs,
      );
      return { ran, result, rows, shared: first?.of === rows, untouched };
    };
    const expected = { result: "result", rows: [1, 2], shared: true, untouched: "mine" };
    expect(run()).toEqual({ ran: true, ...expected });
    expect(run()).toEqual({ ran: false, ...expected });
  });

  it("may read what it assigns", () => {
    let x = 1;
    let runs = 0;
    const unit = new World().unit({ tier, form: "block" }, "code", ["x"], () => [x]);
    const outputs: Output[] = [[() => x, (value) => (x = value)]];
    const run = () => $block(unit, (_, mark) => ((runs += 1), mark((x += 10), 0)), outputs);
    expect([run(), x]).toEqual([11, 11]);
    x = 1;
    expect([run(), x, runs]).toEqual([11, 11, 1]);
    expect([run(), x, runs]).toEqual([21, 21, 2]);
  });

  it("is not kept where an output's old value was changed in place", async () => {
    let list = [1];
    const unit = new World().unit({ tier, form: "block" }, "code", ["list"], () => [list]);
    const outputs: Output[] = [[() => list, (value) => (list = value)]];
    let runs = 0;
    const run = () =>
      $block(
        unit,
        (_, mark) => {
          runs += 1;
          list.push(2);
          mark((list = [...list]), 0);
        },
        outputs,
      );
    await warningsOf(run);
    const old = (list = [1]);
    run();
    expect([old, runs]).toEqual([[1, 2], 2]);
  });

  it("keeps the settled value of a promise that it returns", async () => {
    const unit = new World().unit({ tier, form: "block" });
    let runs = 0;
    const run = () => $block(unit, () => ((runs += 1), Promise.resolve(5)), []);
    expect([await run(), await run(), runs]).toEqual([5, 5, 1]);
  });

  it("shares one run among concurrent callers, each with its own outputs", async () => {
    const unit = new World().unit({ tier, form: "block" });
    const gate = new Gate<number>();
    let runs = 0;
    const run = async () => {
      let out = 0;
      const outputs: Output[] = [[() => out, (value) => (out = value)]];
      const body = async (_: unknown, mark: <T>(value: T, index: number) => T) => {
        runs += 1;
        mark((out = await gate.promise), 0);
      };
      await $blockAsync(unit, body, outputs);
      return out;
    };
    const all = [run(), run()];
    gate.open(3);
    expect([await Promise.all(all), runs]).toEqual([[3, 3], 1]);
  });

  it("is not kept where others assign its outputs while it awaits", async () => {
    const unit = new World().unit({ tier, form: "block" });
    const gate = new Gate();
    let out = 0;
    let runs = 0;
    const run = () =>
      $blockAsync(
        unit,
        async (_, mark) => {
          mark((out = runs += 1), 0);
          await gate.promise;
        },
        [[() => out, (value) => (out = value)]],
      );
    await warningsOf(async () => {
      const first = run();
      out = 99;
      gate.open();
      await first;
    });
    expect(out).toBe(99);
    await run();
    expect([out, runs]).toEqual([2, 2]);
    await run();
    expect([out, runs]).toEqual([2, 2]);
  });

  it("is not kept where it awaits and reads what it assigns, for others may write to that", async () => {
    let x = 1;
    const unit = new World().unit({ tier, form: "block" }, "code", ["x"], () => [x]);
    const body = async (_: unknown, mark: <T>(value: T, index: number) => T) => {
      await Promise.resolve();
      mark((x += 10), 0);
    };
    const run = () => $blockAsync(unit, body, [[() => x, (value) => (x = value)]]);
    await warningsOf(async () => {
      const first = run();
      x = 5;
      await first;
    });
    x = 1;
    await run();
    expect(x).toBe(11);
  });

  it("does not keep a promise that it hands to the function around it", async () => {
    const unit = new World().unit({ tier, form: "block" });
    let runs = 0;
    const run = () => $block(unit, () => [Promise.resolve((runs += 1))], []);
    await warningsOf(async () => expect([await run()[0], await run()[0]]).toEqual([1, 2]));
  });

  it("tells onHit about a hit, and the body its name and key", () => {
    const unit = new World().unit({ tier, form: "block", name: "data_load" });
    const hits: HitInfo[] = [];
    const keys: string[] = [];
    const run = () =>
      $block(
        unit,
        (handle) => {
          expect([handle.name, handle.hit]).toEqual(["data_load", false]);
          keys.push(handle.key);
        },
        [],
        undefined,
        () => ({ onHit: (info) => void hits.push(info) }),
      );
    run();
    expect(hits).toEqual([]);
    run();
    expect(hits).toMatchObject([{ name: "data_load", key: keys[0] }]);
  });

  it("takes options of the run over those of the code", () => {
    const unit = new World().unit({ tier, form: "block" });
    let runs = 0;
    const run = (options: object) =>
      $block(
        unit,
        () => (runs += 1),
        [],
        undefined,
        () => options,
      );
    expect([run({}), run({ version: "2" }), run({ version: "2" }), run({}), run({ ttl: 0 })]).toEqual([
      1, 2, 2, 1, 3,
    ]);
  });

  it("names the nearest option to an unknown one", () => {
    const unit = new World().unit({ tier, form: "block" });
    const run = (options: object) =>
      $block(
        unit,
        () => 1,
        [],
        undefined,
        () => options,
      );
    expect(() => run({ tll: "1h" })).toThrow(/"tll".*"ttl"/);
    expect(() => run({ ttl: "soon" })).toThrow(/"ttl" must be/);
  });

  it("just runs where its module has not come to it yet", () => {
    const keys: string[] = [];
    expect($block(undefined, (handle, mark) => (keys.push(handle.key), mark(1, 0)), [])).toBe(1);
    expect(keys).toEqual([""]);
  });
});
