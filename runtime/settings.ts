import { dirname, isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { configuration, isMode, modes } from "./configure.ts";
import type { Configured, Mode } from "./configure.ts";
import type { ModuleFile, ModuleSettings } from "./definition/definition.ts";
import { parseDuration, parseSize } from "./quantity.ts";
import { parseStores, remoteAmong, remoteLimits } from "./remote/settings.ts";
import type { RemoteLimits, RemoteSettings } from "./remote/settings.ts";
import { environment } from "./trace/environment.ts";
import { trustNow } from "./trust/settings.ts";
import type { Trust } from "./trust/trust.ts";
import { warn } from "./warning.ts";

/** What holds for the units of one module: the environment, then `configure`, then the tsconfig. */
export interface Settings {
  readonly mode: Mode;
  /** False under `readonly`: nothing is written to the store. */
  readonly writable: boolean;
  /** Under `verify`, the share of hits that is computed again: 1 for all, `MEMOIR=verify=0.01` for one in a hundred. */
  readonly verified: number;
  /** The cache folder, absolute. */
  readonly dir: string;
  /** True: what cannot be keyed or stored throws instead of running uncached. */
  readonly strict: boolean;
  /** Bytes. */
  readonly maxSize?: number;
  /** Milliseconds. */
  readonly maxAge?: number;
  /** Milliseconds that a call waits at most for another process that computes the same result. */
  readonly wait: number;
  /** The store beyond the cache folder. */
  readonly remote: RemoteSettings | undefined;
  readonly remoteLimits: RemoteLimits;
  /** Whose entries are believed; undefined where signatures do not matter. */
  readonly trust?: Trust;
}

const WAIT = 600_000;

interface Known {
  readonly mode: string | undefined;
  readonly dir: string | undefined;
  readonly store: string | undefined;
  readonly wait: string | undefined;
  readonly configured: Configured;
  readonly settings: Settings;
}

const known = new WeakMap<object, Known>();
const noFile = {};

function modeNow(text: string | undefined, configured: Configured): Mode {
  const word = text?.trim().toLowerCase() ?? "";
  if (isMode(word)) return word;
  if (shareOf(text) !== undefined) return "verify";
  const otherwise = configured.mode ?? "on";
  if (word !== "") {
    const valid = modes.join(", ");
    warn("MEMOIR2201", `mode ${word}`, `MEMOIR=${word} is not one of ${valid}; using ${otherwise}.`);
  }
  return otherwise;
}

/** The share in `verify=0.01`. */
function shareOf(text: string | undefined): number | undefined {
  const share = Number(/^\s*verify=(\d*\.?\d+)\s*$/i.exec(text ?? "")?.[1] ?? NaN);
  return share >= 0 && share <= 1 ? share : undefined;
}

function waitNow(text: string | undefined): number {
  if (text === undefined || text === "") return WAIT;
  const wait = parseDuration(text);
  if (wait === undefined) {
    warn("MEMOIR2201", `wait ${text}`, `MEMOIR_WAIT=${text} is no duration such as 30s; using 10m.`);
  }
  return wait ?? WAIT;
}

/** The path of a module from its `import.meta.url` or `__filename`; undefined where it is no file. */
function pathOf(url: string): string | undefined {
  if (isAbsolute(url)) return url;
  try {
    return fileURLToPath(url);
  } catch {
    return undefined; // of another scheme or system, with a host, or no URL at all
  }
}

/** The folder of the tsconfig. */
function rootOf(file: ModuleFile | undefined): string {
  const path = file && pathOf(file.url);
  return path === undefined ? process.cwd() : resolve(dirname(path), file?.settings?.root ?? "");
}

function folderOf(file: ModuleFile | undefined): string {
  return resolve(rootOf(file), file?.settings?.cacheDir ?? ".memoir");
}

function bound(
  option: "maxSize" | "maxAge",
  file: ModuleSettings | undefined,
  parse: (text: string) => number | undefined,
  example: string,
): { readonly [option]?: number } {
  const text = file?.[option];
  if (text === undefined) return {};
  const value = parse(text);
  if (value === undefined) {
    const message = `"${option}": "${text}" in the tsconfig is not understood; write it as "${example}". It is ignored.`;
    warn("MEMOIR2202", `${option} ${text}`, message);
    return {};
  }
  return { [option]: value };
}

/** `MEMOIR_STORE` and `configure` are of the working directory, the tsconfig's option is of its folder. */
function remoteNow(
  store: string | undefined,
  configured: Configured,
  file: ModuleFile | undefined,
  limits: RemoteLimits,
): RemoteSettings | undefined {
  if (store !== undefined) return remoteAmong(parseStores(store), process.cwd(), limits);
  if (configured.store !== undefined) return remoteAmong(configured.store, process.cwd(), limits);
  return remoteAmong([file?.settings?.store ?? []].flat(), rootOf(file), limits);
}

/**
 * The settings of a module's units. `MEMOIR` and `MEMOIR_DIR` (relative to the working directory when it is
 * first looked at) win, then `configure`, then what the host found in the tsconfig, whatever the working
 * directory. The same object as long as none of them changes.
 */
export function settingsFor(file: ModuleFile | undefined): Settings {
  const { MEMOIR: mode, MEMOIR_DIR: dir, MEMOIR_STORE: store, MEMOIR_WAIT: wait } = environment();
  const configured = configuration();
  const last = known.get(file ?? noFile);
  const isSame = last?.mode === mode && last?.dir === dir && last?.store === store && last?.wait === wait;
  if (isSame && last?.configured === configured) return last.settings;
  const own = file?.settings;
  const modeHere = modeNow(mode, configured);
  const trust = trustNow(environment(), own, rootOf(file));
  const limits = remoteLimits({ ...own, ...configured });
  const settings: Settings = {
    mode: modeHere,
    writable: modeHere !== "readonly",
    verified: shareOf(mode) ?? 1,
    dir: dir ? resolve(dir) : (configured.dir ?? folderOf(file)),
    strict: configured.strict ?? own?.strict ?? false,
    wait: waitNow(wait),
    remote: remoteNow(store, configured, file, limits),
    remoteLimits: limits,
    ...(trust !== undefined && { trust }),
    ...bound("maxSize", own, parseSize, "5GB"),
    ...bound("maxAge", own, parseDuration, "90d"),
  };
  known.set(file ?? noFile, { mode, dir, store, wait, configured, settings });
  return settings;
}

// Taken before a test can put another in its place.
const later = setImmediate;
const looked = new Map<object, Settings>();
let lookedUnder: Configured | undefined;

const forget = (): void => looked.clear();

/**
 * What `settingsFor` gave first in this turn of the event loop, and since `configure` was called: reading the
 * environment takes a microsecond.
 */
export function settingsInTurn(file: ModuleFile | undefined): Settings {
  const configured = configuration();
  if (lookedUnder !== configured) {
    looked.clear();
    lookedUnder = configured;
  }
  let settings = looked.get(file ?? noFile);
  if (settings === undefined) {
    settings = settingsFor(file);
    if (looked.size === 0) later(forget).unref();
    looked.set(file ?? noFile, settings);
  }
  return settings;
}
