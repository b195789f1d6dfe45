import { describe, expect, test } from "vitest";
import type { Entry, Store } from "../../runtime/store/store.ts";
import { exampleEntry, keyOf } from "./example.ts";

/** A store to be tested: `open` gives further stores of the same entries, as another process would open them. */
export interface StoreFactory {
  (): { readonly open: () => Store };
}

const keysOf = (store: Store): string[] => [...store.list()].map(({ key }) => key).sort();

/** What every store promises, whatever its entries lie in. */
export function conforms(name: string, newStore: StoreFactory): void {
  describe(`${name}, as every store`, () => {
    test("gives back what was set, to all who open it, until it is deleted", () => {
      const { open } = newStore();
      const store = open();
      const entry = exampleEntry("a");
      expect(store.get(entry.key)).toBeUndefined();
      expect(store.set(entry)).toBe(true);
      for (const reader of [store, open()]) {
        expect(reader.get(entry.key)).toEqual(entry);
        expect(reader.get(entry.key, true)).toEqual(entry);
      }
      expect(store.delete(entry.key)).toBe(true);
      expect(open().get(entry.key)).toBeUndefined();
      expect(store.delete(entry.key)).toBe(false);
    });

    test.each([0, 1, 7, 8, 4096, 3_000_000])("keeps a body of %i bytes as it is", (length) => {
      const { open } = newStore();
      const body = Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 8)) & 255);
      open().set({ ...exampleEntry("a"), body });
      const found = open().get(keyOf("a"))?.body;
      expect(found === undefined ? -1 : Buffer.compare(found, body)).toBe(0);
    });

    test("gives bodies that decode as views and alias nothing", () => {
      const store = newStore().open();
      store.set(exampleEntry("a", {}, 64));
      const [one, other] = [store.get(keyOf("a"))?.body, store.get(keyOf("a"))?.body];
      expect(Object.getPrototypeOf(one)).toBe(Uint8Array.prototype);
      expect((one?.byteOffset ?? 1) % 8).toBe(0);
      one?.fill(0);
      expect(other).toEqual(exampleEntry("a", {}, 64).body);
      expect(store.get(keyOf("a"))).toEqual(exampleEntry("a", {}, 64));
    });

    test("keeps every field of a header, in any characters", () => {
      const { open } = newStore();
      const entry: Entry = exampleEntry("a", {
        name: 'é\ud83d\ude00\u0000"\\\n',
        form: "block",
        duration: 0.125,
        ttl: 5,
        tags: ["", "x"],
        promise: true,
        components: [{ label: "ü", digest: "=" }],
        inputs: [{ label: "file a", digest: "b" }],
      });
      open().set(entry);
      expect(open().get(entry.key)).toEqual(entry);
      const [listed] = open().list();
      expect(listed).toMatchObject({ key: entry.key, header: entry.header });
      expect(listed?.bytes).toBeGreaterThan(0);
    });

    test("overwrites as a whole", () => {
      const { open } = newStore();
      open().set(exampleEntry("a", { created: 1, tags: ["x"] }, 5000));
      open().set(exampleEntry("a", { created: 2 }, 10));
      expect(open().get(keyOf("a"))).toEqual(exampleEntry("a", { created: 2 }, 10));
      expect(keysOf(open())).toEqual([keyOf("a")]);
    });

    test("tells keys apart that differ in little, and takes any text as a key", () => {
      const { open } = newStore();
      const keys = [
        "aB",
        "Ab",
        "../../x",
        "..",
        "con",
        "nul.txt",
        "",
        "a/b\0",
        "a\\b",
        "*",
        "k".repeat(5000),
      ];
      keys.forEach((key, at) => open().set({ ...exampleEntry("a"), key, body: Uint8Array.of(at) }));
      keys.forEach((key, at) => expect(open().get(key)?.body).toEqual(Uint8Array.of(at)));
      expect(keysOf(open())).toEqual([...keys].sort());
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
