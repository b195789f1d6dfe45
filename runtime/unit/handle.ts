import type { CacheHandle } from "./unit.ts";

/** What a block sees of its cache: never a hit, for a hit skips the block. Disposing of it does nothing. */
export function handleOf(name: string, key: string): CacheHandle {
  return {
    name,
    key,
    hit: false,
    [Symbol.dispose]: () => undefined,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
