import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { openFileStore } from "../../runtime/store/file.ts";
import { exampleEntry, keyOf, newFolder } from "../store/example.ts";

const main = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));

function memoir(words: readonly string[], cwd?: string, env: NodeJS.ProcessEnv = {}) {
  const clean = { ...process.env, MEMOIR_DIR: undefined, NODE_OPTIONS: undefined, ...env };
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], {
    cwd,
    env: clean,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

const component = (label: string, digest: string) => ({ label, digest });

/** Two entries of `load`, an hour and a minute old, and one of a name that would clear the screen. */
function sampleStore(dir = newFolder()) {
  const store = openFileStore(dir);
  const code = component("code of normalize (src/text.ts:12)", "1");
  const created = Date.now() - 60_000;
  store.set(
    exampleEntry("a", { created: created - 3_600_000, components: [code, component("argument 0", "1")] }),
  );
  store.set(
    exampleEntry("b", { created, components: [{ ...code, digest: "2" }, component("argument 0", "1")] }),
  );
  store.set(exampleEntry("c", { name: "x\u001b[2J", form: "block", tags: ["nightly"], ttl: 60_000 }));
  return store;
}

describe("memoir ls", () => {
  test("shows a line a name, for people", () => {
    const { dir } = sampleStore();
    const { status, stdout, stderr } = memoir(["ls", "--dir", dir]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^NAME +FORM +SOURCE +ENTRIES +SIZE +NEWEST +SAVES$/m);
    expect(stdout).toMatch(/^load +function +src\/load\.ts:3 +2 +\d+ B +1\.0 min ago +2\.5 s$/m);
    expect(stdout).toMatch(/^x\\u\{1b\}\[2J +block/m);
    expect(stdout).toContain(`3 entries, `);
    expect(stdout).not.toContain("\u001b");
  });

  test("prints JSON", () => {
    const { dir } = sampleStore();
    const list = JSON.parse(memoir(["ls", "--json", "--dir", dir]).stdout) as unknown[];
    expect(list).toHaveLength(2);
    expect(list[0]).toMatchObject({
      name: "load",
      form: "function",
      source: "src/load.ts:3",
      entries: 2,
      duration: 2469,
    });
  });

  test("has exit code 1 where there is nothing", () => {
    const dir = newFolder();
    expect(memoir(["ls", "--dir", dir])).toEqual({
      status: 1,
      stdout: "",
      stderr: `memoir: no entries in ${dir}\n`,
    });
    expect(fs.existsSync(dir)).toBe(false);
  });
});

test("memoir info shows each entry of a name, newest first", () => {
  const { dir } = sampleStore();
  const { status, stdout } = memoir(["info", "load", "--dir", dir]);
  expect(status).toBe(0);
  expect(stdout.indexOf(keyOf("b"))).toBeLessThan(stdout.indexOf(keyOf("a")));
  expect(stdout).toMatch(/^ {4}code of normalize \(src\/text\.ts:12\) {2}2$/m);
  const block = memoir(["info", "x\u001b[2J", "--dir", dir]).stdout;
  expect(block).toMatch(/took +1\.2 s/);
  expect(block).toMatch(/ttl +1\.0 min/);
  expect(block).toMatch(/tags +nightly/);
  expect(memoir(["info", "none", "--dir", dir]).status).toBe(1);
});

test("memoir why compares the two newest entries of a name", () => {
  const { dir } = sampleStore();
  const { status, stdout } = memoir(["why", "load", "--dir", dir]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^load: computed 1\.0 min ago/);
  expect(stdout.split("\n").slice(1)).toEqual(["  code of normalize (src/text.ts:12) changed", ""]);
  expect(memoir(["why", "x\u001b[2J", "--dir", dir])).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/one entry only/) as string,
  });
});

describe("memoir clear", () => {
  test("removes the entries of a name, and no others", () => {
    const store = sampleStore();
    expect(memoir(["clear", "load", "--dir", store.dir])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^removed 2 entries, /) as string,
    });
    expect([...store.list()].map(({ key }) => key)).toEqual([keyOf("c")]);
    expect(memoir(["clear", "load", "--dir", store.dir]).status).toBe(1);
  });

  test("removes all entries when that is confirmed, and never another file", () => {
    const store = sampleStore();
    const mine = join(store.dir, "mine.txt");
    fs.writeFileSync(mine, "x");
    expect(memoir(["clear", "--dir", store.dir])).toMatchObject({ status: 2, stdout: "" });
    expect([...store.list()]).toHaveLength(3);
    expect(memoir(["clear", "--yes", "--dir", store.dir]).stdout).toMatch(/^removed 3 entries/);
    expect([...store.list()]).toHaveLength(0);
    expect(fs.existsSync(mine)).toBe(true);
  });
});

describe("the folder", () => {
  test("is that of the nearest tsconfig, with comments, trailing commas and an extended one", () => {
    const root = newFolder();
    fs.mkdirSync(join(root, "app/src"), { recursive: true });
    fs.writeFileSync(
      join(root, "base.json"),
      `\uFEFF{ // "plugins": 1
        "compilerOptions": { "paths": { "/*": ["//x, ]"] }, /* , */
          "plugins": [{ "transform": "memoir/transformer", "cacheDir": "tmp//a,]", }, ], }, }`,
    );
    fs.writeFileSync(join(root, "app/tsconfig.json"), `{ "extends": ["@x/y/tsconfig.json", "../base"] }`);
    sampleStore(join(root, "app/tmp/a,]"));
    expect(memoir(["ls"], join(root, "app/src"))).toMatchObject({ status: 0, stderr: "" });
  });

  test("is .memoir beside a tsconfig that says nothing, and MEMOIR_DIR where it is set", () => {
    const root = newFolder();
    fs.mkdirSync(join(root, "src"), { recursive: true });
    fs.writeFileSync(join(root, "tsconfig.json"), "{}");
    sampleStore(join(root, ".memoir"));
    expect(memoir(["ls"], join(root, "src")).status).toBe(0);
    expect(memoir(["ls"], join(root, "src"), { MEMOIR_DIR: "none" }).stderr).toContain(
      join(root, "src/none"),
    );
  });

  test("is not guessed where the tsconfig cannot be read", () => {
    const root = newFolder();
    fs.mkdirSync(root);
    fs.writeFileSync(join(root, "tsconfig.json"), "{ nonsense");
    expect(memoir(["ls"], root)).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^memoir MEMOIR2301: cannot read/) as string,
    });
    fs.writeFileSync(join(root, "tsconfig.json"), `{ "extends": "./tsconfig.json" }`);
    expect(memoir(["ls"], root).stderr).toContain("no entries in");
  });
});

describe("the command line", () => {
  test.each([
    [[]],
    [["lz"]],
    [["info"]],
    [["why"]],
    [["ls", "x"]],
    [["info", "a", "b"]],
    [["ls", "--yes"]],
    [["ls", "--nope"]],
    [["ls", "--dir"]],
  ])("%j is wrong usage", (words) => expect(memoir(words)).toMatchObject({ status: 2, stdout: "" }));

  test("explains itself and tells its version", () => {
    expect(memoir(["--help"])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^Usage: memoir COMMAND/) as string,
    });
    expect(memoir(["--version"])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    });
  });
});
