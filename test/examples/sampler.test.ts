import { describe, expect, it } from "vitest";
import {
  effectiveSampleSize,
  mean,
  pooled,
  variance,
  type Chains,
} from "../../examples/model-fit/src/diagnostics.ts";
import type { LogDensity } from "../../examples/model-fit/src/nuts.ts";
import { createRandom } from "../../examples/model-fit/src/random.ts";
import { posterior } from "../../examples/model-fit/src/regression.ts";
import { sample } from "../../examples/model-fit/src/sample.ts";
import { addScaled, at, dot, type Vector } from "../../examples/model-fit/src/vector.ts";

const settings = { chains: 4, warmUp: 500, draws: 2000, seed: 20 };

/** How far an estimate may be off: four standard errors of so many independent draws. */
function expectMoments(chains: Chains, exact: { mean: number; sd: number }): void {
  const draws = pooled(chains);
  const independent = effectiveSampleSize(chains);
  expect(independent).toBeGreaterThan(500);
  expect(Math.abs(mean(draws) - exact.mean)).toBeLessThan((4 * exact.sd) / Math.sqrt(independent));
  expect(Math.abs(Math.sqrt(variance(draws)) - exact.sd)).toBeLessThan(
    (4 * exact.sd) / Math.sqrt(2 * independent),
  );
}

/** The posterior of normal data with known noise and a normal prior on the coefficients. */
function knownNoise(
  predictors: readonly Vector[],
  response: Vector,
  sigma: number,
  scale: number,
): LogDensity {
  return (position) => {
    const residuals = predictors.map((row, i) => at(response, i) - dot(row, position));
    const gradient = position.map((coefficient, j) => {
      const column = predictors.map((row) => at(row, j));
      return dot(column, residuals) / sigma ** 2 - coefficient / scale ** 2;
    });
    const value = -dot(residuals, residuals) / sigma ** 2 / 2 - dot(position, position) / scale ** 2 / 2;
    return { value, gradient };
  };
}

describe("the sampler", () => {
  it("finds the closed-form posterior of a regression with known noise", () => {
    const [sigma, scale] = [0.7, 2];
    const random = createRandom(3);
    const predictors = Array.from({ length: 40 }, () => [1, 1 + random.normal()]);
    const response = predictors.map((row) => dot(row, [0.5, -1.2]) + sigma * random.normal());

    const trace = sample(knownNoise(predictors, response, sigma, scale), 2, settings);

    const [ones, xs] = [0, 1].map((j) => predictors.map((row) => at(row, j))) as [number[], number[]];
    const a = dot(ones, ones) / sigma ** 2 + 1 / scale ** 2;
    const b = dot(ones, xs) / sigma ** 2;
    const d = dot(xs, xs) / sigma ** 2 + 1 / scale ** 2;
    const [p, q] = [dot(ones, response) / sigma ** 2, dot(xs, response) / sigma ** 2];
    const determinant = a * d - b * b;
    const exact = [
      { mean: (d * p - b * q) / determinant, sd: Math.sqrt(d / determinant) },
      { mean: (a * q - b * p) / determinant, sd: Math.sqrt(a / determinant) },
    ];
    expect(trace.divergences).toBe(0);
    expect(trace.draws).toHaveLength(2);
    for (const [i, chains] of trace.draws.entries())
      expectMoments(chains, exact[i] ?? { mean: NaN, sd: NaN });

    // The two coefficients depend on each other as they should.
    const [first, second] = trace.draws.map(pooled) as [Float64Array, Float64Array];
    const product = first.map((value, i) => (value - mean(first)) * (at(second, i) - mean(second)));
    const correlation = mean(product) / Math.sqrt(variance(first) * variance(second));
    expect(correlation).toBeCloseTo(-b / Math.sqrt(a * d), 1);
  });

  it("finds the scale of noise, checked by quadrature", () => {
    const random = createRandom(9);
    const response = Array.from({ length: 12 }, () => 0.8 * random.normal());
    const density = posterior({ predictors: response.map(() => []), response }, { coefficient: 1, noise: 1 });

    const trace = sample(density, 1, settings);

    const grid = Array.from({ length: 4001 }, (_, i) => -4 + i / 500);
    const weights = grid.map((logSigma) => Math.exp(density([logSigma]).value));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const centre = dot(grid, weights) / total;
    const square = dot(
      grid.map((logSigma) => (logSigma - centre) ** 2),
      weights,
    );
    expectMoments(trace.draws[0] ?? [], { mean: centre, sd: Math.sqrt(square / total) });
  });

  it("gives the same draws for the same seed, and others for another", () => {
    const density: LogDensity = (position) => ({
      value: -dot(position, position) / 2,
      gradient: position.map((x) => -x),
    });
    const short = { chains: 2, warmUp: 20, draws: 50, seed: 1 };
    expect(sample(density, 2, short)).toEqual(sample(density, 2, short));
    expect(sample(density, 2, short)).not.toEqual(sample(density, 2, { ...short, seed: 2 }));
    const [one, other] = sample(density, 2, short).draws[0] ?? [];
    expect(one).not.toEqual(other);
  });
});

describe("the regression", () => {
  it("states the gradient of its density", () => {
    const random = createRandom(5);
    const predictors = Array.from({ length: 10 }, () => [1, random.normal(), random.normal()]);
    const data = { predictors, response: predictors.map(() => random.normal()) };
    const density = posterior(data, { coefficient: 1.5, noise: 0.5 });
    const position = [0.3, -0.2, 0.8, -0.4];
    const { gradient } = density(position);
    for (const [i, slope] of gradient.entries()) {
      const step = position.map((_, j) => (i === j ? 1e-5 : 0));
      const rise = density(addScaled(position, 1, step)).value - density(addScaled(position, -1, step)).value;
      expect(rise / 2e-5).toBeCloseTo(slope, 4);
    }
  });
});
