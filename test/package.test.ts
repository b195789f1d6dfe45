import { execFile } from "node:child_process";
import {
  mkdtempSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const run = promisify(execFile);
const repository = fileURLToPath(new URL("..", import.meta.url));
const folder = realpathSync(mkdtempSync(join(tmpdir(), "memoir-package-")));

const { devDependencies } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
  devDependencies: Record<"typescript" | "ts-patch", string>;
};

const config = {
  compilerOptions: {
    target: "es2022",
    module: "nodenext",
    strict: true,
    rootDir: "src",
    outDir: "out",
    plugins: [{ transform: "memoir/transformer", transformProgram: true }],
  },
  include: ["src"],
};

const program = `
import { cacheInfo, persistent } from "memoir";
// @cache persistent
function slow(x: number): number { console.log("computed"); return x * 2; }
console.log(slow(21), cacheInfo("slow").hits);
let total: number;
{
  using cache = persistent("block");
  total = slow(1) + slow(2);
}
console.log(total);
`;

beforeAll(async () => {
  const packed = await run("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], {
    cwd: repository,
  });
  const tarball = packed.stdout.trim().split("\n").at(-1) ?? "";
  mkdirSync(join(folder, "src"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  writeFileSync(join(folder, "src/main.ts"), program);
  const beside = [`typescript@${devDependencies.typescript}`, `ts-patch@${devDependencies["ts-patch"]}`];
  await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", `./${tarball}`, ...beside], {
    cwd: folder,
  });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("the packed package works in an empty project beside typescript and ts-patch", async () => {
  const compiled = await run(process.execPath, ["node_modules/ts-patch/bin/tspc.js"], { cwd: folder }).catch(
    (error: unknown) => error as { stdout: string },
  );
  expect(compiled.stdout).toBe("");
  const first = await run(process.execPath, ["out/main.js"], { cwd: folder });
  const second = await run(process.execPath, ["out/main.js"], { cwd: folder });
  expect(first.stdout).toBe("computed\n42 0\ncomputed\ncomputed\n6\n");
  expect(second.stdout).toBe("42 1\n6\n");
  const { stdout } = await run(process.execPath, ["node_modules/memoir/dist/cli/main.js", "ls"], {
    cwd: folder,
  });
  expect(stdout).toContain("slow");
});

test("it ships its code and documents, and nothing else", () => {
  expect(readdirSync(join(folder, "node_modules/memoir")).sort()).toEqual(
    expect.arrayContaining(["LICENSE", "README.md", "dist", "package.json"]),
  );
  expect(readdirSync(join(folder, "node_modules/memoir"))).not.toContain("test");
});
