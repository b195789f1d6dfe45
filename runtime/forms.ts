import { handleOf } from "./unit/handle.ts";
import { checkOptions } from "./unit/options.ts";
import type { BlockOptions } from "./unit/options.ts";
import type { CacheHandle } from "./unit/unit.ts";
import { warn } from "./warning.ts";

const untransformed = `this program was compiled without memoir's transform, so nothing is cached. With tsc, add to tsconfig.json
  "compilerOptions": { "plugins": [{ "transform": "memoir/transformer", "transformProgram": true }] }
and compile with tspc (of ts-patch) instead of tsc. Until then blocks and functions run as if there were no cache.`;

function inert(name: string, options: BlockOptions | undefined): CacheHandle {
  checkOptions(name, options ?? {});
  warn("MEMOIR2000", "MEMOIR2000", untransformed);
  return handleOf(name, "");
}

/**
 * Caches the rest of its block on disk, across runs: `using cache = persistent("name")`. The transform replaces
 * this call; where it did not run, the block runs uncached and that is said once on stderr.
 *
 * @example { using cache = persistent("data_load", { ttl: "12h" }); rows = await load(); }
 */
export function persistent(name: string, options?: BlockOptions): CacheHandle {
  return inert(name, options);
}

/** Caches the rest of its block in memory, in this process: `using cache = memory("name")`. As `persistent`. */
export function memory(name: string, options?: BlockOptions): CacheHandle {
  return inert(name, options);
}

/**
 * Caches the rest of its block in memory, up to `maxSize` results (128): `using cache = lru("name")`; the least
 * recently used goes first. As `persistent`.
 */
export function lru(name: string, options?: BlockOptions): CacheHandle {
  return inert(name, options);
}
