// Memory hits with a fresh object by its content.
import { calls, compare } from "../compare.ts";
import { load } from "../peers/load.ts";

interface Query {
  readonly city: string;
  readonly year: number;
  readonly active: boolean;
  readonly limit: number;
  readonly sort: string;
}

type Hash = (value: unknown) => string;

const count = ({ city, year }: Query): number => city.length + year;

// @cache
function counted(query: Query): number {
  return count(query);
}

let at = 0;
/** One of 64 contents, in an object that nobody has seen. */
const fresh = (): Query => {
  at = (at + 1) % 64;
  return { city: "Leipzig", year: 2000 + at, active: true, limit: 50, sort: "name" };
};

function byText(keyOf: Hash): () => number {
  const known = new Map<string, number>();
  return () => {
    const query = fresh();
    const key = keyOf(query);
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = count(query)));
    return value;
  };
}

const fast = await load<{ default: (f: typeof count) => typeof count }>("fast-memoize");
const moize = await load<{ default: { deep: (f: typeof count, options: unknown) => typeof count } }>("moize");
const ohash = await load<{ hash: Hash }>("ohash");
const objectHash = await load<{ default: Hash }>("object-hash");
const quick = fast?.default(count);
const deep = moize?.default.deep(count, { maxSize: 64 });

await compare("memory hit, a fresh object of five fields", 1, [
  calls("floor", "Map by JSON.stringify, which collides", byText(JSON.stringify)),
  calls("memoir", "memoir", () => counted(fresh())),
  calls("peer", "fast-memoize", quick && (() => quick(fresh()))),
  calls("peer", "ohash", ohash && byText(ohash.hash)),
  calls("peer", "moize.deep", deep && (() => deep(fresh()))),
  calls("peer", "object-hash", objectHash && byText(objectHash.default)),
]);
