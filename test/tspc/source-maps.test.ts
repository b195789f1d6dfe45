import {
  TraceMap,
  allGeneratedPositionsFor,
  eachMapping,
  originalPositionFor,
} from "@jridgewell/trace-mapping";
import { expect, test } from "vitest";
import type { Json } from "./project.ts";
import { config, createProject } from "./project.ts";

const SOURCE = `#!/usr/bin/env node
// A comment, with ünïcödé.
import { ok } from "node:assert";

// @cache
export function first(count: number): string { const text = "a" + count; return text; }

// @cache
export async function second<T>(value: T): Promise<T> {
  ok(value);
  const thrown = value as unknown as { boom(): T };   return thrown.boom();
}
second({ boom() { throw new Error("here"); } } as never).catch((error: Error) => console.log(error.stack));
`;
const EXTERNAL = /sourceMappingURL=(.*)/;

/** `line:column` of `word` in the source, as a stack trace counts. */
const place = (word: string) => {
  const before = SOURCE.slice(0, SOURCE.indexOf(word)).split("\n");
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
};

test.each<[string, string[], Json]>([
  ["external", ["-p", "."], { sourceMap: true }],
  [
    "external, inlineSources, sourceRoot",
    ["-p", "."],
    { sourceMap: true, inlineSources: true, sourceRoot: "/src/" },
  ],
  ["inline", ["-p", "."], { inlineSourceMap: true }],
  ["inline, inlineSources", ["-p", "."], { inlineSourceMap: true, inlineSources: true }],
  [
    "external, incremental, down-levelled",
    ["-p", "."],
    { sourceMap: true, incremental: true, target: "es2017" },
  ],
  ["external, -b", ["-b"], { sourceMap: true, composite: true }],
  ["inline, -b, CommonJS", ["-b"], { inlineSourceMap: true, composite: true, declarationMap: true }],
])("every position maps to the original: %s", async (name, args, options) => {
  const project = createProject({
    "package.json": JSON.stringify({ type: name.includes("CommonJS") ? "commonjs" : "module" }),
    "tsconfig.json": config(options),
    "node_modules/@types/node/index.d.ts":
      'declare module "node:assert" { export function ok(v: unknown): void }\ndeclare const console: { log(...a: unknown[]): void };\n',
    "src/main.ts": SOURCE,
  });
  project.write("tsconfig.json", config({ ...options, types: ["node"] }));
  expect(await project.tspc(...args)).toMatchObject({ code: 0, stdout: "" });
  const code = project.read("out/main.js");
  expect(code).toContain("$call");
  const url = EXTERNAL.exec(code)?.[1] ?? "";
  const json = url.startsWith("data:")
    ? Buffer.from(url.replace(/^.*base64,/, ""), "base64").toString("utf8")
    : project.read(`out/${url}`);

  const raw = JSON.parse(json) as Record<string, unknown>;
  expect(raw["sources"]).toEqual([options["sourceRoot"] ? "main.ts" : "../src/main.ts"]);
  expect(raw["sourceRoot"]).toBe(options["sourceRoot"] ?? "");
  expect(raw["sourcesContent"]).toEqual(options["inlineSources"] ? [SOURCE] : undefined);
  const map = new TraceMap(json);
  const generated = code.split("\n");
  const original = SOURCE.split("\n");
  eachMapping(map, (mapping) => {
    expect(mapping.originalLine).toBeGreaterThan(0);
    expect(mapping.originalColumn).toBeLessThanOrEqual(
      original[(mapping.originalLine ?? 0) - 1]?.length ?? -1,
    );
  });
  for (const word of [
    "count",
    '"a"',
    "text;",
    "boom()",
    "thrown.",
    "thrown = value",
    '"here"',
    "error.stack",
  ]) {
    const line = generated.findIndex((text) => text.includes(word) && !text.includes("//#"));
    const column = generated[line]?.indexOf(word) ?? -1;
    const found = originalPositionFor(map, { line: line + 1, column });
    expect(found.line, word).not.toBeNull();
    expect(original[(found.line ?? 0) - 1]?.slice(found.column ?? 0), word).toMatch(
      new RegExp(`^.{0,1}${word.replace(/[.()"]/g, "\\$&")}`),
    );
  }
  const imported = generated.findIndex((text) => text.includes("memoir/internal"));
  expect(originalPositionFor(map, { line: imported + 1, column: 0 }).line).toBe(3);
  expect(allGeneratedPositionsFor(map, { source: map.sources[0] ?? "", line: 11, column: 2 })).not.toEqual(
    [],
  );

  const { stdout } = await project.node("--enable-source-maps", "out/main.js");
  if (!options["sourceRoot"]) {
    expect(stdout).toContain(`${project.path("src/main.ts")}:${place("new Error")}`);
    expect(stdout).toContain(`${project.path("src/main.ts")}:${place("boom();")}`);
  }
});
