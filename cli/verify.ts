import { printable } from "../runtime/printable.ts";
import { formatSize } from "../runtime/quantity.ts";
import { check } from "../runtime/store/check.ts";
import { complain } from "./command.ts";
import type { Command } from "./command.ts";
import { showProgress } from "./progress.ts";

/** `memoir verify`: reads every entry and checks it; with `--fix`, removes what is damaged. */
export const verify: Command = ({ store, fix, json }) => {
  let found;
  try {
    found = check(store.dir, fix, (done) => showProgress("checking", done));
  } catch (error) {
    return complain(error instanceof Error ? error.message : String(error));
  }
  const { entries, bytes, damaged } = found;
  if (json) console.log(JSON.stringify({ ...found, removed: fix }, null, 2));
  else {
    for (const { path, why } of damaged) console.log(`${printable(path)}: ${why}`);
    const whole = `${entries} ${entries === 1 ? "entry is" : "entries are"} whole`;
    const rest = damaged.length === 0 ? "" : `, ${damaged.length} damaged${fix ? " and removed" : ""}`;
    console.log(`${whole}${rest}; ${formatSize(bytes)} read in ${store.dir}`);
  }
  return damaged.length > 0 && !fix ? 1 : 0;
};
