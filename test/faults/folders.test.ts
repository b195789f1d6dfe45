import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { check } from "../../runtime/store/check.ts";
import { openFileStore } from "../../runtime/store/file.ts";
import { entryId } from "../../runtime/store/folder.ts";
import { tryLock } from "../../runtime/store/lock.ts";
import { exampleEntry, keyOf } from "../store/example.ts";
import { call, runtime } from "./call.ts";

/** The user that has no rights. */
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

function newFolder(): string {
  const parent = fs.mkdtempSync(join(tmpdir(), "memoir-folders-"));
  fs.chmodSync(parent, 0o755);
  onTestFinished(() => fs.rmSync(parent, { recursive: true, force: true }));
  return join(parent, "cache");
}

const leftovers = (dir: string): readonly string[] =>
  fs.readdirSync(dir, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".tmp"));

/** A disk of its own at a folder; what keeps the system from giving one. */
function mount(dir: string, options: string): string | undefined {
  if (!isRoot || process.platform !== "linux")
    return "only root can mount a small disk, and only Linux has tmpfs";
  fs.mkdirSync(dir);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", options, "memoir", dir], { stdio: "pipe" });
  } catch {
    return "this system lets nobody mount";
  }
  onTestFinished(() => void execFileSync("umount", [dir]));
  return undefined;
}

describe("a disk", () => {
  test.for(["size=256k", "size=8m,nr_inodes=32"])(
    "that is full (%s) costs what it has no room for",
    (options, { skip }) => {
      const dir = newFolder();
      const missing = mount(dir, options);
      if (missing !== undefined) return skip(missing);
      const sizes = [1, 2, 20_000, 3, 20_001, 4, 20_002, 5, 6, 7, 8, 9];
      const first = call(dir, sizes);
      expect(first).toMatchObject({ right: true, runs: sizes.length * 2 });
      expect(first.said).toContain("MEMOIR2103");
      expect(leftovers(dir)).toEqual([]);
      const kept = [...openFileStore(dir).list()].length;
      expect(kept).toBeGreaterThan(0);
      // What was stored is there.
      expect(call(dir, sizes)).toMatchObject({ right: true, runs: sizes.length * 2 - kept });
      for (const name of fs.readdirSync(dir)) fs.rmSync(join(dir, name), { recursive: true });
      expect(call(dir, [1, 2])).toMatchObject({ right: true, said: [] });
      expect(call(dir, [1, 2])).toMatchObject({ right: true, runs: 0, said: [] });
    },
  );

  test("that has become read-only serves what it has", ({ skip }) => {
    const dir = newFolder();
    const missing = mount(dir, "size=8m");
    if (missing !== undefined) return skip(missing);
    call(dir, [1, 2]);
    execFileSync("mount", ["-o", "remount,ro", dir]);
    const read = call(dir, [1, 2, 3]);
    expect(read).toMatchObject({ right: true, runs: 2, said: ["MEMOIR2103"] });
  });
});

