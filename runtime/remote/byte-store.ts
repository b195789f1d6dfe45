import type { KeyvAdapter } from "./keyv-adapter.ts";

/**
 * Who does the work for a key, as a text that ends by itself after some milliseconds. Each step is one that nobody else
 * can come between. Any method may throw, or never answer.
 */
export interface Leases {
  /** Takes the lease unless somebody has it; gives the note of who does. */
  take(key: string, note: string, time: number): Promise<string | undefined>;
  /** Puts a note in the place of another one; false where that is not there any more. */
  replace(key: string, before: string, note: string, time: number): Promise<boolean>;
  release(key: string, note: string): Promise<void>;
  read(key: string): Promise<string | undefined>;
}

/** Bytes by key that several machines share. Any method may throw, or never answer. */
export interface ByteStore {
  get(key: string): Promise<Uint8Array | undefined>;
  /** `ttl` in milliseconds. */
  set(key: string, bytes: Buffer, ttl: number | undefined): Promise<void>;
  delete(key: string): Promise<boolean>;
  /** Lets go of connections. */
  close(): void;
  /** Undefined where the store has no means for it: then machines compute the same at the same time. */
  readonly leases?: Leases;
}

interface Options {
  /** The adapter keeps bytes as they are. */
  readonly binary?: boolean;
  readonly close?: () => void;
  readonly leases?: Leases;
}

/**
 * An adapter that is handed bytes (`binary`), or base64: text is all that most of them keep as it is. Keyv itself,
 * which would wrap values in JSON of its own, has no part in it.
 */
export function bytesOver(
  adapter: KeyvAdapter,
  { binary = false, close = () => undefined, leases }: Options = {},
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
    ...(leases && { leases }),
  };
}
