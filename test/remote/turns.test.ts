import { createClient } from "@keyv/redis";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { FORMAT } from "../../runtime/format.ts";
import { entryId } from "../../runtime/store/folder.ts";
import type { Child } from "../program/child.ts";
import { Program } from "../program/program.ts";
import type { Environment } from "../program/environment.ts";
import { noRedis, startRedis } from "../servers/redis.ts";
import type { Server } from "../servers/server.ts";

const main = `
import { spawn } from "node:child_process";
import { once } from "node:events";

const [what = "", role = ""] = process.argv.slice(2);
const say = (text: string) => console.log("  ran " + text);
// In another process, for what a unit reads from its own standard input counts.
const told = () => once(spawn("sh", ["-c", "read line"], { stdio: "inherit" }), "exit");

// @cache persistent ignore=[say, told]
async function slow(name: string) {
  say("slow " + name);
  await told();
  return name + Math.random(); // memoir-ok
}

// @cache persistent ignore=[say, told]
async function failing() {
  say("failing");
  await told();
  throw new Error("no");
}

// @cache persistent ignore=[say, told, role, two]
async function one(): Promise<number> {
  say("one");
  if (role === "first") { await told(); return 1 + await two(); }
  return 1;
}

// @cache persistent ignore=[say, told, role, one]
async function two(): Promise<number> {
  say("two");
  if (role === "second") { await told(); return 1 + await one(); }
  return 1;
}

try {
  if (what === "circle") console.log("got " + (await (role === "first" ? one() : two())));
  else if (what === "failing") console.log("got " + (await failing()));
  else console.log("got " + (await slow(what)));
} catch (error) {
  console.log("failed " + (error as Error).message);
}
`;

describe.skipIf(noRedis)("machines that want one result at the same time", () => {
  let redis: Server;
  let program: Program;
  const machines: Program[] = [];
  const children: Child[] = [];

  /** A process on a machine of its own. */
  const start = (what: string, role = "", env: Environment = {}): Child => {
    const machine = program.copy();
    machines.push(machine);
    const child = machine.start([what, role], { MEMOIR_STORE: redis.url, ...env });
    children.push(child);
    return child;
  };

  const gotOf = ({ output }: Child): string | undefined => /^(?:got|failed) .*$/m.exec(output)?.[0];

  beforeAll(async () => {
    redis = await startRedis();
    program = new Program({ "src/main.ts": main }, {}, { remoteTimeout: "60s" });
    await program.compile();
  });

  afterEach(async () => {
    await Promise.all(children.splice(0).map((child) => child.kill()));
  });

  afterAll(async () => {
    for (const machine of [program, ...machines]) machine.remove();
    await redis.remove();
  });

  test("compute it once: the other waits, says so, and gets it", async () => {
    const first = start("a");
    await first.says("ran slow a");
    const other = start("a");
    await other.says("MEMOIR2106");
    first.tell();
    await Promise.all([first.ended, other.ended]);
    expect(gotOf(first)).toMatch(/^got a0\./);
    expect(gotOf(other)).toBe(gotOf(first));
    expect(other.output).not.toContain("ran slow");
  });

  test("take over from a process that is killed", async () => {
    const first = start("b");
    await first.says("ran slow b");
    const other = start("b");
    await other.says("MEMOIR2106");
    await first.kill();
    await other.says("ran slow b");
    other.tell();
    await other.ended;
    expect(gotOf(other)).toMatch(/^got b0\./);
  });

  test("compute as well, each for itself, where it fails", async () => {
    const first = start("failing");
    await first.says("ran failing");
    const other = start("failing");
    await other.says("MEMOIR2106");
    first.tell();
    await first.ended;
    await other.says("ran failing");
    other.tell();
    await other.ended;
    expect([gotOf(first), gotOf(other)]).toEqual(["failed no", "failed no"]);
  });

  test("do not wait for each other in circles", async () => {
    const [first, second] = [start("circle", "first"), start("circle", "second")];
    await Promise.all([first.says("ran one"), second.says("ran two")]);
    first.tell();
    second.tell();
    await Promise.all([first.ended, second.ended]);
    expect([gotOf(first), gotOf(second)].sort()).toEqual(expect.arrayContaining(["got 2"]));
    for (const { output } of [first, second]) expect(output).toMatch(/^got [123]$/m);
  });

  test("go on when the lease of a machine that is not there any more ends", async () => {
    const known = start("c", "", { MEMOIR_STORE: "file", MEMOIR_LOG: "json" });
    const key = /"key":"([^"]+)"/.exec(await known.finish())?.[1] ?? "";
    const owner = { host: "elsewhere", pid: 4711, start: "", thread: 0 };
    const client = await createClient({ url: redis.url }).connect();
    const note = JSON.stringify({ owner, token: "t", waits: [] });
    await client.set(`memoir:${FORMAT}:lease:${entryId(key)}`, note, { PX: 3000 });
    client.destroy();
    const other = start("c");
    await other.says("waits for process 4711 of another host");
    await other.says("ran slow c");
    other.tell();
    await other.ended;
    expect(gotOf(other)).toMatch(/^got c0\./);
  });
});
