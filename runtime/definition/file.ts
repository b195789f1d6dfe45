import { bundleAt } from "./bundle.ts";
import type { ModuleFile, ModuleSettings } from "./definition.ts";
import { modulePath } from "./url.ts";

let stated = 0;

/** A rewritten module states itself: its name below the tsconfig, and where it really is. */
export function $file(name: string, url: string | undefined, settings?: ModuleSettings): ModuleFile {
  stated++;
  // Some bundlers leave an `import.meta` without a `url`.
  const file: ModuleFile = { name, url: url ?? "", settings };
  if (settings?.bundled !== true) return file;
  const bundle = bundleAt(modulePath(file.url) ?? "");
  return { ...file, settings: { ...settings, root: bundle.root }, bundle };
}

/** How many modules have stated themselves: when it grows, code ran that may have changed what is global. */
export const filesStated = (): number => stated;
