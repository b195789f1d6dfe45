import { fs } from "./node-fs.ts";

// Taken before tracing wraps them: what memoir itself reads is no input of a unit.
export const {
  closeSync,
  existsSync,
  fstatSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  accessSync,
  renameSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeSync,
} = fs;

let depth = 0;

/** Whether what runs now is memoir's own. */
export const isUntraced = (): boolean => depth > 0;

/** Runs sync work of memoir's own, through functions that call others of `node:fs` in turn. */
export function untraced<T>(work: () => T): T {
  depth += 1;
  try {
    return work();
  } finally {
    depth -= 1;
  }
}

/** A whole file. Throws system errors. */
export const readFileSync = (path: string): Buffer => untraced(() => fs.readFileSync(path));

/** What globs match, relative to `cwd`. Throws system errors. */
export const globSync = (
  pattern: string | readonly string[],
  cwd: string,
  exclude: readonly string[] = [],
): string[] => untraced(() => fs.globSync(pattern, { cwd, ...(exclude.length > 0 && { exclude }) }));

/** Writes a file, for the user alone, that must not be there yet. Throws system errors. */
export const writeNewSync = (path: string, text: string): void =>
  untraced(() => fs.writeFileSync(path, text, { flag: "wx", mode: 0o600 }));

/** Removes a folder with all that is in it, if it is there. Throws system errors. */
export const rmSync = (path: string): void =>
  untraced(() => fs.rmSync(path, { recursive: true, force: true }));
