import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Program, resultsOf, runsOf } from "../program/program.ts";
import type { Environment, Run } from "../program/program.ts";
import { noRedis, startRedis } from "../servers/redis.ts";
import type { Server } from "../servers/server.ts";

const main = `
import { readFileSync } from "node:fs";
import { cacheClear, persistent } from "memoir";

const ran = (what: string) => console.log("  ran " + what);

// @cache persistent ignore=[ran]
async function square(n: number) {
  ran("square " + n);
  return { n, squares: new Map([[n, n * n]]) };
}

// @cache persistent ignore=[ran]
async function born() { // memoir-ok: to tell computations apart
  ran("born");
  return Math.random(); // memoir-ok
}

// @cache persistent ignore=[ran]
function half(n: number) {
  ran("half " + n);
  return n / 2;
}

// @cache persistent ignore=[ran] tags=[text]
async function words() { // memoir-ok: traced
  ran("words");
  return readFileSync("data.txt", "utf8").split(" ");
}

// @cache persistent ignore=[ran]
async function* steps(n: number) {
  ran("steps " + n);
  for (let at = 0; at < n; at++) yield at;
}

async function block() {
  using cache = persistent("block", { tags: ["b"] });
  ran("block");
  return await Promise.resolve([1n, undefined]);
}

async function all<T>(steps: AsyncIterable<T>) {
  const found: T[] = [];
  for await (const step of steps) found.push(step);
  return found;
}

const asked = process.argv[2] ?? "all";
if (asked === "clear") {
  cacheClear(born);
  cacheClear({ tag: "text" });
  console.log(await born(), await words());
}
if (asked === "born") console.log(await born());
if (asked === "words") console.log(await words());
if (asked === "all") console.log(await square(3), half(4), await words(), await all(steps(3)), await block());
`;

