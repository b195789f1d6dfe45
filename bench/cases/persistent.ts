// Persistent hits: small results that a process reads for the first time, from a warm page cache.
import { child, pythonChild } from "../child.ts";
import { compare, isQuick, type Contender, type Role } from "../compare.ts";

const folder = process.env["BENCH_DIR"] ?? "";
type Times = Readonly<Record<string, number>>;

child("hits", "store", folder);
const hasPython = pythonChild("hits", "store", folder) !== undefined;

const rounds = isQuick ? 1 : 7;
const measured = Array.from({ length: rounds }, (): Times => {
  const inPython = hasPython ? (pythonChild("hits", "read", folder) as Times) : undefined;
  return { ...(child("hits", "read", folder) as Times), ...inPython };
});

/** Figures of the rounds that were taken already. */
function figure(role: Role, name: string): Contender {
  let round = 0;
  if (measured[0]?.[name] === undefined) return { name, role, time: undefined };
  return { name, role, time: () => measured[round++]?.[name] ?? Number.NaN };
}

const peers = ["diskcache", "joblib", "cacache", "node:sqlite", "lmdb"].map((name) => figure("peer", name));
const sync = [figure("floor", "readFileSync"), { ...figure("memoir", "sync"), name: "memoir" }];
await compare("persistent hit, sync", 1.5, [...sync, ...peers], rounds);
await compare(
  "persistent hit, async",
  1.5,
  [figure("floor", "readFileSync"), figure("memoir", "async"), figure("peer", "fs.promises.readFile")],
  rounds,
);
await compare(
  "the same persistent hit again",
  undefined,
  [figure("floor", "readFileSync"), figure("memoir", "the same again")],
  rounds,
);
