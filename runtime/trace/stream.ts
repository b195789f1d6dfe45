import { isExcluded } from "./excluded.ts";
import { statSync } from "./untraced.ts";

/** Devices that give everybody the same, or chance. */
const harmless = /^\/dev\/(?:null|zero|full|u?random)$/;
/** Devices, and what processes have open: standard input, `<(command)`. */
const devices = /^\/dev\/(?!shm\/)|^\/proc\/.+\/fd\//;

/** Whether a path leads to a pipe, a socket or a device: what one reader got from it the next does not get. */
export function isStream(path: string): boolean {
  if (devices.test(path)) return !harmless.test(path);
  if (isExcluded(path)) return false;
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    return found !== undefined && !found.isFile() && !found.isDirectory();
  } catch {
    return false; // who reads it fails, too
  }
}
