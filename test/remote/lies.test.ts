import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Breaker } from "../../runtime/remote/breaker.ts";
import type { KeyvAdapter } from "../../runtime/remote/keyv-adapter.ts";
import { MissingPackage, optional } from "../../runtime/remote/optional.ts";
import { Remote } from "../../runtime/remote/remote.ts";
import { exampleEntry, keyOf } from "../store/example.ts";

const limits = { maxSize: 1e6, timeout: 60_000 };
const never = new Promise<never>(() => undefined);

beforeEach(() => void vi.spyOn(console, "error").mockReturnValue());
afterEach(() => void vi.restoreAllMocks());

/** A store that keeps what it is given, and gives what `lie` makes of it. */
function liar(lie: (value: string, key: string, all: ReadonlyMap<string, string>) => unknown): KeyvAdapter {
  const values = new Map<string, string>();
  return {
    get: (key) => lie(values.get(key) ?? "", key, values),
    set: (key, value) => values.set(key, String(value)),
    delete: (key) => values.delete(key),
  };
}

const bytes = (text: string, change: (bytes: Buffer) => Buffer): string =>
  change(Buffer.from(text, "base64")).toString("base64");

const flipped = (at: number) => (text: string) =>
  bytes(text, (all) => {
    const offset = Math.floor(all.length * at);
    all.writeUInt8(all.readUInt8(offset) ^ 1, offset);
    return all;
  });

test.each<[string, Parameters<typeof liar>[0]]>([
  ["a flipped bit in the header", flipped(0.2)],
  ["a flipped bit in the body", flipped(0.99)],
  ["a part", (text) => bytes(text, (all) => all.subarray(0, all.length - 1))],
  ["more", (text) => bytes(text, (all) => Buffer.concat([all, all]))],
  ["nothing", () => ""],
  ["text", () => "certainly"],
  ["the entry of another key", (_, key, all) => [...all].find(([other]) => other !== key)?.[1]],
  ["a number", () => 42],
  ["an object", () => ({ value: "x", expires: 1 })],
  ["null", () => null],
])("a store that gives %s gives nothing", async (_, lie) => {
  const remote = new Remote({ at: liar(lie), ...limits });
  await remote.set(exampleEntry("a"));
  await remote.set(exampleEntry("b"));
  expect(await remote.get(keyOf("a"))).toBeUndefined();
});

test("a store that lies is left alone", async () => {
  const remote = new Remote({ at: liar(flipped(0.99)), ...limits });
  for (let at = 0; at < 20; at += 1) {
    await remote.set(exampleEntry(String(at)));
    expect(await remote.get(keyOf(String(at)))).toBeUndefined();
  }
  expect(remote.requests.failures).toBeLessThan(10);
  expect(remote.requests.spared).toBeGreaterThan(20);
});

test.each<[string, () => unknown]>([
  ["throws", () => { throw new Error("down"); }], // prettier-ignore
  ["rejects", () => Promise.reject(new Error("down"))],
])("a store that %s costs nothing but the sharing, and is tried a few times", async (_, act) => {
  const remote = new Remote({ at: { get: act, set: act, delete: act }, ...limits });
  for (let at = 0; at < 10; at += 1) {
    expect(await remote.get(keyOf("a"))).toBeUndefined();
    expect(await remote.set(exampleEntry("a"))).toBe(false);
    expect(await remote.delete(keyOf("a"))).toBe(false);
  }
  expect(remote.requests).toMatchObject({ failures: 3, spared: 27 });
});

test("a store that never answers costs one timeout", async () => {
  const remote = new Remote({
    at: { get: () => never, set: () => never, delete: () => never },
    maxSize: 1e6,
    timeout: 20,
  });
  for (let at = 0; at < 10; at += 1) expect(await remote.get(keyOf("a"))).toBeUndefined();
  expect(remote.requests).toMatchObject({ failures: 1, spared: 9 });
});

test("a breaker lets one request try, closes when that is answered, and waits longer when it is not", () => {
  let time = 0;
  const breaker = new Breaker(() => time);
  const isOpenAt = (now: number): boolean => ((time = now), !breaker.allows());
  expect([breaker.failed(false), breaker.failed(false)]).toEqual([false, false]);
  breaker.succeeded();
  expect([breaker.failed(false), breaker.failed(false), breaker.failed(false)]).toEqual([false, false, true]);
  expect(isOpenAt(breaker.pause - 1)).toBe(true);
  expect(isOpenAt(breaker.pause)).toBe(false);
  expect(isOpenAt(breaker.pause)).toBe(true);
  const pause = breaker.pause;
  expect(breaker.failed(false)).toBe(true);
  expect(breaker.pause).toBe(2 * pause);
  expect(breaker.failed(true)).toBe(false);
  expect(isOpenAt(time + breaker.pause)).toBe(false);
  breaker.succeeded();
  expect([isOpenAt(time), isOpenAt(time)]).toEqual([false, false]);
  expect(breaker.failed(true)).toBe(true);
});

test("a missing package is named with what to install, and not looked for again", async () => {
  await expect(optional("@memoir/none", "a b")).rejects.toThrow(
    /@memoir\/none is not installed.*npm install a b/,
  );
  await expect(optional("@memoir/none", "a b")).rejects.toBeInstanceOf(MissingPackage);
});
