import { describe, expect, it } from "vitest";
import { effectiveSampleSize, hdi, rHat } from "../../examples/model-fit/src/diagnostics.ts";
import { createRandom } from "../../examples/model-fit/src/random.ts";

/** Chains in which each value is `memory` times the one before, and noise. */
function autoregressive(memory: number, seed: number): Float64Array[] {
  return Array.from({ length: 4 }, (_, stream) => {
    const random = createRandom(seed, stream);
    let value = random.normal() / Math.sqrt(1 - memory ** 2);
    return Float64Array.from({ length: 5000 }, () => (value = memory * value + random.normal()));
  });
}

describe("R-hat", () => {
  it("is what the definition gives", () => {
    // Halves 1 2 | 3 4 | 1 2 | 3 4: variance 1/2 inside, 4/3 between their means.
    const chain = Float64Array.of(1, 2, 3, 4);
    expect(rHat([chain, chain])).toBeCloseTo(Math.sqrt((0.5 * 0.5 + 4 / 3) / 0.5), 12);
  });

  it("is 1 for chains that agree and large for one that is elsewhere", () => {
    const chains = autoregressive(0, 1);
    expect(rHat(chains)).toBeCloseTo(1, 2);
    expect(rHat(chains.map((chain, i) => chain.map((value) => value + i)))).toBeGreaterThan(1.3);
  });
});

describe("the effective sample size", () => {
  it("is the number of draws where they are independent", () => {
    const size = effectiveSampleSize(autoregressive(0, 2));
    expect(size / 20_000).toBeGreaterThan(0.9);
    expect(size / 20_000).toBeLessThan(1.1);
  });

  it.each([0.6, 0.9, -0.4])("is (1 − ρ) / (1 + ρ) of it where each draw remembers ρ = %d", (memory) => {
    const exact = (20_000 * (1 - memory)) / (1 + memory);
    const size = effectiveSampleSize(autoregressive(memory, 3));
    expect(size / exact).toBeGreaterThan(0.85);
    expect(size / exact).toBeLessThan(1.15);
  });
});

describe("the highest-density interval", () => {
  it("is the shortest that holds the share", () => {
    expect(hdi(Float64Array.of(10, 3, 0, 2, 1), 0.8)).toEqual([0, 3]);
    expect(hdi(Float64Array.of(10, 9, 0, 8, 1), 0.6)).toEqual([8, 10]);
  });
});

describe("random numbers", () => {
  it("have the moments of their distribution, within four standard errors", () => {
    const random = createRandom(11);
    const count = 200_000;
    const uniform = Array.from({ length: count }, () => random.uniform());
    const normal = Array.from({ length: count }, () => random.normal());
    const error = (values: number[], power: number, exact: number, deviation: number): number => {
      const moment = values.reduce((sum, value) => sum + value ** power, 0) / count;
      return Math.abs(moment - exact) / (deviation / Math.sqrt(count));
    };
    expect(uniform.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(error(uniform, 1, 1 / 2, Math.sqrt(1 / 12))).toBeLessThan(4);
    expect(error(uniform, 2, 1 / 3, Math.sqrt(4 / 45))).toBeLessThan(4);
    expect(error(normal, 1, 0, 1)).toBeLessThan(4);
    expect(error(normal, 2, 1, Math.sqrt(2))).toBeLessThan(4);
    expect(error(normal, 4, 3, Math.sqrt(96))).toBeLessThan(4);
  });
});
