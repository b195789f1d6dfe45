import { randomBytes } from "node:crypto";
import type { Stats } from "node:fs";
import { statSync } from "../trace/untraced.ts";

/** Milliseconds since the epoch. */
const start = Date.now() - process.uptime() * 1000;
const mark = randomBytes(12).toString("base64url");

/**
 * What joins the digest of a file beside its content: nothing where the file is as old as this process. A file that
 * changed since may have been loaded before it did, so what it computes now may be of the old code: a mark that only
 * this process has keeps that from other processes.
 */
export const sinceStart = ({ ctimeMs, mtimeMs }: Stats): string =>
  Math.max(ctimeMs, mtimeMs) < start ? "" : mark;

/** The same of a path; as of a changed file where there is none. */
export function sinceStartAt(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? mark : sinceStart(stat);
}
