import { describe, expect, it } from "vitest";
import { MemoirError } from "../../runtime/error.ts";
import { $class } from "../../runtime/definition/class.ts";
import { $call, $callAsync, $evaluate, $evaluateAsync } from "../../runtime/unit/call.ts";
import type { Tier } from "../../runtime/unit/unit.ts";
import { Gate, warningsOf, World } from "./world.ts";

const tiers: readonly Tier[] = ["memory", "lru", "persistent"];

describe.each(tiers)("a %s function", (tier) => {
  it("computes once for each key", () => {
    const unit = new World().unit({ tier });
    let runs = 0;
    const double = (n: number) => $call(unit, [n], () => ((runs += 1), n * 2));
    expect([double(2), double(2), double(3), double(2)]).toEqual([4, 4, 6, 4]);
    expect(runs).toBe(2);
  });

  it("tells -0 from 0 and 1 from '1'", () => {
    const unit = new World().unit({ tier });
    const same = (value: unknown) => $call(unit, [value], () => value);
    expect(Object.is(same(0), 0)).toBe(true);
    expect(Object.is(same(-0), -0)).toBe(true);
    expect([same(1), same("1"), same(1n), same(true), same(null), same(undefined)]).toEqual([
      1,
      "1",
      1n,
      true,
      null,
      undefined,
    ]);
  });

  it("knows objects by what they hold when it is called, each of several calls", () => {
    const unit = new World().unit({ tier, maxSize: 100 });
    let runs = 0;
    const f = (of: { a: unknown; b?: unknown }): number => $call(unit, [of], () => (runs += 1));
    for (let time = 0; time < 4; time += 1) {
      expect([f({ a: 1 }), f({ a: "1" }), f({ a: 1, b: undefined })]).toEqual([1, 2, 3]);
    }
    const changing = { a: 1 };
    expect(f(changing)).toBe(1);
    changing.a = 5;
    expect([f(changing), f(changing), f({ a: 5 }), f({ a: 1 })]).toEqual([4, 4, 4, 1]);
    expect([f(Object.freeze({ a: 1 })), f(Object.create({ a: 1 }) as { a: 1 })]).toEqual([5, 6]);
  });

  it("tells an object that it captures, or that is given twice, from an equal one", () => {
    const captured = { a: 1 };
    const unit = new World().unit({ tier, maxSize: 100 }, "code", ["captured"], () => [captured]);
    let runs = 0;
    const f = (...args: unknown[]): number => $call(unit, args, () => (runs += 1));
    for (let time = 0; time < 4; time += 1) {
      const one = { a: 1 };
      expect([f(captured), f({ a: 1 }), f(one, one), f(one, { a: 1 })]).toEqual([1, 2, 3, 4]);
    }
  });

  it("lets a recursion return at once", () => {
    const unit = new World().unit({ tier, maxSize: 1000 });
    const fib = (n: number): bigint => $call(unit, [n], () => (n < 2 ? BigInt(n) : fib(n - 1) + fib(n - 2)));
    expect(fib(90)).toBe(2880067194370816120n);
  });

  it("does not keep failures", () => {
    const unit = new World().unit({ tier });
    let runs = 0;
    const fail = () =>
      $call(unit, [], () => {
        runs += 1;
        if (runs < 3) throw new Error(`run ${runs}`);
        return runs;
      });
    expect(fail).toThrow("run 1");
    expect(fail).toThrow("run 2");
    expect([fail(), fail()]).toEqual([3, 3]);
  });

  it("shares one computation among concurrent callers, also of a plain function that returns a promise", async () => {
    for (const call of [$callAsync, $call]) {
      const unit = new World().unit({ tier });
      const gate = new Gate<number>();
      let runs = 0;
      const f = () => call(unit, [1], () => ((runs += 1), gate.promise));
      const all = [f(), f(), f()];
      gate.open(7);
      expect(await Promise.all(all)).toEqual([7, 7, 7]);
      const again = f();
      expect(again).toBeInstanceOf(Promise);
      expect(await again).toBe(7);
      expect(runs).toBe(1);
    }
  });

  it("lets waiters of a failed computation try for themselves", async () => {
    for (const call of [$callAsync, $call]) {
      const unit = new World().unit({ tier });
      const gate = new Gate<number>();
      let runs = 0;
      const f = () =>
        call(unit, [1], () => {
          runs += 1;
          return runs === 1 ? gate.promise : Promise.resolve(runs);
        });
      const first = f();
      const second = f();
      gate.fail(new Error("no"));
      await expect(first).rejects.toThrow("no");
      expect(await second).toBe(2);
      expect(await f()).toBe(2);
    }
  });

  it("computes on re-entry with the same key instead of waiting for itself", async () => {
    const unit = new World().unit({ tier });
    let depth = 0;
    const f = (): Promise<number> =>
      $callAsync(unit, [], async () => {
        depth += 1;
        await Promise.resolve();
        return depth < 3 ? (await f()) + 1 : 0;
      });
    expect(await f()).toBe(2);
  });

  it("does not wait in a circle", async () => {
    const world = new World();
    const [first, second] = [world.unit({ tier }, "a"), world.unit({ tier }, "b")];
    const both = new Gate();
    let started = 0;
    const start = async () => {
      started += 1;
      if (started === 2) both.open();
      await both.promise;
    };
    const a = (last: boolean): Promise<string> =>
      $callAsync(first, [], async () => (await start(), last ? "a" : `a${await b(true)}`));
    const b = (last: boolean): Promise<string> =>
      $callAsync(second, [], async () => (await start(), last ? "b" : `b${await a(true)}`));
    const results = await Promise.all([a(false), b(false)]);
    expect(results.map((result) => result.charAt(0))).toEqual(["a", "b"]);
  });

  it("reads what it captures at every call", () => {
    let rate = 1;
    const unit = new World().unit({ tier }, "code", ["rate"], () => [rate]);
    const f = () => $call(unit, [], () => rate * 10);
    expect(f()).toBe(10);
    rate = 2;
    expect(f()).toBe(20);
    rate = 1;
    expect(f()).toBe(10);
  });

  it("returns but does not keep a result whose inputs changed meanwhile", async () => {
    const world = new World();
    const seen = { n: 1 };
    const unit = world.unit({ tier, name: `moving-${tier}` }, "code", ["seen"], () => [seen]);
    let runs = 0;
    const f = () => $call(unit, [], () => ((runs += 1), (seen.n += 1)));
    const warnings = await warningsOf(() => expect([f(), f()]).toEqual([2, 3]));
    expect(runs).toBe(2);
    expect(warnings.join("\n")).toMatch(/MEMOIR2003.*moving-.*captured seen/s);
  });

  it("does not keep a call that changed its argument", async () => {
    const unit = new World().unit({ tier });
    const sort = (list: number[]) => $call(unit, [list], () => list.sort());
    await warningsOf(() => sort([2, 1]));
    const list = [2, 1];
    sort(list);
    expect(list).toEqual([1, 2]);
  });

  it("does not keep a call that changed an object of numbers", () => {
    const unit = new World().unit({ tier });
    const f = (counter: { calls: number }): number => $call(unit, [counter], () => (counter.calls += 1));
    const counter = { calls: 0 };
    for (let calls = 1; calls < 5; calls += 1) expect(f(counter)).toBe(calls);
    for (let time = 0; time < 4; time += 1) expect(f({ calls: 7 })).toBe(8);
  });

  it("drops a result that is older than the ttl", () => {
    const unit = new World().unit({ tier, ttl: 0 });
    let runs = 0;
    const f = () => $call(unit, [], () => (runs += 1));
    expect([f(), f()]).toEqual([1, 2]);
  });

  it("runs uncached what has no right key, and says so once", async () => {
    const name = `refused-${tier}`;
    const unit = new World().unit({ tier, name }, "code", ["!eval"], () => [undefined]);
    let runs = 0;
    const f = () => $call(unit, [], () => (runs += 1));
    const warnings = await warningsOf(() => expect([f(), f()]).toEqual([1, 2]));
    expect(warnings.filter((line) => line.includes("MEMOIR2001"))).toHaveLength(1);
    expect(warnings.join("\n")).toMatch(/src\/main\.ts:7.*eval/s);
  });

  it("throws instead under strict", () => {
    const unit = new World(true).unit({ tier }, "code", ["!eval"], () => [undefined]);
    expect(() => $call(unit, [], () => 1)).toThrow(MemoirError);
  });
});

