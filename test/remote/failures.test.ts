import { createClient } from "@keyv/redis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Program, resultsOf, runsOf } from "../program/program.ts";
import type { Environment } from "../program/environment.ts";
import type { Run } from "../program/program.ts";
import { noRedis, startRedis } from "../servers/redis.ts";
import type { Server } from "../servers/server.ts";

const main = `
// @cache persistent
async function square(n: number) {
  console.log("  ran " + n); // memoir-ok
  return { n, square: n * n };
}

// @cache persistent ttl=1h
async function priced(n: number) {
  console.log("  ran priced"); // memoir-ok
  return n;
}

if (process.argv[2] === "priced") console.log(await priced(1));
else for (let n = 0; n < 8; n++) console.log(await square(n));
`;

const squares = Array.from({ length: 8 }, (_, n) => `{ n: ${n}, square: ${n * n} }`);

describe.skipIf(noRedis)("a Redis", () => {
  let redis: Server;
  let program: Program;
  const machines: Program[] = [];

  const run = (env: Environment, ...args: string[]): Promise<Run> => {
    const machine = program.copy();
    machines.push(machine);
    return machine.run("out/main.js", { MEMOIR_STORE: redis.url, ...env }, machine.folder, args);
  };

  const client = async () => createClient({ url: redis.url }).connect();

  /** A run that computed everything itself, and ended well. */
  const expectAlone = (alone: Run): void => {
    expect(alone.code).toBe(0);
    expect(runsOf(alone)).toHaveLength(8);
    expect(resultsOf(alone).filter(Boolean)).toEqual(squares);
  };

  beforeAll(async () => {
    redis = await startRedis();
    program = new Program({ "src/main.ts": main }, {}, { remoteTimeout: "60s" });
    await program.compile();
  });

  afterAll(async () => {
    for (const machine of [program, ...machines]) machine.remove();
    await redis.remove();
  });

  test("that is down costs a few requests, one warning, and no result", async () => {
    const down = await startRedis();
    await down.remove();
    const alone = await run({ MEMOIR_STORE: down.url.replace("//", "//user:secret@") });
    expectAlone(alone);
    expect(alone.stderr.match(/MEMOIR\d+/g)).toEqual(["MEMOIR2107"]);
    expect(alone.stderr).toContain(down.url);
    expect(JSON.stringify(alone)).not.toContain("secret");
    expect(alone.stores[0]?.hits).toBe(0);
    // A write may be on its way when the last of three fails.
    expect(alone.stores[0]?.failures).toBeLessThanOrEqual(5);
    expect(alone.stores[0]?.spared).toBeGreaterThan(5);
  });

  test("that does not answer costs one timeout, also where it stops in between", async () => {
    const machine = program.copy();
    machines.push(machine);
    machine.edit("tsconfig.json", '"60s"', '"200ms"');
    await machine.compile("--incremental", "false");
    redis.pause();
    try {
      const alone = await machine.run("out/main.js", { MEMOIR_STORE: redis.url });
      expectAlone(alone);
      expect(alone.stderr.match(/MEMOIR\d+/g)).toEqual(["MEMOIR2107"]);
      expect(alone.stores).toMatchObject([{ hits: 0, failures: 1 }]);
    } finally {
      redis.resume();
    }
  });

  test("that wants another password is said without the one that was tried", async () => {
    const admin = await client();
    await admin.configSet("requirepass", "right");
    const alone = await run({ MEMOIR_STORE: redis.url.replace("//", "//:wr%40ng@") });
    await admin.configSet("requirepass", "");
    admin.destroy();
    expectAlone(alone);
    expect(alone.stderr).toContain("MEMOIR2107");
    expect(JSON.stringify(alone)).not.toMatch(/wr(?:@|%40)ng/);
  });

  test("whose entries were damaged or swapped gives none of them, and gets them anew", async () => {
    await run({});
    const admin = await client();
    const keys = (await admin.keys("memoir:*")).sort();
    const [first = "", second = "", third = "", fourth = ""] = keys;
    await admin.rename(first, "x");
    await admin.rename(second, first);
    await admin.rename("x", second);
    await admin.setRange(third, 100, "!");
    await admin.set(fourth, "");
    const other = await run({});
    expect(resultsOf(other).filter(Boolean)).toEqual(squares);
    expect(runsOf(other).length).toBeGreaterThanOrEqual(4);
    expect(other.stderr).toContain("MEMOIR2101");
    admin.destroy();
  });

  test("without its package is said, with what to install", async () => {
    const hook = `data:text/javascript,${encodeURIComponent(`
      import { registerHooks } from "node:module";
      registerHooks({ resolve(name, context, next) {
        if (name !== "@keyv/redis") return next(name, context);
        throw Object.assign(new Error("Cannot find package"), { code: "ERR_MODULE_NOT_FOUND" });
      } });`)}`;
    const machine = program.copy();
    machines.push(machine);
    const args = ["--import", hook, machine.path("out/main.js")];
    const alone = await machine.node(args, { MEMOIR_STORE: redis.url });
    expectAlone(alone);
    expect(alone.stderr).toContain("npm install @keyv/redis keyv");
    expect(alone.stderr.match(/MEMOIR\d+/g)).toEqual(["MEMOIR2205"]);
  });

  test("forgets a result when its ttl has passed", async () => {
    const admin = await client();
    const before = new Set(await admin.keys("memoir:*"));
    await run({}, "priced");
    const [key = ""] = (await admin.keys("memoir:*")).filter((each) => !before.has(each));
    const left = await admin.pTTL(key);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(3_600_000);
    admin.destroy();
    expect((await run({}, "priced")).outcomes).toEqual(["hit priced"]);
  });
});
