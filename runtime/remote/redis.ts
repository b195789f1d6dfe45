import { bytesOver } from "./byte-store.ts";
import type { ByteStore, Leases } from "./byte-store.ts";
import type { KeyvAdapter } from "./keyv-adapter.ts";
import { optional } from "./optional.ts";

/** The part of @redis/client's client that is used. */
interface Client {
  readonly isOpen: boolean;
  unref(): void;
  destroy(): void;
  sendCommand(args: readonly string[]): Promise<unknown>;
}

interface KeyvRedis extends KeyvAdapter {
  /** Connects if need be. */
  getClient(): Promise<Client>;
  throwOnErrors: boolean;
  on(event: "error", listener: () => void): void;
}

interface Package {
  readonly createClient: (options: object) => Client;
  readonly default: new (client: Client, options: object) => KeyvRedis;
}

/** Of the types of replies in the Redis protocol, a string of bytes: `$`. */
const BLOB = 36;

const REPLACE = `if redis.call("GET", KEYS[1]) ~= ARGV[1] then return 0 end
redis.call("SET", KEYS[1], ARGV[2], "PX", ARGV[3])
return 1`;
const RELEASE = `if redis.call("GET", KEYS[1]) == ARGV[1] then redis.call("DEL", KEYS[1]) end`;

function leasesOf(adapter: KeyvRedis): Leases {
  const send = async (...args: string[]): Promise<unknown> => (await adapter.getClient()).sendCommand(args);
  const read = async (key: string): Promise<string | undefined> => {
    const note = await send("GET", key);
    return note instanceof Uint8Array ? Buffer.from(note).toString() : undefined;
  };
  return {
    read,
    take: async (key, note, time) => {
      const taken = await send("SET", key, note, "NX", "PX", String(time));
      // Gone since: as if somebody had it, so that who asks asks again.
      return taken === null ? ((await read(key)) ?? "") : undefined;
    },
    replace: async (key, before, note, time) =>
      (await send("EVAL", REPLACE, "1", key, before, note, String(time))) === 1,
    release: async (key, note) => {
      await send("EVAL", RELEASE, "1", key, note);
    },
  };
}

/** Redis or Valkey by address, through Keyv's adapter. */
export async function openRedis(address: string, timeout: number): Promise<ByteStore> {
  const redis = (await optional("@keyv/redis", "@keyv/redis keyv")) as unknown as Package;
  const client = redis.createClient({
    url: address.replace(/^valkey/, "redis"),
    // Text would not survive as bytes.
    commandOptions: { typeMapping: { [BLOB]: Buffer } },
    // A connection that is lost is made anew for the next request, and no timer waits for that.
    socket: { connectTimeout: timeout, reconnectStrategy: false },
  });
  // An idle connection keeps no program from ending.
  client.unref();
  const adapter = new redis.default(client, { throwOnErrors: true });
  adapter.throwOnErrors = true;
  adapter.on("error", () => undefined); // what fails throws as well
  const close = (): void => {
    if (client.isOpen) client.destroy();
  };
  return bytesOver(adapter, { binary: true, close, leases: leasesOf(adapter) });
}
