/** Learns a step size during warm-up. */
export interface StepSize {
  /** What to use for the next draw of the warm-up. */
  readonly current: number;
  /** What to use after it: an average that does not jump. */
  readonly settled: number;
  /** Tells the acceptance probability that `current` gave. */
  learn(acceptance: number): void;
}

/** Dual averaging (Hoffman and Gelman 2014, section 3.2, with their constants) towards `target` acceptance. */
export function adaptStepSize(initial: number, target: number): StepSize {
  const shrinkage = 0.05;
  const stability = 10;
  const forgetting = 0.75;
  const centre = Math.log(10 * initial);
  let count = 0;
  let error = 0;
  let current = Math.log(initial);
  let settled = 0;
  return {
    get current() {
      return Math.exp(current);
    },
    get settled() {
      return count === 0 ? initial : Math.exp(settled);
    },
    learn(acceptance) {
      count += 1;
      const weight = 1 / (count + stability);
      error += weight * (target - acceptance - error);
      current = centre - (Math.sqrt(count) / shrinkage) * error;
      const memory = count ** -forgetting;
      settled += memory * (current - settled);
    },
  };
}
