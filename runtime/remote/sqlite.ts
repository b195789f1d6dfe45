import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { bytesOver } from "./byte-store.ts";
import type { ByteStore, Leases } from "./byte-store.ts";
import type { KeyvAdapter } from "./keyv-adapter.ts";

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS memoir (key TEXT PRIMARY KEY, value BLOB NOT NULL, expires INTEGER);
  CREATE TABLE IF NOT EXISTS leases (key TEXT PRIMARY KEY, note TEXT NOT NULL, expires INTEGER NOT NULL)`;

function leasesOf(database: DatabaseSync): Leases {
  const take = database.prepare(`INSERT INTO leases (key, note, expires) VALUES (?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET note = excluded.note, expires = excluded.expires WHERE leases.expires < ?`);
  const read = database.prepare("SELECT note FROM leases WHERE key = ? AND expires >= ?");
  const replace = database.prepare("UPDATE leases SET note = ?, expires = ? WHERE key = ? AND note = ?");
  const release = database.prepare("DELETE FROM leases WHERE key = ? AND note = ?");
  const noteOf = (key: string): string | undefined => {
    const note = read.get(key, Date.now())?.["note"];
    return typeof note === "string" ? note : undefined;
  };
  return {
    read: async (key) => Promise.resolve(noteOf(key)),
    take: async (key, note, time) => {
      const now = Date.now();
      const { changes } = take.run(key, note, now + time, now);
      return Promise.resolve(changes === 1 ? undefined : (noteOf(key) ?? ""));
    },
    replace: async (key, before, note, time) =>
      Promise.resolve(replace.run(note, Date.now() + time, key, before).changes === 1),
    release: async (key, note) => {
      release.run(key, note);
      return Promise.resolve();
    },
  };
}

/** A file of SQLite as one of Keyv's adapters, over what Node has built in: Keyv's own needs a native package. */
export async function openSqlite(path: string, timeout: number): Promise<ByteStore> {
  const sqlite = await import("node:sqlite");
  mkdirSync(dirname(path), { recursive: true });
  const database = new sqlite.DatabaseSync(path, { timeout });
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
  return bytesOver(adapter, { binary: true, close: () => database.close(), leases: leasesOf(database) });
}
