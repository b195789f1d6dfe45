import { expect, test, vi } from "vitest";
import { runFaults } from "./faults.ts";
import { runFlips } from "./flips.ts";
import { runWriters } from "./writers.ts";

const seconds = Number(process.env["FAULTS_SECONDS"] ?? 6);

test(
  "processes killed at random moments lose nothing, damage nothing, block nobody, and compute each result once",
  { timeout: seconds * 1000 * 3 + 60_000 },
  async () => {
    const faults = await runFaults(seconds * 1000);
    expect(faults.violations).toEqual([]);
    expect(faults.kills).toBeGreaterThan(5);
    expect(faults.calls).toBeGreaterThan(100);
  },
);

test(
  "writers killed at random moments leave everything that they reported as stored",
  { timeout: 60_000 },
  async () => {
    const { reported, violations } = await runWriters(20);
    expect(violations).toEqual([]);
    expect(reported).toBeGreaterThan(20);
  },
);

test("no entry or manifest with a flipped bit or a missing end is ever served", () => {
  vi.spyOn(console, "error").mockReturnValue();
  const { flipped, cut, served } = runFlips();
  expect(served).toEqual([]);
  expect(flipped).toBeGreaterThan(cut);
});
