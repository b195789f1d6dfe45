import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { bytesOver } from "./byte-store.ts";
import type { ByteStore } from "./byte-store.ts";
import type { KeyvAdapter } from "./keyv-adapter.ts";

const SCHEMA =
  "CREATE TABLE IF NOT EXISTS memoir (key TEXT PRIMARY KEY, value BLOB NOT NULL, expires INTEGER)";

/** A file of SQLite as one of Keyv's adapters, over what Node has built in: Keyv's own needs a native package. */
export async function openSqlite(path: string, timeout: number): Promise<ByteStore> {
  const { DatabaseSync } = await import("node:sqlite");
  mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path, { timeout });
  database.exec(SCHEMA);
  const get = database.prepare("SELECT value FROM memoir WHERE key = ? AND (expires IS NULL OR expires > ?)");
  const set = database.prepare("INSERT OR REPLACE INTO memoir (key, value, expires) VALUES (?, ?, ?)");
  const remove = database.prepare("DELETE FROM memoir WHERE key = ?");
  const expire = database.prepare("DELETE FROM memoir WHERE expires <= ?");
  const adapter: KeyvAdapter = {
    get: (key) => get.get(key, Date.now())?.["value"],
    set: (key, value, ttl) => {
      if (ttl !== undefined) expire.run(Date.now());
      set.run(key, value as Uint8Array, ttl === undefined ? null : Date.now() + ttl);
    },
    delete: (key) => remove.run(key).changes === 1,
  };
  return bytesOver(adapter, { binary: true, close: () => database.close() });
}