describe.skipIf(noRedis)("machines that share a Redis", () => {
  let redis: Server;
  let program: Program;
  const machines: Program[] = [];

  /** A machine without a cache folder yet. */
  const newMachine = (): Program => {
    const machine = program.copy();
    machines.push(machine);
    return machine;
  };

  const run = (machine: Program, what: string, env: Environment = {}): Promise<Run> =>
    machine.run("out/main.js", { MEMOIR_STORE: redis.url, ...env }, machine.folder, [what]);

  beforeAll(async () => {
    redis = await startRedis();
    // However busy the machine that runs the tests is.
    const plugin = { remoteTimeout: "60s" };
    program = new Program({ "src/main.ts": main, "data.txt": "a b" }, {}, plugin);
    await program.compile();
  });

  afterAll(async () => {
    for (const machine of [program, ...machines]) machine.remove();
    await redis.remove();
  });

  test("compute async results once: the second machine gets them, and keeps them", async () => {
    const [one, other] = [newMachine(), newMachine()];
    const first = await run(one, "all");
    const all = ["square 3", "half 4", "words", "steps 3", "block"];
    expect(runsOf(first)).toEqual(all.map((each) => `  ran ${each}`));
    const second = await run(other, "all");
    expect(second.stderr).toBe("");
    expect(runsOf(second)).toEqual(["  ran half 4"]);
    expect(resultsOf(second)).toEqual(resultsOf(first));
    expect(second.outcomes).toEqual(["hit square", "miss half", "hit words", "hit steps", "hit block"]);
    expect(second.stores).toEqual([
      { store: redis.url, gets: 5, hits: 5, sets: 0, failures: 0, spared: 0, large: 0 },
    ]);
    const third = await other.run("out/main.js");
    expect(third.outcomes.filter((outcome) => !outcome.startsWith("hit"))).toEqual([]);
    expect(resultsOf(third)).toEqual(resultsOf(first));
  });

  test("get what was computed from what their files hold now, whoever computed it", async () => {
    const [one, other] = [newMachine(), newMachine()];
    one.write("data.txt", "one two");
    other.write("data.txt", "three");
    expect((await run(one, "words")).outcomes).toEqual(["miss words"]);
    expect((await run(other, "words")).outcomes).toEqual(["miss words"]);
    one.write("data.txt", "three");
    other.write("data.txt", "one two");
    const [third, first] = [await run(one, "words"), await run(other, "words")];
    expect([...third.outcomes, ...first.outcomes]).toEqual(["hit words", "hit words"]);
    expect([...resultsOf(third), ...resultsOf(first)]).toEqual(["[ 'three' ]", "", "[ 'one', 'two' ]", ""]);
  });

  test("MEMOIR=readonly gets and writes nothing, here or there", async () => {
    const [reader, writer, last] = [newMachine(), newMachine(), newMachine()];
    const env = { MEMOIR_STORE: `${redis.url}/1` };
    const none = await run(reader, "born", { ...env, MEMOIR: "readonly" });
    expect(none.stores[0]?.sets).toBe(0);
    expect(() => reader.read(".memoir/CACHEDIR.TAG")).toThrow();
    const computed = await run(writer, "born", env);
    expect(computed.outcomes).toEqual(["miss born"]);
    const found = await run(last, "born", { ...env, MEMOIR: "readonly" });
    expect(found.outcomes).toEqual(["hit born"]);
    expect(resultsOf(found)).toEqual(resultsOf(computed));
    expect(() => last.read(".memoir/CACHEDIR.TAG")).toThrow();
  });

  test("MEMOIR=refresh computes again and overwrites, here and there", async () => {
    const [one, other] = [newMachine(), newMachine()];
    const env = { MEMOIR_STORE: `${redis.url}/2` };
    const before = await run(one, "born", env);
    const refreshed = await run(one, "born", { ...env, MEMOIR: "refresh" });
    expect(refreshed.outcomes).toEqual(["miss born"]);
    expect(resultsOf(refreshed)).not.toEqual(resultsOf(before));
    expect(resultsOf(await run(other, "born", env))).toEqual(resultsOf(refreshed));
  });

  test("cacheClear forgets results there, too, at once", async () => {
    const [one, other] = [newMachine(), newMachine()];
    const env = { MEMOIR_STORE: `${redis.url}/4`, MEMOIR_SECRET: "a secret of at least 32 characters" };
    await run(one, "born", env);
    await run(one, "words", env);
    const again = await run(one, "clear", env);
    expect(again.outcomes).toEqual(["miss born", "miss words"]);
    // Signed entries are forgotten over the connection that they came by.
    expect(again.stores).toHaveLength(1);
    expect((await run(other, "born", env)).outcomes).toEqual(["hit born"]);
  });

  test("results over the limit stay on the machine", async () => {
    const machine = newMachine();
    machine.edit(
      "tsconfig.json",
      '"transformProgram":true',
      '"transformProgram":true,"remoteMaxSize":"100B"',
    );
    await machine.compile("--incremental", "false");
    const env = { MEMOIR_STORE: `${redis.url}/3` };
    expect((await run(machine, "born", env)).stores[0]).toMatchObject({ large: 1, sets: 0 });
    expect((await run(machine, "born", env)).outcomes).toEqual(["hit born"]);
  });

  test("MEMOIR_STORE=file asks nobody", async () => {
    const machine = newMachine();
    expect((await run(machine, "born", { MEMOIR_STORE: "file" })).stores).toEqual([]);
  });

  test.for([
    "mongo://user:secret@host",
    "redis://user:s/secret@host",
    "redis://user:12/secret@host:6379",
    "redis://user:12?secret@host:6379/0?a=b",
    "postgres://user:12#secret@host/db",
    "postgres://user:a@secret/b@host/db",
  ])("%s, which nobody knows or can read, is said by its scheme alone", async (address) => {
    const machine = newMachine();
    const { stderr, outcomes } = await run(machine, "born", { MEMOIR_STORE: address });
    expect(stderr).toContain("MEMOIR2204");
    expect(stderr).not.toMatch(/secret|user:/);
    expect(outcomes).toEqual(["miss born"]);
  });
});
