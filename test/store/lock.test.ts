import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { lockPath, removeAbandonedLocks, tryLock, viewLock } from "../../runtime/store/lock.ts";
import type { Lock, LockNote } from "../../runtime/store/lock.ts";
import { self } from "../../runtime/store/owner.ts";
import { newFolder } from "./example.ts";

function lockOf(dir: string): Lock {
  const attempt = tryLock(dir, "a");
  if (attempt.state !== "locked") throw new Error(attempt.state);
  return attempt.lock;
}

/** Leaves a lock as another owner would. */
function leave(
  dir: string,
  owner: Partial<LockNote["owner"]>,
  age = 0,
  path: string = lockPath(dir, "a"),
): void {
  fs.mkdirSync(join(path, ".."), { recursive: true });
  const note = { owner: { ...self(), ...owner }, token: "theirs", after: [], promise: false, waits: [] };
  fs.writeFileSync(path, `${JSON.stringify(note)}\n`);
  const time = new Date(Date.now() - age);
  fs.utimesSync(path, time, time);
}

/** The number of a process that has ended. */
const ended = (): number => spawnSync(process.execPath, ["--version"]).pid;

describe("a lock", () => {
  test("is held by one owner at a time, and leaves nothing behind", () => {
    const dir = newFolder();
    const lock = lockOf(dir);
    expect(tryLock(dir, "a").state).toBe("taken");
    expect(tryLock(dir, "b").state).toBe("locked");
    lock.release();
    expect(viewLock(dir, "a")).toBeUndefined();
    lockOf(dir).release();
    expect(fs.readdirSync(join(dir, "locks"))).toEqual(["b.lock"]);
  });

  test("shows what its owner waits for, and takes it back", () => {
    const dir = newFolder();
    const lock = lockOf(dir);
    for (const name of ["x", "y", "x"]) lock.waitsFor(name);
    lock.promises();
    lock.waitsNoMore("x");
    expect(viewLock(dir, "a")?.note).toMatchObject({ owner: self(), promise: true, waits: ["y", "x"] });
    lock.release();
  });

  test("of a process that has ended is taken over at once, and says whose it was", () => {
    const dir = newFolder();
    leave(dir, { pid: ended() });
    expect(viewLock(dir, "a")).toBeUndefined();
    const lock = lockOf(dir);
    expect(lock.note.after).toEqual(["theirs"]);
    expect(fs.readdirSync(join(dir, "locks"))).toEqual(["a.lock"]);
    lock.release();
  });

  test("of a process that was killed while it took a lock over is taken over without a wait", () => {
    const dir = newFolder();
    const [first, second] = [ended(), ended()];
    leave(dir, { pid: first });
    leave(dir, { pid: second }, 0, `${lockPath(dir, "a")}.tmp`);
    // Nobody is named whom it would be waiting for.
    expect(tryLock(dir, "a")).toMatchObject({ state: "taken", view: { note: undefined } });
    expect(tryLock(dir, "a").state).toBe("locked");
    expect(fs.readdirSync(join(dir, "locks"))).toEqual(["a.lock"]);
  });

  test.runIf(process.platform === "linux")("of an earlier process of the same number is taken over", () => {
    const dir = newFolder();
    leave(dir, { start: "1" });
    expect(tryLock(dir, "a").state).toBe("locked");
  });

  test.each([{ host: "elsewhere" }, { thread: 3 }])("of %j is theirs while they renew it", (owner) => {
    const dir = newFolder();
    leave(dir, { ...owner, pid: ended() }, 50_000);
    expect(tryLock(dir, "a").state).toBe("taken");
    leave(dir, { ...owner, pid: ended() }, 70_000);
    expect(tryLock(dir, "a").state).toBe("locked");
  });

  test("from the future, after the clock was set back, does not last", () => {
    const dir = newFolder();
    leave(dir, { host: "elsewhere" }, -3_600_000);
    expect(tryLock(dir, "a").state).toBe("locked");
  });

  test.each(["", "{", '{"owner"'])(
    "that was not written to its end (%j) is taken over after a while",
    (text) => {
      const dir = newFolder();
      leave(dir, {});
      fs.writeFileSync(lockPath(dir, "a"), text);
      expect(tryLock(dir, "a").state).toBe("taken");
      fs.utimesSync(lockPath(dir, "a"), new Date(0), new Date(0));
      expect(tryLock(dir, "a").state).toBe("locked");
    },
  );

  test("that somebody else has taken over is not released or changed by its first owner", () => {
    const dir = newFolder();
    const lock = lockOf(dir);
    leave(dir, { host: "elsewhere" });
    lock.waitsFor("x");
    lock.release();
    expect(viewLock(dir, "a")?.note).toMatchObject({ token: "theirs", waits: [] });
  });

  test("cannot be had where there is no place for it", () => {
    const dir = newFolder();
    fs.mkdirSync(dir);
    fs.writeFileSync(join(dir, "locks"), "");
    expect(tryLock(dir, "a").state).toBe("unavailable");
    expect(viewLock(dir, "a")).toBeUndefined();
  });

  test("that was abandoned is swept away, and one that is held stays", () => {
    const dir = newFolder();
    leave(dir, { pid: ended() });
    const attempt = tryLock(dir, "b");
    expect(removeAbandonedLocks(dir)).toBe(1);
    expect(fs.readdirSync(join(dir, "locks"))).toEqual(["b.lock"]);
    if (attempt.state === "locked") attempt.lock.release();
  });
});

test("of many processes that contend for a lock, and are killed with it, one holds it at a time", async () => {
  const dir = newFolder();
  const contender = fileURLToPath(new URL("./contender.ts", import.meta.url));
  const runs = Array.from({ length: 6 }, (_, at) => {
    const child = spawn(process.execPath, [contender, dir, String(at < 3 ? 40 : 1000)]);
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (data: Buffer) => (output += data.toString()));
    return new Promise<string>((resolve) => child.on("close", () => resolve(output)));
  });
  const outputs = await Promise.all(runs);
  expect(outputs.join("")).not.toMatch(/two|Error/);
  expect(outputs.slice(3).map((output) => output.trim())).toEqual(["held 1000", "held 1000", "held 1000"]);
});
