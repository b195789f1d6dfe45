import { expect, test } from "vitest";
import { runFaults } from "./faults.ts";

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
