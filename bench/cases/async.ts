// Memory hits of async functions.
import { calls, compare } from "../compare.ts";
import { load } from "../peers/load.ts";

const double = (x: number): Promise<number> => Promise.resolve(x * 2);

// @cache
async function doubled(x: number): Promise<number> {
  return double(x);
}

const known = new Map<number, number>();
async function byHand(x: number): Promise<number> {
  let value = known.get(x);
  if (value === undefined) known.set(x, (value = await double(x)));
  return value;
}

const pMemoize = await load<{ default: (f: typeof double) => typeof double }>("p-memoize");
const peer = pMemoize?.default(double);

function turning(f: typeof double | undefined): (() => Promise<number>) | undefined {
  let at = 0;
  return f && (async () => f((at = (at + 1) % 64)));
}

await compare("memory hit, async", 1.3, [
  calls("floor", "await of a Map's value", turning(byHand)),
  calls("memoir", "memoir", turning(doubled)),
  calls("peer", "p-memoize", turning(peer)),
]);
