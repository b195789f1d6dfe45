import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

test("every code has a section in docs/messages.md, and every section a code", () => {
  const files = globSync("{runtime,transformer,cli}/**/*.ts", { cwd: root });
  const used = files.flatMap((file) => readFileSync(root + file, "utf8").match(/MEMOIR\d{4}/g) ?? []);
  const documented = readFileSync(`${root}docs/messages.md`, "utf8").match(/(?<=^### )MEMOIR\d{4}$/gm) ?? [];
  expect(files.length).toBeGreaterThan(50);
  expect(documented).toEqual([...new Set(used)].sort());
});
