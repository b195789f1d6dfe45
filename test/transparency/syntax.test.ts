import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { Program } from "../program/program.ts";
import { problemsCached, problemsOf } from "./rewritten.ts";
import { modules } from "./syntax.ts";

const withoutDirectives = (text: string): string => text.replaceAll("// @cache", "//");

const spellings: Readonly<Record<string, (text: string) => string>> = {
  "as it is": (text) => text,
  "with CRLF": (text) => text.replaceAll("\n", "\r\n"),
  "with U+2028": (text) => text.replaceAll("\n", "\u2028"),
  "after a byte order mark": (text) => (text.startsWith("#!") ? text : `\uFEFF${text}`),
};

describe.each(Object.entries(modules))("%s", (file, text) => {
  test.each(Object.entries(spellings))("comes through %s", (_, spell) => {
    const spelt = spell(text);
    expect(problemsOf(withoutDirectives(spelt), file)).toEqual([]);
    expect(problemsCached(withoutDirectives(spelt), file)).toEqual([]);
    expect(problemsCached(spelt, file)).toEqual([]);
  });
});

const tsc = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
const names = Object.keys(modules).map((file) => file.replace(/t(sx?)$/, "js").replace(/jsx$/, "js"));
const program = new Program(
  {
    ...Object.fromEntries(Object.entries(modules).map(([file, text]) => [`src/${file}`, text])),
    "src/data.json": '{ "name": "data" }',
    // One after the other: how many turns a cached async function takes is its own affair.
    "src/main.mts": names.map((name) => `await import("./${name}");\n`).join(""),
  },
  { noCheck: true, jsx: "react", incremental: false },
);
afterAll(() => {
  program.remove();
});

/** What emitted code looks like depends on these. */
const settings: readonly [type: "module" | "commonjs", options: readonly string[]][] = [
  ["module", ["--target", "es2022"]],
  ["module", ["--target", "es2015"]],
  ["commonjs", ["--target", "es2017"]],
  ["commonjs", ["--target", "es2022", "--experimentalDecorators", "--useDefineForClassFields", "false"]],
];

test.each(settings)("they print the same under tspc as under tsc: %s, %s", async (type, options) => {
  program.write("package.json", JSON.stringify({ type }));
  const plain = await program.node([tsc, ...options, "--outDir", "plain"]);
  expect(plain.stdout + plain.stderr).toBe("");
  await program.compile(...options, "--outDir", "out");
  const expected = await program.node(["plain/main.mjs"]);
  const { code, stdout, stderr } = await program.run("out/main.mjs");
  for (const file of Object.keys(modules)) expect(expected.stdout).toContain(file.replace(/\..*/, " "));
  expect(stderr).toBe(expected.stderr);
  expect(stdout).toBe(expected.stdout);
  expect(code).toBe(0);
});
