import type { Lookup, Run } from "./program.ts";

/** The heads of the columns that `row` fills. */
export const heads = ["example", "run", "hit", "recomputed", "wall", "saved", "why"];

/** What one run did, as the cells of a table. */
export function row(example: string, label: string, { lookups, wall }: Run): string[] {
  const hits = lookups.filter(({ outcome }) => outcome === "hit");
  const misses = lookups.filter(({ outcome }) => outcome !== "hit");
  const saved = hits.reduce((sum, lookup) => sum + (lookup.saved ?? 0), 0);
  const reasons = new Set(misses.map(({ why }) => why).filter((why) => why !== undefined));
  const [why = ""] = reasons;
  return [example, label, counts(hits), counts(misses), seconds(wall), seconds(saved), why];
}

/** Lays the cells out in columns as wide as their longest cell. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = heads.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  return rows
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** `embeddings ×398, fit` */
function counts(lookups: readonly Lookup[]): string {
  const found = new Map<string, number>();
  for (const { name } of lookups) found.set(name, (found.get(name) ?? 0) + 1);
  return [...found].map(([name, count]) => (count === 1 ? name : `${name} ×${count}`)).join(", ");
}

const seconds = (milliseconds: number): string =>
  milliseconds === 0 ? "" : `${(milliseconds / 1000).toFixed(1)} s`;
