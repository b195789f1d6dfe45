import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { join } from "node:path";
import { channel } from "node:diagnostics_channel";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { check } from "../../runtime/store/check.ts";
import { openFileStore } from "../../runtime/store/file.ts";
import { entryId, entryPath } from "../../runtime/store/folder.ts";
import { storeFor } from "../../runtime/store/open.ts";
import type { Warning } from "../../runtime/warning.ts";
import { exampleEntry, keyOf, newFolder, otherFormat } from "./example.ts";
import { exampleHeader } from "./example-entry.ts";

/** Collects the warnings of one test and keeps stderr quiet. */
function warnings(): Warning[] {
  const found: Warning[] = [];
  const note = (message: unknown) => void found.push(message as Warning);
  const quiet = vi.spyOn(console, "error").mockReturnValue();
  channel("memoir:warning").subscribe(note);
  onTestFinished(() => {
    channel("memoir:warning").unsubscribe(note);
    quiet.mockRestore();
  });
  return found;
}

const filesIn = (dir: string): string[] =>
  fs
    .readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => item.name);

describe("a file store", () => {
  test("gives back what was set, to every store of the folder, until it is deleted", () => {
    const dir = newFolder();
    const entry = exampleEntry("a");
    const store = openFileStore(dir);
    expect(store.get(entry.key)).toBeUndefined();
    expect(store.set(entry)).toBe(true);
    expect(openFileStore(dir).get(entry.key)).toEqual(entry);
    expect(store.delete(entry.key)).toBe(true);
    expect(store.delete(entry.key)).toBe(false);
    expect(store.get(entry.key)).toBeUndefined();
  });

  test("gives a body that starts at a multiple of 8 in a buffer of its own", () => {
    const store = openFileStore(newFolder());
    for (const text of ["a", "b", "c"]) {
      const entry = exampleEntry(text, { name: text.repeat(3) });
      store.set(entry);
      const body = store.get(entry.key)?.body;
      expect(body && body.byteOffset % 8).toBe(0);
      expect(body && body.byteOffset + body.byteLength).toBe(body?.buffer.byteLength);
    }
  });

  test("overwrites", () => {
    const store = openFileStore(newFolder());
    store.set(exampleEntry("a", { created: 1 }, 5000));
    store.set(exampleEntry("a", { created: 2 }, 10));
    expect(store.get(keyOf("a"))).toEqual(exampleEntry("a", { created: 2 }, 10));
    expect([...store.list()]).toHaveLength(1);
  });

  test("keeps apart keys that differ in case only, and takes keys of any characters", () => {
    const store = openFileStore(newFolder());
    const keys = ["aB", "Ab", "../../x", "con", "", "a/b\0", "k".repeat(5000)];
    keys.forEach((key, at) => store.set({ ...exampleEntry("a"), key, body: Uint8Array.of(at) }));
    keys.forEach((key, at) => expect(store.get(key)?.body).toEqual(Uint8Array.of(at)));
    for (const name of filesIn(store.dir))
      expect(name).toBe(name.toLowerCase().replace(/cachedir.tag/, "CACHEDIR.TAG"));
  });

  test("lists every entry with its size on disk, headers longer than a page included", () => {
    const store = openFileStore(newFolder());
    const components = Array.from({ length: 500 }, (_, at) => ({ label: `argument ${at}`, digest: "x" }));
    const entries = [exampleEntry("a"), exampleEntry("b", { components }), exampleEntry("c", {}, 0)];
    for (const entry of entries) store.set(entry);
    const listed = [...store.list()];
    for (const { key, header } of entries) {
      const bytes = fs.statSync(entryPath(store.dir, entryId(key))).size;
      expect(listed).toContainEqual({ key, header, bytes });
    }
    expect(listed).toHaveLength(3);
  });

  test("finds the entries of a name, and no deleted or renamed ones", () => {
    const store = openFileStore(newFolder());
    for (const text of ["a", "b", "c", "d"]) store.set(exampleEntry(text, { name: text < "c" ? "x" : "y" }));
    store.delete(keyOf("d"));
    store.set(exampleEntry("a", { name: "z" }));
    const named = (name: string) => store.named(name).map(({ key }) => key);
    expect(named("x")).toEqual([keyOf("b")]);
    expect(named("y")).toEqual([keyOf("c")]);
    expect(named("z")).toEqual([keyOf("a")]);
    expect(named("none")).toEqual([]);
  });

  test("looks at a bounded number of entries of a name, the newest among them", () => {
    const store = openFileStore(newFolder());
    for (let at = 0; at < 300; at++) store.set(exampleEntry(String(at)));
    expect(store.named("load").length).toBeLessThanOrEqual(64);
    expect(store.named("load").map(({ key }) => key)).toContain(keyOf("299"));
  });

  test("is one for each folder", () => {
    const dir = newFolder();
    expect(storeFor({ dir })).toBe(storeFor({ dir }));
    expect(storeFor({ dir })).not.toBe(storeFor({ dir: `${dir}2` }));
  });
});

