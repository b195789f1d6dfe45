// The figures of docs/reliability.md: `npm run reliability`. FAULTS_SECONDS and ENTRIES make it longer or shorter.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { encodeEntry } from "../runtime/store/entry.ts";
import { openFileStore } from "../runtime/store/file.ts";
import { entryId, entryPath } from "../runtime/store/folder.ts";
import { prune } from "../runtime/store/prune.ts";
import { runContention, runFaults } from "../test/faults/faults.ts";
import { runFlips } from "../test/faults/flips.ts";
import { runMachines } from "../test/faults/machines.ts";
import { runWriters } from "../test/faults/writers.ts";
import { noNetworkFolder, startNetworkFolder } from "../test/servers/network-folder.ts";
import { bodyOf, exampleHeader, keyOf } from "../test/store/example-entry.ts";

const seconds = Number(process.env["FAULTS_SECONDS"] ?? 30);
const count = Number(process.env["ENTRIES"] ?? 100_000);

function report(what: string, violations: readonly string[]): void {
  console.log(`${what}; ${violations.length === 0 ? "no promise broken" : "BROKEN:"}`);
  for (const violation of violations.slice(0, 10)) console.log(`  ${violation}`);
  if (violations.length > 0) process.exitCode = 1;
}

const exampleOf = (at: number) => ({
  key: keyOf(String(at)),
  header: exampleHeader,
  body: bodyOf(String(at), 200),
});

function time(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** A folder of many entries: what a hit, the first write under a limit, and a whole look at it cost. */
function holdMany(): void {
  const parent = mkdtempSync(join(tmpdir(), "memoir-many-"));
  const dir = join(parent, "cache");
  try {
    for (let at = 0; at < count; at += 1) {
      const entry = exampleOf(at);
      const path = entryPath(dir, entryId(entry.key));
      if (at < 10_000) mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, Buffer.concat(encodeEntry(entry)));
    }
    const store = openFileStore(dir);
    const found = { hits: 0 };
    const hits = time(() => {
      for (let at = 0; at < 2000; at += 1) {
        if (store.get(keyOf(String((at * 7919) % count)), true) !== undefined) found.hits += 1;
      }
    });
    const entry = exampleOf(count);
    const write = time(() => {
      store.set(entry);
      store.limit(entry, { maxSize: 1e12 });
    });
    const whole = time(() => void prune(dir, { maxSize: 1, dryRun: true }));
    const times =
      `a hit ${((hits / 2000) * 1000).toFixed(0)} µs, the first write under a limit ${write.toFixed(0)} ms, ` +
      `memoir prune ${(whole / 1000).toFixed(1)} s`;
    report(`entries held: ${count}; ${times}`, found.hits === 2000 ? [] : [`${found.hits} hits of 2000`]);
  } finally {
    rmSync(parent, { recursive: true });
  }
}

/** One folder of a server, used by two machines at once. */
async function shareNetworkFolder(): Promise<void> {
  const folder = noNetworkFolder ? undefined : await startNetworkFolder(2);
  if (folder === undefined) {
    console.log("kills survived on a network folder: not tried, for none can be mounted");
    return;
  }
  try {
    const dirs = folder.places.map((place) => join(place, "cache"));
    const { kills, calls, computations, violations } = await runFaults((seconds * 1000) / 2, { dirs });
    report(
      `kills survived on a network folder of two machines: ${kills} in ${seconds / 2} s; ${calls} results checked, ` +
        `${computations} computations`,
      violations,
    );
  } finally {
    await folder.remove();
  }
}

const faults = await runFaults(seconds * 1000);
report(
  `kills survived while units ran: ${faults.kills} in ${seconds} s; ${faults.calls} results checked, ` +
    `${faults.computations} computations, ${faults.interrupted} of them again for a killed process`,
  faults.violations,
);
await shareNetworkFolder();
const writers = await runWriters(100);
report(
  `kills survived while storing: ${writers.kills}; ${writers.reported} entries reported as stored`,
  writers.violations,
);
const contention = await runContention(12, 100);
report(
  `processes contending: ${contention.processes}; ${contention.calls} calls, ${contention.computations} computations ` +
    `of ${contention.entries} results`,
  contention.violations,
);
const machines = await runMachines((seconds * 1000) / 2, false);
report(
  `machines over one Redis: 2, ${machines.processes} processes; ${machines.calls} calls, ${machines.computations} ` +
    `computations, ${machines.requests} requests`,
  machines.violations,
);
const restarts = await runMachines(seconds * 1000, true);
report(
  `Redis stopped and started: ${restarts.restarts} times in ${seconds} s; ${restarts.requests} requests, ` +
    `${restarts.failures} failed, ${restarts.spared} spared; ${restarts.calls} results checked, ` +
    `${restarts.kills} processes killed`,
  restarts.violations,
);
const quiet = console.error;
console.error = () => undefined; // the store says each damaged entry that it meets
const flips = runFlips();
console.error = quiet;
report(`bits flipped: ${flips.flipped}, ends cut off: ${flips.cut}`, flips.served);
holdMany();
