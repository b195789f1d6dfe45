import { renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { registerCodec } from "../../runtime/codec/index.ts";
import { configure } from "../../runtime/configure.ts";
import { $call, $callAsync } from "../../runtime/unit/call.ts";
import type { UnitSpec } from "../../runtime/unit/unit.ts";
import { warningsOf, World } from "./world.ts";

const persistent = (spec: Partial<UnitSpec> = {}): Partial<UnitSpec> => ({ tier: "persistent", ...spec });

describe("persistent results", () => {
  it("survive a restart", async () => {
    const world = new World();
    let runs = 0;
    const make = () => {
      const [plain, later] = [world.unit(persistent(), "a"), world.unit(persistent(), "b")];
      return async (): Promise<unknown> => [
        $call(plain, [1], () => ((runs += 1), { rows: new Map([[1, new Date(0)]]) })),
        await $callAsync(later, [1], () => Promise.resolve((runs += 1))),
        await $call(later, [2], () => Promise.resolve((runs += 1))),
      ];
    };
    const before = await make()();
    world.restart();
    const after = make();
    expect(await after()).toEqual(before);
    expect(await after()).toEqual(before);
    expect(runs).toBe(3);
  });

  it("cannot be changed by who gets them", () => {
    const unit = new World().unit(persistent());
    const f = () => $call(unit, [], () => ({ rows: [1], bytes: new Uint8Array(8) }));
    for (let round = 0; round < 3; round += 1) {
      const result = f();
      expect(result).toEqual({ rows: [1], bytes: new Uint8Array(8) });
      result.rows.push(2);
      result.bytes.fill(9);
    }
  });

  it("carry name, source, tags and components", () => {
    const world = new World();
    const unit = world.unit(persistent({ name: "fit", tags: ["model"], ttl: 60_000 }));
    $call(unit, [5], () => 1);
    const [entry] = world.entries();
    expect(entry?.header).toMatchObject({
      name: "fit",
      source: "src/main.ts:7",
      form: "function",
      tags: ["model"],
      ttl: 60_000,
    });
    const labels = entry?.header.components.map(({ label }) => label);
    expect(labels).toContain("code");
    expect(labels).toContain("argument 0");
  });

  it("are not stored where they would not come back, and the part that is why is named", async () => {
    const world = new World();
    const unit = world.unit(persistent({ name: "unstorable" }));
    const f = () => $call(unit, [], () => ({ rows: [{ callback: () => 1 }] }));
    const warnings = await warningsOf(() => expect(f().rows[0]?.callback()).toBe(1));
    expect(warnings.join("\n")).toMatch(/MEMOIR2002.*unstorable.*result/s);
    expect(world.entries()).toEqual([]);
    const strict = new World(true).unit(persistent());
    expect(() => $call(strict, [], () => ({ rows: [() => 1] }))).toThrow("MEMOIR2002");
  });

  it("take the shorter life and the tags of inner units along", () => {
    const world = new World();
    let n = 0;
    const make = (ttl: number) => {
      const inner = world.unit(persistent({ ttl, tags: ["inner"] }), "inner");
      const middle = world.unit({ tier: "memory" }, "middle");
      const outer = world.unit(persistent({ name: "outer", ttl: 1e9, tags: ["outer"] }), "outer");
      return () => $call(outer, [], () => $call(middle, [], () => $call(inner, [], () => (n += 1))));
    };
    make(60_000)();
    const header = world.entries().find((entry) => entry.header.name === "outer")?.header;
    expect(header?.tags?.toSorted()).toEqual(["inner", "outer"]);
    expect(header?.ttl).toBeLessThanOrEqual(60_000);
    const stale = new World().unit({ tier: "memory", ttl: 0 });
    const around = new World().unit({ tier: "memory" });
    const f = () => $call(around, [], () => $call(stale, [], () => (n += 1)));
    expect(f()).not.toBe(f());
  });

  it("go by the reader's ttl, not by the one they were written with", () => {
    const world = new World();
    let runs = 0;
    const f = (ttl: number) => $call(world.unit(persistent({ ttl })), [], () => (runs += 1));
    f(0);
    expect(f(1e9)).toBe(1);
    expect(f(0)).toBe(2);
  });

  it("are read but not written under readonly, and written over once under refresh", () => {
    const world = new World();
    let runs = 0;
    const make = () => {
      const unit = world.unit(persistent());
      return (n: number) => $call(unit, [n], () => (runs += 1));
    };
    try {
      make()(1);
      world.restart();
      configure({ mode: "readonly" });
      const reader = make();
      expect([reader(1), reader(2), reader(2)]).toEqual([1, 2, 2]);
      expect(world.entries()).toHaveLength(1);
      configure({ mode: "refresh" });
      const refresher = make();
      expect([refresher(1), refresher(1)]).toEqual([3, 3]);
      configure({ mode: "off" });
      expect([refresher(1), refresher(1)]).toEqual([4, 5]);
    } finally {
      configure({ mode: "on" });
    }
    world.restart();
    expect(make()(1)).toBe(3);
  });

  it("cost the caching, never the result, where the folder cannot be used", async () => {
    const world = new World();
    rmSync(join(world.folder, ".memoir"), { recursive: true });
    writeFileSync(join(world.folder, ".memoir"), "a file");
    const unit = world.unit(persistent());
    let runs = 0;
    const f = () => $call(unit, [], () => (runs += 1));
    await warningsOf(() => expect([f(), f()]).toEqual([1, 1]));
  });
});

describe("a named codec", () => {
  it("writes and reads the results", () => {
    registerCodec("tens", {
      encode: (value) => new Uint8Array([Number(value) / 10]),
      decode: ([tens = 0]) => tens * 10,
    });
    const world = new World();
    let runs = 0;
    const f = () => $call(world.unit(persistent({ codec: "tens" })), [], () => ((runs += 1), 50));
    f();
    world.restart();
    expect([f(), runs, world.entries()[0]?.header.codec]).toEqual([50, 1, "tens"]);
  });
});

describe("declared files", () => {
  it("count by name and content", () => {
    const world = new World();
    const data = join(world.folder, "a.csv");
    writeFileSync(data, "1");
    let runs = 0;
    const unit = world.unit(persistent({ files: ["*.csv"] }));
    const f = () => $call(unit, [], () => (runs += 1));
    expect([f(), f()]).toEqual([1, 1]);
    writeFileSync(data, "2");
    expect(f()).toBe(2);
    writeFileSync(data, "1");
    utimesSync(data, 0, 0);
    expect(f()).toBe(1);
    renameSync(data, join(world.folder, "b.csv"));
    expect(f()).toBe(3);
    expect(world.entries()[0]?.header.components.some(({ label }) => label.startsWith("file "))).toBe(true);
  });

  it("must not change while the unit runs", async () => {
    const world = new World();
    const data = join(world.folder, "a.csv");
    writeFileSync(data, "1");
    const unit = world.unit(persistent({ files: ["a.csv"] }));
    const warnings = await warningsOf(() => $call(unit, [], () => writeFileSync(data, "2")));
    expect(warnings.join("\n")).toMatch(/MEMOIR2003.*a\.csv/s);
    expect(world.entries()).toEqual([]);
  });
});
