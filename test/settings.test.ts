import { channel } from "node:diagnostics_channel";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { configure } from "../runtime/configure.ts";
import type { ModuleFile, ModuleSettings } from "../runtime/definition/definition.ts";
import { explainsMisses, logLookup } from "../runtime/log.ts";
import { formatDuration, formatSize, parseDuration, parseSize } from "../runtime/quantity.ts";
import { settingsFor } from "../runtime/settings.ts";
import { warn } from "../runtime/warning.ts";

const root = resolve("/project");
const path = join(root, "dist/src/a.js");
const fileWith = (settings?: Partial<ModuleSettings>, url = pathToFileURL(path).href): ModuleFile => ({
  name: "src/a.ts",
  url,
  settings: settings && { root: "../..", ...settings },
});

let stderr: string[] = [];

beforeEach(() => {
  stderr = [];
  vi.spyOn(console, "error").mockImplementation((text: unknown) => void stderr.push(String(text)));
  for (const name of ["MEMOIR", "MEMOIR_DIR", "MEMOIR_LOG", "MEMOIR_STORE"]) vi.stubEnv(name, undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe("settings", () => {
  test("come from the tsconfig, its folder found from the module and not from the working directory", () => {
    const settings = settingsFor(
      fileWith({
        ...{ cacheDir: "tmp/cache", strict: true, maxSize: "5GB", maxAge: "90d" },
        ...{ store: "sqlite://shared.db", remoteMaxSize: "1MB", remoteTimeout: "2s" },
      }),
    );
    const dir = join(root, "tmp/cache");
    expect(settings).toEqual({
      mode: "on",
      writable: true,
      verified: 1,
      dir,
      strict: true,
      maxSize: 5e9,
      maxAge: 7_776_000_000,
      wait: 600_000,
      remote: {
        at: { kind: "sqlite", url: join(root, "shared.db"), name: "sqlite://shared.db" },
        maxSize: 1e6,
        timeout: 2000,
      },
      remoteLimits: { maxSize: 1e6, timeout: 2000 },
    });
    expect(settingsFor(fileWith({}, path)).dir).toBe(join(root, ".memoir"));
    expect(settingsFor(fileWith({}, `${pathToFileURL(path).href}?t=12`)).dir).toBe(join(root, ".memoir"));
    expect(settingsFor(fileWith({ cacheDir: resolve("/var/c") })).dir).toBe(resolve("/var/c"));
  });

  test("of code outside a file are those of the working directory", () => {
    expect(settingsFor(undefined)).toEqual({
      mode: "on",
      writable: true,
      verified: 1,
      dir: resolve(".memoir"),
      strict: false,
      wait: 600_000,
      remoteLimits: { maxSize: 8e6, timeout: 1000 },
    });
    vi.stubEnv("MEMOIR_WAIT", "30s");
    expect(settingsFor(undefined).wait).toBe(30_000);
    expect(settingsFor(fileWith({}, "data:text/javascript,0")).dir).toBe(resolve(".memoir"));
    expect(settingsFor(fileWith({}, "file://host/a%2Fb")).dir).toBe(resolve(".memoir"));
  });

  test("follow the environment at once, and are one object as long as nothing changes", () => {
    const file = fileWith({});
    const before = settingsFor(file);
    expect(settingsFor(file)).toBe(before);
    vi.stubEnv("MEMOIR", "readonly");
    vi.stubEnv("MEMOIR_DIR", "elsewhere");
    expect(settingsFor(file)).toMatchObject({ mode: "readonly", dir: resolve("elsewhere") });
    vi.stubEnv("MEMOIR_DIR", "");
    expect(settingsFor(file).dir).toBe(join(root, ".memoir"));
  });

  test("take a mode that does not exist for the default, and say so once with those that do", () => {
    vi.stubEnv("MEMOIR", "offf");
    expect(settingsFor(fileWith({})).mode).toBe("on");
    expect(settingsFor(fileWith({})).mode).toBe("on");
    expect(stderr).toHaveLength(1);
    expect(stderr[0]).toMatch(/MEMOIR2201: MEMOIR=offf .*on, off, readonly, refresh, verify/);
  });

  test("say what they cannot understand or do not have", () => {
    expect(
      settingsFor(fileWith({ maxAge: "soon", store: ["file", "mongo://user:secret@host"] })),
    ).not.toHaveProperty("maxAge");
    expect(stderr.join("\n")).toMatch(/"maxAge": "soon"/);
    expect(stderr.join("\n")).toMatch(/"mongo" is no store/);
    expect(stderr.join("\n")).not.toMatch(/secret/);
  });

  test("of configure win over the tsconfig, and the environment over both", () => {
    const file = fileWith({ strict: false });
    configure({ dir: "configured", mode: "refresh", strict: true });
    configure({ mode: undefined });
    expect(settingsFor(file)).toEqual({
      mode: "refresh",
      writable: true,
      verified: 1,
      dir: resolve("configured"),
      strict: true,
      wait: 600_000,
      remoteLimits: { maxSize: 8e6, timeout: 1000 },
    });
    vi.stubEnv("MEMOIR", "off");
    vi.stubEnv("MEMOIR_DIR", "env");
    const dir = resolve("env");
    expect(settingsFor(file)).toMatchObject({ mode: "off", writable: true, dir, strict: true });
    configure({ dir: "other" });
    vi.stubEnv("MEMOIR_DIR", undefined);
    expect(settingsFor(file).dir).toBe(resolve("other"));
  });

  test("configure refuses what it does not know", () => {
    expect(() => configure({ mod: "off" } as never)).toThrow(/no option "mod".*dir, mode, strict, log/);
    expect(() => configure({ mode: "of" as never })).toThrow(/mode must be one of on, off/);
    expect(() => configure({ strict: "yes" as never })).toThrow(/strict must be a boolean/);
  });
});

test("durations and sizes", () => {
  const durations = ["500ms", "30s", "5m", "12h", "7d", "2w", "1.5h"].map(parseDuration);
  expect(durations).toEqual([500, 30e3, 300e3, 43_200e3, 604_800e3, 1_209_600e3, 5400e3]);
  expect(["512B", "512KB", "5GB", "1 KiB", "1.5mb"].map(parseSize)).toEqual([512, 512e3, 5e9, 1024, 1.5e6]);
  for (const bad of ["", "5", "h", "-1h", "1e3s", "5 min", "1h30m", "9".repeat(20) + "w", "1constructor"]) {
    expect(parseDuration(bad), bad).toBeUndefined();
    expect(parseSize(bad), bad).toBeUndefined();
  }
  const times = [0.31, 9.97, 812, 999.7, 1234, 90e3, 5 * 3600e3, 40 * 864e5];
  expect(times.map(formatDuration)).toEqual([
    "0.3 ms",
    "10 ms",
    "812 ms",
    "1.0 s",
    "1.2 s",
    "1.5 min",
    "5.0 h",
    "40 d",
  ]);
  expect([0, 999, 1000, 999_900, 5e9].map(formatSize)).toEqual([
    "0 B",
    "999 B",
    "1.0 KB",
    "1.0 MB",
    "5.0 GB",
  ]);
});

describe("the log", () => {
  const hit = {
    outcome: "hit",
    name: "embeddings",
    source: "src/a.ts:3",
    key: "k1",
    time: 0.31,
    saved: 1234,
  } as const;
  const miss = {
    outcome: "miss",
    name: "data_load",
    source: "src/b.ts:9",
    key: "k2",
    time: 812,
    why: "argument 0 changed",
  } as const;

  const linesOf = (log: string | undefined): string[] => {
    vi.stubEnv("MEMOIR_LOG", log);
    stderr = [];
    logLookup(hit);
    logLookup(miss);
    logLookup({ ...miss, outcome: "uncached" });
    return stderr;
  };

  test("prints nothing unless asked", () => {
    expect(linesOf(undefined)).toEqual([]);
    expect(linesOf("")).toEqual([]);
    expect(explainsMisses()).toBe(false);
  });

  test("prints a line a lookup, of the outcomes asked for", () => {
    const hitLine = "memoir hit  embeddings       0.3 ms, saved 1.2 s";
    const missLine = "memoir miss data_load        812 ms: argument 0 changed";
    const uncached = "memoir uncached data_load        812 ms: argument 0 changed";
    expect(linesOf("hits")).toEqual([hitLine]);
    expect(explainsMisses()).toBe(false);
    expect(linesOf("misses")).toEqual([missLine, uncached]);
    expect(explainsMisses()).toBe(true);
    expect(linesOf("hits, misses")).toEqual([hitLine, missLine, uncached]);
    expect(linesOf("ALL")).toEqual([hitLine, missLine, uncached]);
  });

  test("prints JSON with the same fields", () => {
    expect(linesOf("json").map((text) => JSON.parse(text) as unknown)).toEqual([
      hit,
      miss,
      { ...miss, outcome: "uncached" },
    ]);
    expect(linesOf("json,hits").map((text) => JSON.parse(text) as unknown)).toEqual([hit]);
  });

  test("says which words it does not know, once, and follows the others", () => {
    expect(linesOf("hit,misses,what")).toHaveLength(3);
    expect(stderr[0]).toMatch(/"hit, what" is not known; it takes hits, misses, all, json, off/);
    expect(linesOf("hit,misses,what")).toHaveLength(2);
  });

  test("keeps names on their line and away from the terminal's controls", () => {
    vi.stubEnv("MEMOIR_LOG", "all");
    logLookup({ ...hit, name: "a\n\u001b[2Jb" });
    expect(stderr[0]).toContain(String.raw`a\u{a}\u{1b}[2Jb`);
  });

  test("reaches the subscribers of its diagnostics channel, without being printed", () => {
    const seen: unknown[] = [];
    const note = (message: unknown) => void seen.push(message);
    channel("memoir:lookup").subscribe(note);
    expect(explainsMisses()).toBe(true);
    logLookup(hit);
    channel("memoir:lookup").unsubscribe(note);
    logLookup(miss);
    expect(seen).toEqual([hit]);
    expect(stderr).toEqual([]);
  });
});

test("a warning is given once for its id, on stderr and on the diagnostics channel", () => {
  const seen: unknown[] = [];
  const note = (message: unknown) => void seen.push(message);
  channel("memoir:warning").subscribe(note);
  warn("MEMOIR2999", "id 1", "first\nsecond \u001b[31m");
  warn("MEMOIR2999", "id 1", "again");
  warn("MEMOIR2999", "id 2", "other");
  channel("memoir:warning").unsubscribe(note);
  expect(stderr).toEqual(["memoir MEMOIR2999: first\nsecond \\u{1b}[31m", "memoir MEMOIR2999: other"]);
  expect(seen).toMatchObject([{ code: "MEMOIR2999", id: "id 1" }, { id: "id 2" }]);
});
