import type { KeyvAdapter } from "./keyv-adapter.ts";

/** Bytes by key that several machines share. Any method may throw, or never answer. */
export interface ByteStore {
  get(key: string): Promise<Uint8Array | undefined>;
  /** `ttl` in milliseconds. */
  set(key: string, bytes: Buffer, ttl: number | undefined): Promise<void>;
  delete(key: string): Promise<boolean>;
  /** Lets go of connections. */
  close(): void;
}

/**
 * An adapter that is handed bytes (`binary`), or base64: text is all that most of them keep as it is. Keyv itself,
 * which would wrap values in JSON of its own, has no part in it.
 */
export function bytesOver(
  adapter: KeyvAdapter,
  { binary = false, close = () => undefined }: { readonly binary?: boolean; readonly close?: () => void },
): ByteStore {
  return {
    async get(key) {
      const value = await adapter.get(key);
      if (value instanceof Uint8Array) return value;
      return typeof value === "string" ? Buffer.from(value, "base64") : undefined;
    },
    async set(key, bytes, ttl) {
      await adapter.set(key, binary ? bytes : bytes.toString("base64"), ttl);
    },
    delete: async (key) => (await adapter.delete(key)) === true,
    close,
  };
}
