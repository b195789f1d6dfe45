import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { noNetworkFolder, startNetworkFolder } from "../servers/network-folder.ts";
import { call, callMeanwhile } from "./call.ts";
import { runFaults } from "./faults.ts";

const sizes = [1, 2, 20_000, 3, 20_001];

/** A cache folder as two machines have it. */
async function newFolder(skip: (note: string) => never) {
  const folder = await startNetworkFolder(2);
  if (folder === undefined) return skip("this system lets nobody mount");
  onTestFinished(() => folder.remove());
  const [one = "", other = ""] = folder.places.map((place) => join(place, "cache"));
  return { folder, one, other };
}

describe.skipIf(noNetworkFolder)("a folder on a network", () => {
  test("serves each machine what another one has stored", async ({ skip }) => {
    const { one, other } = await newFolder(skip);
    expect(call(one, sizes)).toEqual({ right: true, runs: sizes.length * 2, said: [] });
    expect(call(other, sizes)).toEqual({ right: true, runs: 0, said: [] });
  });

  test("costs a machine the caching when it is cut off meanwhile, and the others nothing", async ({
    skip,
  }) => {
    const { folder, one, other } = await newFolder(skip);
    call(one, sizes);
    const many = Array.from({ length: 150 }, (_, at) => at);
    const cut = callMeanwhile(one, many);
    const entries = join(folder.origin, "cache", "entries");
    while (readdirSync(entries, { recursive: true }).length < 60)
      await new Promise((resolve) => setImmediate(resolve));
    await folder.cut(0);
    expect(await cut).toMatchObject({ right: true });
    const kept = call(other, many);
    expect(kept).toMatchObject({ right: true, said: [] });
    expect(kept.runs).toBeLessThan(300);
    expect(call(other, sizes)).toEqual({ right: true, runs: 0, said: [] });
  });

  test("keeps its promises while processes of two machines are killed at random moments", async ({
    skip,
  }) => {
    const { one, other } = await newFolder(skip);
    const faults = await runFaults(2000, { dirs: [one, other] });
    expect(faults.violations).toEqual([]);
    expect(faults.kills).toBeGreaterThan(5);
  });
});
