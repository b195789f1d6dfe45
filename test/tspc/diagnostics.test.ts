import { expect, test } from "vitest";
import type { Json } from "./project.ts";
import { config, createProject } from "./project.ts";

const GOOD = "// @cache\nexport function good() { return 1; }\n";
const TYPE_ERROR = `// @cache
export function first(a: number) { return a; }
// @cache
export function bad(a: number) { const s: string = a; return s; }
`;
const FINDING = "export const one = 1;\nexport function f() {} /* @error */\n";
const ERROR = [
  "src/wrong.ts(2,27): error TS991003: MEMOIR1003: This cannot be cached.",
  "  Remove it.",
  "",
].join("\n");
const MODES: [string, string[], Json][] = [
  ["-p", ["-p", "."], {}],
  ["--incremental", ["-p", "."], { incremental: true }],
  ["-b", ["-b"], { composite: true }],
  ["-b, not composite", ["-b"], {}],
  ["noEmit", ["-p", "."], { noEmit: true }],
];

const project = (options: Json, files: Record<string, string>) =>
  createProject({
    "package.json": JSON.stringify({ type: "module" }),
    "tsconfig.json": config(options),
    ...files,
  });

test.each(MODES)("%s: type errors are tsc's, at the original place", async (_name, args, options) => {
  const files = { "src/bad.ts": TYPE_ERROR, "src/good.ts": GOOD };
  const plain = await project(options, files).tsc(...args);
  expect(plain.stdout).toContain("src/bad.ts(4,40): error TS2322");
  const ours = project(options, files);
  expect(await ours.tspc(...args)).toEqual(plain);
  expect(await ours.tspc(...args)).toEqual(plain);
});

test.each(MODES)("%s: memoir's errors are reported until the file is right", async (_name, args, options) => {
  const ours = project(options, { "src/wrong.ts": FINDING, "src/good.ts": GOOD });
  const first = await ours.tspc(...args);
  expect(first.stdout).toBe(ERROR);
  expect(first.code).not.toBe(0);
  const again = await ours.tspc(...args);
  expect(again.stdout).toBe(ERROR);
  expect(again.code).not.toBe(0);
  ours.write("src/wrong.ts", FINDING.replace("@error", "fine"));
  expect(await ours.tspc(...args)).toEqual({ code: 0, stdout: "", stderr: "" });
});

test.each([
  ["-p", ["-p", "."], { noCheck: true }],
  ["--incremental", ["-p", "."], { noCheck: true, incremental: true }],
  ["-b", ["-b", "--force"], { noCheck: true, composite: true }],
])("%s with noCheck: memoir's errors are reported all the same", async (_name, args, options) => {
  const ours = project(options, { "src/wrong.ts": FINDING });
  for (let turn = 0; turn < 2; turn++) {
    const run = await ours.tspc(...args);
    expect(run.stdout).toBe(ERROR);
    expect(run.code).not.toBe(0);
  }
});

test.each(MODES.slice(0, 3))(
  "%s: noEmitOnError holds back what is wrong for memoir",
  async (_name, args, options) => {
    const ours = project({ ...options, noEmitOnError: true }, { "src/wrong.ts": FINDING });
    expect(await ours.tspc(...args)).toMatchObject({
      stdout: ERROR,
      code: 1,
    });
    expect(() => ours.read("out/wrong.js")).toThrow();
    ours.write("src/wrong.ts", FINDING.replace("@error", "fine"));
    expect(await ours.tspc(...args)).toMatchObject({ code: 0 });
    expect(ours.read("out/wrong.js")).toContain("$fn");
  },
);

test.each(MODES.slice(0, 4))(
  "%s: a warning is printed and changes no exit code",
  async (_name, args, options) => {
    const ours = project(
      { ...options, noEmitOnError: true },
      { "src/wrong.ts": FINDING.replace("@error", "@warn") },
    );
    const run = await ours.tspc(...args);
    expect(run).toEqual({
      code: 0,
      stdout: "",
      stderr: "src/wrong.ts(2,27): warning TS991004: MEMOIR1004: This cannot be cached.\n  Remove it.\n",
    });
    expect(ours.read("out/wrong.js")).toContain("$fn");
  },
);

test("a file that does not parse is reported by TypeScript alone", async () => {
  const files = { "src/broken.ts": "export function f( { return 1;\n", "src/good.ts": GOOD };
  const plain = await project({}, files).tsc("-p", ".");
  expect(plain.code).not.toBe(0);
  expect(await project({}, files).tspc("-p", ".")).toEqual(plain);
});

test("a transform that throws is an error at its file, and the file is emitted as it is", async () => {
  const ours = project({}, { "src/odd.ts": "// @throw\nexport const odd = 1;\n", "src/good.ts": GOOD });
  const run = await ours.tspc("-p", ".");
  expect(run.stdout).toContain(
    "src/odd.ts(1,1): error TS991903: MEMOIR1903: The transform failed on this file",
  );
  expect(run.stdout).toContain("the stand-in was told to throw");
  expect(run.code).toBe(2);
  expect(ours.read("out/odd.js")).toContain("export const odd = 1;");
  expect(ours.read("out/good.js")).toContain("$call");
});

test("errors are drawn with their line under --pretty", async () => {
  const run = await project({}, { "src/wrong.ts": FINDING }).tspc("-p", ".", "--pretty");
  expect(run.stdout).toContain("export function f() {} /* @error */");
  expect(run.stdout).toContain("~~~~~~");
});
