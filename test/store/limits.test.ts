import * as fs from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { leastWorth, survey } from "../../runtime/store/evict.ts";
import { openFileStore } from "../../runtime/store/file.ts";
import type { FileStore } from "../../runtime/store/file.ts";
import { entryId, entryPath } from "../../runtime/store/folder.ts";
import { tryLock } from "../../runtime/store/lock.ts";
import { readUsage } from "../../runtime/store/usage.ts";
import { exampleEntry, keyOf, newFolder } from "./example.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const sizeOf = (store: FileStore): number => [...store.list()].reduce((sum, { bytes }) => sum + bytes, 0);

const fileOf = (store: FileStore, text: string): string => entryPath(store.dir, entryId(keyOf(text)));

/** Lets an entry look unused for so long. */
function age(store: FileStore, text: string, milliseconds: number): void {
  const time = new Date(Date.now() - milliseconds);
  fs.utimesSync(fileOf(store, text), time, time);
}

const lastUse = (store: FileStore, text: string): number =>
  Date.now() - fs.statSync(fileOf(store, text)).mtimeMs;

describe("a limit of size", () => {
  test("holds while entries are written, and leaves most of it in use", () => {
    const store = openFileStore(newFolder());
    const limits = { maxSize: 300_000 };
    for (let at = 0; at < 400; at += 1) {
      const entry = exampleEntry(String(at), {}, 5000);
      expect(store.set(entry)).toBe(true);
      store.limit(entry, limits);
      // A process looks after each 64th part of the limit.
      expect(sizeOf(store)).toBeLessThan(limits.maxSize * (1 + 2 / 64) + 6000);
    }
    expect(sizeOf(store)).toBeGreaterThan(limits.maxSize * 0.8);
  });

  test("of no entries at all in a folder that was never counted, is found out by counting", () => {
    const store = openFileStore(newFolder());
    for (let at = 0; at < 200; at += 1) store.set(exampleEntry(String(at), {}, 5000));
    const entry = exampleEntry("x", { duration: 1e6 }, 5000);
    store.set(entry);
    store.limit(entry, { maxSize: 100_000 });
    expect(sizeOf(store)).toBeLessThan(100_000);
    expect(store.get(entry.key)).toBeDefined();
    expect(readUsage(store.dir).usage.bytes).toBe(sizeOf(store));
  });

  test("takes first what saves little time for its size, and what was not used for long", () => {
    const store = openFileStore(newFolder());
    store.set(exampleEntry("slow to compute", { duration: 60_000 }, 20_000));
    store.set(exampleEntry("quick", { duration: 5 }, 20_000));
    store.set(exampleEntry("large", { duration: 60_000 }, 2_000_000));
    store.set(exampleEntry("unused", { duration: 60_000 }, 20_000));
    store.set(exampleEntry("expired", { duration: 60_000, created: Date.now() - 10, ttl: 5 }, 20_000));
    age(store, "unused", 200 * DAY);
    const files = Array.from({ length: 256 }, (_, subfolder) => survey(store.dir, subfolder)).flat();
    const order = leastWorth(files, Infinity, Date.now()).map(({ path }) => path);
    const names = ["expired", "quick", "unused", "large", "slow to compute"];
    expect(order).toEqual(names.map((text) => fileOf(store, text)));
  });

  test("takes entries of code that was replaced before others, unless that code was used again", () => {
    const store = openFileStore(newFolder());
    const made = (text: string, hours: number, digest: string, length: number) => {
      const components = [{ label: "code of normalize (src/text.ts:12)", digest }];
      store.set(exampleEntry(text, { created: Date.now() - hours * HOUR, components }, length));
      age(store, text, hours * HOUR);
    };
    const order = () => {
      const files = Array.from({ length: 256 }, (_, subfolder) => survey(store.dir, subfolder)).flat();
      return leastWorth(files, Infinity, Date.now()).map(({ path }) => path);
    };
    const files = (...texts: string[]) => texts.map((text) => fileOf(store, text));
    made("first version", 9, "A", 20_000);
    made("its other entry", 8, "A", 20_000);
    made("second version, larger", 7, "B", 200_000);
    expect(order()).toEqual(files("first version", "its other entry", "second version, larger"));
    age(store, "its other entry", 0);
    expect(order()).toEqual(files("second version, larger", "first version", "its other entry"));
  });

  test("counts what other processes write", () => {
    const [one, other] = [newFolder()].flatMap((dir) => [openFileStore(dir), openFileStore(dir)]);
    const entry = exampleEntry("a", {}, 5000);
    for (const store of [one, other]) {
      store?.set(entry);
      store?.limit(entry, { maxSize: 1e9 });
    }
    expect(readUsage(one?.dir ?? "").usage.bytes).toBeGreaterThan(2 * 5000);
  });

  test("is left to a process that is at it already", () => {
    const store = openFileStore(newFolder());
    const attempt = tryLock(store.dir, "evict");
    const entry = exampleEntry("a", {}, 5000);
    store.set(entry);
    store.limit(entry, { maxSize: 10 });
    expect(store.get(entry.key)).toBeDefined();
    if (attempt.state === "locked") attempt.lock.release();
    for (let write = 0; write < 64; write += 1) store.limit(entry, { maxSize: 10 });
    expect(store.get(entry.key)).toBeUndefined();
  });

  test("that there is none costs nothing", () => {
    const store = openFileStore(newFolder());
    store.set(exampleEntry("a"));
    store.limit(exampleEntry("a"), {});
    expect(fs.existsSync(join(store.dir, "usage"))).toBe(false);
  });
});

