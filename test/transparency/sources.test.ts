import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "@babel/parser";
import { expect, test } from "vitest";
import { isProjectSource } from "../../transformer/hosts/project/rewrite-file.ts";
import { Random } from "../random.ts";
import { rewrite } from "../../transformer/rewrite.ts";
import { options, problemsCached, problemsOf, withDirectives } from "./rewritten.ts";

const modules = fileURLToPath(new URL("../../node_modules/", import.meta.url));

/** `SOURCES=all` tries every file, another seed a larger sample. */
const seed = process.env["SOURCES"] ?? "1";
const SAMPLE = seed === "1" ? 150 : 1000;
const LARGEST = seed === "1" ? 60_000 : 300_000;
const FIXTURES = "test262-parser-tests";

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isProjectSource(join("/", entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

const problemsIn = (path: string, text: string): string[] =>
  [...problemsOf(text, path), ...problemsCached(text, path)].map((problem) => `${path}: ${problem}`);

function sampleOf(files: readonly string[]): string[] {
  const random = new Random(seed);
  const shares = new Set<string>();
  while (shares.size < SAMPLE) shares.add(random.pick(files) ?? "");
  return [...shares];
}

test("sources of installed packages come through, whatever their style", { timeout: 3_600_000 }, () => {
  const all = filesBelow(modules).filter((path) => !path.includes(FIXTURES) && statSync(path).size < LARGEST);
  expect(all.length).toBeGreaterThan(4000);
  const files = seed === "all" ? all : sampleOf(all);
  const problems = files.flatMap((path) => problemsIn(path, readFileSync(path, "utf8")));
  console.log(`${files.length} of ${all.length} sources of packages: ${problems.length} problems`);
  expect(problems).toEqual([]);
});

test("every syntax of ECMAScript's parser tests comes through", () => {
  const files = ["pass", "pass-explicit"].flatMap((folder) => filesBelow(join(modules, FIXTURES, folder)));
  expect(files.length).toBeGreaterThan(3900);
  const modular = files.filter((path) => isModule(readFileSync(path, "utf8")));
  expect(modular.length).toBeGreaterThan(3000);
  expect(modular.flatMap((path) => problemsIn(path, readFileSync(path, "utf8")))).toEqual([]);
});

test("what is wrong in a way that a parser can go on after makes no crash", () => {
  const files = ["early", "fail"].flatMap((folder) => filesBelow(join(modules, FIXTURES, folder)));
  for (const path of files) {
    const text = readFileSync(path, "utf8");
    for (const given of [text, withDirectives(text, path)])
      expect(() => rewrite(given, path, options), given).not.toThrow();
  }
});

/** Some are scripts only: sloppy mode, HTML comments. */
function isModule(text: string): boolean {
  try {
    parse(text, { sourceType: "module", allowReturnOutsideFunction: true });
    return true;
  } catch {
    return false;
  }
}
