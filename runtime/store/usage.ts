import { join } from "node:path";
import { closeSync, openSync, readFileSync, writeSync } from "../trace/untraced.ts";
import { againIfStale, replaceFile } from "./disk.ts";
import { inFolder } from "./folder.ts";

/*
 * How much a cache folder holds, roughly, so that nobody lists it to find out. The file `usage`: a line of JSON, then
 * a line for each entry written since, with its bytes. What is overwritten counts twice, and of what others write at
 * the very moment when the first line is written anew something may be lost; each round through the folder counts
 * exactly again.
 */
export interface Usage {
  /** Undefined until the first round has ended. */
  readonly bytes: number | undefined;
  /** When the last round through the folder ended, in milliseconds since the epoch. */
  readonly ended: number;
  /** Where the round that is under way goes on: a number of a subfolder, 0 to 255; 0 where none is. */
  readonly next: number;
  /** Bytes that this round has counted so far. */
  readonly counted: number;
}

const none: Usage = { bytes: undefined, ended: 0, next: 0, counted: 0 };

const usagePath = (dir: string): string => join(dir, "usage");

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

function parse(line: string): Usage {
  try {
    const found = JSON.parse(line) as Partial<Record<keyof Usage, unknown>>;
    const { bytes, ended, next, counted } = found;
    if (!isNumber(ended) || !isNumber(next) || !isNumber(counted)) return none;
    return { bytes: isNumber(bytes) ? bytes : undefined, ended, next, counted };
  } catch {
    return none;
  }
}

/** What is known of a folder, and how long the file was. Never throws: what cannot be read is not known. */
export function readUsage(dir: string): { readonly usage: Usage; readonly length: number } {
  let text;
  try {
    text = againIfStale(() => readFileSync(usagePath(dir))).toString("latin1");
  } catch {
    return { usage: none, length: 0 };
  }
  const [first = "", ...lines] = text.split("\n");
  const usage = parse(first);
  const added = lines.reduce((sum, line) => sum + (Number(line) || 0), 0);
  const bytes = usage.bytes === undefined ? undefined : usage.bytes + added;
  return { usage: { ...usage, bytes }, length: text.length };
}

/** Notes that an entry was written. Throws system errors. */
export function addUsage(dir: string, bytes: number): void {
  const path = usagePath(dir);
  const fd = inFolder(dir, path, () => openSync(path, "a", 0o600));
  try {
    writeSync(fd, `\n${bytes}`);
  } finally {
    closeSync(fd);
  }
}

/** Writes what is known anew; what was noted after the first `length` bytes were read stays. Throws system errors. */
export function writeUsage(dir: string, usage: Usage, length: number): void {
  const path = usagePath(dir);
  let since: Buffer;
  try {
    since = readFileSync(path).subarray(length);
  } catch {
    since = Buffer.alloc(0);
  }
  inFolder(dir, path, () => replaceFile(path, [Buffer.from(JSON.stringify(usage)), since]));
}
