import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { encode } from "../../runtime/codec/index.ts";
import { openFileStore } from "../../runtime/store/file.ts";
import { entryId, entryPath } from "../../runtime/store/folder.ts";
import { exampleEntry, keyOf, newFolder, otherFormat } from "../store/example.ts";

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
    [["clear", "--fix"]],
    [["verify", "x"]],
    [["verify", "--dry-run"]],
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

describe("memoir clear --tag", () => {
  test("removes the entries with a tag, and no others", () => {
    const store = sampleStore();
    expect(memoir(["clear", "--tag", "nightly", "--dir", store.dir]).stdout).toMatch(/^removed 1 entry, /);
    expect([...store.list()].map(({ key }) => key).sort()).toEqual([keyOf("a"), keyOf("b")].sort());
    expect(memoir(["clear", "--tag", "nightly", "--dir", store.dir]).status).toBe(1);
    expect(memoir(["clear", "load", "--tag", "x", "--dir", store.dir]).status).toBe(2);
  });
});

describe("memoir prune", () => {
  const keysOf = ({ dir }: { dir: string }) => [...openFileStore(dir).list()].map(({ key }) => key).sort();

  test("brings a folder within a size, what saves least per byte first", () => {
    const store = openFileStore(newFolder());
    store.set(exampleEntry("a", { duration: 1 }, 10_000));
    store.set(exampleEntry("b", { duration: 60_000 }, 10_000));
    const before = fs.readdirSync(store.dir, { recursive: true });
    const dry = memoir(["prune", "--max-size", "15KB", "--dry-run", "--dir", store.dir]);
    expect(dry).toMatchObject({ status: 0, stderr: "" });
    expect(dry.stdout).toMatch(/^would remove 1 entry, 10 KB; left 1 entry, 10 KB\n$/);
    expect(fs.readdirSync(store.dir, { recursive: true })).toEqual(before);
    expect(memoir(["prune", "--max-size", "15KB", "--dir", store.dir]).stdout).toMatch(/^removed 1 entry/);
    expect(keysOf(store)).toEqual([keyOf("b")]);
  });

  test("removes what nobody used for so long, by the limits of the tsconfig", () => {
    const root = newFolder();
    fs.mkdirSync(root);
    const plugins = [{ transform: "memoir/transformer", maxAge: "30d" }];
    fs.writeFileSync(join(root, "tsconfig.json"), JSON.stringify({ compilerOptions: { plugins } }));
    const store = sampleStore(join(root, ".memoir"));
    const old = new Date(Date.now() - 31 * 86_400_000);
    fs.utimesSync(entryPath(store.dir, entryId(keyOf("a"))), old, old);
    expect(JSON.parse(memoir(["prune", "--json"], root).stdout)).toMatchObject({
      dryRun: false,
      removed: { entries: 1 },
      left: { entries: 2 },
    });
    expect(keysOf(store)).toEqual([keyOf("b"), keyOf("c")].sort());
  });

  test("needs a limit that it understands", () => {
    const { dir } = sampleStore();
    const root = newFolder();
    fs.mkdirSync(root);
    expect(memoir(["prune", "--dir", dir], root)).toMatchObject({ status: 2, stdout: "" });
    expect(memoir(["prune", "--max-size", "many", "--dir", dir])).toMatchObject({ status: 2, stdout: "" });
    expect(memoir(["prune", "--max-age", "5GB", "--dir", dir])).toMatchObject({ status: 2, stdout: "" });
  });

  test("of a folder that is not there does nothing", () => {
    const dir = newFolder();
    expect(memoir(["prune", "--max-age", "1d", "--dir", dir]).status).toBe(0);
    expect(fs.existsSync(dir)).toBe(false);
  });
});

describe("memoir view", () => {
  const stored = (value: unknown, key = "a") => {
    const { codec, body } = encode(value);
    const store = openFileStore(newFolder());
    store.set({ ...exampleEntry(key, { codec }), body });
    return store;
  };

  test("shows what the newest entry of a name holds, or one by its key", () => {
    const { dir } = stored(new Map([["a", [1, -0, "\u001b[2J"]]]));
    const shown = { status: 0, stdout: "Map(1) { 'a' => [ 1, -0, '\\x1B[2J' ] }\n", stderr: "" };
    expect(memoir(["view", "load", "--dir", dir])).toEqual(shown);
    expect(memoir(["view", keyOf("a"), "--dir", dir])).toEqual(shown);
  });

  test("says what it cannot find or read", () => {
    const { dir } = stored(1);
    expect(memoir(["view", "other", "--dir", dir])).toMatchObject({ status: 1, stdout: "" });
    expect(memoir(["view", "--dir", dir])).toMatchObject({ status: 2, stdout: "" });
    const strange = openFileStore(newFolder());
    strange.set(exampleEntry("a", { codec: "mine" }));
    expect(memoir(["view", "load", "--dir", strange.dir])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('no codec "mine" is registered') as string,
    });
  });
});

describe("memoir verify", () => {
  test("finds damaged and misplaced entries, and removes them when asked to", () => {
    const store = sampleStore();
    const path = (text: string) => entryPath(store.dir, entryId(keyOf(text)));
    const bytes = fs.readFileSync(path("a"));
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    fs.writeFileSync(path("a"), bytes);
    fs.mkdirSync(join(path("d"), ".."), { recursive: true });
    fs.copyFileSync(path("b"), path("d"));
    const found = memoir(["verify", "--dir", store.dir]);
    expect(found.status).toBe(1);
    expect(found.stdout).toContain(`${path("a")}: the checksum of its body is wrong\n`);
    expect(found.stdout).toContain(`${path("d")}: it lies under another key's name\n`);
    expect(found.stdout).toMatch(/^2 entries are whole, 2 damaged; /m);
    expect(memoir(["verify", "--fix", "--dir", store.dir]).stdout).toMatch(/2 damaged and removed; /);
    expect(memoir(["verify", "--dir", store.dir])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^2 entries are whole; /) as string,
    });
  });

  test("leaves entries of another format version alone", () => {
    const store = sampleStore();
    const path = entryPath(store.dir, entryId(keyOf("a")));
    fs.writeFileSync(path, otherFormat(fs.readFileSync(path)));
    expect(memoir(["verify", "--fix", "--dir", store.dir]).stdout).toMatch(/^3 entries are whole; /);
  });
});
