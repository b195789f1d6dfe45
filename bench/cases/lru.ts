// Bounded caches, with a working set inside the bound and outside of it.
import { calls, compare } from "../compare.ts";
import { load } from "../peers/load.ts";

const double = (x: number): number => x * 2;

// @cache lru maxSize=1000
function doubled(x: number): number {
  return double(x);
}

interface Cache {
  get(key: number): number | undefined;
  set(key: number, value: number): unknown;
}

type Memoize = (f: typeof double, options: unknown) => typeof double;

const lruCache = await load<{ LRUCache: new (options: unknown) => Cache }>("lru-cache");
const quickLru = await load<{ default: new (options: unknown) => Cache }>("quick-lru");
const memoizee = await load<{ default: Memoize }>("memoizee");
const moize = await load<{ default: Memoize }>("moize");

function through(cache: Cache | undefined): typeof double | undefined {
  if (cache === undefined) return undefined;
  return (x) => {
    let value = cache.get(x);
    if (value === undefined) cache.set(x, (value = double(x)));
    return value;
  };
}

function turning(f: typeof double | undefined, keys: number): (() => number) | undefined {
  let at = 0;
  return f && (() => f((at = (at + 7) % keys)));
}

for (const [keys, what] of [
  [500, "lru hit, working set inside the bound"],
  [5000, "lru, working set five times the bound: all misses"],
] as const) {
  await compare(what, 1.3, [
    calls("floor", "lru-cache", turning(through(lruCache && new lruCache.LRUCache({ max: 1000 })), keys)),
    calls("memoir", "memoir", turning(doubled, keys)),
    calls("peer", "quick-lru", turning(through(quickLru && new quickLru.default({ maxSize: 1000 })), keys)),
    calls("peer", "memoizee", turning(memoizee?.default(double, { max: 1000, primitive: true }), keys)),
    calls(
      "peer",
      "moize",
      keys > 1000 ? undefined : turning(moize?.default(double, { maxSize: 1000 }), keys),
    ),
  ]);
}
