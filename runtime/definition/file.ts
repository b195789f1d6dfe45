import { FORMAT } from "../format.ts";
import { bundleAt } from "./bundle.ts";
import type { Captures, Definition, ModuleFile, ModuleSettings } from "./definition.ts";
import { noteLoaded } from "./loaded.ts";
import { modulePath } from "./url.ts";

let stated = 0;

/**
 * A rewritten module states itself: the format version of who rewrote it, its name below the tsconfig, where it really
 * is, and what it exports, as the slots of a definition and the thunk that reads them.
 */
export function $file(
  format: number,
  name: string,
  url: string | undefined,
  settings?: ModuleSettings,
  exported?: string,
  captures?: Captures,
): ModuleFile {
  stated++;
  if (format !== FORMAT) return foreign(format, name, url);
  // Some bundlers leave an `import.meta` without a `url`.
  const file: ModuleFile = { name, url: url ?? "", settings };
  if (settings?.bundled !== true) {
    if (exported === undefined || captures === undefined) return file;
    const loaded = { ...file, exports: exportsOf(file, exported, captures) };
    noteLoaded(loaded);
    return loaded;
  }
  const bundle = bundleAt(modulePath(file.url) ?? "");
  return { ...file, settings: { ...settings, root: bundle.root }, bundle };
}

/** What the module says otherwise may mean something else. The first versions stated no format. */
function foreign(format: unknown, name: string, url: string | undefined): ModuleFile {
  const [stated, at] = typeof format === "string" ? [format, name] : [name, url ?? ""];
  const file: ModuleFile = { name: stated, url: at, settings: undefined, isForeign: true };
  const loaded = { ...file, exports: exportsOf(file, "", () => []) };
  noteLoaded(loaded);
  return loaded;
}

const exportsOf = (file: ModuleFile, slots: string, captures: Captures): Definition => ({
  kind: "value",
  file,
  descriptor: `|exports|1|${slots}`,
  captures,
});

/** How many modules have stated themselves: when it grows, code ran that may have changed what is global. */
export const filesStated = (): number => stated;
