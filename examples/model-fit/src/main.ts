// How heavy is a penguin? Sampling takes seconds, so the trace is cached; everything below it can be edited and
// run again without a new fit. REFIT=1 samples again.
import { cacheClear, cacheInfo } from "memoir";
import { predict, summarise } from "./analysis.ts";
import { fit } from "./fit.ts";
import { loadPenguins, predictorNames, predictorsOf } from "./penguins.ts";

if (process.env.REFIT === "1") cacheClear("fit");

const penguins = await loadPenguins();
const trace = fit(penguins, { coefficient: 2, noise: 1 }, { chains: 4, warmUp: 500, draws: 1000, seed: 42 });

const { hits, timeSaved } = cacheInfo("fit");
console.error(
  hits > 0 ? `trace loaded from the cache, ${(timeSaved / 1000).toFixed(1)} s saved` : "trace sampled",
);

console.log(`${penguins.response.length} penguins, mass in kilograms, ${trace.divergences} divergences`);
for (const line of summarise(trace, predictorNames)) console.log(line);
const [low, high] = predict(trace, predictorsOf(215, true, "Gentoo"), 1);
console.log(`a male Gentoo with flippers of 215 mm: ${low.toFixed(2)} to ${high.toFixed(2)} kg`);
