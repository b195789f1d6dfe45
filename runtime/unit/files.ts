import { createHash } from "node:crypto";
import { closeSync, globSync, openSync, readSync, statSync } from "node:fs";
import type { BigIntStats } from "node:fs";
import { dirname, isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { ModuleFile } from "../definition/definition.ts";
import type { Component } from "../digest/key.ts";

const CHUNK = 1 << 20;
/** Milliseconds. A file changed so short ago may change again without a new time stamp. */
const SETTLED = 2000;

interface Known {
  readonly stamp: string;
  readonly digest: string;
}

const known = new Map<string, Known>();

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
const stampOf = (stat: BigIntStats): string =>
  [stat.dev, stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join(":");

function digestFile(path: string): string | undefined {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (stat === undefined || stat.isDirectory()) return undefined;
  const stamp = stampOf(stat);
  const before = known.get(path);
  if (before?.stamp === stamp) return before.digest;
  const digest = hashFile(path);
  const after = statSync(path, { bigint: true, throwIfNoEntry: false });
  const settled = Date.now() - Number(stat.ctimeNs / 1_000_000n) > SETTLED;
  if (settled && after !== undefined && stampOf(after) === stamp) known.set(path, { stamp, digest });
  else known.delete(path);
  return digest;
}

/** The folder of the tsconfig that a module was compiled with, or the working directory. */
export function projectFolder(file: ModuleFile | undefined): string {
  if (file === undefined) return process.cwd();
  const path = isAbsolute(file.url) ? file.url : file.url.startsWith("file:") ? fileURLToPath(file.url) : ".";
  return resolve(dirname(path), file.settings?.root ?? "");
}

/**
 * Declared inputs as parts of a key: for each glob what it matches, by name and content, in an order that no
 * machine changes.
 *
 * @throws the system's error where a matched file cannot be read.
 */
export function declaredFiles(globs: readonly string[], folder: string): readonly Component[] {
  const found = new Map<string, string>();
  for (const glob of globs) {
    for (const match of globSync(glob, { cwd: folder })) {
      const name = match.replaceAll("\\", "/");
      const digest = found.has(name) ? undefined : digestFile(resolve(folder, match));
      if (digest !== undefined) found.set(name, digest);
    }
  }
  const names = [...found.keys()].sort();
  return names.map((name) => ({ label: `file ${name}`, digest: found.get(name) ?? "" }));
}
