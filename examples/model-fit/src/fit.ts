import { posterior, type Data, type Prior } from "./regression.ts";
import { sample, type Settings, type Trace } from "./sample.ts";

/**
 * Fits the regression. A trace is found again as long as the data, the prior, the settings and the code of the
 * model and the sampler are the same; what is done with it afterwards does not matter.
 */
// @cache persistent name=fit
export function fit(data: Data, prior: Prior, settings: Settings): Trace {
  const coefficients = data.predictors[0]?.length ?? 0;
  return sample(posterior(data, prior), coefficients + 1, settings);
}
