import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { Program, tspcArguments } from "./program.ts";

const main = `
import { scale } from "./scale.js";
// @cache persistent
export function unit(x: number): number { console.log("  ran unit"); return scale(x); }
console.log(unit(1));
`;
const scale = "export const scale = (x: number): number => x * 3;\n";

function create(files: Record<string, string>, options: object = {}): Program {
  // With declarations the compiler knows from the first build on what of a module its importers can see.
  const program = new Program(files, { declaration: true, ...options });
  onTestFinished(() => program.remove());
  return program;
}

/** Computes once, hits, and computes again after an edit of the helper's module alone. */
async function follows(
  program: Program,
  compile: () => Promise<unknown>,
  helper = "src/scale.ts",
): Promise<void> {
  await compile();
  expect((await program.run()).stdout).toBe("  ran unit\n3\n");
  expect((await program.run()).stdout).toBe("3\n");
  const before = statSync(program.path("out/main.js")).mtimeMs;
  program.edit(helper, "x * 3", "x * 4");
  await compile();
  expect((await program.run()).stdout).toBe("  ran unit\n4\n");
  expect((await program.run()).stdout).toBe("4\n");
  expect(statSync(program.path("out/main.js")).mtimeMs).toBe(before);
}

test("incremental: the unit's module is not emitted again, and its key follows", async () => {
  const program = create({ "src/main.ts": main, "src/scale.ts": scale });
  await follows(program, () => program.compile());
});

test("-b with project references", async () => {
  const program = create({
    "src/main.ts": main.replace("./scale.js", "../lib/out/scale.js"),
    "lib/src/scale.ts": scale,
  });
  const config = JSON.parse(program.read("tsconfig.json")) as { compilerOptions: object };
  const { compilerOptions } = config;
  const library = { ...compilerOptions, composite: true, declaration: true, incremental: undefined };
  program.write("lib/tsconfig.json", JSON.stringify({ compilerOptions: library, include: ["src"] }));
  program.write("tsconfig.json", JSON.stringify({ ...config, references: [{ path: "lib" }] }));
  await follows(program, () => program.compile("-b"), "lib/src/scale.ts");
});

test("--watch", async () => {
  const program = create({ "src/main.ts": main, "src/scale.ts": scale });
  const child = spawn(process.execPath, [...tspcArguments, "--watch", "--preserveWatchOutput"], {
    cwd: program.folder,
  });
  onTestFinished(() => void child.kill());
  let said = "";
  let compiled = 0;
  let wake = (): void => undefined;
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
    wake();
  });
  await follows(program, async () => {
    compiled += 1;
    while ((said.match(/Found 0 errors/g) ?? []).length < compiled) {
      await new Promise<void>((resolve) => (wake = resolve));
    }
  });
});

test("CommonJS", async () => {
  const program = create(
    { "src/main.ts": main, "src/scale.ts": scale },
    { module: "commonjs", moduleResolution: "bundler" },
  );
  program.write("package.json", "{}");
  await follows(program, () => program.compile());
  expect(program.read("out/main.js")).toContain('require("memoir/internal")');
});

test("ES modules with bundler resolution", async () => {
  const program = create(
    { "src/main.ts": main, "src/scale.ts": scale },
    { module: "esnext", moduleResolution: "bundler" },
  );
  await follows(program, () => program.compile());
});

test("a stack trace has the line and column of the source", async () => {
  const failing = `
// @cache persistent
export function unit(x: number): number {
  const y = x + 1; throw new Error("here " + String(y));
}
unit(1);
`;
  const program = create({ "src/main.ts": failing }, { sourceMap: true });
  await program.compile();
  const { stderr } = await program.run("out/main.js", { NODE_OPTIONS: "--enable-source-maps" });
  expect(stderr).toContain("src/main.ts:4:26");
  expect(stderr).toContain("src/main.ts:6:1");
});

test("a type error is reported where it is in the source", async () => {
  const program = create({ "src/main.ts": `${main}const wrong: string = unit(2);\n`, "src/scale.ts": scale });
  await expect(program.compile()).rejects.toThrow("src/main.ts(6,7): error TS2322");
});
