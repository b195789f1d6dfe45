import { bytesOver } from "./byte-store.ts";
import type { ByteStore } from "./byte-store.ts";
import type { KeyvAdapter } from "./keyv-adapter.ts";
import { optional } from "./optional.ts";

/** The part of @redis/client's client that is used. */
interface Client {
  readonly isOpen: boolean;
  unref(): void;
  destroy(): void;
}

interface KeyvRedis extends KeyvAdapter {
  throwOnErrors: boolean;
  on(event: "error", listener: () => void): void;
}

interface Package {
  readonly createClient: (options: object) => Client;
  readonly default: new (client: Client, options: object) => KeyvRedis;
}

/** Of the types of replies in the Redis protocol, a string of bytes: `$`. */
const BLOB = 36;

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
  return bytesOver(adapter, { binary: true, close });
}
