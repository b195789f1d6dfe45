import { transition, type LogDensity } from "./nuts.ts";
import { createRandom } from "./random.ts";
import { adaptStepSize } from "./step-size.ts";
import { at, type Vector } from "./vector.ts";

/** How long to sample. */
export interface Settings {
  readonly chains: number;
  /** Draws of each chain that are thrown away while the step size is learnt. */
  readonly warmUp: number;
  /** Draws of each chain that are kept. */
  readonly draws: number;
  readonly seed: number;
}

/** What the chains saw. */
export interface Trace {
  /** `draws[parameter][chain]` */
  readonly draws: readonly (readonly Float64Array[])[];
  /** Kept draws whose trajectory could not be trusted; 0 in a good fit. */
  readonly divergences: number;
}

interface Chain {
  readonly positions: readonly Vector[];
  readonly divergences: number;
}

const targetAcceptance = 0.8;

/** Draws from the density over `dimensions` real parameters; each chain starts somewhere else. */
export function sample(density: LogDensity, dimensions: number, settings: Settings): Trace {
  const chains = Array.from({ length: settings.chains }, (_, chain) =>
    runChain(density, dimensions, settings, chain),
  );
  const draws = Array.from({ length: dimensions }, (_, parameter) =>
    chains.map(({ positions }) => Float64Array.from(positions, (position) => at(position, parameter))),
  );
  return { draws, divergences: chains.reduce((sum, chain) => sum + chain.divergences, 0) };
}

function runChain(density: LogDensity, dimensions: number, settings: Settings, chain: number): Chain {
  const random = createRandom(settings.seed, chain);
  const stepSize = adaptStepSize(0.1, targetAcceptance);
  let position: Vector = Array.from({ length: dimensions }, () => random.normal());
  for (let i = 0; i < settings.warmUp; i += 1) {
    const next = transition(density, position, stepSize.current, random);
    stepSize.learn(next.acceptance);
    position = next.position;
  }
  const positions: Vector[] = [];
  let divergences = 0;
  for (let i = 0; i < settings.draws; i += 1) {
    const next = transition(density, position, stepSize.settled, random);
    if (next.diverged) divergences += 1;
    position = next.position;
    positions.push(position);
  }
  return { positions, divergences };
}
