import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { componentKey } from "../../runtime/store/component-key.ts";
import { newFolder } from "./example.ts";

test("a component key is 32 random bytes, kept in the folder for the user alone", () => {
  const [a, b] = [newFolder(), newFolder()];
  expect(componentKey(a)).toHaveLength(32);
  expect(componentKey(a)).toEqual(new Uint8Array(readFileSync(join(a, "component.key"))));
  expect(componentKey(b)).not.toEqual(componentKey(a));
  if (process.platform !== "win32") expect(statSync(join(a, "component.key")).mode & 0o777).toBe(0o600);
  expect(readdirSync(a).sort()).toEqual([".gitignore", "CACHEDIR.TAG", "component.key"]);
});

test("a component key that is there is used, a damaged one is replaced", () => {
  const [whole, torn] = [newFolder(), newFolder()];
  for (const dir of [whole, torn]) mkdirSync(dir);
  writeFileSync(join(whole, "component.key"), "k".repeat(32));
  writeFileSync(join(torn, "component.key"), "k".repeat(31));
  expect(Buffer.from(componentKey(whole)).toString()).toBe("k".repeat(32));
  expect(componentKey(torn)).toEqual(new Uint8Array(readFileSync(join(torn, "component.key"))));
});

test("without a folder to keep it in, this process has one of its own", () => {
  const quiet = vi.spyOn(console, "error").mockReturnValue();
  const dir = newFolder();
  writeFileSync(dir, "");
  expect(componentKey(dir)).toHaveLength(32);
  expect(componentKey(dir)).toBe(componentKey(dir));
  expect(quiet.mock.calls.flat().join()).toContain("MEMOIR2104");
  quiet.mockRestore();
});

test("a component key that may not be written leaves no trace", () => {
  const dir = newFolder();
  expect(componentKey(dir, false)).toHaveLength(32);
  expect(() => statSync(dir)).toThrow();
});
