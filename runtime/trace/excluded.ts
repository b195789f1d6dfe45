import { sep } from "node:path";
import { isWithin } from "./input.ts";

/** What the kernel shows as files is the machine, not an input; reading some of it never ends. */
const system = sep === "/" ? ["/proc", "/sys", "/dev"] : [];
/** A disk in memory, with files as anywhere. */
const ordinary = "/dev/shm";

const folders = new Set<string>();

/** Leaves a folder and all that is in it out of every trace: a cache is no input of what it caches. */
export function exclude(folder: string): void {
  folders.add(folder);
}

export function isExcluded(path: string): boolean {
  for (const folder of folders) if (isWithin(path, folder)) return true;
  return isSystem(path);
}

const isSystem = (path: string): boolean =>
  system.some((folder) => isWithin(path, folder)) && !isWithin(path, ordinary);
