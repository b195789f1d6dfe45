import type { KeyvAdapter } from "./keyv-adapter.ts";
import { Remote } from "./remote.ts";
import { reportAtExit } from "./report.ts";
import type { RemoteSettings } from "./settings.ts";

const byAddress = new Map<string, Remote>();
const byAdapter = new WeakMap<KeyvAdapter, Remote>();

function opened(settings: RemoteSettings): Remote {
  const remote = new Remote(settings);
  reportAtExit(remote);
  return remote;
}

/** The store of these settings: one for each address, or adapter, and process. */
export function openRemote(settings: RemoteSettings): Remote {
  const { at, maxSize, timeout } = settings;
  if (!("kind" in at)) {
    const known = byAdapter.get(at) ?? opened(settings);
    byAdapter.set(at, known);
    return known;
  }
  const id = JSON.stringify([at.url, maxSize, timeout]);
  const known = byAddress.get(id) ?? opened(settings);
  byAddress.set(id, known);
  return known;
}
