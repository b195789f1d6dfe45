import type { ModuleFile, ModuleSettings } from "./definition.ts";

let stated = 0;

/** A rewritten module states itself: its name below the tsconfig, and where it really is. */
export function $file(name: string, url: string, settings?: ModuleSettings): ModuleFile {
  stated++;
  return { name, url, settings };
}

/** How many modules have stated themselves: when it grows, code ran that may have changed what is global. */
export const filesStated = (): number => stated;
