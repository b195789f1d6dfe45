import { printable } from "../runtime/printable.ts";
import { formatDuration, formatSize } from "../runtime/quantity.ts";
import type { EntrySummary } from "../runtime/store/store.ts";
import { ageOf, complain, resultsOf } from "./command.ts";
import type { Command } from "./command.ts";
import { table } from "./table.ts";

interface Named {
  readonly newest: EntrySummary;
  readonly entries: number;
  readonly bytes: number;
  /** Milliseconds that computing all entries took: what one hit on each saves. */
  readonly duration: number;
}

function byName(entries: Iterable<EntrySummary>): ReadonlyMap<string, Named> {
  const names = new Map<string, Named>();
  for (const entry of entries) {
    const { name, created, duration } = entry.header;
    const before = names.get(name);
    names.set(name, {
      newest: before !== undefined && before.newest.header.created >= created ? before.newest : entry,
      entries: (before?.entries ?? 0) + 1,
      bytes: (before?.bytes ?? 0) + entry.bytes,
      duration: (before?.duration ?? 0) + duration,
    });
  }
  return new Map([...names].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function print(names: ReadonlyMap<string, Named>, dir: string): void {
  const rows = [...names].map(([name, { newest, entries, bytes, duration }]) => [
    printable(name),
    newest.header.form,
    printable(newest.header.source),
    String(entries),
    formatSize(bytes),
    ageOf(newest),
    formatDuration(duration),
  ]);
  const title = ["NAME", "FORM", "SOURCE", "ENTRIES", "SIZE", "NEWEST", "SAVES"];
  console.log(table([title, ...rows], [3, 4, 5, 6]));
  const all = [...names.values()];
  const count = all.reduce((sum, { entries }) => sum + entries, 0);
  const size = formatSize(all.reduce((sum, { bytes }) => sum + bytes, 0));
  console.log(`\n${count} ${count === 1 ? "entry" : "entries"}, ${size} in ${dir}`);
}

/** `memoir ls`: one line a name. */
export const ls: Command = ({ store, json }) => {
  const names = byName(resultsOf(store));
  if (json) {
    const list = [...names].map(([name, { newest, entries, bytes, duration }]) => {
      const { form, source, created } = newest.header;
      return { name, form, source, entries, bytes, newest: created, duration };
    });
    console.log(JSON.stringify(list, null, 2));
  } else if (names.size > 0) {
    print(names, store.dir);
  } else {
    return complain(`no entries in ${store.dir}`);
  }
  return names.size > 0 ? 0 : 1;
};
