import { effectiveSampleSize, hdi, mean, pooled, rHat, variance, type Chains } from "./diagnostics.ts";
import { createRandom } from "./random.ts";
import type { Trace } from "./sample.ts";
import { at, dot, type Vector } from "./vector.ts";

/** One line for each parameter: mean, standard deviation, 94 % interval and whether the chains can be trusted. */
export function summarise(trace: Trace, names: readonly string[]): string[] {
  const titles = ["", "mean", "sd", "hdi 3%", "hdi 97%", "r-hat", "ess"];
  const rows = trace.draws.map((chains, i) => [names[i] ?? "log sigma", ...summary(chains)]);
  return [titles, ...rows].map(([name = "", ...cells]) =>
    [name.padEnd(10), ...cells.map((cell) => cell.padStart(8))].join(" "),
  );
}

function summary(chains: Chains): string[] {
  const draws = pooled(chains);
  const numbers = [mean(draws), Math.sqrt(variance(draws)), ...hdi(draws, 0.94), rHat(chains)];
  return [...numbers.map((number) => number.toFixed(3)), effectiveSampleSize(chains).toFixed(0)];
}

/** What the model expects of a penguin that was not measured: the 94 % interval of its mass in kilograms. */
export function predict(
  { draws }: Trace,
  predictors: Vector,
  seed: number,
): readonly [low: number, high: number] {
  const parameters = draws.map(pooled);
  const random = createRandom(seed);
  const masses = parameters[0]?.map((_, draw) => {
    const position = parameters.map((values) => at(values, draw));
    const sigma = Math.exp(at(position, predictors.length));
    return dot(predictors, position.slice(0, -1)) + sigma * random.normal();
  });
  return hdi(masses ?? new Float64Array(), 0.94);
}
