export interface Row {
  readonly host: string;
  readonly tool: string;
  forward: string;
  reverse: string;
  positions: string;
  edits: string;
  readonly limits: string;
}

const columns = {
  host: "host",
  tool: "tried with",
  forward: "hits what tspc stored",
  reverse: "tspc hits what it stored",
  edits: "edit three imports away counts",
  positions: "stack traces",
  limits: "limits",
} satisfies Record<keyof Row, string>;

/** The rows as a Markdown table: README has it. */
export function tableOf(rows: readonly Row[]): string {
  const keys = Object.keys(columns) as (keyof Row)[];
  const lines = [columns, ...rows].map((row) =>
    keys.map((key) => row[key] || (key === "limits" ? "" : "no")),
  );
  const widths = keys.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  const text = lines.map((line) => `| ${line.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(" | ")} |`);
  text.splice(1, 0, `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`);
  return text.join("\n");
}
