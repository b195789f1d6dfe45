import type { Fault } from "./judge.ts";
import type { Verdict } from "./trial.ts";

const faults: readonly Fault[] = ["stale", "differs", "served", "needless"];

/** `row 31 M "body of a helper" [function, block]: stale: after the edit: hit` */
export function describeFaults(verdicts: readonly Verdict[]): string[] {
  const forms = new Map<string, string[]>();
  for (const { one, form, findings } of verdicts) {
    for (const { fault, message } of findings) {
      const text = `${fault}: ${message}`.replaceAll(`/${form}/`, "/…/");
      const line = `row ${one.row} ${one.label} "${one.name}"\n    ${text}`;
      forms.set(line, [...(forms.get(line) ?? []), form]);
    }
  }
  return [...forms].map(([line, names]) => `${line}\n    in: ${names.join(", ")}`);
}

/** One line for each corpus: rows, cases, runs, and how many forms show each fault. */
export function summary(verdicts: readonly Verdict[]): string {
  const names = [...new Set(verdicts.map(({ corpus }) => corpus))];
  const groups = names.map((name) => [name, verdicts.filter(({ corpus }) => corpus === name)] as const);
  const lines = [...groups, ["all", verdicts] as const].map(([name, group]) => cells(name, group));
  const head = ["corpus", "rows", "cases", "forms", "refusals", ...faults];
  return [head, ...lines].map((line) => line.map((cell, at) => pad(cell, at)).join("  ")).join("\n");
}

function cells(name: string, group: readonly Verdict[]): string[] {
  const count = (fault: Fault): number =>
    group.filter(({ findings }) => findings.some((finding) => finding.fault === fault)).length;
  const cases = new Set(group.map(({ one }) => one));
  const rows = new Set(group.map(({ one }) => one.row));
  const refusals = group.filter(({ one }) => one.label === "refuse").length;
  return [name, rows.size, cases.size, group.length, refusals, ...faults.map(count)].map(String);
}

const pad = (cell: string, at: number): string => (at === 0 ? cell.padEnd(40) : cell.padStart(8));
