import { printable } from "../runtime/printable.ts";
import { formatDuration } from "../runtime/quantity.ts";
import type { FileStore } from "../runtime/store/file.ts";
import type { EntrySummary } from "../runtime/store/store.ts";

/** What a command is given: an open store and the rest of the command line. */
export interface Request {
  readonly store: FileStore;
  readonly name: string | undefined;
  readonly json: boolean;
  readonly yes: boolean;
  /** `clear`: entries with this tag. */
  readonly tag: string | undefined;
  /** `prune`: as on the command line. */
  readonly maxSize: string | undefined;
  readonly maxAge: string | undefined;
  readonly dryRun: boolean;
  /** `verify`: damaged entries are removed. */
  readonly fix: boolean;
}

/** Does its work, prints, and gives the exit code. */
export type Command = (request: Request) => number;

/** Says on stderr what a command did not find or cannot do, and gives the exit code. */
export function complain(message: string, exitCode: 1 | 2 = 1): number {
  console.error(`memoir: ${printable(message)}`);
  return exitCode;
}

/** How long ago an entry was made, for people; a clock that was ahead gives no negative age. */
export function ageOf({ header }: EntrySummary): string {
  return `${formatDuration(Math.max(0, Date.now() - header.created))} ago`;
}

/** The results of a name, newest first; all of them, whatever the index of names holds. */
export function entriesOf(store: FileStore, name: string): readonly EntrySummary[] {
  const found: EntrySummary[] = [];
  for (const entry of resultsOf(store)) if (entry.header.name === name) found.push(entry);
  return found.sort(newestFirst);
}

/** What lists the results of a name by what their computations read. */
export function manifestsOf(store: FileStore, name: string): readonly EntrySummary[] {
  return [...store.list()].filter(({ header }) => header.manifest === true && header.name === name);
}

/** The entries that are results: not those that list the results of a key by what their computations read. */
export function* resultsOf(store: FileStore): Generator<EntrySummary> {
  for (const entry of store.list()) if (entry.header.manifest !== true) yield entry;
}

/** Orders entries by age; equally old ones by key, so that a listing is always the same. */
export function newestFirst(a: EntrySummary, b: EntrySummary): number {
  return b.header.created - a.header.created || (a.key < b.key ? -1 : 1);
}
