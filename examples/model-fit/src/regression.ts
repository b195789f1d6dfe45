import type { LogDensity } from "./nuts.ts";
import { at, dot, type Vector } from "./vector.ts";

/** A response and what may explain it, one row of predictors for each. */
export interface Data {
  readonly predictors: readonly Vector[];
  readonly response: Vector;
}

/** Normal priors of scale `coefficient` on each coefficient; a half-normal one of scale `noise` on sigma. */
export interface Prior {
  readonly coefficient: number;
  readonly noise: number;
}

/**
 * The posterior of `response ~ Normal(predictors · coefficients, sigma)` over the coefficients and, last,
 * log(sigma): a real number, as the sampler needs it.
 */
export function posterior({ predictors, response }: Data, prior: Prior): LogDensity {
  return (position) => {
    const coefficients = position.slice(0, -1);
    const logSigma = at(position, coefficients.length);
    const precision = Math.exp(-2 * logSigma);
    const gradient = coefficients.map((coefficient) => -coefficient / prior.coefficient ** 2);
    let squares = 0;
    for (const [i, row] of predictors.entries()) {
      const residual = at(response, i) - dot(row, coefficients);
      squares += residual ** 2;
      for (const [j, x] of row.entries()) gradient[j] = at(gradient, j) + precision * residual * x;
    }
    const shrink = dot(coefficients, coefficients) / prior.coefficient ** 2;
    const noise = Math.exp(2 * logSigma) / prior.noise ** 2;
    // + logSigma: the density of log(sigma) is sigma times that of sigma.
    const value = -(precision * squares + shrink + noise) / 2 - response.length * logSigma + logSigma;
    gradient.push(precision * squares - response.length - noise + 1);
    return { value, gradient };
  };
}
