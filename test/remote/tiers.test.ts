import { randomUUID } from "node:crypto";
import { globSync, mkdtempSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Program, resultsOf, runsOf } from "../program/program.ts";
import type { Environment } from "../program/environment.ts";
import type { Run } from "../program/program.ts";
import { noPostgres, startPostgres } from "../servers/postgres.ts";
import { noRedis, startRedis } from "../servers/redis.ts";

const script = fileURLToPath(new URL("damage.ts", import.meta.url));

/** What a store is called in messages: its address without who asks. */
const nameOf = ({ url }: Shared): string => url.replace(/\/\/\w+@/, "//");

const main = `
import { readFileSync } from "node:fs";
import { cacheClear, persistent } from "memoir";

const ran = (what: string) => console.log("  ran " + what);

// @cache persistent ignore=[ran]
async function square(id: string, n: number) {
  ran("square " + n);
  return { n, squares: new Map([[n, n * n]]) };
}

// @cache persistent ignore=[ran]
async function born(id: string) { // memoir-ok: to tell computations apart
  ran("born");
  return Math.random(); // memoir-ok
}

// @cache persistent ignore=[ran]
function half(id: string, n: number) {
  ran("half " + n);
  return n / 2;
}

// @cache persistent ignore=[ran] tags=[text]
async function words(id: string) { // memoir-ok: traced
  ran("words");
  return readFileSync("data.txt", "utf8").split(" ");
}

// @cache persistent ignore=[ran]
async function* steps(id: string, n: number) {
  ran("steps " + n);
  for (let at = 0; at < n; at++) yield at;
}

async function block(id: string) {
  using cache = persistent("block", { tags: ["b"] });
  ran("block");
  return await Promise.resolve([1n, undefined, id.length]);
}

async function all<T>(steps: AsyncIterable<T>) {
  const found: T[] = [];
  for await (const step of steps) found.push(step);
  return found;
}

const [asked = "all", id = ""] = process.argv.slice(2);
if (asked === "clear") {
  cacheClear(born);
  cacheClear({ tag: "text" });
  console.log(await born(id), await words(id));
}
if (asked === "born") console.log(await born(id));
if (asked === "twice") console.log(await born(id), await born(id));
if (asked === "words") console.log(await words(id));
if (asked === "all") console.log(await square(id, 3), half(id, 4), await words(id), await all(steps(id, 3)), await block(id));
`;

/** What is common to a server and a file. */
interface Shared {
  readonly url: string;
  remove(): unknown;
}

function startSqlite(): Promise<Shared> {
  const folder = mkdtempSync(join(tmpdir(), "memoir-sqlite-"));
  return Promise.resolve({
    url: `sqlite://${folder}/shared.db`,
    remove: () => rmSync(folder, { recursive: true }),
  });
}

const kinds: readonly [string, boolean, () => Promise<Shared>][] = [
  ["a Redis", noRedis, startRedis],
  ["a PostgreSQL", noPostgres, startPostgres],
  ["a file of SQLite", false, startSqlite],
];

