import { expect, test, vi } from "vitest";
import { openFileStore } from "../../runtime/store/file.ts";
import { bodyOf, exampleEntry, keyOf, newFolder } from "./example.ts";

const moment = vi.hoisted(() => ({ act: undefined as (() => void) | undefined }));

vi.mock("../../runtime/trace/untraced.ts", async (original) => {
  const all = await original<{ renameSync: (from: string, to: string) => void }>();
  const renameSync = (from: string, to: string): void => {
    const { act } = moment;
    if (from.endsWith(".body") && act !== undefined) {
      moment.act = undefined;
      act();
    }
    all.renameSync(from, to);
  };
  return { ...all, renameSync };
});

test("an entry that is written again while it is removed keeps its large body", () => {
  const store = openFileStore(newFolder());
  const entry = { ...exampleEntry("a"), body: bodyOf("x", 100_000) };
  store.set(entry);
  // Between the removal of the entry and that of its body.
  moment.act = () => void store.set(entry);
  store.delete(keyOf("a"));
  expect(moment.act).toBeUndefined();
  expect(store.get(keyOf("a"))).toEqual(entry);
});
