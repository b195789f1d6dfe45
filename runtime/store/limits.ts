import { clock } from "../clock.ts";
import { evictSome } from "./evict.ts";
import type { Limits } from "./evict.ts";
import { tryLock } from "./lock.ts";
import { addUsage, readUsage, writeUsage } from "./usage.ts";
import type { Usage } from "./usage.ts";

const DAY = 86_400_000;
/** Entries that a process writes before it looks again whether the folder is over its limits. */
const WRITES = 64;
/** As a part of the limit: bytes that a process writes before it looks again. */
const PART = 64;
/** Milliseconds that making room may take, at least. */
const PATIENCE = 50;

interface Since {
  entries: number;
  bytes: number;
}

// What this process has written to a folder since it looked.
const written = new Map<string, Since>();

/** Whether it is time to look; the first entry that a process writes is. */
function isTime(dir: string, bytes: number, { maxSize = Infinity }: Limits): boolean {
  const since = written.get(dir);
  if (since !== undefined) {
    since.entries += 1;
    since.bytes += bytes;
    if (since.entries < WRITES && since.bytes < maxSize / PART) return false;
  }
  written.set(dir, { entries: 0, bytes: 0 });
  return true;
}

/** A round that was begun goes on; one is due each day, and more often where entries may not stay as long. */
function isDue(usage: Usage, { maxAge = Infinity }: Limits, now: number): boolean {
  return usage.next > 0 || Math.abs(now - usage.ended) > Math.min(DAY, maxAge / 4);
}

const isOver = ({ bytes }: Usage, { maxSize = Infinity }: Limits): boolean =>
  bytes === undefined || bytes > maxSize;

function makeRoom(dir: string, limits: Limits, patience: number): void {
  const began = clock();
  let { usage, length } = readUsage(dir);
  if (!isOver(usage, limits) && !isDue(usage, limits, Date.now())) return;
  const attempt = tryLock(dir, "evict");
  if (attempt.state !== "locked") return; // another process is at it
  try {
    do {
      writeUsage(dir, evictSome(dir, limits, usage, Date.now()), length);
      ({ usage, length } = readUsage(dir));
    } while (isOver(usage, limits) && clock() - began < patience);
  } finally {
    attempt.lock.release();
  }
}

/**
 * Keeps a folder within its limits after an entry was written: notes its size, and once in a while removes entries
 * that are old or worth least. That takes a part of the time which the computation took, or 50 ms, and goes on after
 * later entries. Never throws: a folder that cannot be counted has no limit.
 *
 * @param duration milliseconds that computing the entry took
 */
export function limit(dir: string, bytes: number, limits: Limits, duration: number): void {
  if (limits.maxSize === undefined && limits.maxAge === undefined) return;
  try {
    addUsage(dir, bytes);
    if (isTime(dir, bytes, limits)) makeRoom(dir, limits, Math.max(PATIENCE, duration / 10));
  } catch {
    // Read-only, or deleted meanwhile: where entries cannot be written, that is said.
  }
}
