// Large values: storing them, and restoring them in another process.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { child, pythonChild } from "../child.ts";
import { compare, isQuick, type Contender, type Role } from "../compare.ts";

const folder = process.env["BENCH_DIR"] ?? "";
const share = isQuick ? "0.05" : "1";
const rounds = isQuick ? 1 : 3;
type Times = Readonly<Record<string, number>>;

const stored: Times[] = [];
const restored: Times[] = [];
for (let round = 0; round < rounds; round += 1) {
  for (const name of ["cache", "joblib-large"]) rmSync(join(folder, name), { recursive: true, force: true });
  const both = (mode: string): Times => ({
    ...(pythonChild("large", mode, folder, share) as Times | undefined),
    ...(child("large", mode, folder, share) as Times),
  });
  stored.push(both("store"));
  restored.push(both("restore"));
}

/** Figures that were taken already. */
function figure(taken: readonly Times[], role: Role, key: string): Contender {
  let round = 0;
  const [, name = key] = key.split(": ");
  if (taken[0]?.[key] === undefined) return { name, role, time: undefined };
  return { name, role, time: () => taken[round++]?.[key] ?? Number.NaN };
}

const row = (what: string, reach: number, taken: readonly Times[], floor: string, ...others: string[]) =>
  compare(
    what,
    reach,
    [
      figure(taken, "floor", floor),
      figure(taken, "memoir", `${floor.split(": ")[0] ?? ""}: memoir`),
      ...others.map((key) => figure(taken, "peer", key)),
    ],
    rounds,
  );

await row("store 100 MB of Float64Array", 1.3, stored, "numbers: write and rename", "numbers: joblib");
await row("restore it", 1.3, restored, "numbers: read and check", "numbers: joblib");
await row(
  "store 100,000 records",
  1.3,
  stored,
  "records: JSON, write and rename",
  "records: v8.serialize, write and rename",
  "records: msgpackr, write and rename",
);
await row(
  "restore them",
  1,
  restored,
  "records: read, check, JSON.parse",
  "records: read, check, v8.deserialize",
  "records: read, check, msgpackr",
);
