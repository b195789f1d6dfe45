import { workloads } from "./work.js";

/** Milliseconds of the fastest of many runs, by workload, as JSON. */
const times = Object.entries(workloads).map(([name, run]) => {
  let best = Infinity;
  let check = run();
  for (let turn = 0; turn < 40; turn++) {
    const began = performance.now();
    check += run();
    best = Math.min(best, performance.now() - began);
  }
  return [name, best, check];
});
console.log(JSON.stringify(times));
