import type { Settings } from "../settings.ts";
import { openFileStore } from "./file.ts";
import type { FileStore } from "./file.ts";
import { exclude } from "../trace/excluded.ts";

const stores = new Map<string, FileStore>();

/** The store of a unit's settings: one for each folder and process. */
export function storeFor(settings: Pick<Settings, "dir">): FileStore {
  let store = stores.get(settings.dir);
  if (store === undefined) {
    stores.set(settings.dir, (store = openFileStore(settings.dir)));
    exclude(settings.dir);
  }
  return store;
}

/** The stores that this process has opened. */
export function openStores(): readonly FileStore[] {
  return [...stores.values()];
}