describe("a folder", () => {
  test("of another user, who lets nobody in, costs the caching", ({ skip }) => {
    if (!isRoot) return skip("only root can become another user");
    const dir = newFolder();
    call(dir, [1, 2]);
    const other = call(dir, [1, 2, 3], { uid: NOBODY });
    expect(other).toMatchObject({ right: true, runs: 6 });
    expect([...other.said].sort()).toEqual(["MEMOIR2102", "MEMOIR2103", "MEMOIR2104"]);
    expect(call(dir, [1, 2])).toMatchObject({ right: true, runs: 0, said: [] });
  });

  test("of another user, who lets others read, serves what it has", ({ skip }) => {
    if (!isRoot) return skip("only root can become another user");
    const dir = newFolder();
    call(dir, [1, 2]);
    execFileSync("chmod", ["-R", "a+rX", dir]);
    const other = call(dir, [1, 2, 3], { uid: NOBODY });
    expect(other).toMatchObject({ right: true, runs: 2, said: ["MEMOIR2103"] });
    expect(call(dir, [3])).toMatchObject({ right: true, runs: 2, said: [] });
  });

  test.each(["between", "inside"])("that is deleted %s the calls is made again", (remove) => {
    const dir = newFolder();
    const { right, said } = call(dir, [1, 2, 3], { remove });
    expect({ right, said }).toEqual({ right: true, said: [] });
    expect(call(dir, [1])).toMatchObject({ right: true, said: [] });
  });

  test.each([1, 2, 3])("on a network whose calls fail at random (%i) costs what they had to do", (seed) => {
    const dir = newFolder();
    const sizes = [1, 2, 20_000, 3, 4, 20_001, 5, 6];
    const network = { seed, rate: 0.05 };
    const expected = new Set(["MEMOIR2102", "MEMOIR2103", "MEMOIR2104"]);
    for (const time of ["writing", "reading"]) {
      const { right, said, failures } = call(dir, sizes, { network });
      expect([time, right, said.filter((code) => !expected.has(code))]).toEqual([time, true, []]);
      expect(failures).toBeGreaterThan(0);
    }
    expect(check(dir, false).damaged).toEqual([]);
    const kept = [...openFileStore(dir).list()].length;
    expect(kept).toBeGreaterThan(0);
    expect(call(dir, sizes)).toMatchObject({ right: true, runs: sizes.length * 2 - kept, said: [] });
  });

  test("of two versions of memoir serves each its own", () => {
    const dir = newFolder();
    const later = join(dir, "../runtime");
    fs.cpSync(runtime, later, { recursive: true });
    const format = fs.readFileSync(join(later, "format.ts"), "utf8");
    fs.writeFileSync(join(later, "format.ts"), format.replace(/(?<=FORMAT = )\d+/, "999"));
    fs.writeFileSync(join(dir, "../package.json"), '{ "type": "module" }');
    const versions = [runtime, later, runtime, later].map((version) =>
      call(dir, [1, 2], { runtime: version }),
    );
    expect(versions.map(({ right, runs, said }) => [right, runs, said])).toEqual([
      [true, 4, []],
      [true, 4, []],
      [true, 0, []],
      [true, 0, []],
    ]);
    expect([...openFileStore(dir).list()]).toHaveLength(4);
  });

  test("does not depend on the clock", () => {
    const dir = newFolder();
    const sizes = [1, 2];
    call(dir, sizes);
    const files = fs
      .readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((item) => item.isFile());
    for (const year of ["1980-02-01", "2100-01-01"]) {
      for (const { parentPath, name } of files)
        fs.utimesSync(join(parentPath, name), new Date(year), new Date(year));
      expect(call(dir, sizes)).toMatchObject({ right: true, runs: 0, said: [] });
      const lock = join(dir, "locks", `${"0".repeat(64)}.lock`);
      fs.writeFileSync(lock, "");
      fs.utimesSync(lock, new Date(year), new Date(year));
      expect(call(dir, [3 + Number(year[0])])).toMatchObject({ right: true, said: [] });
    }
  });
});

test("names on disk are safe everywhere, whatever units are called", () => {
  const dir = newFolder();
  const store = openFileStore(dir);
  const names = [
    "../../evil",
    "con",
    'a/b\\c:d*?"<>|',
    "x".repeat(5000),
    ".",
    " ",
    "ä\u0000",
    "__proto__",
    "name.",
  ];
  for (const name of names) expect(store.set(exampleEntry(name, { name, tags: [name] }))).toBe(true);
  expect(store.set(exampleEntry("large", {}, 100_000))).toBe(true);
  expect(tryLock(dir, entryId(keyOf("locked"))).state).toBe("locked");
  for (const name of names) {
    expect(store.get(keyOf(name))?.header.name).toBe(name);
    expect(store.named(name)).toHaveLength(1);
  }
  expect(fs.readdirSync(join(dir, ".."))).toEqual(["cache"]);
  const parts = fs
    .readdirSync(dir, { recursive: true, encoding: "utf8" })
    .flatMap((path) => path.split(/[\\/]/));
  const safe =
    /^(?:[0-9a-f]{2}|[0-9a-f]{32}|[0-9a-f]{62}\.entry|[0-9a-f]{62}\.[0-9a-f]{32}\.body|[0-9a-f]{30}\.body|[0-9a-f]{64}\.lock|CACHEDIR\.TAG|\.gitignore|component\.key|[a-z]{5,8})$/;
  expect(parts.filter((part) => !safe.test(part))).toEqual([]);
});
