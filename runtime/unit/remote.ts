import { settingsFor } from "../settings.ts";
import type { Settings } from "../settings.ts";
import { remoteAmong } from "../remote/settings.ts";
import type { RemoteSettings } from "../remote/settings.ts";
import type { Lookup } from "./lookup.ts";
import type { OpenUnit } from "./open-unit.ts";
import type { RemoteTier } from "./remote-tier.ts";
import type { UnitSpec } from "./unit.ts";

function settingsOf({ store }: UnitSpec, settings: Settings): RemoteSettings | undefined {
  if (store === undefined) return settings.remote;
  return remoteAmong([store], process.cwd(), settings.remoteLimits);
}

/**
 * The store of other machines that a lookup which awaits asks, and gives its result; undefined where there is none. Its
 * code is loaded when it is first used.
 */
export function remoteTierOf(lookup: Lookup): Promise<RemoteTier> | undefined {
  const { spec, settings: all, store } = lookup.question;
  const settings = store && settingsOf(spec, all);
  if (settings === undefined) return undefined;
  return import("./remote-tier.ts").then(({ tierOf }) => tierOf(lookup, settings));
}

/** Keys that stores of other machines are about to forget. */
const leaving = new Set<string>();

/** Whether what a store of other machines has for a key is to be forgotten. */
export const isLeaving = (key: string): boolean => leaving.has(key);

/**
 * Has the stores that these units share forget results, too. It counts at once in this process; nobody waits for it, and
 * it keeps the process alive until it is done.
 */
export function forgetShared(units: readonly OpenUnit[], keys: readonly string[]): void {
  const all = units.length === 0 ? [settingsFor(undefined)] : units.map(({ file }) => settingsFor(file));
  const specific = units.map(({ spec, file }) => {
    const { trust } = settingsFor(file);
    return { remote: settingsOf(spec, settingsFor(file)), trust };
  });
  const shared = [...all, ...specific].flatMap(({ remote, trust }) => (remote ? [{ remote, trust }] : []));
  if (keys.length === 0 || shared.length === 0 || !all.every(({ writable }) => writable)) return;
  for (const key of keys) leaving.add(key);
  void import("../remote/open.ts")
    .then(({ openRemote }) => {
      const stores = new Set(shared.map(({ remote, trust }) => openRemote(remote, trust)));
      return Promise.all([...stores].flatMap((store) => keys.map((key) => store.delete(key))));
    })
    .finally(() => keys.forEach((key) => leaving.delete(key)));
}
