import { createRequire } from "node:module";
import { createClient } from "@keyv/redis";
import { describe, expect, onTestFinished, test } from "vitest";
import { mark, secretProgram, secretVariables } from "../program/secrets.ts";
import { noPostgres, startPostgres } from "../servers/postgres.ts";
import { noRedis, startRedis } from "../servers/redis.ts";

/** What is used of a package without types. */
interface Pg {
  readonly Client: new (url: string) => {
    connect(): Promise<void>;
    query(
      sql: string,
    ): Promise<{ readonly rows: readonly { readonly key: string; readonly value: string }[] }>;
    end(): Promise<void>;
  };
}
const { Client } = createRequire(import.meta.url)("pg") as Pg;

/** Runs the program of secrets over a store, where its async unit goes, and gives all that was said of it. */
async function runOver(url: string, failures: 0 | 1): Promise<string> {
  const program = secretProgram();
  onTestFinished(() => program.remove());
  await program.compile();
  const run = await program.run("out/main.js", { ...secretVariables, MEMOIR_STORE: url });
  expect(run.stores.map((store) => Math.min(1, store.failures))).toEqual([failures]);
  return JSON.stringify(run);
}

const withPassword = (url: string, user: string): string =>
  url.replace(/\/\/(?:\w+@)?/, `//${user}:p%40ss-${mark}@`);

describe("no argument, captured value, variable, file or password can be read", () => {
  test.skipIf(noRedis)("in what a Redis is told, or in what is said of it", async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.remove());
    const admin = await createClient({ url: redis.url }).connect();
    const told: string[] = [];
    await admin.monitor((line) => told.push(line));
    const url = withPassword(redis.url, "default");
    const setter = await createClient({ url: redis.url }).connect();
    await setter.configSet("requirepass", `p@ss-${mark}`);
    told.length = 0;
    expect(await runOver(url, 0)).not.toContain(mark);
    // What was told before this is heard before it.
    await setter.echo("the end");
    while (!told.some((line) => line.includes("the end")))
      await new Promise((resolve) => setImmediate(resolve));
    expect(told.join("\n")).toMatch(/"set" "memoir:.*load/i);
    expect(told.join("\n")).not.toContain(mark);
    setter.destroy();
    admin.destroy();
    await redis.stop();
    expect(await runOver(url, 1)).not.toContain(mark);
  });

  test.skipIf(noPostgres)("in what a PostgreSQL keeps, or in what is said of it", async () => {
    const postgres = await startPostgres();
    onTestFinished(() => postgres.remove());
    const url = withPassword(postgres.url, "memoir");
    expect(await runOver(url, 0)).not.toContain(mark);
    const client = new Client(postgres.url);
    await client.connect();
    const { rows } = await client.query("select key, value from memoir");
    await client.end();
    const decoded = rows.map(({ value }) => Buffer.from(value, "base64").toString("latin1"));
    expect(decoded.join()).toContain('"load"');
    expect(JSON.stringify(rows) + decoded.join()).not.toContain(mark);
    await postgres.stop();
    expect(await runOver(url, 1)).not.toContain(mark);
  });
});