describe("a cache folder", () => {
  test("is not made by reading", () => {
    const store = openFileStore(newFolder());
    expect(store.get(keyOf("a"))).toBeUndefined();
    expect([...store.list()]).toEqual([]);
    expect(store.clear()).toEqual({ entries: 0, bytes: 0 });
    expect(fs.existsSync(store.dir)).toBe(false);
  });

  test("is tagged as a cache, ignored by git, and the user's alone", () => {
    const store = openFileStore(newFolder());
    store.set(exampleEntry("a"));
    const tag = fs.readFileSync(join(store.dir, "CACHEDIR.TAG"), "utf8");
    expect(tag.startsWith("Signature: 8a477f597d28d172789f06886806bc55\n")).toBe(true);
    expect(fs.readFileSync(join(store.dir, ".gitignore"), "utf8")).toBe("*\n");
    if (process.platform !== "win32") expect(fs.statSync(store.dir).mode & 0o777).toBe(0o700);
  });

  test("that holds somebody else's files is not marked, and they survive clear", () => {
    const store = openFileStore(newFolder());
    fs.mkdirSync(join(store.dir, "entries/ab"), { recursive: true });
    const foreign = ["mine.txt", "entries/readme", "entries/ab/notes.entry"].map((name) =>
      join(store.dir, name),
    );
    for (const path of foreign) fs.writeFileSync(path, "x");
    store.set(exampleEntry("a"));
    expect(fs.existsSync(join(store.dir, ".gitignore"))).toBe(false);
    const { size } = fs.statSync(entryPath(store.dir, entryId(keyOf("a"))));
    expect(store.clear()).toEqual({ entries: 1, bytes: size });
    expect(foreign.every((path) => fs.existsSync(path))).toBe(true);
    expect([...store.list()]).toEqual([]);
  });

  test("that is deleted while in use is made again", () => {
    const store = openFileStore(newFolder());
    store.set(exampleEntry("a"));
    fs.rmSync(store.dir, { recursive: true });
    expect(store.get(keyOf("a"))).toBeUndefined();
    expect(store.set(exampleEntry("a"))).toBe(true);
    expect(store.get(keyOf("a"))).toEqual(exampleEntry("a"));
    expect(fs.existsSync(join(store.dir, "CACHEDIR.TAG"))).toBe(true);
  });

  test("loses old leftovers of killed processes when it is listed, and no new ones", () => {
    const store = openFileStore(newFolder());
    store.set(exampleEntry("a"));
    const path = entryPath(store.dir, entryId(keyOf("a")));
    const [old, future, fresh] = ["aa", "bb", "cc"].map((name) => `${path}.1-${name}.tmp`) as [
      string,
      string,
      string,
    ];
    for (const file of [old, future, fresh]) fs.writeFileSync(file, "half");
    fs.utimesSync(old, new Date(0), new Date(0));
    // From before the clock was set back.
    fs.utimesSync(future, new Date("2100"), new Date("2100"));
    expect([...store.list()]).toHaveLength(1);
    expect([old, future, fresh].filter((file) => fs.existsSync(file))).toEqual([fresh]);
  });
});

