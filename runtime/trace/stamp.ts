import { createHash } from "node:crypto";
import type { BigIntStats } from "node:fs";
import { closeSync, openSync, readSync, statSync } from "./untraced.ts";

const CHUNK = 1 << 20;
/** Milliseconds. A file changed so short ago may change again without a new time stamp. */
const SETTLED = 2000;

interface Known {
  readonly stamp: string;
  readonly digest: string;
}

const known = new Map<string, Known>();

/** A regular file as the system describes it. */
export interface Stamp {
  /** Another text once the file was written to, replaced or touched. */
  readonly text: string;
  /** Whether the file is so old that a further change cannot leave the stamp as it is. */
  readonly settled: boolean;
}

function hashFile(path: string): string {
  const hash = createHash("sha256");
  const chunk = Buffer.allocUnsafe(CHUNK);
  const file = openSync(path, "r");
  try {
    for (let read = 1; read > 0;) {
      read = readSync(file, chunk, 0, CHUNK, null);
      hash.update(chunk.subarray(0, read));
    }
  } finally {
    closeSync(file);
  }
  return hash.digest("base64url");
}

// The change time is there because a program can set the modification time back, but not this one.
const textOf = (stat: BigIntStats): string =>
  [stat.dev, stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join(":");

/** The stamp of a regular file; undefined of anything else. Throws system errors but for a file that is not there. */
export function stampOf(path: string): Stamp | undefined {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (stat?.isFile() !== true) return undefined;
  const settled = Date.now() - Number(stat.ctimeNs / 1_000_000n) > SETTLED;
  return { text: textOf(stat), settled };
}

/** SHA-256 of the content of a regular file, and the stamp that it belongs to; undefined where there is none. */
export function digestFile(path: string): { readonly digest: string; readonly stamp: Stamp } | undefined {
  const stamp = stampOf(path);
  if (stamp === undefined) return undefined;
  const before = known.get(path);
  if (before?.stamp === stamp.text) return { digest: before.digest, stamp };
  const digest = hashFile(path);
  const isSame = stampOf(path)?.text === stamp.text;
  if (stamp.settled && isSame) known.set(path, { stamp: stamp.text, digest });
  else known.delete(path);
  return { digest, stamp: isSame ? stamp : { ...stamp, settled: false } };
}
