import { readFileSync } from "node:fs";
import { format } from "prettier";
import { expect, test } from "vitest";
import { documentedTables } from "./documented.ts";

test("docs/edits.md lists what the corpus excuses", async () => {
  const page = readFileSync(new URL("../../docs/edits.md", import.meta.url), "utf8");
  const tables = await format(documentedTables(), { parser: "markdown", printWidth: 110 });
  expect(page).toContain(tables);
});
