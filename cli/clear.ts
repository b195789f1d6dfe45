import { formatSize } from "../runtime/quantity.ts";
import { complain, entriesOf, manifestsOf, resultsOf } from "./command.ts";
import type { Command, Request } from "./command.ts";

function report(entries: number, bytes: number): number {
  console.log(`removed ${entries} ${entries === 1 ? "entry" : "entries"}, ${formatSize(bytes)}`);
  return 0;
}

function clearName(store: Request["store"], name: string): number {
  const found = entriesOf(store, name);
  if (found.length === 0) return complain(`no entries of "${name}" in ${store.dir}`);
  const removed = found.filter(({ key }) => store.delete(key));
  for (const { key } of manifestsOf(store, name)) store.delete(key);
  if (removed.length < found.length)
    complain(`${found.length - removed.length} entries could not be removed`);
  report(
    removed.length,
    removed.reduce((sum, { bytes }) => sum + bytes, 0),
  );
  return removed.length < found.length ? 1 : 0;
}

function clearTag(store: Request["store"], tag: string): number {
  const found = [...resultsOf(store)].filter(({ header }) => header.tags?.includes(tag) === true);
  if (found.length === 0) return complain(`no entries with the tag "${tag}" in ${store.dir}`);
  const removed = found.filter(({ key }) => store.delete(key));
  return report(
    removed.length,
    removed.reduce((sum, { bytes }) => sum + bytes, 0),
  );
}

/** `memoir clear`: removes the entries of a name or with a tag, or all of them; other files in the folder stay. */
export const clear: Command = ({ store, name, tag, yes }) => {
  if (tag !== undefined && name !== undefined) return complain("clear takes a name or --tag, not both", 2);
  if (tag !== undefined) return clearTag(store, tag);
  if (name !== undefined) return clearName(store, name);
  if (!yes)
    return complain(`clear without a name removes every entry in ${store.dir}: confirm with --yes`, 2);
  const { entries, bytes } = store.clear();
  return entries === 0 ? complain(`no entries in ${store.dir}`) : report(entries, bytes);
};
