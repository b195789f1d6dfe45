import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { problems } from "../../examples/demo/check.ts";
import { parseLookups, type Lookup, type Run } from "../../examples/demo/program.ts";
import { apply, reversed, type Step } from "../../examples/demo/scenario.ts";
import { scenarios } from "../../examples/demo/scenarios.ts";
import { heads, row, table } from "../../examples/demo/table.ts";

const hit: Lookup = { outcome: "hit", name: "fit", time: 0.4, saved: 1500 };
const miss: Lookup = { outcome: "miss", name: "fit", time: 1500, why: "argument 2 changed" };
const runOf = (lookups: Lookup[], output = "12\n", errors = ""): Run => ({
  output,
  errors,
  lookups,
  wall: 2040,
});

describe("an edit", () => {
  const edit = { file: "a.ts", from: "seed: 1", to: "seed: $&" };

  it("replaces the text literally, and can be taken back", () => {
    const edited = apply("{ seed: 1 }", edit);
    expect(edited).toBe("{ seed: $& }");
    expect(apply(edited, reversed(edit))).toBe("{ seed: 1 }");
  });

  it("fails where the text is missing or there twice", () => {
    expect(() => apply("{ seed: 2 }", edit)).toThrow(/a\.ts: expected this text once, found it 0 times/);
    expect(() => apply("{ seed: 1, other_seed: 1 }", edit)).toThrow(/found it 2 times/);
  });
});

describe("the scenarios", () => {
  it.each(scenarios)("apply to the sources of $example, one after the other", ({ example, steps }) => {
    const sources = new Map<string, string>();
    for (const edit of steps.flatMap(({ edits }) => edits)) {
      const url = new URL(`../../examples/${example}/${edit.file}`, import.meta.url);
      sources.set(edit.file, apply(sources.get(edit.file) ?? readFileSync(url, "utf8"), edit));
    }
    expect(sources.size).toBeGreaterThan(0);
  });
});

describe("the check", () => {
  const step: Step = {
    label: "again",
    edits: [],
    expected: { fit: { hits: "some", misses: 0 } },
    reports: /^loaded/m,
  };

  it("is content with what it expects", () => {
    expect(problems(step, runOf([hit, hit], "12\n", "loaded\n"), runOf([]))).toEqual([]);
  });

  it("reports other output, other counts, a run uncached, and a line that is missing", () => {
    const uncached: Lookup = { outcome: "uncached", name: "other", time: 1, why: "captured db: a Socket" };
    expect(problems(step, runOf([miss, uncached], "13\n"), runOf([]))).toEqual([
      expect.stringContaining("the output is not that of an uncached run"),
      "other ran uncached: captured db: a Socket",
      "fit: expected some hits, saw 0",
      "fit: expected 0 misses, saw 1",
      expect.stringContaining("expected ^loaded on standard error"),
    ]);
  });
});

describe("the report", () => {
  it("reads lookups between the lines of the program", () => {
    const errors = `trace sampled\n${JSON.stringify(miss)}\n{ not a lookup }\n`;
    expect(parseLookups(errors)).toEqual([miss]);
  });

  it("says what was found, what was recomputed and why", () => {
    const lines = table([heads, row("model-fit", "again", runOf([hit, hit, miss]))]).split("\n");
    expect(lines).toEqual([
      "example    run    hit     recomputed  wall   saved  why",
      "model-fit  again  fit ×2  fit         2.0 s  3.0 s  argument 2 changed",
    ]);
  });
});
