import { readFileSync } from "node:fs";
import { cpus, release, totalmem, type } from "node:os";
import { join } from "node:path";
import type { Figure, Row } from "./compare.ts";

const units = [
  ["s", 1e9],
  ["ms", 1e6],
  ["µs", 1e3],
  ["ns", 1],
] as const;

/** `12.3 µs` */
export function time(nanoseconds: number): string {
  const [unit, size] = units.find(([, each]) => nanoseconds >= each) ?? ["ns", 1];
  return `${(nanoseconds / size).toPrecision(3)} ${unit}`;
}

const times = (ratio: number): string => `${ratio >= 100 ? ratio.toFixed(0) : ratio.toPrecision(2)} ×`;

function cell({ nanoseconds, ratio, role }: Figure): string {
  if (nanoseconds === undefined) return "not installed";
  return role === "floor" || ratio === undefined
    ? time(nanoseconds)
    : `${time(nanoseconds)} (${times(ratio)})`;
}

const met = ({ reach, figures }: Row): string => {
  const ratio = figures.find(({ role }) => role === "memoir")?.ratio;
  if (reach === undefined || ratio === undefined) return "";
  return `≤ ${reach} × ${ratio <= reach ? "met" : "**not met**"}`;
};

/** Rows as a table of Markdown: memoir beside the floor, then the peers. */
export function table(rows: readonly Row[]): string {
  const lines = rows.map((row) => {
    const of = (role: string): string =>
      row.figures
        .filter((figure) => figure.role === role)
        .map((figure) => (role === "memoir" ? cell(figure) : `${figure.name} ${cell(figure)}`))
        .join(", ");
    return `| ${[row.what, of("memoir"), of("floor"), met(row), of("peer")].join(" | ")} |`;
  });
  return ["| what | memoir | floor | reach | peers |", "| --- | --- | --- | --- | --- |", ...lines].join(
    "\n",
  );
}

/** The text of RESULTS.md; what notes.md says of the reaches comes last. */
export function report(rows: readonly Row[], seconds: number): string {
  const [cpu] = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const machine =
    `${cpus().length} cores of ${cpu?.model ?? "an unknown processor"}, ${gigabytes} GB, ` +
    `${type()} ${release()}, Node ${process.versions.node}`;
  const notes = readFileSync(join(import.meta.dirname, "notes.md"), "utf8");
  return `# Results

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}, in ${seconds.toFixed(0)} s: ${machine}. The
machine was shared with other work, so absolute times drift. Each figure is the median of several rounds; in each round
all contenders of a row take their turn, and a ratio is the median of the rounds' ratios to the floor.

${table(rows)}

${notes}`;
}
