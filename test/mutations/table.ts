import type { Verdict } from "./trial.ts";

interface Row {
  readonly name: string;
  /** Calls of the driver, and how many of them a warm cache serves. */
  readonly calls?: readonly [all: number, served: number];
  readonly verdicts: readonly Verdict[];
}

const faults = ["stale", "differs", "needless"] as const;

/** One line for each package, and one for each kind of edit. */
export function summary(rows: readonly Row[]): string {
  const all = rows.flatMap(({ verdicts }) => verdicts);
  const kinds = [...new Set(all.map(({ edit }) => edit.kind))].sort();
  const byKind = kinds.map((name) => ({ name, verdicts: all.filter(({ edit }) => edit.kind === name) }));
  const head = ["", "calls", "cached", "edits", "kinds", "changed", "served", ...faults, "discarded"];
  return [head, ...rows.map(cells), cells({ name: "all", verdicts: all }), [""], ...byKind.map(cells)]
    .map((line) => line.map((cell, at) => (at === 0 ? cell.padEnd(20) : cell.padStart(9))).join(""))
    .join("\n");
}

function cells({ name, calls, verdicts }: Row): string[] {
  const having = (keep: (verdict: Verdict) => boolean): number => verdicts.filter(keep).length;
  return [
    name,
    ...(calls ?? ["", ""]).map(String),
    ...[
      verdicts.length,
      new Set(verdicts.map(({ edit }) => edit.kind)).size,
      having(({ changed }) => changed > 0),
      having(({ served }) => served > 0),
      ...faults.map((fault) => having(({ findings }) => findings.some((finding) => finding.fault === fault))),
      having(({ discarded }) => discarded !== undefined),
    ].map(String),
  ];
}

const LONGEST = 600;

/** `css-what:7:12 operator parse.ts:12` and what is wrong, for each edit with a finding. */
export const describeFindings = (verdicts: readonly Verdict[]): string[] =>
  verdicts.flatMap(({ edit, findings }) => {
    const [first] = findings;
    if (first === undefined) return [];
    const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : "";
    return [
      `${edit.id} ${edit.kind} ${edit.place}: ${first.fault}: ${first.message.slice(0, LONGEST)}${more}`,
    ];
  });
