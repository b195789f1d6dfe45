import { bytesOver } from "./byte-store.ts";
import type { ByteStore } from "./byte-store.ts";
import { openPostgres } from "./postgres.ts";
import { openRedis } from "./redis.ts";
import type { RemoteSettings } from "./settings.ts";
import { openSqlite } from "./sqlite.ts";

const openers = { redis: openRedis, postgres: openPostgres, sqlite: openSqlite } as const;

/** Opens the store of an address, or the one over an adapter. Throws what its client throws, and MissingPackage. */
export async function openBytes({ at, timeout }: RemoteSettings): Promise<ByteStore> {
  return "kind" in at ? openers[at.kind](at.url, timeout) : bytesOver(at);
}
