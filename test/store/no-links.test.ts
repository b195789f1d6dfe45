import * as fs from "node:fs";
import { expect, test, vi } from "vitest";
import { openFileStore } from "../../runtime/store/file.ts";
import { bodyOf, exampleEntry, keyOf, newFolder } from "./example.ts";

vi.mock("../../runtime/trace/untraced.ts", async (original) => ({
  ...(await original<object>()),
  linkSync: () => {
    throw Object.assign(new Error("EPERM: operation not permitted, link"), { code: "EPERM" });
  },
}));

test("where there are no hard links, equal bodies are stored as often as they are set", () => {
  const dir = newFolder();
  const store = openFileStore(dir);
  const body = bodyOf("x", 100_000);
  for (const key of ["a", "b"]) expect(store.set({ ...exampleEntry(key), body })).toBe(true);
  for (const key of ["a", "b"]) expect(openFileStore(dir).get(keyOf(key))?.body).toEqual(body);
  expect(store.delete(keyOf("a"))).toBe(true);
  expect(store.get(keyOf("b"))?.body).toEqual(body);
  store.delete(keyOf("b"));
  const left = fs.readdirSync(dir, { recursive: true, encoding: "utf8" });
  expect(left.filter((name) => name.endsWith(".body"))).toEqual([]);
});
