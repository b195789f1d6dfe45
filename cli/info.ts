import { printable } from "../runtime/printable.ts";
import { formatDuration, formatSize } from "../runtime/quantity.ts";
import type { EntrySummary } from "../runtime/store/store.ts";
import { ageOf, complain, entriesOf } from "./command.ts";
import type { Command } from "./command.ts";
import { table } from "./table.ts";

const DIGITS = 12;

function describe(entry: EntrySummary): string {
  const { key, bytes, header } = entry;
  const { created, duration, codec, ttl, failed, tags = [], components, inputs = [], form, source } = header;
  const facts = [
    ["unit", `${form}, ${printable(source)}`],
    ["created", `${new Date(created).toISOString()} (${ageOf(entry)})`],
    ["took", formatDuration(duration)],
    ["size", formatSize(bytes)],
    ["codec", printable(codec)],
    ...(failed === true ? [["holds", "an error, to be thrown again"]] : []),
    ...(ttl === undefined ? [] : [["ttl", formatDuration(ttl)]]),
    ...(tags.length === 0 ? [] : [["tags", tags.map(printable).join(", ")]]),
  ];
  const parts = [...components, ...inputs].map(({ label, digest }) => [
    printable(label),
    printable(digest.slice(0, DIGITS)),
  ]);
  const indent = (text: string, by: string) => text.replace(/^/gm, by);
  const lists = [indent(table(facts), "  "), ...(parts.length > 0 ? [indent(table(parts), "    ")] : [])];
  return [printable(key), ...lists].join("\n");
}

/** `memoir info NAME`: each entry of a name, newest first. */
export const info: Command = ({ store, name, json }) => {
  if (name === undefined) return complain("info needs a name; memoir ls shows them", 2);
  const entries = entriesOf(store, name);
  if (json) console.log(JSON.stringify(entries, null, 2));
  if (entries.length === 0) return complain(`no entries of "${name}" in ${store.dir}`);
  if (!json) console.log(entries.map(describe).join("\n\n"));
  return 0;
};
