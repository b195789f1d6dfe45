import type { Definition, ModuleFile } from "../definition/definition.ts";
import { loadedFrom, onLoad } from "../definition/loaded.ts";
import { modulePath } from "../definition/url.ts";
import { digestApart } from "./apart.ts";
import { pushCaptures } from "./captures.ts";
import { tag } from "./tag.ts";
import type { Walk } from "./walk.ts";

/* A module that is not loaded yet will be as its code makes it; one that is loaded may have been changed since. */

/** A module that was asked for before it was loaded. */
interface Awaited {
  file?: ModuleFile;
  /** What it exported when it had just been loaded, as a digest; undefined where that is not known. */
  fresh?: string;
  /** Whether `fresh` is what it will be. */
  settled: boolean;
}

const awaited = new Map<string, Awaited>();

/** Encodes what the modules behind `import()` hold now, where that is not what their code says. */
export function writeModuleStates(walk: Walk, paths: readonly string[]): void {
  for (const path of paths) {
    const file = loadedFrom(path);
    if (file === undefined) awaitLoad(path);
    if (file?.exports === undefined || isFresh(path, file, file.exports)) walk.out.byte(tag.marker);
    else {
      walk.out.byte(tag.provenance);
      pushCaptures(walk, file.exports, file.exports.captures, true);
    }
  }
}

function awaitLoad(path: string): void {
  if (awaited.size === 0) onLoad(noteLoad);
  if (!awaited.has(path)) awaited.set(path, { settled: false });
}

/**
 * A module's exports are looked at when the job that evaluates it ends: after the modules that import it, whose code
 * counts as well, and before the code that waits for its `import()`.
 */
function noteLoad(file: ModuleFile): void {
  const known = awaited.get(modulePath(file.url) ?? "");
  if (known === undefined || known.file !== undefined) return;
  known.file = file;
  queueMicrotask(() => {
    noteFresh(known);
  });
}

function noteFresh(known: Awaited): void {
  if (known.settled || known.file?.exports === undefined) return;
  known.fresh = digestOf(known.file.exports);
  known.settled = known.fresh !== undefined;
}

/** States that a module with a top-level `await` has come to its end. */
export function $loaded(file: ModuleFile): void {
  const known = awaited.get(modulePath(file.url) ?? "");
  if (known?.file === file) noteFresh(known);
}

function isFresh(path: string, file: ModuleFile, exports: Definition): boolean {
  const known = awaited.get(path);
  if (known?.file !== file) return false;
  if (known.settled) return known.fresh !== undefined && known.fresh === digestOf(exports);
  // The code that asks has loaded it just now, and may have changed it since: it was fresh, and is known no longer.
  known.settled = true;
  return true;
}

const digestOf = (exports: Definition): string | undefined =>
  digestApart((walk) => {
    pushCaptures(walk, exports, exports.captures, true);
  }).digest;
