import { symlinkSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Linter } from "eslint";
import { afterAll, expect, test } from "vitest";
import memoir from "../../transformer/hosts/eslint.ts";
import { Program } from "../program/program.ts";

const modules = fileURLToPath(new URL("../../node_modules", import.meta.url));

const main = `// @cache persistant
export function wrong() { return 1; }
// @cache
export function dice() { return Math.random(); }
// @cache
export function accepted() {
  // memoir-ok: drawn once
  return Math.random();
}
`;
const disabled = { compilerOptions: { plugins: [{ transform: "memoir/transformer", enabled: false }] } };

const eslintConfig = `import memoir from "memoir/eslint";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";
export default defineConfig(
  { files: ["**/*.ts", "**/*.tsx"], languageOptions: { parser: tseslint.parser } },
  memoir.configs.recommended,
);
`;

const program = new Program({
  "src/main.ts": main,
  "src/lines.ts": `\uFEFFexport const one = "\u2028";\r\n// @cache\r\nclass A {}\r\n`,
  "src/view.tsx": "// @cache lru maxsize=3\nexport const View = () => <p>{1}</p>;\n",
  "src/plain.js": "// @cache\nexport let f = () => 1;\n",
  "off/tsconfig.json": JSON.stringify(disabled),
  "off/main.ts": main,
  "eslint.config.js": eslintConfig,
  ".oxlintrc.json": JSON.stringify({
    jsPlugins: ["memoir/eslint"],
    categories: { correctness: "off" },
    rules: { "memoir/errors": "error", "memoir/warnings": "warn" },
  }),
});
for (const name of ["eslint", "typescript-eslint"])
  symlinkSync(`${modules}/${name}`, program.path(`node_modules/${name}`));
afterAll(() => {
  program.remove();
});

const expected = [
  "src/lines.ts:3:1 errors MEMOIR1002",
  "src/main.ts:1:11 errors MEMOIR1001",
  "src/main.ts:4:33 warnings MEMOIR1012",
  "src/plain.js:1:1 errors MEMOIR1002",
  "src/view.tsx:1:15 errors MEMOIR1001",
];

const lint = (linter: string) => program.node([`${modules}/${linter}`, "--format", "json", "src", "off"]);

test("ESLint reports what a build reports, at its place, but for what is accepted or disabled", async () => {
  interface File {
    readonly filePath: string;
    readonly messages: readonly {
      readonly ruleId: string;
      readonly severity: number;
      readonly message: string;
      readonly line: number;
      readonly column: number;
    }[];
  }
  const { stdout, stderr } = await lint("eslint/bin/eslint.js");
  expect(stderr).toBe("");
  const found = (JSON.parse(stdout) as File[]).flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, message, line, column, severity }) => {
      expect(severity).toBe(ruleId === "memoir/errors" ? 2 : 1);
      return describe(relative(program.folder, filePath), line, column, ruleId, message);
    }),
  );
  expect(found.sort()).toEqual(expected);
});

test("oxlint reports the same through the same plugin", async () => {
  interface Report {
    readonly diagnostics: readonly {
      readonly filename: string;
      readonly code: string;
      readonly severity: string;
      readonly message: string;
      readonly labels: readonly { readonly span: { readonly line: number; readonly column: number } }[];
    }[];
  }
  const { stdout, stderr } = await lint("oxlint/bin/oxlint");
  expect(stderr).toBe("");
  const found = (JSON.parse(stdout) as Report).diagnostics.map(
    ({ filename, code, message, severity, labels }) => {
      expect(severity).toBe(code === "memoir(errors)" ? "error" : "warning");
      const { line = 0, column = 0 } = labels[0]?.span ?? {};
      return describe(filename, line, column, code, message);
    },
  );
  // Its report counts lines without U+2028.
  expect(found.sort()).toEqual(expected.map((each) => each.replace("lines.ts:3", "lines.ts:2")));
});

const describe = (file: string, line: number, column: number, rule: string, message: string): string =>
  `${file}:${line}:${column} ${/\w+(?=\)?$)/.exec(rule)?.[0] ?? ""} ${message.split(":")[0] ?? ""}`;

test("the recommended config is a flat config for ESLint's types", () => {
  const config: Linter.Config = memoir.configs.recommended;
  expect(config.rules).toEqual({ "memoir/errors": "error", "memoir/warnings": "warn" });
  expect(config.plugins).toEqual({ memoir });
});
