import type { KeyvAdapter } from "./keyv-adapter.ts";
import { Remote } from "./remote.ts";
import { reportAtExit } from "./report.ts";
import type { RemoteSettings } from "./settings.ts";
import type { Trust } from "../trust/trust.ts";

const byAddress = new Map<string, Remote>();
const byAdapter = new WeakMap<KeyvAdapter, Map<number, Remote>>();

function opened(settings: RemoteSettings, trust: Trust | undefined): Remote {
  const remote = new Remote(settings, trust);
  reportAtExit(remote);
  return remote;
}

/** The store of these settings: one for each address, or adapter, those who are believed, and process. */
export function openRemote(settings: RemoteSettings, trust?: Trust): Remote {
  const { at, maxSize, timeout } = settings;
  if (!("kind" in at)) {
    const remotes = byAdapter.get(at) ?? new Map<number, Remote>();
    const known = remotes.get(trust?.id ?? 0) ?? opened(settings, trust);
    byAdapter.set(at, remotes.set(trust?.id ?? 0, known));
    return known;
  }
  const id = JSON.stringify([at.url, maxSize, timeout, trust?.id]);
  const known = byAddress.get(id) ?? opened(settings, trust);
  byAddress.set(id, known);
  return known;
}
