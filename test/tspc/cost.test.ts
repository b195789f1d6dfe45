import * as ts from "typescript";
import { expect, test } from "vitest";
import type { ProgramTransformer } from "../../transformer/hosts/tspc/transformer.ts";
import { createTransformer } from "../../transformer/hosts/tspc/transformer.ts";
import { standIn } from "./stand-in.ts";

/** A compiler in memory that counts what is made and read. */
function compiler(files: Record<string, string>, options: ts.CompilerOptions = {}) {
  const settings: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    noLib: true,
    types: [],
    configFilePath: "/p/tsconfig.json",
    ...options,
  };
  const texts = new Map(Object.entries({ "/p/package.json": '{"type":"module"}', ...files }));
  const counts = { programs: [] as ts.Program[], reads: 0 };
  const written = new Map<string, string>();
  const host: ts.CompilerHost = {
    getSourceFile(fileName, how) {
      counts.reads++;
      const text = texts.get(fileName);
      return text === undefined ? undefined : ts.createSourceFile(fileName, text, how);
    },
    fileExists: (fileName) => texts.has(fileName),
    readFile: (fileName) => texts.get(fileName),
    writeFile: (fileName, text) => written.set(fileName, text),
    getDefaultLibFileName: () => "/lib.d.ts",
    getCurrentDirectory: () => "/p",
    getCanonicalFileName: (fileName) => fileName,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
  };
  const counting = {
    ...ts,
    createProgram(how: ts.CreateProgramOptions) {
      const program = ts.createProgram(how);
      counts.programs.push(program);
      return program;
    },
  } as unknown as typeof ts;
  const create = (transform: ProgramTransformer) => {
    const rootNames = Object.keys(files).filter((name) => /\.[mc]?tsx?$/.test(name));
    const program = ts.createProgram({ rootNames, options: settings, host });
    counts.reads = 0;
    return transform(program, host, { transform: "memoir/transformer" }, { ts: counting });
  };
  return { create, counts, written };
}

const project = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`/p/m${i}.ts`, `export function m${i}() { return ${i}; }\n`]),
  );
const source = (program: ts.Program, name: string) => {
  const file = program.getSourceFile(name);
  if (!file) throw new Error(`no ${name}`);
  return file;
};

test("no second program where nothing is rewritten", () => {
  const { create, counts, written } = compiler({ "/p/a.ts": "export const a = 1;\n" });
  const program = create(createTransformer(standIn));
  program.emit();
  expect(counts).toEqual({ programs: [], reads: 0 });
  expect([...written.keys()]).toEqual(["/p/a.js"]);
});

test("no rewriting where no scripts are emitted", () => {
  const { create, counts } = compiler(project(2), { emitDeclarationOnly: true, declaration: true });
  let rewrites = 0;
  create(createTransformer((...args) => (rewrites++, standIn(...args)))).emit();
  expect(rewrites).toBe(0);
  expect(counts.programs).toEqual([]);
});

test("one second program for a whole emit: unchanged files are shared, nothing is read, nothing is checked", () => {
  const { create, counts, written } = compiler({ ...project(3), "/p/same.ts": "export const same = 1;\n" });
  const program = create(createTransformer(standIn));
  program.emit();
  expect(counts.programs).toHaveLength(1);
  expect(counts.reads).toBe(0);
  const [second] = counts.programs;
  expect(second?.getSourceFile("/p/same.ts")).toBe(program.getSourceFile("/p/same.ts"));
  expect(second?.getSourceFile("/p/m1.ts")?.text).toContain("$fn(m1");
  expect(second?.getCompilerOptions().noCheck).toBe(true);
  expect(program.getSourceFile("/p/m1.ts")?.text).not.toContain("$fn");
  expect(written.get("/p/m2.js")).toContain("$fn(m2");
});

test("file by file: one rewrite for one file, few programs for all, each file rewritten once", () => {
  const { create, counts, written } = compiler(project(100));
  const names: string[] = [];
  const transform = createTransformer((text, name, options) => {
    names.push(name);
    return standIn(text, name, options);
  });
  const program = create(transform);
  program.emit(source(program, "/p/m40.ts"));
  expect(names).toEqual(["m40.ts"]);
  for (let i = 0; i < 100; i++) program.emit(source(program, `/p/m${i}.ts`));
  expect(counts.programs.length).toBeLessThanOrEqual(4);
  expect(new Set(names).size).toBe(100);
  expect(names).toHaveLength(100);
  for (let i = 0; i < 100; i++) expect(written.get(`/p/m${i}.js`)).toContain(`$fn(m${i},`);
});

test("a source file that the next program keeps is not rewritten again, unless its options differ", () => {
  const texts = project(3);
  const host = compiler(texts);
  let rewrites = 0;
  const transform = createTransformer((...args) => (rewrites++, standIn(...args)));
  const first = host.create(transform);
  first.emit();
  expect(rewrites).toBe(3);
  const again = (entry: Record<string, unknown>) => {
    const kept = {
      getSourceFile: (name: string) => first.getSourceFile(name),
      fileExists: (name: string) => name in texts || name === "/p/package.json",
      readFile: () => '{"type":"module"}',
      writeFile: () => {},
      getDefaultLibFileName: () => "/lib.d.ts",
      getCurrentDirectory: () => "/p",
      getCanonicalFileName: (name: string) => name,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => "\n",
    };
    const options = first.getCompilerOptions();
    const next = ts.createProgram({ rootNames: first.getRootFileNames(), options, host: kept });
    transform(next, kept, entry, { ts }).emit();
  };
  again({});
  expect(rewrites).toBe(3);
  again({ cacheDir: "elsewhere" });
  expect(rewrites).toBe(6);
});
