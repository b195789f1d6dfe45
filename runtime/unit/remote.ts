import { remoteAmong } from "../remote/settings.ts";
import type { RemoteSettings } from "../remote/settings.ts";
import type { Lookup } from "./lookup.ts";
import type { RemoteTier } from "./remote-tier.ts";

function settingsOf({ question: { spec, settings } }: Lookup): RemoteSettings | undefined {
  if (spec.store === undefined) return settings.remote;
  return remoteAmong([spec.store], process.cwd(), settings.remoteLimits);
}

/**
 * The store of other machines that a lookup which awaits asks, and gives its result; undefined where there is none. Its
 * code is loaded when it is first used.
 */
export function remoteTierOf(lookup: Lookup): Promise<RemoteTier> | undefined {
  if (lookup.question.store === undefined) return undefined;
  const settings = settingsOf(lookup);
  if (settings === undefined) return undefined;
  return import("./remote-tier.ts").then(({ tierOf }) => tierOf(lookup, settings));
}