describe("any unit", () => {
  it("just runs where its module has not come to it yet", async () => {
    expect($call(undefined, [], () => 1)).toBe(1);
    expect(await $callAsync(undefined, [], () => Promise.resolve(1))).toBe(1);
  });

  it("may be an expression", async () => {
    const world = new World();
    const [sync, asyncUnit] = [world.unit({ form: "expression" }), world.unit({ form: "expression" })];
    let runs = 0;
    const evaluate = () => $evaluate(sync, () => (runs += 1));
    const evaluateAsync = () => $evaluateAsync(asyncUnit, () => Promise.resolve((runs += 1)));
    expect([evaluate(), evaluate()]).toEqual([1, 1]);
    expect([await evaluateAsync(), await evaluateAsync()]).toEqual([2, 2]);
  });

  it("does not keep what can be read only once", async () => {
    const unit = new World().unit({});
    const numbers = () => $call(unit, [], () => [1, 2].values());
    await warningsOf(() => expect([...numbers()]).toEqual([1, 2]));
    expect([...numbers()]).toEqual([1, 2]);
  });

  it("gives the same object, a copy or a frozen one", () => {
    const world = new World();
    const make = (share: "reference" | "clone" | "freeze") => {
      const unit = world.unit({ share });
      return () => $call(unit, [], () => ({ rows: [{ n: 1 }] }));
    };
    const [reference, clone, freeze] = [make("reference"), make("clone"), make("freeze")];
    expect(reference()).toBe(reference());
    clone().rows[0] = { n: 2 };
    clone().rows[0] = { n: 3 };
    expect(clone()).toEqual({ rows: [{ n: 1 }] });
    expect(Object.isFrozen(freeze().rows[0])).toBe(true);
    expect(freeze()).toBe(freeze());
  });

  it("does not take private fields for frozen, which freezing leaves as they are", async () => {
    class Counter {
      static {
        $class(
          Counter,
          undefined,
          "call-test-counter|Counter|1",
          () => [],
          (o) => (#n in o ? [o.#n] : undefined),
        );
      }
      #n = 0;
      tick(): number {
        return (this.#n += 1);
      }
    }
    const unit = new World().unit({ share: "freeze" });
    const counter = () => $call(unit, [], () => new Counter());
    const [warning] = await warningsOf(() => expect(counter().tick()).toBe(1));
    expect(warning).toContain("freezing it would not keep it from changing");
    await warningsOf(() => expect(counter().tick()).toBe(1));
  });

  it("keeps the last used results of a bounded cache", () => {
    const unit = new World().unit({ tier: "lru", maxSize: 2 });
    const runs: number[] = [];
    const f = (n: number) => $call(unit, [n], () => (runs.push(n), n));
    for (const n of [1, 2, 1, 3, 1, 2]) f(n);
    expect(runs).toEqual([1, 2, 3, 2]);
  });
});
