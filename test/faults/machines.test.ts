import { describe, expect, test } from "vitest";
import { noRedis } from "../servers/redis.ts";
import { runMachines } from "./machines.ts";

const seconds = Number(process.env["FAULTS_SECONDS"] ?? 6) / 2;
const timeout = seconds * 3000 + 120_000;

describe.skipIf(noRedis)("machines over one Redis", () => {
  test("compute each result once", { timeout }, async () => {
    const { violations, calls, failures } = await runMachines(seconds * 1000, false);
    expect(violations).toEqual([]);
    expect(failures).toBe(0);
    expect(calls).toBeGreaterThan(100);
  });

  test(
    "get every result right while it is stopped and started, and processes are killed",
    { timeout },
    async () => {
      const { violations, calls, kills, restarts } = await runMachines(seconds * 1000, true);
      expect(violations).toEqual([]);
      expect(calls).toBeGreaterThan(100);
      expect(Math.min(kills, restarts)).toBeGreaterThan(0);
    },
  );
});
