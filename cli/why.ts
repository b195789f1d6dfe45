import { printable } from "../runtime/printable.ts";
import { explainChange } from "../runtime/store/explain.ts";
import type { EntrySummary } from "../runtime/store/store.ts";
import { ageOf, complain, entriesOf } from "./command.ts";
import type { Command } from "./command.ts";

const partsOf = ({ header: { components, inputs = [] } }: EntrySummary) => [...components, ...inputs];

/** `memoir why NAME`: what made the newest entry of a name another one than the entry before it. */
export const why: Command = ({ store, name, json }) => {
  if (name === undefined) return complain("why needs a name; memoir ls shows them", 2);
  const [newest, before] = entriesOf(store, name);
  if (newest === undefined) return complain(`no entries of "${name}" in ${store.dir}`);
  if (before === undefined) return complain(`"${name}" has one entry only, from ${ageOf(newest)}`);
  const changes = explainChange(partsOf(before), partsOf(newest));
  if (json) {
    console.log(JSON.stringify({ name, newest: newest.key, before: before.key, changes }, null, 2));
    return 0;
  }
  console.log(
    `${printable(name)}: computed ${ageOf(newest)}, though there was an entry from ${ageOf(before)}`,
  );
  const lines = changes.length > 0 ? changes : ["nothing that an entry lists has changed"];
  console.log(lines.map((change) => `  ${printable(change)}`).join("\n"));
  return 0;
};
