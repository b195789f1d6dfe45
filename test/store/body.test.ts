import * as fs from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { check } from "../../runtime/store/check.ts";
import { openFileStore } from "../../runtime/store/file.ts";
import { entryId, entryPath } from "../../runtime/store/folder.ts";
import { prune } from "../../runtime/store/prune.ts";
import type { Entry } from "../../runtime/store/store.ts";
import { bodyOf, exampleEntry, keyOf, newFolder } from "./example.ts";

const SIZE = 100_000;
const HOURS = 3 * 3_600_000;

/** Of any key, with a large body that follows from a text. */
const holding = (text: string, key: string, size = SIZE): Entry => ({
  ...exampleEntry(key),
  body: bodyOf(text, size),
});

function filesIn(dir: string, end: string): string[] {
  const all = fs.readdirSync(dir, { recursive: true, encoding: "utf8" });
  return all.filter((name) => name.endsWith(end)).map((name) => join(dir, name));
}

/** Bytes that the large bodies take on the disk. */
function onDisk(dir: string): number {
  const inodes = new Map(
    filesIn(dir, ".body")
      .map((path) => fs.statSync(path))
      .map((stat) => [stat.ino, stat.size]),
  );
  return [...inodes.values()].reduce((sum, size) => sum + size, 0);
}

const quiet = (): void => void vi.spyOn(console, "error").mockReturnValue();

/** Sets the clock on, for what is compared with the times of files. */
function later(milliseconds: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + milliseconds });
  onTestFinished(() => void vi.useRealTimers());
}

describe("a large body that equals another", () => {
  test("is stored once, and comes back for each", () => {
    const dir = newFolder();
    const store = openFileStore(dir);
    for (const key of ["a", "b", "c"]) expect(store.set(holding("x", key))).toBe(true);
    store.set(holding("y", "d"));
    expect(onDisk(dir)).toBe(2 * SIZE);
    for (const key of ["a", "b", "c"]) expect(openFileStore(dir).get(keyOf(key))).toEqual(holding("x", key));
    expect(store.get(keyOf("d"))?.body).toEqual(bodyOf("y", SIZE));
    expect(check(dir, false)).toMatchObject({ entries: 4, damaged: [] });
  });

  test("stays until the last entry that has it is gone", () => {
    const dir = newFolder();
    const store = openFileStore(dir);
    for (const key of ["a", "b"]) store.set(holding("x", key));
    expect(store.delete(keyOf("a"))).toBe(true);
    expect(store.get(keyOf("b"))?.body).toEqual(bodyOf("x", SIZE));
    store.delete(keyOf("b"));
    expect(filesIn(dir, ".body")).toEqual([]);
  });

  test("counts for each entry with its share, and is freed with the last that goes", () => {
    const dir = newFolder();
    const store = openFileStore(dir);
    for (let at = 0; at < 10; at += 1) store.set(holding("x", String(at)));
    const { left } = prune(dir, { maxSize: 2 * SIZE });
    expect(left.entries).toBe(10);
    expect(left.bytes).toBeGreaterThan(SIZE);
    expect(prune(dir, { maxSize: 10 }).left).toEqual({ entries: 0, bytes: 0 });
    expect(filesIn(dir, ".body")).toEqual([]);
  });

  test("and was damaged since is not shared any further", () => {
    quiet();
    const dir = newFolder();
    const store = openFileStore(dir);
    store.set(holding("x", "a"));
    const [path = ""] = filesIn(join(dir, "entries"), ".body");
    const file = fs.openSync(path, "r+");
    fs.writeSync(file, "damage", 70_000);
    fs.closeSync(file);
    expect(store.get(keyOf("a"))).toBeUndefined();
    expect(check(dir, false).damaged).toHaveLength(1);
    store.set(holding("x", "b"));
    store.set(holding("x", "c"));
    expect(store.get(keyOf("b"))?.body).toEqual(bodyOf("x", SIZE));
    store.set(holding("x", "a"));
    expect(store.get(keyOf("a"))?.body).toEqual(bodyOf("x", SIZE));
    expect(onDisk(dir)).toBe(SIZE);
  });
});

describe("a large body", () => {
  test.each(["missing", "cut off", "longer", "another"])("that is %s is never served", (how) => {
    quiet();
    const dir = newFolder();
    const store = openFileStore(dir);
    store.set(holding("x", "a"));
    store.set(holding("y", "b"));
    const path = filesIn(dir, ".body").find((name) => name.includes(entryId(keyOf("a")).slice(2))) ?? "";
    const other = filesIn(dir, ".body").find((name) => name.includes(entryId(keyOf("b")).slice(2))) ?? "";
    fs.rmSync(path);
    if (how === "cut off") fs.writeFileSync(path, bodyOf("x", SIZE - 1));
    if (how === "longer") fs.writeFileSync(path, bodyOf("x", SIZE + 1));
    if (how === "another") fs.copyFileSync(other, path);
    expect(store.get(keyOf("a"))).toBeUndefined();
    expect(check(dir, true).damaged).toHaveLength(1);
    expect(check(dir, true)).toMatchObject({ entries: 1, damaged: [] });
    expect(store.get(keyOf("b"))?.body).toEqual(bodyOf("y", SIZE));
  });

  test("takes the place of another, whose file goes when nobody can be reading it any more", () => {
    const dir = newFolder();
    const store = openFileStore(dir);
    for (const text of ["x", "y"]) store.set(holding(text, "a"));
    expect(store.get(keyOf("a"))?.body).toEqual(bodyOf("y", SIZE));
    expect([...store.list()]).toHaveLength(1);
    expect(onDisk(dir)).toBe(2 * SIZE);
    later(HOURS);
    expect([...store.list()]).toHaveLength(1);
    expect(onDisk(dir)).toBe(SIZE);
    expect(store.get(keyOf("a"))?.body).toEqual(bodyOf("y", SIZE));
  });

  test("goes when a small one has taken its place", () => {
    const dir = newFolder();
    const store = openFileStore(dir);
    store.set(holding("x", "a"));
    store.set(holding("x", "a", 10));
    later(HOURS);
    prune(dir, {});
    expect(filesIn(dir, ".body")).toEqual([]);
    expect(store.get(keyOf("a"))?.body).toEqual(bodyOf("x", 10));
  });

  test("that a killed process left without an entry is swept away, and no other", () => {
    const dir = newFolder();
    const store = openFileStore(dir);
    for (const key of ["a", "b"]) store.set(holding(key, key));
    fs.rmSync(entryPath(dir, entryId(keyOf("a"))));
    prune(dir, {});
    expect(onDisk(dir)).toBe(2 * SIZE);
    later(HOURS);
    prune(dir, {});
    expect(onDisk(dir)).toBe(SIZE);
    expect(store.get(keyOf("b"))?.body).toEqual(bodyOf("b", SIZE));
  });

  test("that only its shared name is left of is swept away", () => {
    const dir = newFolder();
    openFileStore(dir).set(holding("x", "a"));
    fs.rmSync(join(dir, "entries"), { recursive: true });
    fs.mkdirSync(join(dir, "entries"));
    fs.writeFileSync(join(dir, "bodies", ".DS_Store"), "somebody else's");
    later(HOURS);
    prune(dir, {});
    expect(filesIn(dir, ".body")).toEqual([]);
  });

  test("goes with the entry when all are cleared", () => {
    const dir = newFolder();
    const store = openFileStore(dir);
    for (const key of ["a", "b"]) store.set(holding("x", key));
    expect(store.clear().entries).toBe(2);
    expect(filesIn(dir, ".body")).toEqual([]);
  });
});
