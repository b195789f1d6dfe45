import type { ModuleFile } from "./definition.ts";
import { modulePath } from "./url.ts";

/** Modules that have stated themselves and are not in the index yet: most are never asked for. */
const unsorted: ModuleFile[] = [];
const byPath = new Map<string, ModuleFile>();

/** Told of every module that states itself from now on, at the first line of its evaluation. */
const listeners: ((file: ModuleFile) => void)[] = [];

export function noteLoaded(file: ModuleFile): void {
  unsorted.push(file);
  for (const listener of listeners) listener(file);
}

export function onLoad(listener: (file: ModuleFile) => void): void {
  listeners.push(listener);
}

/** The rewritten module of this process that came from a file; of several the last, which HMR put in their place. */
export function loadedFrom(path: string): ModuleFile | undefined {
  for (const file of unsorted.splice(0)) byPath.set(modulePath(file.url) ?? "", file);
  return byPath.get(path);
}
