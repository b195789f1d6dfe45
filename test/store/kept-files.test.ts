import * as fs from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { tryLock } from "../../runtime/store/lock.ts";
import { newFolder } from "./example.ts";

const busy = vi.hoisted(() => ({ calls: 0 }));

vi.mock("../../runtime/trace/untraced.ts", async (original) => {
  const real = await original<typeof import("../../runtime/trace/untraced.ts")>();
  const unless = <A extends readonly unknown[], R>(call: (...args: A) => R) => {
    return (...args: A): R => {
      if (busy.calls === 0) return call(...args);
      busy.calls -= 1;
      throw Object.assign(new Error("EBUSY: resource busy or locked"), { code: "EBUSY" });
    };
  };
  return { ...real, openSync: unless(real.openSync), unlinkSync: unless(real.unlinkSync) };
});

test.each([1, 2, 3])("a lock is released though %i calls fail, so that nobody waits for it", (calls) => {
  const dir = newFolder();
  const attempt = tryLock(dir, "a");
  busy.calls = calls;
  if (attempt.state === "locked") attempt.lock.release();
  expect(busy.calls).toBe(0);
  expect(fs.readdirSync(join(dir, "locks"))).toEqual([]);
});
