import type { EventEmitter } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Keyv } from "keyv";
import { KeyvPostgres } from "@keyv/postgres";
import { afterAll, beforeAll, describe } from "vitest";
import type { KeyvAdapter } from "../../runtime/remote/keyv-adapter.ts";
import { Remote } from "../../runtime/remote/remote.ts";
import { remoteAmong } from "../../runtime/remote/settings.ts";
import { noPostgres, startPostgres } from "../servers/postgres.ts";
import { noRedis, startRedis } from "../servers/redis.ts";
import type { Server } from "../servers/server.ts";
import { conforms } from "../store/conformance.ts";
import { keyOf, newFolder } from "../store/example.ts";
import { leases } from "./leases.ts";

function openAt(store: string | KeyvAdapter): Remote {
  const settings = remoteAmong([store], "/", { maxSize: 8_000_000, timeout: 10_000 });
  if (settings === undefined) throw new Error("no store");
  return new Remote(settings);
}

/** A store without what other tests left under the key that they take for new. */
async function emptied(open: () => Remote): Promise<{ readonly open: () => Remote }> {
  await open().delete(keyOf("a"));
  return { open };
}

describe.skipIf(noRedis)("Redis", () => {
  let redis: Server;
  beforeAll(async () => void (redis = await startRedis()));
  afterAll(() => redis.remove());
  conforms("a Redis", () => emptied(() => openAt(redis.url)));
  leases("a Redis", () => redis.url);
});

describe.skipIf(noPostgres)("PostgreSQL", () => {
  let postgres: Server;
  let adapter: KeyvPostgres;
  const closed: Promise<unknown>[] = [];
  beforeAll(async () => {
    postgres = await startPostgres();
    const onConnect = (client: EventEmitter): void =>
      void closed.push(new Promise((resolve) => client.once("end", resolve)));
    adapter = new KeyvPostgres({ uri: postgres.url, onConnect });
  });
  afterAll(async () => {
    // The adapter ends the process when the server closes one of its connections, and does not wait until they are
    // closed when it disconnects.
    await adapter.disconnect();
    if (closed.length === 0) throw new Error("no connection was heard of");
    await Promise.all(closed);
    await postgres.remove();
  });
  conforms("a PostgreSQL", () => emptied(() => openAt(postgres.url)));
  leases("a PostgreSQL", () => postgres.url);
  conforms("an adapter of Keyv", () => emptied(() => openAt(adapter)));
});

conforms("a file of SQLite", () => {
  const folder = newFolder();
  return { open: () => openAt(`sqlite://${folder}/shared.db`) };
});

describe("a file of SQLite", () => {
  let folder: string;
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "memoir-sqlite-"))));
  afterAll(() => rmSync(folder, { recursive: true }));
  leases("a file of SQLite", () => `sqlite://${folder}/shared.db`);
});

conforms("a Keyv in memory", () => {
  const keyv = new Keyv();
  return { open: () => openAt(keyv.store as KeyvAdapter) };
});
