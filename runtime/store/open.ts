import type { Settings } from "../settings.ts";
import { openFileStore } from "./file.ts";
import type { FileStore } from "./file.ts";
import { exclude } from "../trace/excluded.ts";

const stores = new Map<string, FileStore>();

/** The store of a unit's settings: one for each folder, those who are believed, and process. */
export function storeFor({ dir, trust }: Pick<Settings, "dir" | "trust">): FileStore {
  const id = trust === undefined ? dir : `${trust.id} ${dir}`;
  let store = stores.get(id);
  if (store === undefined) {
    stores.set(id, (store = openFileStore(dir, trust)));
    exclude(dir);
  }
  return store;
}

/** The stores that this process has opened. */
export function openStores(): readonly FileStore[] {
  return [...stores.values()];
}
