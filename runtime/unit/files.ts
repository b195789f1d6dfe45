import { dirname, isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { ModuleFile } from "../definition/definition.ts";
import type { Component } from "../digest/key.ts";
import { digestFile } from "../trace/stamp.ts";
import { globSync } from "../trace/untraced.ts";

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
    for (const match of globSync(glob, folder)) {
      const name = match.replaceAll("\\", "/");
      const digest = found.has(name) ? undefined : digestFile(resolve(folder, match))?.digest;
      if (digest !== undefined) found.set(name, digest);
    }
  }
  const names = [...found.keys()].sort();
  return names.map((name) => ({ label: `file ${name}`, digest: found.get(name) ?? "" }));
}
