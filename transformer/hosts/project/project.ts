import { dirname, join, relative, sep } from "node:path";
import type { EmitOptions } from "../../rewrite/types.ts";
import { emitOptionsOf } from "./emit-options.ts";
import { isThere } from "./files.ts";
import { readPluginConfig, type PluginConfig, type PluginEntry } from "./plugin-config.ts";
import { readTsconfig, type Tsconfig } from "./tsconfig.ts";

/** What holds for the files of one project, under every host. */
export interface Project {
  /** The folder of the tsconfig, absolute: file names and `cacheDir` are relative to it. */
  readonly folder: string;
  /** The files that this was read from. */
  readonly files: readonly string[];
  readonly config: PluginConfig;
  readonly emit: EmitOptions;
}

/** Finds projects, each once. */
export interface Projects {
  /** The project of a file or folder, absolute. Throws TsconfigError. */
  of(path: string): Project;
}

/**
 * @param given a tsconfig that stands for all files, absolute, instead of the nearest of each
 * @param home the project of files that have no tsconfig with memoir's plugin above them, as those of a linked package
 */
export function createProjects({
  given,
  home,
}: {
  readonly given?: string;
  readonly home: string;
}): Projects {
  const known = new Map<string, Project | undefined>();
  const memo = (folder: string, find: (folder: string) => Project | undefined): Project | undefined => {
    if (!known.has(folder)) known.set(folder, find(folder));
    return known.get(folder);
  };
  const nearest = (folder: string): Project | undefined =>
    memo(
      folder,
      () => configured(folder) ?? (dirname(folder) === folder ? undefined : nearest(dirname(folder))),
    );
  const fixed = given === undefined ? undefined : () => fromTsconfig(readTsconfig(given));
  let fallback: Project | undefined;
  return {
    of: (path) =>
      (fixed && (fallback ??= fixed())) ??
      nearest(dirname(path)) ??
      (fallback ??= nearest(home) ?? plain(home)),
  };
}

/** The tsconfig in a folder that has memoir's plugin, or one that it refers to there. */
function configured(folder: string): Project | undefined {
  const config = tsconfigIn(folder);
  if (config === undefined) return undefined;
  const referenced = config.references.filter((path) => dirname(path) === folder && isThere(path));
  const found = [config, ...referenced.map(readTsconfig)].find((each) => entryOf(each) !== undefined);
  return found && fromTsconfig(found);
}

/** A project that nobody set up in a tsconfig: the defaults. */
function plain(from: string): Project {
  for (let folder = from; ; folder = dirname(folder)) {
    const config = tsconfigIn(folder);
    if (config !== undefined) return fromTsconfig(config);
    if (isThere(join(folder, "package.json")) || dirname(folder) === folder) {
      const at = dirname(folder) === folder ? from : folder;
      return { folder: at, files: [], config: readPluginConfig({}), emit: emitOptionsOf({}) };
    }
  }
}

function tsconfigIn(folder: string): Tsconfig | undefined {
  const path = join(folder, "tsconfig.json");
  return isThere(path) ? readTsconfig(path) : undefined;
}

function fromTsconfig(config: Tsconfig): Project {
  return {
    folder: dirname(config.path),
    files: config.files,
    config: readPluginConfig(entryOf(config) ?? {}),
    emit: emitOptionsOf(config.compilerOptions),
  };
}

/** memoir's entry in `plugins`; a path to the transformer may stand for its name. */
function entryOf({ compilerOptions: { plugins } }: Tsconfig): PluginEntry | undefined {
  return [plugins].flat().find((plugin): plugin is PluginEntry => {
    const transform = typeof plugin === "object" && plugin !== null && (plugin as PluginEntry)["transform"];
    return typeof transform === "string" && /\bmemoir\b|[\\/]hosts[\\/]tspc\.[jt]s$/.test(transform);
  });
}

/** The tsconfig.json at or above a folder, absolute. */
export function nearestTsconfig(from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, "tsconfig.json");
    if (isThere(path)) return path;
    if (dirname(folder) === folder) return undefined;
  }
}

/** A path relative to the project, as the transform and a module's statement of itself have it. */
export const relativeTo = (folder: string, path: string): string =>
  relative(folder, path).split(sep).join("/");