describe("failures cost the caching only", () => {
  test("a damaged entry is a miss with a warning, and is replaced by the next set", () => {
    const said = warnings();
    const store = openFileStore(newFolder());
    const entry = exampleEntry("a");
    store.set(entry);
    const path = entryPath(store.dir, entryId(entry.key));
    fs.truncateSync(path, 150);
    expect(store.get(entry.key)).toBeUndefined();
    expect(store.get(entry.key)).toBeUndefined();
    expect([...store.list()]).toEqual([]);
    expect(said.filter(({ code }) => code === "MEMOIR2101")).toHaveLength(1);
    expect(said[0]?.message).toContain(path);
    expect(store.set(entry)).toBe(true);
    expect(store.get(entry.key)).toEqual(entry);
  });

  /** A store of one entry, its files, and whether it comes back whole once it is written anew. */
  function inPlaceOf(which: ".entry" | ".body", length: number, replace: (path: string) => void) {
    const said = warnings();
    const store = openFileStore(newFolder());
    const entry = exampleEntry("a", {}, length);
    store.set(entry);
    const path = entryPath(store.dir, entryId(entry.key));
    const body = fs.readdirSync(join(path, ".."), { encoding: "utf8" }).find((name) => name.endsWith(which));
    const file = join(path, "..", body ?? "none");
    fs.rmSync(file);
    replace(file);
    const found = store.get(entry.key);
    const { damaged } = check(store.dir, false);
    store.set(entry);
    return { found, damaged, codes: said.map(({ code }) => code), after: store.get(entry.key) };
  }

  // Reading the pipe would wait for ever, reading the long file would need more memory than there is.
  const oddities: readonly [string, (path: string) => void][] = [
    ["a pipe", (path) => void execFileSync("mkfifo", [path])],
    ["a folder", (path) => fs.mkdirSync(path)],
    ["a link to a device", (path) => fs.symlinkSync("/dev/zero", path)],
    ["an empty file", (path) => fs.writeFileSync(path, "")],
    ["a file of a terabyte", (path) => void execFileSync("truncate", ["-s", "1T", path])],
  ];
  describe.skipIf(process.platform === "win32").each(oddities)("%s in the place of", (what, replace) => {
    test.each([
      [".entry", 100],
      [".entry", 100_000],
      [".body", 100_000],
    ] as const)("an `%s` file of %i bytes is damage, and is replaced", (which, length) => {
      const { found, damaged, codes, after } = inPlaceOf(which, length, replace);
      expect(found).toBeUndefined();
      // A walk takes files only for entries.
      const isListed = which === ".body" || what.includes("file");
      expect(damaged).toHaveLength(isListed ? 1 : 0);
      expect(codes).toContain("MEMOIR2101");
      if (what !== "a folder") expect(after).toEqual(exampleEntry("a", {}, length));
    });
  });

  test("an entry of another format version is a silent miss, and clear removes it", () => {
    const said = warnings();
    const store = openFileStore(newFolder());
    store.set(exampleEntry("a"));
    const path = entryPath(store.dir, entryId(keyOf("a")));
    fs.writeFileSync(path, otherFormat(fs.readFileSync(path)));
    expect(store.get(keyOf("a"))).toBeUndefined();
    expect([...store.list()]).toEqual([]);
    expect(said).toEqual([]);
    expect(store.clear().entries).toBe(1);
  });

  test("a file in the folder's place: one warning for reads, one for writes", () => {
    const said = warnings();
    const store = openFileStore(newFolder());
    fs.writeFileSync(store.dir, "");
    for (const text of ["a", "b"]) {
      expect(store.get(keyOf(text))).toBeUndefined();
      expect(store.set(exampleEntry(text))).toBe(false);
      expect(store.delete(keyOf(text))).toBe(false);
      expect([...store.list()]).toEqual([]);
      expect(store.named("load")).toEqual([]);
    }
    expect(said.map(({ code }) => code).sort()).toEqual(["MEMOIR2102", "MEMOIR2102", "MEMOIR2103"]);
  });

  test("a folder in an entry's place", () => {
    const said = warnings();
    const store = openFileStore(newFolder());
    fs.mkdirSync(entryPath(store.dir, entryId(keyOf("a"))), { recursive: true });
    expect(store.get(keyOf("a"))).toBeUndefined();
    expect(store.set(exampleEntry("a"))).toBe(false);
    expect(filesIn(store.dir).filter((name) => name.endsWith(".tmp"))).toEqual([]);
    expect(said).toHaveLength(2);
  });

  // The shell's limit on the size of a file stands in for a full disk: a write stops in its middle.
  test.skipIf(process.platform === "win32")("a write that stops half way leaves nothing behind", () => {
    const dir = newFolder();
    const script = `
      import { openFileStore } from ${JSON.stringify(new URL("../../runtime/store/file.ts", import.meta.url).href)};
      const header = ${JSON.stringify(exampleHeader)};
      const store = openFileStore(${JSON.stringify(dir)});
      const set = (length) => store.set({ key: "k" + length, header, body: new Uint8Array(length) });
      console.log(set(100), set(1e6), set(2e6));`;
    const node = [process.execPath, "--input-type=module", "-e", script];
    const { stdout, stderr } = spawnSync("sh", ["-c", 'ulimit -f 100; exec "$0" "$@"', ...node], {
      encoding: "utf8",
    });
    expect(stdout).toBe("true false false\n");
    expect(stderr.match(/MEMOIR2103/g)).toHaveLength(1);
    const store = openFileStore(dir);
    expect([...store.list()].map(({ key }) => key)).toEqual(["k100"]);
    expect(filesIn(dir).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});
