import { afterAll, expect, test } from "vitest";
import { createAnalysis } from "../../transformer/hosts/editor/analysis.ts";
import { Program } from "../program/program.ts";

const program = new Program({ "broken/tsconfig.json": "{ compilerOptions: ", "src/main.ts": "" });
afterAll(() => {
  program.remove();
});

const wrong = "// @cache persistant\nexport function f() {}\n";
const codes = (path: string, text: string, analyse = createAnalysis(program.folder)) =>
  analyse(program.path(path), text).diagnostics.map(({ code }) => code);

test("a version of a file is analysed once", () => {
  const analyse = createAnalysis(program.folder);
  const path = program.path("src/main.ts");
  const first = analyse(path, wrong);
  expect(first.diagnostics).toHaveLength(1);
  expect(analyse(path, wrong)).toBe(first);
  expect(analyse(path, wrong.replace("persistant", "persistent")).units).toHaveLength(1);
});

test("the sources of packages, declarations and texts in other languages say nothing", () => {
  for (const path of ["node_modules/p/a.ts", "src/a.d.ts", "src/a.vue", "src/a.json"])
    expect(codes(path, wrong), path).toEqual([]);
  expect(codes("src/a.ts", wrong)).toEqual(["MEMOIR1001"]);
});

test("a tsconfig that is broken while it is edited costs nobody their editor", () => {
  expect(codes("broken/a.ts", wrong)).toEqual([]);
  program.write("broken/tsconfig.json", "{}");
  expect(codes("broken/a.ts", wrong)).toEqual(["MEMOIR1001"]);
});