describe("a limit of age", () => {
  test("takes what nobody used for so long, and counts from the last use", () => {
    const store = openFileStore(newFolder());
    for (const text of ["old", "used", "new"]) store.set(exampleEntry(text));
    age(store, "old", 91 * DAY);
    age(store, "used", 91 * DAY);
    expect(store.get(keyOf("used"), true)).toBeDefined();
    store.limit(exampleEntry("new"), { maxAge: 90 * DAY });
    expect([...store.list()].map(({ key }) => key).sort()).toEqual([keyOf("new"), keyOf("used")].sort());
  });
});

describe("the last use of an entry", () => {
  test("is noted when it is served, at most every few hours", () => {
    const store = openFileStore(newFolder());
    store.set(exampleEntry("a"));
    age(store, "a", 2 * HOUR);
    store.get(keyOf("a"), true);
    expect(lastUse(store, "a")).toBeGreaterThan(HOUR);
    age(store, "a", 20 * HOUR);
    store.get(keyOf("a"));
    expect(lastUse(store, "a")).toBeGreaterThan(HOUR);
    store.get(keyOf("a"), true);
    expect(lastUse(store, "a")).toBeLessThan(HOUR);
  });

  test("in the future, after the clock was set back, is put right", () => {
    const store = openFileStore(newFolder());
    store.set(exampleEntry("a"));
    age(store, "a", -30 * DAY);
    store.get(keyOf("a"), true);
    expect(Math.abs(lastUse(store, "a"))).toBeLessThan(HOUR);
  });
});

test("a damaged account of what is there is as none", () => {
  const store = openFileStore(newFolder());
  store.set(exampleEntry("a", {}, 5000));
  for (const text of ["", "{", "null", '{"bytes":1}', "\0".repeat(100), '{"bytes":"x","ended":"y"}\nz']) {
    fs.writeFileSync(join(store.dir, "usage"), text);
    expect(readUsage(store.dir).usage.bytes).toBeUndefined();
    for (let write = 0; write < 64; write += 1) store.limit(exampleEntry("a", {}, 5000), { maxSize: 1e9 });
    expect(readUsage(store.dir).usage.bytes).toBeGreaterThan(5000);
  }
});
