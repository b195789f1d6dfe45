import { fileURLToPath } from "node:url";
import { handleOf } from "./unit/handle.ts";
import { checkOptions } from "./unit/options.ts";
import type { BlockOptions } from "./unit/options.ts";
import type { CacheHandle } from "./unit/unit.ts";
import { warn } from "./warning.ts";

const advice = ` With tsc, add to tsconfig.json
  "compilerOptions": { "plugins": [{ "transform": "memoir/transformer", "transformProgram": true }] }
and compile with tspc (of ts-patch) instead of tsc.`;

type Form = (name: string, options?: BlockOptions) => CacheHandle;

/** Said once for each file; how to set up the transform, once. */
function inert(form: Form, name: string, options: BlockOptions | undefined): CacheHandle {
  checkOptions(name, options ?? {});
  const place = callerOf(form);
  const where = place === undefined ? "" : ` (${place})`;
  const message = `${name}${where} runs uncached, as do all blocks and functions of its file: it was compiled without memoir's transform.`;
  warn("MEMOIR2000", `MEMOIR2000 ${place?.replace(/:\d+:\d+$/, "")}`, message + (isAdvised ? "" : advice));
  isAdvised = true;
  return handleOf(name, "");
}

let isAdvised = false;

/** `/project/out/main.js:3:15`, where a function was called; undefined where the engine does not say. */
function callerOf(callee: (...args: never[]) => unknown): string | undefined {
  const holder: { readonly stack?: unknown } = {};
  Error.captureStackTrace(holder, callee);
  const place = /\n +at (?:.*\()?(.+:\d+:\d+)\)?(?:\n|$)/.exec(String(holder.stack))?.[1];
  return place?.startsWith("file:") === true ? fileURLToPath(place) : place;
}

/**
 * Caches the rest of its block on disk, across runs: `using cache = persistent("name")`. The transform replaces
 * this call; where it did not run, the block runs uncached and that is said once for its file on stderr.
 *
 * @example { using cache = persistent("data_load", { ttl: "12h" }); rows = await load(); }
 */
export function persistent(name: string, options?: BlockOptions): CacheHandle {
  return inert(persistent, name, options);
}

/** Caches the rest of its block in memory, in this process: `using cache = memory("name")`. As `persistent`. */
export function memory(name: string, options?: BlockOptions): CacheHandle {
  return inert(memory, name, options);
}

/**
 * Caches the rest of its block in memory, up to `maxSize` results (128): `using cache = lru("name")`; the least
 * recently used goes first. As `persistent`.
 */
export function lru(name: string, options?: BlockOptions): CacheHandle {
  return inert(lru, name, options);
}
