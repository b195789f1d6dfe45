import { knownMisses, notCovered } from "./known.ts";

/** The tables of docs/edits.md: what the corpus shows and is excused, and what it does not try. */
export function documentedTables(): string {
  const misses = knownMisses.map(({ row, name, reason }) => [String(row), name, reason]);
  const untried = notCovered.map(({ row, what, reason }) => [String(row), what, reason]);
  return [table(["row", "case", "why"], misses), "Not tried:", table(["row", "what", "why"], untried)].join(
    "\n\n",
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