describe.each(kinds)("machines that share %s", (_, isMissing, startStore) => {
  describe.skipIf(isMissing)("with files and memory before it", () => {
    let shared: Shared;
    let program: Program;
    const machines: Program[] = [];

    /** A machine without a cache folder yet. */
    const newMachine = (): Program => {
      const machine = program.copy();
      machines.push(machine);
      return machine;
    };

    /** Results of other ids are others. */
    const run = (machine: Program, what: string, id: string, env: Environment = {}): Promise<Run> =>
      machine.run("out/main.js", { MEMOIR_STORE: shared.url, ...env }, machine.folder, [what, id]);

    beforeAll(async () => {
      shared = await startStore();
      // However busy the machine that runs the tests is.
      const plugin = { remoteTimeout: "60s" };
      program = new Program({ "src/main.ts": main, "data.txt": "a b" }, {}, plugin);
      await program.compile();
    });

    afterAll(async () => {
      for (const machine of [program, ...machines]) machine.remove();
      await shared.remove();
    });

    test("compute async results once: the second machine gets them, and keeps them", async () => {
      const [one, other] = [newMachine(), newMachine()];
      const id = randomUUID();
      const first = await run(one, "all", id);
      const all = ["square 3", "half 4", "words", "steps 3", "block"];
      expect(runsOf(first)).toEqual(all.map((each) => `  ran ${each}`));
      const second = await run(other, "all", id);
      expect(second.stderr).toBe("");
      expect(runsOf(second)).toEqual(["  ran half 4"]);
      expect(resultsOf(second)).toEqual(resultsOf(first));
      expect(second.outcomes).toEqual(["hit square", "miss half", "hit words", "hit steps", "hit block"]);
      expect(second.stores).toEqual([
        { store: nameOf(shared), gets: 5, hits: 5, sets: 0, failures: 0, spared: 0, large: 0 },
      ]);
      const third = await run(other, "all", id, { MEMOIR_STORE: "file" });
      expect(third.outcomes.filter((outcome) => !outcome.startsWith("hit"))).toEqual([]);
      expect(resultsOf(third)).toEqual(resultsOf(first));
    });

    test("are asked one after the other: memory, files, the shared store, and each keeps what comes from behind it", async () => {
      const [one, other] = [newMachine(), newMachine()];
      const id = randomUUID();
      const whence = ({ lookups }: Run) => lookups.map(({ outcome, from }) => [outcome, from]);
      const computed = await run(one, "twice", id);
      expect(whence(computed)).toEqual([
        ["miss", undefined],
        ["hit", undefined],
      ]);
      const fetched = await run(other, "twice", id);
      expect(whence(fetched)).toEqual([
        ["hit", nameOf(shared)],
        ["hit", undefined],
      ]);
      // Who is to compute asks once more, as another may have done so meanwhile.
      expect([computed.stores[0]?.gets, fetched.stores[0]?.gets]).toEqual([2, 1]);
      const kept = await run(other, "twice", id);
      expect([whence(kept), kept.stores]).toEqual([
        [
          ["hit", undefined],
          ["hit", undefined],
        ],
        [],
      ]);
      expect(resultsOf(kept)).toEqual(resultsOf(computed));
    });

    test("get what was computed from what their files hold now, whoever computed it", async () => {
      const [one, other] = [newMachine(), newMachine()];
      const id = randomUUID();
      one.write("data.txt", "one two");
      other.write("data.txt", "three");
      expect((await run(one, "words", id)).outcomes).toEqual(["miss words"]);
      expect((await run(other, "words", id)).outcomes).toEqual(["miss words"]);
      one.write("data.txt", "three");
      other.write("data.txt", "one two");
      const [third, first] = [await run(one, "words", id), await run(other, "words", id)];
      expect([...third.outcomes, ...first.outcomes]).toEqual(["hit words", "hit words"]);
      expect([...resultsOf(third), ...resultsOf(first)]).toEqual(["[ 'three' ]", "", "[ 'one', 'two' ]", ""]);
    });

    test("compute again what the store has damaged, which is said and counted once, and replace it", async () => {
      const [one, other, last] = [newMachine(), newMachine(), newMachine()];
      const id = randomUUID();
      const [lookup] = (await run(one, "born", id)).lookups;
      const damaged = await program.node([script, shared.url, lookup?.key ?? ""]);
      expect([damaged.stderr, damaged.stdout]).toEqual(["", "damaged\n"]);
      const computed = await run(other, "born", id);
      expect(computed.outcomes).toEqual(["miss born"]);
      expect(computed.stderr.match(/MEMOIR\d+/g)).toEqual(["MEMOIR2101"]);
      expect(computed.stores[0]).toMatchObject({ failures: 1, hits: 0, sets: 1 });
      const found = await run(last, "born", id);
      expect([found.stderr, found.outcomes]).toEqual(["", ["hit born"]]);
      expect(resultsOf(found)).toEqual(resultsOf(computed));
    });

    test("fetch again what their own files have damaged", async () => {
      const [one, other] = [newMachine(), newMachine()];
      const id = randomUUID();
      const computed = await run(one, "born", id);
      await run(other, "born", id);
      for (const name of globSync(".memoir/entries/*/*.entry", { cwd: other.folder }))
        truncateSync(other.path(name), 150);
      const fetched = await run(other, "born", id);
      expect(fetched.stderr).toContain("MEMOIR2101");
      expect([fetched.outcomes, resultsOf(fetched)]).toEqual([["hit born"], resultsOf(computed)]);
      expect((await run(other, "born", id)).stores).toEqual([]);
    });

    test("MEMOIR=readonly gets and writes nothing, here or there", async () => {
      const [reader, writer, last] = [newMachine(), newMachine(), newMachine()];
      const id = randomUUID();
      const none = await run(reader, "born", id, { MEMOIR: "readonly" });
      expect(none.stores[0]?.sets).toBe(0);
      expect(() => reader.read(".memoir/CACHEDIR.TAG")).toThrow();
      const computed = await run(writer, "born", id);
      expect(computed.outcomes).toEqual(["miss born"]);
      const found = await run(last, "born", id, { MEMOIR: "readonly" });
      expect(found.outcomes).toEqual(["hit born"]);
      expect(resultsOf(found)).toEqual(resultsOf(computed));
      expect(() => last.read(".memoir/CACHEDIR.TAG")).toThrow();
    });

    test("MEMOIR=refresh computes again and overwrites, here and there", async () => {
      const [one, other] = [newMachine(), newMachine()];
      const id = randomUUID();
      const before = await run(one, "born", id);
      const refreshed = await run(one, "born", id, { MEMOIR: "refresh" });
      expect(refreshed.outcomes).toEqual(["miss born"]);
      expect(resultsOf(refreshed)).not.toEqual(resultsOf(before));
      expect(resultsOf(await run(other, "born", id))).toEqual(resultsOf(refreshed));
    });

    test("cacheClear forgets results there, too, at once", async () => {
      const [one, other] = [newMachine(), newMachine()];
      const id = randomUUID();
      const env = { MEMOIR_SECRET: "a secret of at least 32 characters" };
      await run(one, "born", id, env);
      await run(one, "words", id, env);
      const again = await run(one, "clear", id, env);
      expect(again.outcomes).toEqual(["miss born", "miss words"]);
      // Signed entries are forgotten over the connection that they came by.
      expect(again.stores).toHaveLength(1);
      expect((await run(other, "born", id, env)).outcomes).toEqual(["hit born"]);
    });

    test("results over the limit stay on the machine", async () => {
      const machine = newMachine();
      machine.edit(
        "tsconfig.json",
        '"transformProgram":true',
        '"transformProgram":true,"remoteMaxSize":"100B"',
      );
      await machine.compile("--incremental", "false");
      const id = randomUUID();
      expect((await run(machine, "born", id)).stores[0]).toMatchObject({ large: 1, sets: 0 });
      expect((await run(machine, "born", id)).outcomes).toEqual(["hit born"]);
    });

    test("MEMOIR_STORE=file asks nobody", async () => {
      const machine = newMachine();
      expect((await run(machine, "born", randomUUID(), { MEMOIR_STORE: "file" })).stores).toEqual([]);
    });
  });
});

describe("an address of a store", () => {
  let program: Program;
  beforeAll(async () => {
    program = new Program({ "src/main.ts": main });
    await program.compile();
  });
  afterAll(() => program.remove());

  test.for([
    "mongo://user:secret@host",
    "redis://user:s/secret@host",
    "redis://user:12/secret@host:6379",
    "redis://user:12?secret@host:6379/0?a=b",
    "postgres://user:12#secret@host/db",
    "postgres://user:a@secret/b@host/db",
  ])("%s, which nobody knows or can read, is said by its scheme alone", async (address) => {
    const args = ["born", randomUUID()];
    const { stderr, outcomes } = await program.run(
      "out/main.js",
      { MEMOIR_STORE: address },
      program.folder,
      args,
    );
    expect(stderr).toContain("MEMOIR2204");
    expect(stderr).not.toMatch(/secret|user:/);
    expect(outcomes).toEqual(["miss born"]);
  });
});
