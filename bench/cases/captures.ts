// What it costs a memory hit that the function reads constants and calls helpers of its module.
import { calls, compare } from "../compare.ts";

const RATE = 0.19;
const LIMITS = Object.freeze({ low: 1, high: Object.freeze([10, 100]) });
const round = (x: number): number => Math.round(x * 100) / 100;
function tax(x: number): number {
  return round(x * RATE);
}

// @cache
function alone(x: number): number {
  return x * 0.19;
}

// @cache
function withConstants(x: number): number {
  return tax(x) + round(x) + RATE;
}

// @cache
function withTable(x: number): number {
  return Math.min(tax(x), LIMITS.high[1] ?? LIMITS.low);
}

/** Calls a function with one of 64 integers after the other. */
function turning(f: (x: number) => number): () => number {
  let at = 0;
  return () => f((at = (at + 1) % 64));
}

const contenders = [
  calls("floor", "no captures", turning(alone)),
  calls("memoir", "constants and helpers", turning(withConstants)),
];
await compare("memory hit, captured constants and helpers", 1.1, contenders);
await compare("memory hit, a captured frozen table as well", 1.1, [
  calls("floor", "no captures", turning(alone)),
  calls("memoir", "a frozen table", turning(withTable)),
]);
