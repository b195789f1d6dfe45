import { expect, test } from "vitest";
import type { Component } from "../../runtime/digest/key.ts";
import { explainChange, explainMiss } from "../../runtime/store/explain.ts";
import { openFileStore } from "../../runtime/store/file.ts";
import { exampleEntry, newFolder } from "./example.ts";

/** `"code=1"` is a component with the label `code` and the digest `1`. */
const parts = (...texts: string[]): Component[] =>
  texts.map((text) => ({
    label: text.slice(0, text.lastIndexOf("=")),
    digest: text.slice(text.lastIndexOf("=") + 1),
  }));

test.each([
  [
    "code of normalize (src/text.ts:12) changed",
    ["code of normalize (src/text.ts:9)=1"],
    ["code of normalize (src/text.ts:12)=2"],
  ],
  ["argument 0 changed", ["code=1", "argument 0=1"], ["code=1", "argument 0=2"]],
  ["package lodash 4.17.20 → 4.17.21", ["package lodash 4.17.20=1"], ["package lodash 4.17.21=2"]],
  ["package @a/b 1.0.0 → 2.0.0", ["package @a/b 1.0.0=1"], ["package @a/b 2.0.0=2"]],
  ["captured b is new", ["captured a=1"], ["captured a=1", "captured b=2"]],
  ["captured b is gone", ["captured a=1", "captured b=2"], ["captured a=1"]],
])("%s", (expected, before, after) => {
  expect(explainChange(parts(...before), parts(...after))).toEqual([expected]);
});

test("code that only moved or was renamed is no change, also among parts of one label", () => {
  const before = parts("code of f (a.ts:1)=1", "code of g (a.ts:2)=2", "code of g (a.ts:9)=3");
  const after = parts("code of h (b.ts:1)=1", "code of g (a.ts:4)=3", "code of g (a.ts:8)=4");
  expect(explainChange(before, after)).toEqual(["code of g (a.ts:8) changed"]);
});

test("a miss is explained against the entry with the most in common, then the newest", () => {
  const store = openFileStore(newFolder());
  store.set(exampleEntry("far", { created: 9, components: parts("code=0", "argument 0=1", "argument 1=9") }));
  store.set(
    exampleEntry("near", { created: 1, components: parts("code=1", "argument 0=1", "argument 1=7") }),
  );
  store.set(
    exampleEntry("newer", { created: 2, components: parts("code=2", "argument 0=1", "argument 1=5") }),
  );
  store.set(
    exampleEntry("other", { name: "other", components: parts("code=2", "argument 0=1", "argument 1=6") }),
  );
  const now = parts("code=2", "argument 0=1", "argument 1=6");
  const unindexed = { ...store, named: undefined };
  expect(explainMiss("load", now, store)).toBe("argument 1 changed");
  const tied = parts("code=3", "argument 0=1", "argument 1=7");
  expect(explainMiss("load", tied, store)).toBe("code changed");
  expect(explainMiss("none", now, store)).toBe("no entry of this name yet");
  expect(explainMiss("load", now, unindexed)).toBe("argument 1 changed");
});

test("an entry of the same arguments explains more than a newer one of others", () => {
  const store = openFileStore(newFolder());
  store.set(exampleEntry("same", { created: 1, components: parts("code=1", "argument 0=1") }));
  store.set(exampleEntry("newer", { created: 2, components: parts("code=2", "argument 0=9") }));
  expect(explainMiss("load", parts("code=2", "argument 0=1"), store)).toBe("code changed");
});

test("a miss with the same components as an entry, and one with many changes", () => {
  const store = openFileStore(newFolder());
  const many = ["a", "b", "c", "d", "e"].map((letter) => `captured ${letter}`);
  store.set(exampleEntry("a", { components: many.map((label) => ({ label, digest: "1" })) }));
  const now = (digest: string) => many.map((label) => ({ label, digest }));
  expect(explainMiss("load", now("1"), store)).toBe("nothing that an entry lists has changed");
  expect(explainMiss("load", now("2"), store)).toBe(
    "captured a changed, captured b changed, captured c changed, and 2 more",
  );
});
