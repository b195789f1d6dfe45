import { describe, expect, test } from "vitest";
import type { AsyncStore, Entry, Store } from "../../runtime/store/store.ts";
import { exampleEntry, keyOf } from "./example.ts";

type AnyStore = Store | AsyncStore;

/** An empty store to be tested: `open` gives further stores of the same entries, as another process would open them. */
interface Opened<T extends AnyStore> {
  readonly open: () => T;
}

const keysOf = (store: Store): string[] => [...store.list()].map(({ key }) => key).sort();

const awkward = ["aB", "Ab", "../../x", "..", "con", "nul.txt", "", "a/b\0", "a\\b", "*", "k".repeat(5000)];

/** What every store promises that can list its entries. */
export function lists(name: string, newStore: () => Opened<Store>): void {
  describe(`${name}, as every store that lists`, () => {
    test("lists headers with every field, in any characters", () => {
      const { open } = newStore();
      const entry = strangeEntry();
      open().set(entry);
      const [listed] = open().list();
      expect(listed).toMatchObject({ key: entry.key, header: entry.header });
      expect(listed?.bytes).toBeGreaterThan(0);
    });

    test("lists an entry once, whatever its key", () => {
      const { open } = newStore();
      for (const key of [...awkward, ...awkward]) open().set({ ...exampleEntry("a"), key });
      expect(keysOf(open())).toEqual([...awkward].sort());
    });

    test("lists all entries, and goes on where some go meanwhile", () => {
      const { open } = newStore();
      const store = open();
      const texts = Array.from({ length: 300 }, (_, at) => String(at));
      for (const text of texts) store.set(exampleEntry(text));
      expect(keysOf(open())).toEqual(texts.map(keyOf).sort());
      for (const { key } of store.list()) expect(open().delete(key)).toBe(true);
      expect(keysOf(open())).toEqual([]);
    });
  });
}

/** With every field that there is. */
const strangeEntry = (): Entry =>
  exampleEntry("a", {
    name: 'é\ud83d\ude00\u0000"\\\n',
    form: "block",
    duration: 0.125,
    ttl: 1e15,
    tags: ["", "x"],
    promise: true,
    components: [{ label: "ü", digest: "=" }],
    inputs: [{ label: "file a", digest: "b" }],
  });

/** What every store promises, whatever its entries lie in. */
export function conforms<T extends AnyStore>(
  name: string,
  newStore: () => Opened<T> | Promise<Opened<T>>,
): void {
  describe(`${name}, as every store`, () => {
    test("gives back what was set, to all who open it, until it is deleted", async () => {
      const { open } = await newStore();
      const store = open();
      const entry = exampleEntry("a");
      expect(await store.get(entry.key)).toBeUndefined();
      expect(await store.set(entry)).toBe(true);
      for (const reader of [store, open()]) {
        expect(await reader.get(entry.key)).toEqual(entry);
        expect(await reader.get(entry.key, true)).toEqual(entry);
      }
      expect(await store.delete(entry.key)).toBe(true);
      expect(await open().get(entry.key)).toBeUndefined();
      expect(await store.delete(entry.key)).toBe(false);
    });

    test.each([0, 1, 7, 8, 4096, 3_000_000])("keeps a body of %i bytes as it is", async (length) => {
      const { open } = await newStore();
      const body = Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 8)) & 255);
      await open().set({ ...exampleEntry("a"), body });
      const found = (await open().get(keyOf("a")))?.body;
      expect(found === undefined ? -1 : Buffer.compare(found, body)).toBe(0);
    });

    test("gives bodies that decode as views and alias nothing", async () => {
      const store = (await newStore()).open();
      await store.set(exampleEntry("a", {}, 64));
      const [one, other] = [(await store.get(keyOf("a")))?.body, (await store.get(keyOf("a")))?.body];
      expect(Object.getPrototypeOf(one)).toBe(Uint8Array.prototype);
      expect((one?.byteOffset ?? 1) % 8).toBe(0);
      one?.fill(0);
      expect(other).toEqual(exampleEntry("a", {}, 64).body);
      expect(await store.get(keyOf("a"))).toEqual(exampleEntry("a", {}, 64));
    });

    test("keeps every field of a header, in any characters", async () => {
      const { open } = await newStore();
      const entry = strangeEntry();
      await open().set(entry);
      expect(await open().get(entry.key)).toEqual(entry);
    });

    test("overwrites as a whole", async () => {
      const { open } = await newStore();
      await open().set(exampleEntry("a", { created: 1, tags: ["x"] }, 5000));
      await open().set(exampleEntry("a", { created: 2 }, 10));
      expect(await open().get(keyOf("a"))).toEqual(exampleEntry("a", { created: 2 }, 10));
    });

    test("tells keys apart that differ in little, and takes any text as a key", async () => {
      const { open } = await newStore();
      const [one, other] = [open(), open()];
      for (const [at, key] of awkward.entries())
        await one.set({ ...exampleEntry("a"), key, body: Uint8Array.of(at) });
      for (const [at, key] of awkward.entries())
        expect((await other.get(key))?.body).toEqual(Uint8Array.of(at));
    });

    test("keeps every byte", async () => {
      const { open } = await newStore();
      const body = Uint8Array.from({ length: 65536 }, (_, at) => (at % 2 === 0 ? at >> 9 : at >> 1));
      await open().set({ ...exampleEntry("a"), body });
      expect(Buffer.compare((await open().get(keyOf("a")))?.body ?? new Uint8Array(), body)).toBe(0);
    });
  });
}
