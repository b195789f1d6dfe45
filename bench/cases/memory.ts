// Memory hits with arguments of primitive types.
import { calls, compare } from "../compare.ts";
import { memoizers, type Memoize } from "../peers/memoizers.ts";

const KEYS = 64;
const numbers = Array.from({ length: KEYS }, (_, at) => at * 7 + 0.5);
const texts = numbers.map((number) => `the text ${number}`);

const double = (x: number): number => x * 2;
const shout = (text: string): string => text.toUpperCase();
const join = (x: number, text: string): string => text + String(x);

// @cache
function doubled(x: number): number {
  return double(x);
}

// @cache
function shouted(text: string): string {
  return shout(text);
}

// @cache
function joined(x: number, text: string): string {
  return join(x, text);
}

/** Calls a function with one of 64 arguments after the other, all of them known. */
function turning<T>(call: (at: number) => T): () => T {
  for (let at = 0; at < KEYS; at += 1) call(at);
  let at = 0;
  return () => call((at = (at + 1) % KEYS));
}

const number = (at: number): number => numbers[at] ?? 0;
const text = (at: number): string => texts[at] ?? "";

function handWritten<K, V>(f: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = f(key)));
    return value;
  };
}

function handWrittenOfTwo<K, L, V>(f: (a: K, b: L) => V): (a: K, b: L) => V {
  const known = new Map<K, Map<L, V>>();
  return (a, b) => {
    let inner = known.get(a);
    if (inner === undefined) known.set(a, (inner = new Map<L, V>()));
    let value = inner.get(b);
    if (value === undefined) inner.set(b, (value = f(a, b)));
    return value;
  };
}

const all = await memoizers();
const peers = (wrap: (memoize: Memoize) => () => unknown, of: "one" | "several") =>
  all.map(({ name, one, several }) => {
    const memoize = of === "one" ? one : several;
    return calls("peer", name, memoize && wrap(memoize));
  });

const mapOfNumbers = handWritten(double);
await compare("memory hit, one number", 1.5, [
  calls(
    "floor",
    "Map by hand",
    turning((at) => mapOfNumbers(number(at))),
  ),
  calls(
    "memoir",
    "memoir",
    turning((at) => doubled(number(at))),
  ),
  ...peers((memoize) => {
    const f = memoize(double);
    return turning((at) => f(number(at)));
  }, "one"),
]);

const mapOfTexts = handWritten(shout);
await compare("memory hit, one string", 1.5, [
  calls(
    "floor",
    "Map by hand",
    turning((at) => mapOfTexts(text(at))),
  ),
  calls(
    "memoir",
    "memoir",
    turning((at) => shouted(text(at))),
  ),
  ...peers((memoize) => {
    const f = memoize(shout);
    return turning((at) => f(text(at)));
  }, "one"),
]);

const nested = handWrittenOfTwo(join);
await compare("memory hit, (number, string)", 1.5, [
  calls(
    "floor",
    "nested Maps by hand",
    turning((at) => nested(number(at), text(at))),
  ),
  calls(
    "memoir",
    "memoir",
    turning((at) => joined(number(at), text(at))),
  ),
  ...peers((memoize) => {
    const f = memoize(join);
    return turning((at) => f(number(at), text(at)));
  }, "several"),
]);
